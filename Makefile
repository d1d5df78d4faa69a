# make run   open the reader        make test   every check and test
# make check format, lint, types, floors    make docs   regenerate docs    make bench   ratios    make fuzz
# Needs Python >= 3.11 and git, nothing else: everything is installed into .venv.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PYTEST := pytest --numprocesses auto --dist worksteal
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: run test check format test-all fuzz fuzz-growth bench docs messages screens clean

run: .venv/run.stamp
	@$(BIN)/tnews

test: check
	$(BIN)/python -m $(PYTEST)

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The tests again on every other Python >= 3.11 of this machine, each in an environment of its own.
test-all: test
	@for v in 3.11 3.12 3.13 3.14; do \
		command -v python$$v >/dev/null || continue; \
		echo "== python$$v"; \
		python$$v -m venv .venv/all-$$v && .venv/all-$$v/bin/python -m pip install --quiet \
			--disable-pip-version-check --constraint constraints.txt --editable '.[dev]' && \
		.venv/all-$$v/bin/python -m $(PYTEST) -q || exit 1; \
	done

# Mutants of our own documents at everything that reads bytes of strangers; see CONTRIBUTING.md.
FUZZ_SECONDS ?= 60
fuzz: .venv/dev.stamp
	PYTHONPATH=scripts:tests:src nice $(BIN)/python scripts/fuzz.py \
		--seconds $(FUZZ_SECONDS) $(if $(FUZZ_SEED),--seed $(FUZZ_SEED)) $(FUZZ)

fuzz-growth: .venv/dev.stamp
	PYTHONPATH=scripts:tests:src nice $(BIN)/python scripts/fuzz_growth.py $(FUZZ)

docs: .venv/dev.stamp
	$(BIN)/python scripts/make_keys_docs.py
	$(BIN)/python scripts/make_config_docs.py

messages: .venv/dev.stamp
	$(BIN)/python scripts/messages.py

# Compared alternately in one run; ratios, no limits. In an environment with the wheel alone:
# development tools bring click, which makes httpx twice as slow to import.
bench: .venv/bench.stamp
	.venv/bench/bin/python bench/start.py
	.venv/bench/bin/python bench/screen.py
	.venv/bench/bin/python bench/command.py
	.venv/bench/bin/python bench/wrap.py
	.venv/bench/bin/python bench/opening.py
	.venv/bench/bin/python bench/parse.py
	.venv/bench/bin/python bench/extract.py
	.venv/bench/bin/python bench/lists.py
	.venv/bench/bin/python bench/write.py
	.venv/bench/bin/python bench/marks.py
	.venv/bench/bin/python bench/stories.py

# The pictures in docs/, on a machine with a Chinese monospaced font.
screens: .venv/dev.stamp
	$(PYTHON) -m venv .venv/screens
	.venv/screens/bin/python -m pip install --quiet --disable-pip-version-check --editable . pyte pillow
	PYTHONPATH=bench:scripts nice .venv/screens/bin/python scripts/make_screens.py

.venv/bench.stamp: .venv/bin/python pyproject.toml constraints.txt $(shell find src -name '*.py' 2>/dev/null)
	$(PYTHON) -m venv .venv/bench
	.venv/bench/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt .
	@touch $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "tnews needs Python 3.11 or newer with venv (Debian: apt install python3-venv). Set PYTHON=/path/to/python3 if it is not on PATH." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/dev.stamp: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ .venv/run.stamp

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
