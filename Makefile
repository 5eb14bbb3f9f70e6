# Shorthands. The README's two commands need no make; these are for people who change things.
BIN := .venv/bin
SHARED ?= ../shared

.PHONY: demo test lint types rules reports bundle benchmark

demo:
	sh scripts/demo.sh

test:
	sh scripts/test.sh

lint:
	sh scripts/setup.sh dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	sh scripts/setup.sh dev
	$(BIN)/mypy

rules:
	sh scripts/setup.sh
	for ruleset in default eu uk cn-counter; do \
	    $(BIN)/risk rules lint rulesets/$$ruleset && $(BIN)/risk rules test rulesets/$$ruleset || exit 2; \
	done

# Write the expected assessments of seeds/ and the reports in reports/ again.
reports:
	sh scripts/setup.sh
	$(BIN)/python scripts/run_seeds.py

# Compile the bundled lists again, when newer files have arrived in SHARED.
bundle:
	sh scripts/setup.sh
	$(BIN)/python scripts/compile_watchlists.py --shared $(SHARED) --out watchlists
	$(BIN)/python scripts/compile_references.py

benchmark:
	sh scripts/setup.sh
	$(BIN)/python benchmarks/cold_start.py
