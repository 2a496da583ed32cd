# make demo: the workbooks on an invented county.  make test: the tests.  make test-all: also the long ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: demo test test-all

demo: $(VENV)/installed
	$(BIN)/equitykit demo

test: $(VENV)/installed-tests
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --nbval-lax -m "not slow" tests workbooks

test-all: $(VENV)/installed-tests
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --nbval-lax tests workbooks

$(VENV)/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit("equitykit needs Python 3.11 or newer: make PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/pip pyproject.toml
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/installed-tests: $(VENV)/bin/pip pyproject.toml
	$(BIN)/pip install --quiet --editable '.[test]'
	touch $@ $(VENV)/installed
