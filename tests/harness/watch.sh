#!/bin/sh
# Runs a throw-away PostgreSQL and takes it away again when no test has used it for a while.
# usage: watch.sh BIN DIR IDLE_SECONDS   (runs as the user that owns DIR; DIR holds data/, in-use, start and watched)
#
# Each test process holds a shared lock on DIR/in-use for as long as it lives; the kernel lets go of it however the process
# ends. Starting and stopping both happen under DIR/start, so no test can begin to use what is being stopped.
bin=$1 dir=$2 limit=$3
trap '' HUP INT
cd "$dir" || exit 1
# Held as long as this script lives: who finds it free knows that nobody watches the server.
exec 8>"$dir/watched"
flock --nonblock 8 || exit 1

"$bin/postgres" -D "$dir/data" -c listen_addresses= -c "unix_socket_directories=$dir" -c unix_socket_permissions=0777 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c autovacuum=off 8>&- &
server=$!

idle=0
while kill -0 "$server" 2>/dev/null; do
  sleep 2 8>&-
  if flock --nonblock --exclusive "$dir/in-use" true; then idle=$((idle + 2)); else idle=0; fi
  [ "$idle" -lt "$limit" ] && continue
  if flock --exclusive "$dir/start" flock --nonblock --exclusive "$dir/in-use" \
    sh -c 'kill -QUIT "$1"; while kill -0 "$1" 2>/dev/null && [ -e "$2/data/postmaster.pid" ]; do sleep 0.1; done; rm -rf "$2/data"' \
    stop "$server" "$dir"; then
    break
  fi
  idle=0
done
wait "$server" 2>/dev/null
exit 0
