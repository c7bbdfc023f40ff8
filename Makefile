# Everything a newcomer needs: `make serve` to read and write, `make test` to prove.
# Only Python 3.11 or newer is needed, and rustc for verification.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# Material's banner about its own future helps nobody who only builds the site.
export NO_MKDOCS_2_WARNING := 1
VENV := .venv
BIN := $(VENV)/bin
# The tests wait for compilers and servers more than they compute.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(2 * (os.cpu_count() or 1))')
READY := $(VENV)/.ready
FRONTEND := hooks/frontend
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix $(FRONTEND)
PACKAGES := $(FRONTEND)/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help serve site check test prove lint frontend lock clean

help:
	@echo "make serve   verify, then serve the site with live reload (HOST=$(HOST) PORT=$(PORT))"
	@echo "make check   judge every snippet"
	@echo "make test    lint, types and all tests"
	@echo "make prove   more samples of what the tests assert, for as long as it takes"
	@echo "make site    strict build into site/"
	@echo "make frontend  bundle the scripts of a page again after a change in $(FRONTEND)"
	@echo "make lock    renew requirements.lock from pyproject.toml"
	@echo "make clean   remove what the others made, .venv included"

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: install it from python.org or your system's packages, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, $$($(PYTHON) --version) was found; name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "this Python has no venv module; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "setting up .venv (once) ..."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

serve: $(READY)
	@$(BIN)/python -c 'import socket, sys; sys.exit(socket.socket().connect_ex(("$(HOST)", $(PORT))) == 0)' || { echo "something is serving on $(HOST):$(PORT) already; choose another port: make serve PORT=8001" >&2; exit 1; }
	@$(BIN)/borrowproof toolchain || true
	@echo "the site will be at http://$(HOST):$(PORT)/ (stop with Ctrl-C)"
	@$(BIN)/mkdocs serve --dev-addr $(HOST):$(PORT)

site: $(READY)
	@$(BIN)/mkdocs build --strict

check: $(READY)
	@$(BIN)/borrowproof check

# Node itself is one of the Python packages.
$(PACKAGES): $(READY) $(FRONTEND)/package-lock.json
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

frontend: $(PACKAGES)
	@$(NPM) run --silent build

lint: $(READY) $(PACKAGES)
	@$(NPM) run --silent check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports pyproject.toml >$(VENV)/contracts.txt || { cat $(VENV)/contracts.txt; exit 1; }

test: lint
	@$(NPM) test --silent
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not prove" tests
	@$(BIN)/pytest --quiet docs snippets

prove: $(READY)
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal -m prove tests

lock: $(READY)
	@$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --extra dev --all-build-deps \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock pyproject.toml

clean:
	@rm -rf $(VENV) $(FRONTEND)/node_modules site .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
