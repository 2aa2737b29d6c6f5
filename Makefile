.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
KHIZANA_CACHE ?= $(CURDIR)/.cache
export KHIZANA_CACHE

help: ## show these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/installed ## set everything up (Debian packages, Python packages)

set-up: # what a bare Debian lacks, by root or sudo
	@PYTHON=$(PYTHON) sh scripts/set-up.sh

set-up-tests: # the same for the tests
	@PYTHON=$(PYTHON) sh scripts/set-up.sh tests

$(VENV)/installed: requirements.lock pyproject.toml | set-up
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install ## make a delivery of 120 acts, walk it through the archive, look around
	@if [ -d demo ]; then chmod -R u+w demo && rm -rf demo; fi
	@$(BIN)/khizana demo run demo

test: install judges ## all tests, the real validators and servers included
	@scratch=$$(sh scripts/scratch.sh) && trap 'chmod -R u+w "$$scratch"; rm -rf "$$scratch"' EXIT && \
	  TMPDIR="$$scratch" $(BIN)/python -m pytest -n 2 --dist loadgroup

newest: ## walk the main job on the newest Python at hand: make newest NEWEST=python3.13
	@$(MAKE) demo VENV=.venv-newest PYTHON=$(NEWEST)

judges: set-up-tests install ## download the validators that the tests ask (Maven Central, Go modules)
	sh scripts/fetch-judges.sh

check: install ## style, types, import rules, dead code, logic that stands twice
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/find-dead-code.py
	$(BIN)/python scripts/find-duplicates.py

bench: install ## measure beside peers (minutes)
	$(BIN)/python -m benchmarks.packaging
	$(BIN)/python -m benchmarks.mets
	$(BIN)/python -m benchmarks.auditing
	$(BIN)/python -m benchmarks.decoding
	$(BIN)/python -m benchmarks.ingesting
	$(BIN)/python -m benchmarks.appending
	$(BIN)/python -m benchmarks.acts
	$(BIN)/python -m benchmarks.indexing --acts 100000
	$(BIN)/python -m benchmarks.planted --seed 20261122

faults: install ## every system call killed and refused, very many power cuts (half an hour)
	KHIZANA_FAULTS=long $(BIN)/python -m pytest tests/faults -s

fuzz: install ## spoilt files for every reader, very many of them (tens of minutes)
	$(BIN)/python -m pytest tests/fuzz --hypothesis-profile=fuzz -n 2
	$(BIN)/pip install --quiet --disable-pip-version-check atheris==3.0.0
	$(BIN)/python tests/fuzz/guided.py 660

coverage: install ## branches that the tests of the rooms that keep the truth walk, a line a room (minutes)
	$(BIN)/pip install --quiet --disable-pip-version-check coverage==7.17.5
	$(BIN)/python scripts/branches.py

mutants: install ## small errors planted in the rooms that keep the truth: do their tests notice? (tens of minutes)
	$(BIN)/pip install --quiet --disable-pip-version-check mutmut==3.8.1
	$(BIN)/python scripts/mutants.py

changelog: install ## take the fragments of changes into CHANGELOG.md
	$(BIN)/python scripts/make-changelog.py

manual: install ## write docs/manual.md anew from the commands
	$(BIN)/python scripts/make-manual.py

answers: install ## write schemas/answers/ anew from the answers of commands
	$(BIN)/python scripts/make-answers.py

texts: install ## compile the catalogue of texts, and write its files in one order
	$(BIN)/python scripts/make-texts.py

rules: install ## write docs/rules.md anew from the rules
	$(BIN)/python scripts/make-rules.py

lock: ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 \
	  --extra dev --extra elastic pyproject.toml -o requirements.lock

clean: ## remove what was installed, cached and made
	rm -rf .venv .venv-* .cache demo dist

readme: install ## write the transcript of README.md anew from a run of the demonstration
	$(BIN)/python scripts/make-readme.py

.PHONY: help set-up set-up-tests install demo test judges check bench faults fuzz manual rules texts answers readme newest changelog coverage mutants lock clean
