#!/bin/sh
# One private PostgreSQL server for the tests: server.sh start|stop FILE. FILE then holds the folder of its socket, or,
# where PostgreSQL with PostGIS is not installed, "absent" and why. It listens on nothing but that socket.
set -u
act=$1 file=$2

as_server() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@"
  else
    "$@"
  fi
}

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")

stop_it() {
  [ -f "$file" ] || return 0
  dir=$(cat "$file")
  case $dir in /*/taizhang-pg.*) ;; *) rm -f "$file"; return 0 ;; esac
  if [ -d "$dir/data" ]; then
    cd "$dir" && as_server "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1
  fi
  cd / && rm -rf "$dir" "$file"
}

absent() {
  echo "absent: $1" >"$file"
  echo "The ledger on a server is NOT tested: $1"
  exit 0
}

start_it() {
  stop_it # of a run that was cut off
  [ -x "$bin/initdb" ] || absent "PostgreSQL is not installed"
  ls "$bin"/../../../../share/postgresql/*/extension/postgis.control >/dev/null 2>&1 ||
    ls "$("$bin/pg_config" --sharedir 2>/dev/null)/extension/postgis.control" >/dev/null 2>&1 || absent "PostGIS is not installed"
  dir=$(mktemp -d /tmp/taizhang-pg.XXXXXX) # a socket's path has at most 107 bytes
  echo "$dir" >"$file"
  chmod 755 "$dir"
  [ "$(id -u)" != 0 ] || chown nobody "$dir"
  cd "$dir" || exit 1
  as_server "$bin/initdb" -D "$dir/data" -U owner --auth=trust --no-sync --locale=C --encoding=UTF8 >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
  cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
fsync = off
full_page_writes = off
max_connections = 120
shared_buffers = 64MB
autovacuum_naptime = 5min
restart_after_crash = on
CONF
  as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/log" -w start >/dev/null 2>&1 || { cat "$dir/data/log"; exit 1; }
  "$bin/psql" -X -q -h "$dir" -U owner postgres -c "CREATE DATABASE taizhang_template TEMPLATE template0" || exit 1
  "$bin/psql" -X -q -h "$dir" -U owner taizhang_template -c "CREATE EXTENSION postgis" || exit 1
  echo "PostgreSQL runs in $dir"
}

case $act in
start) start_it ;;
stop) stop_it ;;
esac
