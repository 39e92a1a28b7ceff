# Everything happens in `python -m …`, so that the same works where there is no make (see README).
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
VENV := .venv/Scripts/python
else
VENV := .venv/bin/python
endif

.DEFAULT_GOAL := help
.PHONY: help install demo test prove check bench fmt lock bundle

help:     ## show what there is
	@$(PYTHON) -m lms.install.help Makefile
install:  ## make the environment: Python packages, browser code, translations
	@$(PYTHON) -m lms.install
demo: install  ## bring up Sen with demo data on SQLite and print an address and sign-ins
	@$(VENV) -m lms demo
test:     ## all that must hold at every commit, on SQLite and PostgreSQL
	@$(PYTHON) -m lms.install --tests
	@$(VENV) -m tests.run test
prove:    ## the same tests at full size; PROVE=name runs one group
	@$(PYTHON) -m lms.install --tests
	@$(VENV) -m tests.run prove $(PROVE)
bench:    ## measure, into build/bench.json; BENCH=name runs one
	@$(PYTHON) -m lms.install --tests
	@$(VENV) -m tests.run bench $(BENCH)
check:    ## format, lint, types, import contracts, templates, the repository itself
	@$(PYTHON) -m lms.install --tests --dev
	@$(VENV) -m tests.run check
fmt:      ## format the code
	@$(PYTHON) -m lms.install --tests --dev
	@$(VENV) -m tests.run fmt
lock:     ## renew the lock files from requirements/*.in
	@$(PYTHON) -m lms.install --tests --dev
	@$(VENV) -m lms.install.lock
bundle: install  ## make dist/sen-….zip, which installs without a network on a machine like this one
	@$(VENV) -m lms.install.bundle $(BUNDLE)
