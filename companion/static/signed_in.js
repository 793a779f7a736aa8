/* Who is signed in on this phone, as long as the browser stays open: by this alone a page that is nobody's takes an answer.
   The mark is the word under which sealed answers lie here; it opens nothing and tells no name. */
(function (companion) {
  "use strict";

  const SECURE = location.protocol === "https:";
  const NAME = (SECURE ? "__Host-" : "") + "companion-here";
  const RULES = "; Path=/; SameSite=Strict" + (SECURE ? "; Secure" : "");
  const LIFE = 43200000; // ms: the server lets nobody stay signed in longer on a borrowed phone
  const MARK = /^([0-9a-f]+)\.(\d+)$/;

  const put = (said) => { document.cookie = NAME + "=" + said + RULES; };

  companion.signedIn = {
    /* The word of whoever is signed in here; nothing when nobody is, or it was too long ago. */
    owner() {
      const mark = document.cookie.split("; ").find((one) => one.startsWith(NAME + "=")) || "";
      const [, owner, since] = MARK.exec(mark.slice(NAME.length + 1)) || [];
      const age = Date.now() - Number(since);
      return owner && age >= 0 && age < LIFE ? owner : "";
    },
    end: () => put("; Max-Age=0"),
  };

  const owner = companion.meta("owner");
  if (owner) put(owner + "." + Date.now());
  else if (!companion.meta("neutral")) companion.signedIn.end(); // somebody else's page, or nobody's
})((self.companion = self.companion || {}));
