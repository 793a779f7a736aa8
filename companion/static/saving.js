/* What a page does around each save: asks the phone to look after it, and says when there was no room. */
(function (companion) {
  "use strict";

  const { outbox, show } = companion;
  const { save } = outbox;

  outbox.save = async (item, replaces) => {
    try {
      await save(item, replaces);
    } catch (error) {
      show("[data-no-room]", error.name === "QuotaExceededError");
      throw error; // what was chosen or written stays where it stands
    }
    show("[data-no-room]", false);
    companion.more().then(() => companion.lasting()).catch(() => null);
  };
})((self.companion = self.companion || {}));
