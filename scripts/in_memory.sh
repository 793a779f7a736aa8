#!/usr/bin/env bash
# Runs a command with its temporary files in memory, if there is room: nothing that a test writes has to outlive it.
#   in_memory.sh pytest tests
set -euo pipefail
[ $# -gt 0 ] || { sed -n '2,3s/^# \{0,1\}//p' "$0" >&2; exit 2; }

MEMORY=/dev/shm
NEEDED=4000000 # kB: a run holds a few hundred MB at a time, browsers included

room=$(df --output=avail -k "$MEMORY" 2>/dev/null | tail -n 1) || room=0
free=$(awk '/^MemAvailable/ {print $2}' /proc/meminfo 2>/dev/null) || free=0
if [ -w "$MEMORY" ] && [ "${room:-0}" -gt "$NEEDED" ] && [ "${free:-0}" -gt $((2 * NEEDED)) ]; then
  TMPDIR=$(mktemp -d "$MEMORY/companion-XXXXXX")
  chmod 755 "$TMPDIR" # PostgreSQL of the tests runs as somebody else
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi
status=0
"$@" || status=$?
exit $status
