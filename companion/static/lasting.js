/* Asks the phone to look after what was saved, in plain words, and says so where it will not. */
(function (companion) {
  "use strict";

  const { show } = companion;
  const SEVEN_DAYS = () => "standalone" in navigator && !navigator.standalone; // Safari in a tab clears what it stored

  /* Called after a save; the browser may put a question of its own, so our words stand on the screen before it. */
  companion.lasting = async () => {
    const { storage } = navigator;
    const safe = Boolean(storage && storage.persisted && (await storage.persisted()));
    if (!safe && storage && storage.persist) {
      show("[data-storage-asked]", true);
      if (await storage.persist()) return show("[data-storage-asked]", false);
    }
    show("[data-storage-asked]", false);
    show("[data-storage-week]", SEVEN_DAYS());
    show("[data-storage-short]", !safe && !SEVEN_DAYS());
  };
})((self.companion = self.companion || {}));
