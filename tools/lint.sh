#!/bin/sh
# Style, types, walls, migrations, deployment. Every check runs; one that fails fails the whole.
set -u
cd "$(dirname "$0")/.." || exit 1
# The commands below read settings; what they would keep is kept out of the way of real data.
unset MANAS_DATABASE_URL
export MANAS_VAR=.venv/lint-var
status=0
check() {
    echo "== $*"
    "$@" || status=1
}
check .venv/bin/ruff check --quiet --output-format concise .
check .venv/bin/ruff format --quiet --check .
check .venv/bin/mypy --no-error-summary
check .venv/bin/lint-imports --no-logo
MANAS_HTTPS=1 check .venv/bin/manas check --deploy --fail-level WARNING
check .venv/bin/manas makemigrations --check --dry-run
exit "$status"
