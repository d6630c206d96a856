# Two commands are enough: `make run` and `make test`. Everything they need, they set up.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready
JOBS   ?= auto

# Compiled once and kept: start-up would otherwise be mostly compiling, hundreds of times in tests.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check setup format bench lock pictures clean

run: setup
	@$(BIN)/dm-assistant

test: setup
	$(BIN)/python -m pytest -n $(JOBS)

# The whole pre-commit loop.
check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	DM_ASSISTANT_TESTS=quick $(BIN)/python -m pytest -n $(JOBS) -q -m "not slow"

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "dm-assistant needs Python 3.11 or newer; name one with PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q dm_assistant
	@touch $(STAMP)

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	$(BIN)/python -m bench

# Made again only when a dependency changes; needs uv (pip install uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --group dev pyproject.toml -o requirements.lock

pictures: setup
	$(BIN)/python -m tests.pictures $(ARGS)

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
