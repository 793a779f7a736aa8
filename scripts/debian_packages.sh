#!/usr/bin/env bash
# Installs what is missing of: venv, chromium, libatomic1, postgresql, redis, webkit, wrk, pngquant, curl, jq.
# Debian's own packages, never a downloaded browser.
# downloaded browser.   --if-possible THING…   says what could not be had and goes on without it: its tests skip.
set -euo pipefail

if [ "${1:-}" = --if-possible ]; then
  "$0" "${@:2}" || echo "· going on without ${*:2}: what needs it is skipped and says so" >&2
  exit 0
fi

present() {
  case $1 in
    venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null ;;
    libatomic1) ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1 ;;
    postgresql) command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
    redis) command -v redis-server >/dev/null ;;
    wrk | pngquant | curl | jq) command -v "$1" >/dev/null ;;
    webkit)
      command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null &&
        /usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1")' 2>/dev/null ;;
    *) echo "debian_packages.sh: $1 is not one of venv, chromium, libatomic1, postgresql, redis, webkit, wrk, pngquant, curl, jq" >&2; exit 2 ;;
  esac
}

packages_of() {
  case $1 in
    venv) echo python3-venv ;;
    # Fonts: without them every Arabic, Cyrillic or Ethiopic letter is the same empty box.
    chromium) echo chromium fonts-noto-core ;;
    libatomic1) echo libatomic1 ;; # the program that Playwright talks to the browser through needs it
    postgresql) echo postgresql ;;
    redis) echo redis-server ;;
    curl | jq) echo "$1" ;; # what docs/integrating.md calls the API with
    pngquant) echo pngquant ;; # makes the pictures of `make pictures` a quarter of their size
    wrk) echo wrk ;; # sends to the servers that `make bench` compares
    # WebKit's driver, a screen without a monitor, and WebKit's names for Debian's Python: e2e/webkit/browser.py
    webkit) echo webkit2gtk-driver xvfb python3-gi gir1.2-webkit2-4.1 ;;
  esac
}

missing=()
for thing in "$@"; do
  present "$thing" || read -r -a missing <<<"${missing[*]:-} $(packages_of "$thing")"
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo -n)
  if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || { [ -t 0 ] && as_root=(sudo); }; }; then
    echo "Missing on this machine: ${missing[*]}. Please run as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi
if ! command -v apt-get >/dev/null; then
  echo "Missing on this machine: what Debian calls ${missing[*]}. Please install it and try again." >&2
  exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; exit 1; }; }

started=$SECONDS
echo "· asking Debian for ${missing[*]}"
quietly apt-get -q update
quietly apt-get -q -y --no-install-recommends install "${missing[@]}"
echo "  done in $((SECONDS - started)) s"
