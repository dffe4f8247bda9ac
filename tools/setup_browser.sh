#!/bin/sh
# Sees to it that a Chromium and the fonts of the pages are there. Installs them where it may (root with apt).
set -u
packages="chromium fonts-noto-cjk fonts-ukij-uyghur"

browser() {
    for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && return 0
    done
    return 1
}
missing() {
    for package in $packages; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
    done
}

if command -v apt-get >/dev/null 2>&1; then
    wanted=$(missing)
    [ -z "$wanted" ] && exit 0
    if [ "$(id -u)" = 0 ]; then
        echo "Installing $wanted..."
        apt-get update -qq >/dev/null
        # shellcheck disable=SC2086  # a list of packages
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $wanted >/dev/null || exit 1
        exit 0
    fi
    browser && echo "Screenshots may lack glyphs: install $wanted." && exit 0
    echo "The browser tests need Chromium: run 'sudo apt-get install $wanted' and start again." >&2
    exit 1
fi
browser && exit 0
echo "The browser tests need Chromium or Chrome on the PATH (or named by CHROMIUM=/path/to/it)." >&2
exit 1
