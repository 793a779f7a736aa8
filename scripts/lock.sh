#!/usr/bin/env bash
# Writes requirements.lock and requirements-dev.lock from pyproject.toml: every version, every hash, no address.
# UPGRADE=1 takes the newest versions, otherwise what stands in the locks is kept where it still fits.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=${UV:-$(command -v uv || true)}
if [ -z "$uv" ]; then
  uv=.cache/lock/bin/uv
  [ -x "$uv" ] || { .venv/bin/python -m venv .cache/lock && .cache/lock/bin/python -m pip --quiet install uv; }
fi

compile() {
  "$uv" pip compile pyproject.toml --quiet ${UPGRADE:+--upgrade} \
    --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@"
}

compile --extra postgresql --extra redis --group build --output-file requirements.lock
compile --extra postgresql --extra redis --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock
! grep -nE '://|^--' requirements.lock requirements-dev.lock
