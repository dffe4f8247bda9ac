# Manas: every command a person needs. `make help` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON_HERE := .venv/bin/python
MANAS := .venv/bin/manas
CATALOGS := $(wildcard src/manas/locale/*/LC_MESSAGES/django.po)
INSTALL := $(PYTHON_HERE) -m pip install --quiet

.PHONY: help
help: ## what can be done here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

# The environment is made again only when a lock or the interpreter changed.
.venv/.run-stamp: requirements/run.txt pyproject.toml tools/make_environment.sh
	@echo "Making the environment (.venv) ..."
	@sh tools/make_environment.sh
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev-stamp: requirements/dev.txt .venv/.run-stamp
	@echo "Adding what tests and checks need ..."
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: encoder
encoder: .venv/.run-stamp ## add what a sentence encoder of one's own needs (MANAS_ENCODER, docs/reference.md)
	@$(INSTALL) --require-hashes -r requirements/encoder.txt

.venv/.translations-stamp: $(CATALOGS) tools/translations.py .venv/.run-stamp
	@$(PYTHON_HERE) tools/translations.py compile
	@touch $@

.PHONY: run
run: .venv/.translations-stamp ## start the system with the example plan at http://127.0.0.1:8000
	@$(MANAS) serve $(ARGS)

.PHONY: environment
environment: .venv/.dev-stamp .venv/.translations-stamp ## make .venv with everything, start nothing

.PHONY: lint
lint: environment ## style, types, walls, migrations, deployment (fast)
	@sh tools/lint.sh

.PHONY: check
check: lint ## lint, and the walls of the house (templates, words, translations, …)
	$(PYTHON_HERE) -m pytest -q tests/house

.PHONY: test
test: lint ## everything: checks, then the suite on SQLite and on PostgreSQL, browser included
	@sh tools/setup_browser.sh
	@sh tools/test.sh $(ARGS)

.PHONY: bench-reader
bench-reader: environment ## score the policy reader: make bench-reader FOLDER=path/to/annotated/documents
	$(PYTHON_HERE) bench/policy_reader.py $(FOLDER)

.venv/.bench-stamp: requirements/bench.txt .venv/.dev-stamp
	@echo "Adding the engines that the matching index is measured against ..."
	@$(INSTALL) --require-hashes -r requirements/bench.txt
	@touch $@

.PHONY: bench-matching
bench-matching: .venv/.bench-stamp ## quality (with FOLDER=path/to/judged/sets) and speed of matching: make bench-matching ARGS="--sizes 200000 --encoder FOLDER"
	$(PYTHON_HERE) -m bench.matching $(if $(FOLDER),--folder $(FOLDER)) $(ARGS)

.PHONY: messages
messages: environment ## bring src/manas/locale/*/django.po up to date with the words in templates and code
	$(PYTHON_HERE) tools/translations.py collect

.PHONY: lock
lock: environment ## resolve requirements/*.in anew into hash-locked *.txt (ARGS=--upgrade for newer versions)
	@sh tools/lock.sh $(ARGS)

.PHONY: clean
clean: ## remove what was made, except the data under var/
	rm -rf .venv var/static .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
