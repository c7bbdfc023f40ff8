# Everything a newcomer needs: `make serve` to read and write, `make test` to prove.
# Only Python 3.11 or newer is needed, and rustc for verification.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# Material's banner about its own future helps nobody who only builds the site.
export NO_MKDOCS_2_WARNING := 1
VENV := .venv
BIN := $(VENV)/bin
CORES ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() or 1)' 2>/dev/null || echo 1)
# The tests wait for compilers and servers more than they compute.
WORKERS ?= $(shell expr 2 '*' $(CORES))
READY := $(VENV)/.ready
FRONTEND := hooks/frontend
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix $(FRONTEND)
PACKAGES := $(FRONTEND)/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help serve site check quick test prove mutants lint browser frontend lock clean
.PHONY: lint-types lint-imports lint-frontend lint-rules lint-format lint-workflows test-frontend test-rooms

help:
	@echo "make serve   verify, then serve the site with live reload (HOST=$(HOST) PORT=$(PORT))"
	@echo "make check   judge every snippet"
	@echo "make quick   lint, types, and the tests that start no compiler"
	@echo "make test    lint, types and all tests"
	@echo "make prove   more samples of what the tests assert"
	@echo "make mutants break the engine in small ways: do the quick tests notice? (15 minutes; ROOM=judging: all of one room)"
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
# Python 3.11 does not start where this names a folder that is not ASCII and LC_ALL=C; from here the path is.
	@for pth in $(VENV)/lib/python*/site-packages/__editable__.borrowproof-*.pth; do echo ../../../../hooks >"$$pth"; done
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

LINTS := lint-types lint-imports lint-frontend lint-rules lint-format lint-workflows
AT_ONCE := $(MAKE) --no-print-directory --keep-going --jobs=$(CORES)
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist worksteal

lint: $(READY) $(PACKAGES)
	@$(AT_ONCE) $(LINTS)

lint-types:
	@$(BIN)/mypy

lint-imports:
	@$(BIN)/lint-imports pyproject.toml >$(VENV)/contracts.txt || { cat $(VENV)/contracts.txt; exit 1; }

lint-frontend:
	@$(NPM) run --silent check

lint-workflows:
	@$(NPM) run --silent workflows

lint-rules:
	@$(BIN)/ruff check .

lint-format:
	@$(BIN)/ruff format --check .

quick: $(READY) $(PACKAGES)
	@$(AT_ONCE) $(LINTS) test-frontend test-rooms

test-frontend:
	@$(NPM) test --silent

test-rooms:
	@$(PYTEST) --quiet tests/unit tests/golden

browser: $(READY)
	@$(BIN)/python -m tests.browser.provision

test: lint browser
	@$(NPM) test --silent
	@$(PYTEST) -m "not prove" --durations=20 tests

prove: $(READY)
	@$(PYTEST) -m "prove or hypothesis" --hypothesis-profile=prove --durations=20 tests

mutants: $(READY)
	@$(BIN)/python -m tests.mutation $(ROOM)

lock: $(READY)
	@$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --extra dev --extra site --extra playground --extra pytest --all-build-deps \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock pyproject.toml

clean:
	@rm -rf $(VENV) $(FRONTEND)/node_modules site .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
