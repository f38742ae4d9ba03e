#!/usr/bin/env bash
# Compares my-groups with nginx on this machine. Both serve the same list; nginx serves it as a static file. Prints a table of
# requests per second and the 99th percentile, for responses with status 200 and 304. Then prints the memory of a server with
# 100 lists of 100 groups, and of a snapshot of 10,000 groups in 100 pages.
# Requires nginx, wrk and time (Debian: nginx-light, wrk, time). SECONDS_EACH is the duration of each run.
set -euo pipefail
cd "$(dirname "$0")/../.."

for tool in nginx wrk curl time; do
  type -P "$tool" >/dev/null || { echo "$tool is missing: apt-get install nginx-light wrk curl time" >&2; exit 1; }
done
cargo build --quiet --profile native --package my-groups
program=$PWD/target/native/my-groups
duration=${SECONDS_EACH:-5}
folder=$(mktemp -d)
chmod 755 "$folder" # nginx' workers are nobody
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait 2>/dev/null; rm -rf "$folder"' EXIT

peak() { awk '/VmHWM/ { printf "%.1f MB", $2 / 1024 }' "/proc/$1/status"; }
ready() { for _ in $(seq 100); do curl -fso /dev/null "$1" && return; sleep 0.1; done; echo "$1 does not respond" >&2; exit 1; }

# nginx serves exactly the bytes that my-groups serves.
"$program" --quiet serve --demo --listen 127.0.0.1:18090 & pids+=($!)
server=$!
ready http://127.0.0.1:18090/demo.json
mkdir "$folder/site"
curl -fso "$folder/site/demo.json" http://127.0.0.1:18090/demo.json
cat >"$folder/nginx.conf" <<CONF
daemon off;
pid $folder/nginx.pid;
error_log stderr error;
worker_processes 2;
events { worker_connections 1024; }
http {
  access_log off;
  types { application/json json; }
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  server {
    listen 127.0.0.1:18091;
    root $folder/site;
    location /wp-json/ { add_header X-WP-TotalPages 100; try_files /pages/\$arg_page.json =404; }
  }
}
CONF
nginx -c "$folder/nginx.conf" & pids+=($!)
ready http://127.0.0.1:18091/demo.json

etag() { curl -sI "$1" | tr -d '\r' | awk 'tolower($1) == "etag:" { print $2 }'; }
# Prints requests per second and the 99th percentile in microseconds.
measure() {
  local url=$1; shift
  wrk --threads 2 --connections 64 --duration "${duration}s" --latency "$@" "$url" | awk '
    $1 == "99%" { n = $2 + 0; if ($2 ~ /ms$/) n *= 1000; else if ($2 !~ /us$/) n *= 1000000; p = n }
    $1 == "Requests/sec:" { r = $2 } END { printf "%d %d\n", r, p }'
}

echo "| status | my-groups, req/s | nginx, req/s | ratio | my-groups, p99 µs | nginx, p99 µs | ratio |"
echo "|---|--:|--:|--:|--:|--:|--:|"
for status in 200 304; do
  ours=() theirs=()
  # In turn, so that what else the machine does meets both.
  for _ in 1 2 3; do
    for which in ours theirs; do
      port=18090; [ "$which" = theirs ] && port=18091
      url=http://127.0.0.1:$port/demo.json
      headers=(); [ "$status" = 304 ] && headers=(--header "If-None-Match: $(etag "$url")")
      [ "$(curl -so /dev/null -w '%{http_code}' "${headers[@]}" "$url")" = "$status" ]
      if [ "$which" = ours ]; then ours+=("$(measure "$url" "${headers[@]}")"); else theirs+=("$(measure "$url" "${headers[@]}")"); fi
    done
  done
  middle() { printf '%s\n' "$@" | sort -n | sed -n 2p; }
  read -r our_rate our_p99 <<<"$(middle "${ours[@]}")"
  read -r their_rate their_p99 <<<"$(middle "${theirs[@]}")"
  awk -v s="$status" -v a="$our_rate" -v b="$their_rate" -v c="$our_p99" -v d="$their_p99" \
    'BEGIN { printf "| %s | %d | %d | %.0f%% | %d | %d | %.1f |\n", s, a, b, 100 * a / b, c, d, c / d }'
done
echo
echo "my-groups after these runs, at most: $(peak "$server")"

# 100 lists of 100 groups.
{
  printf '{"rsp":{"stat":"ok","version":1,"group":['
  for i in $(seq 100); do
    [ "$i" = 1 ] || printf ,
    printf '{"id":%d,"name":"Group number %d","description":"People who meet now and then to talk about subject %d","is_private":0,' "$i" "$i" "$i"
    printf '"member_count":%d,"timestamp":"2024-05-06 07:08:09","url":"https://events.example/group/%d/"}' "$i" "$i"
  done
  printf ']}}'
} >"$folder/groups.json"
for list in $(seq 100); do
  printf '[lists.list-%d]\nsources = [{ type = "document", path = "groups.json" }]\n' "$list"
done >"$folder/my-groups.toml"
"$program" --quiet --config "$folder/my-groups.toml" serve --listen 127.0.0.1:18092 & pids+=($!)
many=$!
ready http://127.0.0.1:18092/healthz
sleep 2
echo "my-groups with 100 lists of 100 groups: $(awk '/VmRSS/ { printf "%.1f MB", $2 / 1024 }' "/proc/$many/status"), while it loaded at most $(peak "$many")"

# 10,000 groups in 100 pages.
mkdir "$folder/site/pages"
for page in $(seq 100); do
  {
    printf '['
    for ((i = page * 100; i < page * 100 + 100; i++)); do
      ((i % 100 == 0)) || printf ,
      printf '{"id":%d,"name":"Group number %d","description":{"rendered":"<p>People who meet now and then</p>"},"status":"public",' "$i" "$i"
      printf '"total_member_count":%d,"date_created_gmt":"2024-05-06T07:08:09","link":"https://blog.example/groups/%d/"}' "$i" "$i"
    done
    printf ']'
  } >"$folder/site/pages/$page.json"
done
cat >"$folder/large.toml" <<TOML
state = "$folder/state"
[lists.me]
sources = [{ type = "buddypress", url = "http://127.0.0.1:18091", user_id = 1 }]
TOML
said=$(/usr/bin/env time --format '%e s, at most %M KB' "$program" --config "$folder/large.toml" snapshot --out "$folder/out" --json 2>&1)
echo "snapshot of $(grep -o '"published":[0-9]*' <<<"$said" | tr -dc 0-9) groups in 100 pages: $(tail -1 <<<"$said")"
