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
# Commands but `import` are tested in processes of their own, which start as an office does with nothing set: on SQLite.
own=$(for name in read deadline fee facts serve work; do echo "--ignore=tests/web/test_command_$name.py"; done)
# Which address opens to whom is decided by rules that the rooms' own tests run on both databases.
# shellcheck disable=SC2086  # one option a word
run --database=postgres --ignore=tests/engines --ignore=tests/facts --ignore=tests/house --ignore=tests/test_settings.py \
    --ignore=tests/web/test_deadline_words.py --ignore-glob='tests/web/test_who_may*.py' \
    --ignore-glob='tests/web/test_*_in_a_browser.py' $own "$@" || failed=1
[ "$failed" = 0 ] || echo "Failed: see above." >&2
exit "$failed"
