# Every target makes what it needs: the first one run sets up $(VENV), later ones reuse it until pyproject.toml changes.
PYTHON ?= python3
VENV ?= .venv
BENCH ?= .venv-bench
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2
N ?= 1000
EXAMPLES := $(sort $(wildcard examples/*/*.json))

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint format types imports rules schemas docs grundig bench differential questions clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## make the virtual environment and install into it

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "reiseregel needs Python 3.11 or newer; say which with: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,kontroll]' >$(VENV)/kontroll.log 2>&1 || true
	@$(BIN)/python -c 'import durable.engine' 2>/dev/null || echo "Note: durable-rules is not installed (it needs a C \
	compiler and Python before 3.13; see $(VENV)/kontroll.log). Only the second executor for control signals is left out."
	@touch $@

demo: $(READY) ## decide every example and explain one
	@test -n "$(EXAMPLES)" || { echo "examples/*/*.json: none found" >&2; exit 1; }
	@set -e; for document in $(EXAMPLES); do \
	  printf '\n── %s ──\n' "$$(basename "$$(dirname "$$document")")"; \
	  $(BIN)/reiseregel vurder --format tekst "$$document"; \
	done
	@printf '\n── forklar --for pasient: %s ──\n' "$(notdir $(patsubst %/,%,$(dir $(firstword $(EXAMPLES)))))"
	@$(BIN)/reiseregel forklar --for pasient $(firstword $(EXAMPLES))

test: $(READY) ## run the tests (WORKERS=2)
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

check: lint types imports test ## everything CI runs: lint, types, import contracts, and the tests (they check the rules and run the cases)

lint: $(READY) ## ruff: lint and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY) ## put every file in the shape that lint asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

imports: $(READY) ## who may import whom
	$(BIN)/lint-imports --no-logo

rules: $(READY) ## check the rule files and run the cases beside them
	$(BIN)/reiseregel sjekk
	$(BIN)/reiseregel test

schemas: $(READY) ## write the generated contracts in schemas/
	$(BIN)/python -m reiseregel.case.contracts --skriv

docs: $(READY) ## write the generated pages in docs/regler/ and the list of signals
	$(BIN)/python -m reiseregel.pages --skriv
	$(BIN)/python -m reiseregel.control.docs --skriv

grundig: $(READY) ## the thorough tests that take longer, rule mutation among them
	REISEREGEL_GRUNDIG=1 $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m grundig

bench: $(READY) ## measure everything beside its peers, and write docs/ytelse.md (half an hour)
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[batch,bench,kontroll]'
	$(BENCH)/bin/python -m benchmarks.run

differential: $(READY) ## hold the executors together on N random documents (N=1000)
	$(BIN)/python -m tests.differential.by_hand --antall $(N)

questions: $(READY) ## how many questions veiled asks, against forms and the best order (N=1000; takes half an hour)
	$(BIN)/python -m benchmarks.questions --antall $(N)

clean: ## remove the virtual environment and the caches
	rm -rf $(VENV) $(BENCH) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis dist
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
