/* Seals one answer to the server's public key: whoever holds this phone cannot read it again.
   ECDH P-256 + HKDF-SHA-256 + AES-256-GCM, all from WebCrypto. */
(function (companion) {
  "use strict";

  const SCHEMA_VERSION = 1;
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const utf8 = (text) => new TextEncoder().encode(text);

  /* True where the browser has what sealing needs (WebCrypto exists on https and localhost only). */
  function possible() {
    return Boolean(self.crypto && crypto.subtle && self.indexedDB && self.TextEncoder);
  }

  /* A random UUID, version 4, in lower case. */
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /* Eight digits that a person can read aloud, made from the key: "1234 5678". */
  function receiptOf(key) {
    const digits = String(parseInt(key.slice(0, 8), 16) % 100000000).padStart(8, "0");
    return digits.slice(0, 4) + " " + digits.slice(4);
  }

  /* intake is "<key id>:<raw public key, base64url>"; content becomes the sealed JSON. */
  async function seal({ intake, owner, kind, key, content }) {
    const colon = intake.lastIndexOf(":");
    const kid = intake.slice(0, colon);
    const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const epk = await crypto.subtle.exportKey("raw", own.publicKey);
    const lock = await sharedLock(own.privateKey, bytesOf(intake.slice(colon + 1)), epk, kid);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = utf8(["companion", SCHEMA_VERSION, kind, owner, key].join("|"));
    const clear = utf8(JSON.stringify({ schema_version: SCHEMA_VERSION, kind, ...content, ...moment() }));
    const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, lock, clear);
    return { schema_version: SCHEMA_VERSION, kind, key, owner, kid, epk: textOf(epk), iv: textOf(iv), ct: textOf(ct) };
  }

  async function sharedLock(privateKey, rawServerKey, epk, kid) {
    const serverKey = await crypto.subtle.importKey("raw", rawServerKey, CURVE, false, []);
    const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: serverKey }, privateKey, 256);
    const seed = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
    const recipe = { name: "HKDF", hash: "SHA-256", salt: epk, info: utf8("companion intake v1 " + kid) };
    return crypto.subtle.deriveKey(recipe, seed, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  }

  /* The phone's clock and its minutes east of UTC; the server stamps its own time beside it. */
  function moment() {
    const now = new Date();
    return { captured_at: now.toISOString(), offset_minutes: 0 - now.getTimezoneOffset() };
  }

  function textOf(bytes) {
    const plain = btoa(String.fromCharCode.apply(null, new Uint8Array(bytes)));
    return plain.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }

  function bytesOf(text) {
    return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  }

  companion.sealing = { possible, newKey, receiptOf, seal };
})((self.companion = self.companion || {}));
