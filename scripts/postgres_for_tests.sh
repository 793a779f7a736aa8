#!/usr/bin/env bash
# A throw-away PostgreSQL cluster on a Unix socket, for tests; nothing in it survives, so nothing waits for a disk.
#   postgres_for_tests.sh start DIR [PID]   starts it in DIR, prints its URL; stops by itself when PID ends
#   postgres_for_tests.sh stop DIR          stops it and removes DIR
# DIR must be short (a socket path has at most 107 bytes), and every user must be able to reach it.
set -euo pipefail
itself=$(readlink -f "$0")
verb=${1:?start or stop}
dir=${2:?a directory}

programs=$(dirname "$(readlink -f "$(command -v pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | tail -n 1)")")
if [ ! -x "$programs/initdb" ]; then
  echo "PostgreSQL is not installed here; scripts/debian_packages.sh postgresql installs it." >&2
  exit 1
fi

# PostgreSQL refuses to run as root, so root lends it the user nobody.
as_owner=()
[ "$(id -u)" -ne 0 ] || as_owner=(runuser -u nobody --)

start() {
  mkdir -p "$dir"
  [ "$(id -u)" -ne 0 ] || chown nobody "$dir"
  chmod 700 "$dir"
  cd "$dir"
  if [ ! -f "$dir/cluster/PG_VERSION" ]; then
    "${as_owner[@]}" "$programs/initdb" -D "$dir/cluster" --username=companion --auth=trust --encoding=UTF8 \
      --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
  fi
  settings="-c listen_addresses='' -c unix_socket_directories=$dir -c max_connections=60 -c shared_buffers=32MB"
  settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC"
  if ! "${as_owner[@]}" "$programs/pg_ctl" -D "$dir/cluster" status >/dev/null 2>&1; then
    "${as_owner[@]}" "$programs/pg_ctl" -D "$dir/cluster" -w -t 60 -l "$dir/server.log" -o "$settings" start \
      >/dev/null 2>&1 </dev/null || { cat "$dir/server.log" >&2; exit 1; }
  fi
  echo "postgresql://companion@/postgres?host=$dir"
}

stop() {
  [ -d "$dir" ] || return 0
  cd /
  "${as_owner[@]}" "$programs/pg_ctl" -D "$dir/cluster" -w -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}

case $verb in
  start)
    dir=$(readlink -m "$dir")
    start
    if [ -n "${3:-}" ]; then
      setsid "$itself" stop-after "$dir" "$3" >/dev/null 2>&1 </dev/null &
    fi ;;
  stop) stop ;;
  stop-after) while kill -0 "$3" 2>/dev/null; do sleep 0.5; done; stop ;;
  *) echo "start or stop, not $verb" >&2; exit 2 ;;
esac
