# Short targets for people; .ci/run calls them. Nothing but git, make and Python >= 3.11 is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
PORT ?= 8000
export PORT

.PHONY: install run serve test check fix bench audit faults oracle

install: $(VENV)/app.done  ## what the service needs, and nothing for the tests

run: $(VENV)/app.done  ## the demo city on http://127.0.0.1:8000
	@DEMO=1 $(FLASK) demo
	@DEMO=1 $(FLASK) serve

serve: $(VENV)/app.done  ## the service without the demo
	@$(FLASK) serve

test: $(VENV)/dev.done  ## all tests, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(VENV)/dev.done  ## style, types, templates, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/lint-imports --no-cache

fix: $(VENV)/dev.done  ## what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.done  ## figures, as ratios within one run
	$(BIN)/python -m bench

audit: $(VENV)/dev.done  ## every page, role, language and width in a real browser
	AUDIT=full $(BIN)/python -m pytest -n auto --dist loadgroup -m browser

faults: $(VENV)/dev.done  ## kills after every statement, restarts, full disks, clocks set back
	FAULTS=full $(BIN)/python -m pytest -q -n auto --dist loadgroup -rP tests/faults

oracle: $(VENV)/dev.done  ## the engine against the textbook on N random markets
	ORACLE=$(or $(N),10000) $(BIN)/python -m pytest -q tests/engine/test_textbook.py

$(VENV)/app.done: requirements/app.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; say which: make PYTHON=python3.12 run"; rm -rf $(VENV); exit 1; }
	@echo "Installing (once)..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/app.done
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
