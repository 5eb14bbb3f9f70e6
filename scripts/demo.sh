#!/bin/sh
# Install, then score the seed article on the bundled lists.
set -eu
cd "$(dirname "$0")/.."
sh scripts/setup.sh
exec .venv/bin/risk score seeds/zhipu-round.md --as-of 2025-03-03 "$@"
