# make run    the dashboard on http://localhost:8501          make dev    the same, and a saved file shows at once
# make desk   the same for this machine alone, with the officer's desk at /desk
# make check  format, lint, types, then the tests             make test   everything that tests need, then the tests
# make thorough  the tests with every way, seed and example that they have: before a release
# make bench  speed, side by side in one run
PYTHON ?= python3
PORT ?= 8501
# Two left a third of two cores unused, for tests of a browser wait. Each worker comes to hold about 1 GB, beside its browser and server.
WORKERS ?= 3
VENV := .venv
BIN := $(VENV)/bin
# What is imported is compiled once and kept, even where a machine says otherwise: each process would compile it again, for seconds.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run dev desk test thorough check bench requirements clean

help:
	@sed -n '1,5s/^# //p' Makefile

run: $(VENV)/app.stamp
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

dev: $(VENV)/app.stamp
	DAYOPS_DEV=1 $(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --server.runOnSave true

desk: $(VENV)/app.stamp
	DAYOPS_DESK=1 $(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.address 127.0.0.1

test: $(VENV)/test.stamp
	$(BIN)/python -m tests.browser.provide
	$(BIN)/python -m tests.stores.provide
	$(BIN)/python -m tests.server.provide
	$(BIN)/python -m tests.packs.provide
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

thorough:
	DAYOPS_THOROUGH=1 $(MAKE) test

check: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

bench: $(VENV)/test.stamp
	$(BIN)/python -m tests.browser.provide
	mkdir -p build
	$(BIN)/python -m tests.bench --out build/bench.json

requirements: $(VENV)/test.stamp
	$(BIN)/python tests/compile_requirements.py

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python has no venv module here; on Debian or Ubuntu: sudo apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

# Only what is imported is compiled, and then: to compile all that is installed takes longer than to install it.
$(VENV)/app.stamp: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements.txt tests/requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r tests/requirements.txt
	@touch $@ $(VENV)/app.stamp
