# One entry for each action. Everything runs in .venv, which the first of them sets up from requirements.lock.

PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
BIN := $(VENV)/bin

.PHONY: book downloads test lint check lock bench bench-quick bench-builders screenshots types-js upgrade clean

book: $(READY)
	$(BIN)/course build

# The book with an EPUB and a PDF of it. Needs Pango, a library of the system. The edition is dated by the last commit.
downloads: $(READY)
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 315532800)} $(BIN)/course build --downloads

# The longest files first, as tests/conftest.py puts them, so that no process is left alone with one in the end.
test: lint
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy

check: $(READY)
	$(BIN)/course check

lock: $(READY)
	$(BIN)/course lock

# Needs node, Pango and Chromium: set COURSE_CHROMIUM to its path. Writes what readers see of the book, of every kind of item
# and of the PDF as pictures.
screenshots: $(READY) node_modules
	$(BIN)/python -m tests.browser.screenshots _build/screenshots
	$(BIN)/course build --downloads
	$(BIN)/python -m tests.browser.book_screenshots _build/html _build/screenshots
	$(BIN)/python -m tests.print_pictures _build/html/downloads/*.pdf _build/screenshots

# Needs node: the pages' scripts, checked by the types that their comments give.
types-js: node_modules
	npx --no-install tsc --noEmit -p tsconfig.json
	npx --no-install tsc --noEmit -p tsconfig.worker.json

node_modules: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	touch $@

# What needs a browser or another program runs where these are named: COURSE_CHROMIUM, and COURSE_NBGRADER for a virtual
# environment with nbgrader, such as `.ci/run` makes. The last takes an hour, and writes a page of the book.
bench: $(READY) bench-builders
	$(BIN)/python -m tests.bench.corpus_bench
	$(BIN)/python -m tests.bench.cite_bench
	$(BIN)/python -m tests.bench.grade_bench
	$(if $(COURSE_CORPUS),$(BIN)/python -m tests.bench.latency_bench)
	$(if $(COURSE_NBGRADER),$(BIN)/python -m tests.bench.nbgrader_bench)
	$(if $(COURSE_CHROMIUM),$(BIN)/python -m tests.bench.quiz_bench)
	$(if $(COURSE_CHROMIUM),$(BIN)/python -m tests.bench.search_bench)
	$(if $(COURSE_CHROMIUM),$(BIN)/python -m tests.bench.serve_bench)
	COURSE_BUILDERS=$(BUILDERS) $(BIN)/python -m tests.bench.build_bench --write

# Less than two minutes. Beside this project those builders are measured that are there.
bench-quick: $(READY)
	$(BIN)/python -m tests.bench.corpus_bench --sizes 0.4,10
	COURSE_BUILDERS=$(BUILDERS) $(BIN)/python -m tests.bench.build_bench --sizes 15,50 --rounds 1

# The builders that this project is measured beside, each in an environment of its own. The second of jupyter-book needs node.
BUILDERS ?= _build/builders
LOCKS := $(wildcard tests/bench/locks/*.lock)
bench-builders: $(LOCKS:tests/bench/locks/%.lock=$(BUILDERS)/%/.ready)

$(BUILDERS)/%/.ready: tests/bench/locks/%.lock
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

# Needs uv. Writes all locks anew: the one that the book is built with, and those of the other programs that CI tries.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
  --no-strip-extras --upgrade
upgrade:
	$(LOCK) --extra dev --extra downloads --extra parquet --extra sources --extra editor pyproject.toml -o requirements.lock
	for program in $(basename $(wildcard .ci/*.in tests/bench/locks/*.in)); do $(LOCK) $$program.in -o $$program.lock || exit; done

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q generator
	touch $@

clean:
	rm -rf _build book/chapters book/sources book/notebooks book/glossary.md
