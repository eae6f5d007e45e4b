# `make app` sets everything up and opens the quiz; `make test` sets everything up and runs the whole suite.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: app test lint types decks score corpus benchmarks screenshots lock locale clean

app: $(VENV)/.app
	$(BIN)/quizgen app --port $(PORT)

test: $(VENV)/.test
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

decks: $(VENV)/.app
	$(BIN)/python decks/make.py

# figures of an extraction against annotated documents, where they lie beside the project
SHARED ?= ../shared
score: $(VENV)/.test
	$(BIN)/python benchmarks/score.py --shared $(SHARED)

corpus: $(VENV)/.test
	$(BIN)/python -m tests.corpus.report

benchmarks: $(VENV)/.test
	for f in benchmarks/bench_*.py; do echo "== $$f"; $(BIN)/python $$f || exit 1; done

locale: $(VENV)/.test
	$(BIN)/python tools/catalogues.py

# pinned requirements for every platform and Python; no index is named
lock:
	uv pip compile --universal --no-emit-index-url --python-version 3.11 -q pyproject.toml \
		--extra postgresql --extra fit -o requirements.txt
	uv pip compile --universal --no-emit-index-url --python-version 3.11 -q pyproject.toml \
		--extra postgresql --extra fit --group test -c requirements.txt -o requirements-test.txt

$(VENV)/.venv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "quizgen needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.app: $(VENV)/.venv requirements.txt pyproject.toml
	$(BIN)/python -m pip install --disable-pip-version-check -q -r requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q --no-deps -e .
	touch $@

$(VENV)/.test: $(VENV)/.venv requirements-test.txt pyproject.toml
	$(BIN)/python -m pip install --disable-pip-version-check -q -r requirements-test.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q --no-deps -e .
	touch $@ $(VENV)/.app

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
