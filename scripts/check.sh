#!/usr/bin/env bash
# Runs every check even if one fails, each with its seconds; says at the end which ones failed.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

check() {
  local name=$1 started=$SECONDS out
  shift
  if out=$("$@" 2>&1 </dev/null); then
    printf '  %-12s ok      %2d s\n' "$name" $((SECONDS - started))
  else
    printf '  %-12s FAILED  %2d s\n%s\n\n' "$name" $((SECONDS - started)) "$out"
    failed+=("$name")
  fi
}

typed=()
for folder in companion tests e2e bench service_worker/tests; do [ -d "$folder" ] && typed+=("$folder"); done

check format     $bin/ruff format --check --quiet --output-format concise .
check lint       $bin/ruff check --quiet --output-format concise .
check types      $bin/mypy --no-error-summary "${typed[@]}"
check floor-plan $bin/lint-imports --no-logo --cache-dir .cache/imports
check words      $bin/companion locales check
check templates  $bin/djlint --quiet --lint companion
check house      $bin/pytest -q tests/house

[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]}"; exit 1; }
