# Two commands matter: `make extract` runs the main job, `make test` passes the tests. Both do all set-up.
# Yours to set: DATA=dir CORPUS=dir OUT=dir LIMIT=n WORKERS=n MODEL=name BENCH=dir PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
CORPUS ?= corpus
OUT ?= outputs
BENCH ?= ../shared/bench
SPEED_CORPUS ?= $(BENCH)/quotes/corpus/dev
BIN = $(VENV)/bin
FLAGS = $(if $(LIMIT),--limit $(LIMIT)) $(if $(WORKERS),--workers $(WORKERS)) $(if $(MODEL),--model $(MODEL))
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: bench-archive bench-scale fuzz checksums docs sbom audit same-bytes test-kills help extract compare report check test lint evaluate bench bench-speed train-quotes cross-validate-quotes notebook lock clean
.DEFAULT_GOAL := help

help: ## list the targets, a sentence each
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-22s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# A stamp is newer than its lock file only when the install went through.
$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/notebook.stamp: requirements-notebook.lock $(VENV)/run.stamp
	$(PIP) --require-hashes -r requirements-notebook.lock
	@touch $@

extract: $(VENV)/run.stamp ## run everything over CORPUS (default: corpus) and write the tables to OUT (default: outputs)
	$(BIN)/claims extract $(CORPUS) --out $(OUT) $(FLAGS)

compare: $(VENV)/run.stamp ## redo the comparison of the run in OUT
	$(BIN)/claims compare $(OUT)

report: $(VENV)/run.stamp ## write OUT/report.html: where the outlets differ, side by side, for any browser
	$(BIN)/claims report $(OUT)

screenshots: $(VENV)/dev.stamp ## take the pictures of the README from the sample corpus (needs Chromium)
	$(BIN)/claims extract corpus --out build/sample
	$(BIN)/python scripts/screenshots.py build/sample docs

check: $(VENV)/run.stamp ## verify every invariant of the tables in OUT
	$(BIN)/claims check $(OUT)

test: lint ## run the linters and all tests
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp ## run ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: $(VENV)/run.stamp ## score the golden cases of tests/cases
	$(BIN)/claims evaluate tests/cases --errors 40

bench: $(VENV)/run.stamp ## run over every benchmark of BENCH and print one table of figures
	$(BIN)/python bench/score.py $(BENCH) $(if $(ONLY),--only $(ONLY)) $(if $(JSON),--json $(JSON))

bench-speed: $(VENV)/run.stamp ## CPU seconds of the whole extract beside bare spaCy; JSON=file writes the figures
	$(BIN)/python bench/speed.py $(SPEED_CORPUS) $(if $(LIMIT),--limit $(LIMIT)) $(if $(JSON),--json $(JSON))

train-quotes: $(VENV)/run.stamp ## learn the weights of quotes anew from annotated articles: DATA=folder
	$(BIN)/python scripts/learn_cue_weights.py $(or $(DATA),$(BENCH)/quotes)
	$(BIN)/python scripts/checksums.py

cross-validate-quotes: $(VENV)/run.stamp ## measure quotes on articles of DATA that nothing was learned from
	$(BIN)/python scripts/cross_validate_quotes.py $(or $(DATA),$(BENCH)/quotes)

bench-report: $(VENV)/dev.stamp ## what a report of 1,000 comparisons costs: CPU, bytes, first view, keystroke; JSON=file writes it
	$(BIN)/python bench/report.py $(OUT) $(if $(JSON),--json $(JSON))

bench-rereading: $(VENV)/run.stamp ## read every statistic of BENCH again by an independent reader
	$(BIN)/python bench/rereading.py $(BENCH)

bench-scale: $(VENV)/run.stamp ## rows of made articles through merge, compare and check; SIZES="10000 100000", WORK=folder keeps parts
	$(BIN)/python bench/scale.py rows $(or $(SIZES),10000) $(if $(WORKERS),--workers $(WORKERS)) $(if $(WORK),--work $(WORK))

bench-archive: $(VENV)/run.stamp ## a made archive through all of extract, memory by tenths of the run; SIZES=20000
	$(BIN)/python bench/scale.py full $(or $(SIZES),20000) $(if $(WORKERS),--workers $(WORKERS))

fuzz: $(VENV)/dev.stamp ## fuzz a reader or a part (TARGET=html SECONDS=60; needs pip install atheris)
	$(BIN)/python bench/fuzz.py $(or $(TARGET),html) $(or $(SECONDS),60)

checksums: $(VENV)/run.stamp ## write models/SHA256SUMS anew after training
	$(BIN)/python scripts/checksums.py

test-kills: $(VENV)/dev.stamp ## kill runs at 40 points, go on, and compare the tables byte by byte
	KILLS=40 $(BIN)/python -m pytest tests/test_kills.py

sbom: $(VENV)/dev.stamp ## write build/sbom.json: everything locked, as a CycloneDX bill of materials
	mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --output-file build/sbom.json

audit: $(VENV)/dev.stamp ## look up known vulnerabilities of everything locked (needs the network and pip-audit)
	$(PIP) "pip-audit>=2.9,<3"
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.lock

same-bytes: ## run CORPUS under each of PYTHONS="python3.11 python3.12" and compare all tables byte by byte
	for p in $(PYTHONS); do $(MAKE) VENV=build/$$p PYTHON=$$p build/$$p/run.stamp || exit 1; done
	build/$(firstword $(PYTHONS))/bin/python bench/same_bytes.py $(CORPUS) $(foreach p,$(PYTHONS),build/$(p)/bin/python)

docs: $(VENV)/run.stamp ## write anew what the docs take from the program: tables, verbs, outputs of commands
	$(BIN)/python scripts/document_tables.py
	$(BIN)/python scripts/document_verbs.py
	$(BIN)/python scripts/document_outputs.py

notebook: $(VENV)/notebook.stamp ## open the notebooks on OUT, the review of conflicts first
	$(BIN)/jupytext --sync notebooks/*.py
	CLAIMS_OUT=$(abspath $(OUT)) $(BIN)/jupyter lab notebooks/review.ipynb

lock: ## write the lock files anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml requirements-build.in --extra dev -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml requirements-build.in --extra notebook -c requirements.lock -o requirements-notebook.lock

clean: ## remove the virtual environment, outputs and caches
	rm -rf $(VENV) outputs/* .mypy_cache .ruff_cache .pytest_cache .hypothesis
