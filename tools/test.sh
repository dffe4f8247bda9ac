#!/bin/sh
# The whole suite: on SQLite, then everything that touches a database once more on a real PostgreSQL.
set -u
cd "$(dirname "$0")/.." || exit 1
workers=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
[ "$workers" -gt 4 ] && workers=4
[ "$workers" -lt 2 ] && workers=2
run() { .venv/bin/python -m pytest -q --numprocesses "$workers" --dist worksteal "$@"; }

failed=0
echo "== On SQLite"
run "$@" || failed=1
echo "== On PostgreSQL (what knows no database, or brings its own, and the look of the pages, is not run twice)"
# Pages ask the rooms, whose own tests run on both databases; of what lies above them only the import writes by itself.
pages=$(for file in tests/web/test_*.py; do case "$file" in *import*) ;; *) echo "--ignore=$file" ;; esac; done)
# shellcheck disable=SC2086  # one option a word
run --database=postgres --ignore=tests/engines --ignore=tests/facts --ignore=tests/house --ignore=tests/test_settings.py \
    $pages "$@" || failed=1
[ "$failed" = 0 ] || echo "Failed: see above." >&2
exit "$failed"
