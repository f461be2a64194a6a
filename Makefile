# Two commands matter: `make extract` and `make test`. Each sets up what it needs, once.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RAW    ?= raw
OUT    ?= extracted
JOBS   ?= 0
BENCH  ?= --peer
PIP    := $(BIN)/python -m pip --disable-pip-version-check -qq install --constraint requirements.lock

.DEFAULT_GOAL := help
.PHONY: help extract review test lint format eval bench docs clean distclean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

extract: $(VENV)/.run ## Turn raw/ into tables in extracted/ (RAW=, OUT=, JOBS= to change)
	@$(BIN)/heshu extract --raw $(RAW) --out $(OUT) --jobs $(JOBS)

review: extract ## Write pages on which the figures of extracted/ are checked by eye
	@$(BIN)/heshu review build --raw $(RAW) --out $(OUT) --jobs $(JOBS)

test: $(VENV)/.dev ## Run the tests
	@$(BIN)/python -m pytest

lint: $(VENV)/.dev ## Check style, types and the layers of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check .; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@$(BIN)/codespell pipeline tests docs *.md

format: $(VENV)/.dev ## Lay the code out as `make lint` wants it
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

eval: $(VENV)/.dev ## Score against the gold in ../shared (skipped where it is absent)
	@$(BIN)/heshu evaluate

bench: $(VENV)/.dev ## Measure speed and memory, with pdfplumber beside it (BENCH= for options)
	@$(BIN)/python tests/bench/bench_pipeline.py $(BENCH)

docs: $(VENV)/.dev ## Write docs/outputs.md from the published schema
	@$(BIN)/python -m pipeline.publish.outputs_page docs/outputs.md

clean: ## Delete what `make` can make again, the installed packages apart
	@rm -rf extracted build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find pipeline tests -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## Delete the installed packages too
	@rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit(f"Python {v[0]}.{v[1]} is too old: 3.11 or newer is needed; say make PYTHON=/path/to/python3")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "Installing Heshu into $(VENV), once (a minute or two) ..." >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "Installing the tools for tests into $(VENV), once (a minute or two) ..." >&2
	@$(PIP) --editable '.[dev]'
	@touch $@
