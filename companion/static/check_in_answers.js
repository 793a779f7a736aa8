/* The answers of a check-in, sealed on the phone and put where they wait for a connection. */
(function (companion) {
  "use strict";

  const { meta } = companion;

  companion.answers = (form) => {
    /* Assisted: who reads it aloud, and in which language; nothing on her own form. */
    const aloud = () => ["reader_name", "read_aloud_in"].filter((name) => form.elements[name])
      .map((name) => [name, form.elements[name].value.trim()]);

    return {
      canSave: () => meta("owner") && meta("intake") && companion.outbox && companion.sealing.possible(),
      lackReader: () => aloud().some(([, said]) => said.length < 2),

      async save(key, answers) {
        const { instrument, version, language } = form.dataset;
        const content = { instrument, instrument_version: version, language, answers, ...Object.fromEntries(aloud()) };
        const wish = { intake: meta("intake"), owner: meta("owner"), kind: "check-in", key, content };
        await companion.outbox.save(await companion.sealing.seal(wish));
      },
    };
  };
})((self.companion = self.companion || {}));
