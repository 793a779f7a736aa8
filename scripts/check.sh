#!/usr/bin/env bash
# Runs every check side by side, each with its seconds, even if one fails; says at the end which ones failed.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
told=$(mktemp -d)
trap 'rm -rf "$told"' EXIT
declare -A running
failed=()

start() {
  local name=$1
  shift
  (
    SECONDS=0
    "$@" >"$told/$name" 2>&1 </dev/null
    status=$?
    echo "$SECONDS" >"$told/$name.seconds"
    exit $status
  ) &
  running[$name]=$!
}

tell() {
  local name=$1 word=ok
  wait "${running[$name]}" || { word=FAILED; failed+=("$name"); }
  printf '  %-12s %-6s %3s s\n' "$name" $word "$(cat "$told/$name.seconds" 2>/dev/null)"
  [ $word = ok ] || printf '%s\n\n' "$(cat "$told/$name")"
}

typed=()
for folder in companion tests e2e bench service_worker/tests; do [ -d "$folder" ] && typed+=("$folder"); done

start types      $bin/mypy --no-error-summary "${typed[@]}"
start house      $bin/pytest -q tests/house
start words      $bin/companion locales check
start templates  $bin/djlint --quiet --lint companion
start floor-plan $bin/lint-imports --no-logo --cache-dir .cache/imports
start lint       $bin/ruff check --quiet --output-format concise .
start format     $bin/ruff format --check --quiet --output-format concise .

for name in format lint floor-plan templates words types house; do tell $name; done

[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]}"; exit 1; }
