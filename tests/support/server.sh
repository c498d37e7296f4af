#!/bin/sh
# One private PostgreSQL server for the tests: server.sh start|stop|crash FILE. FILE then holds the folder of its socket, or,
# where PostgreSQL with PostGIS is not installed, "absent" and why. It listens on nothing but that socket.
set -u
act=$1 file=$(realpath -m "$2")

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

# Also on TCP, encrypted and by password only, with a certificate of an authority of its own: ca.crt in the server's folder.
over_tls() {
  command -v openssl >/dev/null || absent "openssl is not installed"
  as_server sh -ec '
    cd "$1"
    openssl req -new -x509 -days 2 -nodes -newkey rsa:2048 -subj "/CN=Taizhang test authority" -keyout ca.key -out ca.crt
    openssl req -new -nodes -newkey rsa:2048 -subj "/CN=localhost" -keyout data/server.key -out server.csr
    printf "subjectAltName=DNS:localhost\n" >server.ext
    openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out data/server.crt
    openssl req -new -x509 -days 2 -nodes -newkey rsa:2048 -subj "/CN=Another authority" -keyout other.key -out other.crt
    chmod 600 data/server.key' sh "$dir" >"$dir/tls.log" 2>&1 || { cat "$dir/tls.log"; exit 1; }
  cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = 'localhost'
port = $TAIZHANG_TEST_TLS_PORT
ssl = on
password_encryption = 'scram-sha-256'
CONF
  cat >"$dir/data/pg_hba.conf" <<CONF
local all all trust
hostssl all all localhost scram-sha-256
CONF
  port="-p $TAIZHANG_TEST_TLS_PORT"
}

start_it() {
  port=''

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
fsync = ${TAIZHANG_TEST_FSYNC:-off}
full_page_writes = ${TAIZHANG_TEST_FSYNC:-off}
max_connections = 120
shared_buffers = 64MB
autovacuum_naptime = 5min
restart_after_crash = on
CONF
  [ -z "${TAIZHANG_TEST_TLS_PORT:-}" ] || over_tls
  as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/log" -w start >/dev/null 2>&1 || { cat "$dir/data/log"; exit 1; }
  "$bin/psql" -X -q -h "$dir" $port -U owner postgres -c "CREATE DATABASE taizhang_template TEMPLATE template0" || exit 1
  "$bin/psql" -X -q -h "$dir" $port -U owner taizhang_template -c "CREATE EXTENSION postgis" || exit 1
  echo "PostgreSQL runs in $dir"
}

crash_it() { # as when the power of the server's processes fails: all at once, without a word
  dir=$(cat "$file")
  pid=$(head -1 "$dir/data/postmaster.pid") || exit 1
  # shellcheck disable=SC2046
  kill -9 "$pid" $(cat "/proc/$pid/task/$pid/children") 2>/dev/null
  rm -f "$dir/data/postmaster.pid"
  cd "$dir" || exit 1
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/log" -w start >/dev/null 2>&1 && exit 0
    sleep 0.3
  done
  tail -5 "$dir/data/log"
  exit 1
}

case $act in
start) start_it ;;
crash) crash_it ;;
stop) stop_it ;;
esac
