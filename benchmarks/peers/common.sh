# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Common functions of the scripts beside it, which source it from the root of the tree. They run the
# target and one generator at a time, and measure the generator's cost.
# shellcheck disable=SC2034  # the results are used by the scripts that source this

# shellcheck source=ci/common.sh
source ci/common.sh
export LC_ALL=C

generator_core=0
target_core=1
suite=${PEER_SUITE:-build/release/bin/peer_suite}
scratch=$(mktemp -d)
child=   # the running generator, leader of its own process group
target=  # nginx's master

stop_all() {
  [[ -z $child ]] || kill -- "-$child" 2>/dev/null || true
  [[ -z $target ]] || kill "$target" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Starts nginx with one worker on the target's core and a free port. Sets base_url.
start_target() {
  (($(nproc) > target_core)) || die "expected 2 cores, one for the target and one for the generator; got $(nproc)"
  local limit
  limit=$(ulimit -Hn)
  # nginx allocates memory for the maximum number of connections.
  [[ $limit != unlimited ]] && ((limit <= 65536)) || limit=65536
  ulimit -n "$limit"
  local port attempt
  for attempt in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    { : >"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null && continue
    write_target_config "$port"
    taskset -c "$target_core" "$(PATH=$PATH:/usr/sbin command -v nginx)" -e "$scratch/nginx.log" \
      -c "$scratch/nginx.conf" </dev/null >"$scratch/nginx.out" 2>&1 &
    target=$!
    base_url=http://127.0.0.1:$port
    await_target "$port" && return
    stop_target
  done
  cat "$scratch/nginx.out" "$scratch/nginx.log" >&2 || true
  die "nginx did not start on any of $attempt ports: see above"
}

stop_target() {
  kill "$target" 2>/dev/null || true
  wait "$target" 2>/dev/null || true
  target=
}

await_target() {
  local tries
  for ((tries = 0; tries < 50; ++tries)); do
    kill -0 "$target" 2>/dev/null || return 1
    { : >"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null && return
    sleep 0.1
  done
  return 1
}

# The document equals that of the `plain` target in fixtures/ and has 200 bytes. The page of orders
# has 2 KB.
write_target_config() {
  local body='{"id":10017,"name":"Ada Lovelace","email":"ada.lovelace@example.com","active":true,'
  body+='"roles":["reader","writer"],"score":98.625,'
  body+='"address":{"street":"12 Old Maple Street","city":"London","country":"GB"}}'
  ((${#body} == 200)) || die "expected a document of 200 bytes, got ${#body}: change it in write_target_config"
  local order='{"id":"123e4567-e89b-12d3-a456-426614174000","userId":7,"status":"PAID","amount":12.5,'
  order+='"currency":"EUR","createdAt":"2024-05-01T12:00:00Z","tags":["new","gift"]}'
  local orders=$order count
  for ((count = 1; count < 13; ++count)); do orders+=,$order; done
  cat >"$scratch/nginx.conf" <<END
daemon off;
worker_processes 1;
worker_rlimit_nofile $(ulimit -n);
pid $scratch/nginx.pid;
events { worker_connections $(($(ulimit -n) - 100)); }
http {
  access_log off;
  default_type application/json;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  client_body_temp_path $scratch/body;
  proxy_temp_path $scratch/proxy;
  fastcgi_temp_path $scratch/fastcgi;
  uwsgi_temp_path $scratch/uwsgi;
  scgi_temp_path $scratch/scgi;
  server {
    listen 127.0.0.1:$1 backlog=16384;
    location = /json { return 200 '$body'; }
    location = /orders { return 200 '{"page":1,"total":13,"items":[$orders]}'; }
    location = /status { stub_status; }
  }
}
END
}

# Sets served to the number of requests that the target has answered, including this query.
ask_target() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/${base_url##*:}"
  printf 'GET /status HTTP/1.0\r\n\r\n' >&3
  served=
  while read -r line; do
    [[ $line =~ ^[0-9]+\ [0-9]+\ ([0-9]+) ]] && served=${BASH_REMATCH[1]}
  done <&3
  exec 3<&- 3>&-
  [[ $served ]] || die "expected nginx to report its number of requests: check that it was built with stub_status"
}

# Starts a command on the generator's core. Its output goes to $scratch/out and $scratch/err.
launch() {
  set -m
  taskset -c "$generator_core" "$@" </dev/null >"$scratch/out" 2>"$scratch/err" &
  child=$!
  set +m
}

# Waits for the launched command. Prints its output and ends the script if its exit code exceeds
# $tolerated.
finish() {
  local code=0
  wait "$child" || code=$?
  child=
  ((code <= ${tolerated:-0})) && return
  tail -n 40 "$scratch/out" "$scratch/err" >&2
  die "'$*' exited with $code: see above"
}

# Runs a command to its end. Sets cpu_ms to the user and system time of the command and its
# children.
run_timed() {
  times >"$scratch/times_before"
  launch "$@"
  finish "$@"
  times >"$scratch/times_after"
  cpu_ms=$(awk -F'[ms ]+' 'FNR == 2 { total = ($1 + $3) * 60 + $2 + $4; spent = total - before; before = total }
    END { print spent * 1000 }' "$scratch/times_before" "$scratch/times_after")
}

# Runs a generator to its end. Sets cpu_ms, and sets requests to the target's count.
measure() {
  local before
  ask_target
  before=$served
  run_timed "$@"
  ask_target
  requests=$((served - before - 1))
  ((requests > 0)) || die "expected requests from '$*', but the target received none"
}

# Sets ours to the command of one load run: our_command JOURNEY SECONDS [FLAG…].
our_command() {
  ours=("$suite" --traffic_base_url="$base_url" --traffic_load=steady --traffic_workers=1
    --traffic_journeys="Peer.$1" --traffic_duration="$2s" "${@:3}")
}

# Sets per_request to the user-space instructions of one request of a journey, counted by callgrind. Runs the same load
# for two durations. The difference excludes the cost of the start and the end of a run.
count_instructions() {
  local seconds collected counts=() totals=()
  for seconds in 2 6; do
    our_command "$1" "$seconds" --traffic_users=50
    measure valgrind --tool=callgrind --callgrind-out-file="$scratch/callgrind.$seconds" "${ours[@]}"
    collected=$(sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$scratch/err")
    [[ $collected ]] || die "expected a total from callgrind, got: $(tail -n 3 "$scratch/err")"
    counts+=("$requests") totals+=("$collected")
  done
  per_request=$(((totals[1] - totals[0]) / (counts[1] - counts[0])))
}

# Reads from the report of the last run with a report folder: report FILTER.
report() { jq -r "$1" "$scratch/report/report.json"; }

describe_machine() {
  local model
  model=$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)
  printf '%s, %s cores, Linux %s' "${model:-$(uname -m)}" "$(nproc)" "$(uname -r)"
}
