# Two commands for a fresh machine: `make demo` and `make test`. Python packages come pinned, with hashes.
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
  $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo-home

.PHONY: demo test check lint bench requirements packages clean

demo: $(VENV)/main
	@$(BIN)/khronika demo $(DEMO) --serve

test: $(VENV)/check node_modules/axe-core
	@$(BIN)/python -m khronika.demo.browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: lint test

lint: $(VENV)/check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=khronika.desk.settings $(BIN)/django-admin makemigrations --check --dry-run ledger accounts sources claims register advocacy solidarity newsroom

bench: $(VENV)/check
	$(BIN)/khronika bench all

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Khronika needs Python 3.11 or newer; found $$(python3 --version 2>&1)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }

$(VENV)/main: $(BIN)/python requirements/main.txt pyproject.toml
	@echo "Installing Khronika into $(VENV) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/main.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# exports are checked with followthemoney; where its PyICU cannot be compiled, that one test is skipped and says so
$(VENV)/check: $(VENV)/main requirements/check.txt requirements/entities.txt
	@echo "Installing what the tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/check.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/entities.txt >/dev/null 2>&1 \
	  || echo "followthemoney is left out: its PyICU needs apt-get install g++ pkg-config libicu-dev python3-dev"
	@touch $@

# axe-core checks the pages for accessibility; without npm its tests are skipped, and say so
node_modules/axe-core: package.json
	@command -v npm >/dev/null && npm install --no-package-lock --no-audit --no-fund --silent || mkdir -p node_modules
	@touch $@ 2>/dev/null || true

requirements: $(VENV)/check
	$(BIN)/pip install --quiet pip-tools
	cd requirements && for set in main check entities peers; do \
	  ../$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options -o $$set.txt $$set.in; done

packages:
	apt-get update && apt-get install -y bubblewrap tesseract-ocr tesseract-ocr-bel tesseract-ocr-rus tesseract-ocr-eng chromium python3-venv g++ pkg-config libicu-dev python3-dev

clean:
	rm -rf $(VENV) node_modules demo-home demo-home-keys build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
