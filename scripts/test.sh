#!/bin/sh
# Install, then run the tests. Fails when no test ran (pytest's exit code 5).
set -eu
cd "$(dirname "$0")/.."
sh scripts/setup.sh dev
exec .venv/bin/python -m pytest "$@"
