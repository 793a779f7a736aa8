#!/usr/bin/env bash
# Makes .venv and installs one lock file into it, then Companion itself in place: bootstrap.sh requirements.lock
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Companion needs Python 3.11 or newer; $("$python" --version) is here. PYTHON=… chooses another." >&2
  exit 1
fi

started=$SECONDS
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  scripts/debian_packages.sh venv
  echo "· making .venv"
  "$python" -m venv --clear .venv
fi
mkdir -p .venv/ready

# Without byte code: thousands of FHIR modules that a web process never imports would be compiled for nothing.
pip=(.venv/bin/python -m pip --quiet install --no-compile --progress-bar off)
echo "· installing $(grep -cE '^[a-z0-9]' "$lock") packages from $lock"
"${pip[@]}" --require-hashes --requirement "$lock" </dev/null
"${pip[@]}" --no-deps --no-build-isolation --editable . </dev/null
echo "  done in $((SECONDS - started)) s"
