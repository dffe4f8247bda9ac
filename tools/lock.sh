#!/bin/sh
# Writes requirements/*.txt from the .in files: names, versions and hashes for every platform, no addresses.
set -eu
cd "$(dirname "$0")/../requirements"
lock() {
    set=$1 && shift
    ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
        "$@" --output-file "$set.txt" "$set.in"
}
lock pip "$@"
lock run "$@"
# The package offers encoder.in as an extra, and an extra cannot name another list: the constraint stands here.
lock encoder --constraint run.txt "$@"
lock dev "$@"
lock bench "$@"
