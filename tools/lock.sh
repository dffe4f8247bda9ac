#!/bin/sh
# Writes requirements/*.txt from the .in files: names, versions and hashes for every platform, no addresses.
set -eu
cd "$(dirname "$0")/../requirements"
for set in pip run dev bench; do
    ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
        "$@" --output-file "$set.txt" "$set.in"
done
