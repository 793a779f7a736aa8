/* The sealed answers that wait on this phone, and the receipts of those that arrived. */
(function (companion) {
  "use strict";

  const { within } = companion.database;
  const RECEIPT_LIFE = 90 * 24 * 3600 * 1000; // as long as a citizen may ask "did it arrive?"

  /* Saves one sealed item; an unfrozen item named by `replaces` goes in the same transaction. */
  const save = (item, replaces) => within("readwrite", async (items) => {
    const there = await items.get(item.key);
    if (there && there.ct === item.ct) return;
    if (there && there.first_sent_at) throw new Error("frozen: its first sending has begun");
    const old = replaces && (await items.get(replaces));
    if (old && !old.first_sent_at) await items.delete(replaces);
    await items.put({ ...item, saved_at: Date.now(), tries: 0 });
  });

  /* From here on these items never change again: their first sending begins. Answers those that are still there. */
  const freeze = (keys) => within("readwrite", async (items) => {
    const there = (await Promise.all(keys.map((key) => items.get(key)))).filter(Boolean);
    const frozen = there.map((item) => ({ ...item, first_sent_at: item.first_sent_at || Date.now(), tries: item.tries + 1 }));
    await Promise.all(frozen.map((item) => items.put(item)));
    return frozen;
  });

  /* The server has these: they go and their receipts stay, in one transaction. `when` is the server's time: phones lie. */
  const arrived = (all) => within("readwrite", async (items, receipts) => {
    await Promise.all(all.map(async ({ key, kind, owner, when }) => {
      await receipts.put({ key, kind, owner, receipt: companion.sealing.receiptOf(key), sent_at: when });
      await items.delete(key);
    }));
    await dropOld(receipts, all[0].when);
  });

  /* Receipts older than ninety days go, counted by the server's clock: here, and when the worker starts. */
  const tidy = (when) => within("readwrite", (items, receipts) => dropOld(receipts, when));

  async function dropOld(receipts, when) {
    const old = (await receipts.getAll()).filter((one) => one.sent_at < when - RECEIPT_LIFE);
    await Promise.all(old.map((one) => receipts.delete(one.key)));
  }

  /* The server cannot take it as it is: kept for a person to look at, out of the way of the rest. */
  const setAside = (key, status) => within("readwrite", async (items) => {
    const item = await items.get(key);
    if (item) await items.put({ ...item, aside: status });
  });

  /* Her own wish: what was set aside is tried once more, unchanged. */
  const tryAgain = (owner) => within("readwrite", async (items) =>
    Promise.all((await items.getAll()).filter((item) => item.owner === owner && item.aside)
      .map((item) => items.put({ ...item, aside: 0 }))));

  /* What waits for this owner, fewest tries first, so that one bad item never blocks the rest. */
  const waiting = (owner) => within("readonly", async (items) =>
    (await items.getAll())
      .filter((item) => item.owner === owner && !item.aside)
      .sort((one, other) => one.tries - other.tries || one.saved_at - other.saved_at));

  /* What a page may show: this owner's own, and of everybody else a count. */
  const overview = (owner) => within("readonly", async (items, receipts) => {
    const all = await items.getAll();
    const mine = all.filter((item) => item.owner === owner);
    const shown = ({ key, kind }) => ({ key, kind, receipt: companion.sealing.receiptOf(key) });
    return {
      waiting: mine.filter((item) => !item.aside).map(shown),
      aside: mine.filter((item) => item.aside).map(shown),
      others: all.length - mine.length,
      arrived: (await receipts.getAll()).filter((one) => one.owner === owner),
    };
  });

  /* Small notes that the worker and all tabs share: who is signed in, when the server wants us back. */
  const note = (name, value) => within("readwrite", (items, receipts, notes) => notes.put({ key: name, value }));
  const noted = (name) => within("readonly", async (items, receipts, notes) =>
    ((await notes.get(name)) || {}).value);

  const remove = async (store, owner) =>
    Promise.all((await store.getAll()).filter((one) => one.owner === owner).map((one) => store.delete(one.key)));

  /* Her own choice: everything of this owner that waits leaves the phone unsent. */
  const discard = (owner) => within("readwrite", (items) => remove(items, owner));

  /* Signed out: her receipts and the note of who was signed in go; what waits stays, sealed. */
  const signOut = (owner) => within("readwrite", (items, receipts, notes) =>
    Promise.all([remove(receipts, owner), notes.put({ key: "owner", value: "" })]));

  companion.outbox = { save, freeze, arrived, tidy, setAside, tryAgain, waiting, overview, note, noted, discard, signOut };
})((self.companion = self.companion || {}));
