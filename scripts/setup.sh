#!/bin/sh
# Make .venv with riskengine and its pinned dependencies in it.
#   scripts/setup.sh        what running needs
#   scripts/setup.sh dev    what the tests and checks need, too
# Safe to run again: it does nothing when .venv is up to date.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-run}

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    say "error: no Python 3.11 or newer was found."
    say "  Install it (Debian: apt-get install python3 python3-venv), or name one: PYTHON=/path/to/python3.11"
    exit 2
}

# Debian ships Python without ensurepip; its venv package brings it.
ensure_venv() {
    if "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        return
    fi
    version=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    say "This Python cannot make virtual environments; the Debian package $version brings that."
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq "$version" >&2
    else
        say "error: install it first, for example: sudo apt-get install $version"
        exit 2
    fi
}

stamp=.venv/.installed-$wanted
if [ -e "$stamp" ] && [ "$stamp" -nt pyproject.toml ] && [ "$stamp" -nt constraints.txt ]; then
    exit 0
fi
python=$(find_python)
ensure_venv "$python"
[ -x .venv/bin/python ] || "$python" -m venv .venv
extras=
if [ "$wanted" = dev ]; then extras='[dev]'; fi
say "Installing riskengine$extras into .venv (pinned in constraints.txt) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --constraint constraints.txt --editable ".$extras"
if [ "$wanted" = dev ]; then touch .venv/.installed-run; fi
touch "$stamp"
