/* Choices of a check-in that was left half-way: in the worker's memory alone, never on the phone, for the tab that left it. */
(function (companion) {
  "use strict";

  const LIFE = 600000; // ms; a worker that has rested, or was replaced, knows nothing any more
  const left = new Map(); // tab → what was chosen there, by whom, in which form

  companion.drafts = {
    keep: ({ tab, owner, form, chosen }) => left.set(tab, { owner, form, chosen, until: Date.now() + LIFE }),

    /* What this tab left; whatever is somebody else's, of another form or too old is gone with the question. */
    of({ tab, owner, form }) {
      const found = left.get(tab);
      if (found && found.owner === owner && found.form === form && found.until > Date.now()) return found.chosen;
      left.delete(tab);
      return null;
    },

    over: ({ tab }) => left.delete(tab),
    clear: () => left.clear(),
  };
})((self.companion = self.companion || {}));
