# Two commands: `make demo` and `make test`. Each builds what it needs first.
PYTHON ?= python3
UV = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
bin = .venv/bin

.PHONY: demo test check bench build lock clean

.venv/installed: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(bin)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(bin)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

lock:
	$(UV) pyproject.toml -o requirements-reader.txt
	$(UV) pyproject.toml --extra service --extra postgresql -o requirements.txt
	$(UV) pyproject.toml --extra service --extra postgresql --group dev -o requirements-dev.txt
