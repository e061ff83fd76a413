# One entry for each action. Everything runs in .venv, which the first of them sets up from requirements.lock.

PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
BIN := $(VENV)/bin

.PHONY: book test lint check lock bench bench-quick screenshots types-js upgrade clean

book: $(READY)
	$(BIN)/course build

test: lint
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy

check: $(READY)
	$(BIN)/course check

lock: $(READY)
	$(BIN)/course lock

# Needs node and Chromium: set COURSE_CHROMIUM to its path. Writes what readers see of every kind of item as pictures.
screenshots: $(READY) node_modules
	$(BIN)/python -m tests.browser.screenshots _build/screenshots

# Needs node: the pages' scripts, checked by the types that their comments give.
types-js: node_modules
	npx --no-install tsc --noEmit -p tsconfig.json

node_modules: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	touch $@

bench: $(READY)
	$(BIN)/python -m tests.bench.corpus_bench
	$(if $(COURSE_CHROMIUM),$(BIN)/python -m tests.bench.quiz_bench)

bench-quick: $(READY)
	$(BIN)/python -m tests.bench.corpus_bench --sizes 0.4,10

# Needs uv. Writes both locks anew from pyproject.toml: the one that the book is built with, and the one with the newest
# Sphinx that CI tries.
upgrade:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --extra dev --upgrade pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --upgrade .ci/newest.in -o .ci/newest.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf _build book/chapters book/sources book/notebooks book/glossary.md
