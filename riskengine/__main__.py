"""`python -m riskengine` is the `risk` command."""

from riskengine.cli import main

main()
