# Two commands matter: `make demo` and `make test`. Everything they need is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
SOURCES := pyproject.toml
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist worksteal

.PHONY: help demo test quick check format docs clean

help:
	@echo "make demo    install, simulate renewal x funding, draw the comparison (about three minutes)"
	@echo "make test    install the test tools; linter, types, import contracts, all tests"
	@echo "make quick   the same without the slow tests"
	@echo "make docs    build the documentation in site/"
	@echo "make clean   remove the environment and the results"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "msssim needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python requirements/run.txt $(SOURCES)
	$(PIP) install --quiet --require-hashes -r requirements/run.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.run
	$(BIN)/msssim sweep experiments/renewal_funding.yaml --out results/renewal_funding

check: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(PYTEST)

quick: check
	$(PYTEST) -m "not slow"

docs: $(VENV)/.dev
	$(BIN)/python scripts/build_reference.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "open site/index.html"

format: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf $(VENV) results site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
