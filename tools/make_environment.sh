#!/bin/sh
# Makes .venv with the newest suitable Python on this machine. Does nothing where a working one stands.
set -u
cd "$(dirname "$0")/.." || exit 1

suitable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

if suitable .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

python=
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if suitable "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Manas needs Python 3.11 or newer; none was found on the PATH (name one with PYTHON=/path/to/python make run)." >&2
    exit 1
fi

rm -rf .venv
if "$python" -m venv .venv >/dev/null 2>&1; then
    exit 0
fi
# Debian splits ensurepip off: an environment without pip, into which another pip installs pip.
rm -rf .venv
if "$python" -m venv --without-pip .venv >/dev/null 2>&1 &&
    "$python" -m pip --python .venv/bin/python install --quiet --require-hashes --no-deps -r requirements/pip.txt; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    rm -rf .venv
    echo "Installing python3-venv ..."
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends \
        "$(basename "$(readlink -f "$(command -v "$python")")")-venv" >/dev/null &&
        "$python" -m venv .venv && exit 0
fi
rm -rf .venv
echo "Python's venv cannot install pip here: install the package python3-venv (Debian, Ubuntu) and start again." >&2
exit 1
