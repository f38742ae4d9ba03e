#!/usr/bin/env bash
# Installs moto's S3-compatible server (PyPI) into a folder of its own, starts it, and runs the test of the object store.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools=${XDG_CACHE_HOME:-$HOME/.cache}/my-groups-tests/moto
if [ ! -x "$tools/bin/moto_server" ]; then
  echo "Installing moto into $tools" >&2
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet "moto[s3,server]==5.*"
fi
port=${PORT:-18100}
"$tools/bin/moto_server" -H 127.0.0.1 -p "$port" >/dev/null 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null' EXIT
export AWS_ENDPOINT=http://127.0.0.1:$port AWS_ALLOW_HTTP=true AWS_REGION=us-east-1
export AWS_ACCESS_KEY_ID=key AWS_SECRET_ACCESS_KEY=secret
for _ in $(seq 100); do curl -fso /dev/null "$AWS_ENDPOINT/moto-api/" && break; sleep 0.1; done
# Everybody may read what is published, as with a bucket behind a CDN.
curl -fso /dev/null -X PUT "$AWS_ENDPOINT/groups" -H "x-amz-acl: public-read-write"
cargo test --package my-groups --test object_store -- --ignored
