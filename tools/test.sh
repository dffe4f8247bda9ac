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
echo "== On PostgreSQL (what knows no database, and the look of the pages, is not run twice)"
run --database=postgres --ignore=tests/engines --ignore=tests/facts --ignore=tests/house \
    --ignore-glob='tests/web/test_*_in_a_browser.py' "$@" || failed=1
[ "$failed" = 0 ] || echo "Failed: see above." >&2
exit "$failed"
