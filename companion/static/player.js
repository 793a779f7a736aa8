/* Beside each recording: once more from the beginning, and slower. Nothing plays by itself, and only one at a time. */
(function (companion) {
  "use strict";

  const SLOWER = 0.8; // of the speed it was read at
  const { all, show } = companion;
  const sounds = all("[data-player] audio");
  let slow = false;

  function again(sound) {
    sound.currentTime = 0;
    sound.play().catch(() => null); // no connection, and not on the phone: the player says so itself
  }

  /* For every recording of the page: whoever needs one slower needs the next one slower too. */
  function turn() {
    slow = !slow;
    sounds.forEach((sound) => { sound.defaultPlaybackRate = sound.playbackRate = slow ? SLOWER : 1; });
    all("[data-slower]").forEach((button) => button.setAttribute("aria-pressed", String(slow)));
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-again], [data-slower]");
    if (!button) return;
    if (button.matches("[data-slower]")) turn();
    else again(button.closest("[data-player]").querySelector("audio"));
  });
  document.addEventListener("play", ({ target }) => {
    sounds.filter((sound) => sound !== target).forEach((sound) => sound.pause());
  }, true);
  show("[data-player] [data-more]", true);
})((self.companion = self.companion || {}));
