/* Passkeys: asks this phone for one, or to make one; the finger, face or PIN never leaves the phone. */
(function (companion) {
  "use strict";

  const { all, show } = companion;
  const JSON_KIND = "application/json";

  /* base64url (RFC 4648) by hand: the browser's own helpers are newer than our oldest phone. */
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  async function post(path, body) {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": JSON_KIND, Accept: JSON_KIND },
      body: JSON.stringify(body),
    });
    const told = await response.json();
    if (!response.ok) throw Object.assign(new Error(told.error), { sentence: told.message });
    return told;
  }

  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function asked(path) {
    const options = await post(path + "/options", {});
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    if (options.user) publicKey.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) publicKey.excludeCredentials = named(options.excludeCredentials);
    if (options.allowCredentials) publicKey.allowCredentials = named(options.allowCredentials);
    return { publicKey };
  }

  function told(credential) {
    const from = credential.response;
    const response = { clientDataJSON: text(from.clientDataJSON) };
    if (from.attestationObject) {
      response.attestationObject = text(from.attestationObject);
      response.transports = from.getTransports ? from.getTransports() : [];
    } else {
      response.authenticatorData = text(from.authenticatorData);
      response.signature = text(from.signature);
      response.userHandle = from.userHandle ? text(from.userHandle) : null;
    }
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
  }

  const WORDS = { NotAllowedError: "stopped", AbortError: "stopped", InvalidStateError: "known", TypeError: "offline" };

  function say(box, fault) {
    const word = !fault ? "" : fault.sentence ? "refused" : WORDS[fault.name] || "broken";
    show("[data-said]", false, box);
    all('[data-said="refused"]', box).forEach((place) => { place.textContent = (fault && fault.sentence) || ""; });
    if (word) show('[data-said="' + word + '"]', true, box);
  }

  async function go(box, button) {
    const { passkey: path, passkeyDoes: does } = box.dataset;
    const own = box.querySelector("[name=own_phone]");
    button.disabled = true;
    say(box);
    try {
      const credential = told(await navigator.credentials[does](await asked(path)));
      const { to } = await post(path, { credential, own_phone: Boolean(own && own.checked) });
      location.assign(to);
    } catch (fault) {
      say(box, fault);
      button.disabled = false;
    }
  }

  if (!self.PublicKeyCredential || !navigator.credentials) return;
  show("[data-no-passkey]", false);
  all("[data-passkey]").forEach((box) => {
    const button = box.querySelector("button");
    box.hidden = false;
    button.addEventListener("click", () => go(box, button));
  });
  self.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) all("[data-passkey] button").forEach((button) => { button.disabled = false; });
  });
})((self.companion = self.companion || {}));
