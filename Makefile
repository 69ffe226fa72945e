# Two commands: `make run` (set up, one whole release, serve) and `make test` (set up, everything that must hold).
PYTHON ?= python3.11
PORT ?= 8001
SCALE ?= city
BIN := .venv/bin
BOTH_CORES := --numprocesses 2 --dist worksteal
# what tests write is flushed to disk at every step, which memory makes cheap
MEMORY := /dev/shm/yongzhuan-tests-$(shell id -u)-$(shell echo '$(CURDIR)' | cksum | cut -d' ' -f1)
IN_MEMORY := $(if $(wildcard /dev/shm/.),--basetemp=$(MEMORY))
export DATA_HOME ?= $(CURDIR)/data

.PHONY: run release dagster test check format lint types layers unit house pipeline site mutation messages chromium minisign nginx rscript tools lock clean

run: release
	$(BIN)/yongzhuan serve --port $(PORT)

release: .venv/.run
	test -d "$(DATA_HOME)/feeds" || $(BIN)/yongzhuan sample --scale $(SCALE)
	$(BIN)/yongzhuan release

dagster: .venv/.run
	DAGSTER_HOME="$(DATA_HOME)/dagster" $(BIN)/yongzhuan status
	DAGSTER_HOME="$(DATA_HOME)/dagster" $(BIN)/dagster dev -m orchestration.ui

test: .venv/.test
	$(MAKE) --jobs 2 lint types layers house
	$(MAKE) unit pipeline site

check: .venv/.test format lint types layers unit house

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/yamllint --strict .
	$(BIN)/sqlfluff lint --processes 0 dbt_project/models dbt_project/tests

types: .venv/.test
	$(BIN)/mypy

layers: .venv/.test
	$(BIN)/lint-imports

unit: .venv/.test minisign rscript
	$(BIN)/pytest $(BOTH_CORES) $(IN_MEMORY) tests/unit tests/faults
	rm -rf $(MEMORY)

house: .venv/.test
	$(BIN)/pytest tests/house

pipeline: .venv/.test
	$(BIN)/pytest $(BOTH_CORES) $(IN_MEMORY) tests/pipeline
	rm -rf $(MEMORY)

messages: .venv/.test
	$(BIN)/pybabel --quiet extract -F pyproject.toml -k say -k count:1,2 --no-location --sort-output --omit-header -o .venv/messages.pot published/site
	$(BIN)/pybabel --quiet update -i .venv/messages.pot -o published/site/translations/en.po -l en --no-fuzzy-matching --ignore-obsolete --omit-header --width 120

mutation: .venv/.test
	@$(BIN)/python -m benchmarks.mutation

site: .venv/.test .venv/.judges chromium minisign nginx rscript
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder $(IN_MEMORY) tests/site
	rm -rf $(MEMORY)

chromium:
	@command -v chromium >/dev/null || { echo "缺少 Debian 软件包 / missing Debian packages: apt-get install chromium fonts-noto-cjk" >&2; exit 1; }

minisign:
	@command -v minisign >/dev/null || { echo "缺少 Debian 软件包 / missing Debian package: apt-get install minisign" >&2; exit 1; }

nginx:
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || { echo "缺少 Debian 软件包 / missing Debian package: apt-get install nginx-light" >&2; exit 1; }

rscript:
	@command -v Rscript >/dev/null && Rscript -e 'library(jsonlite)' || { echo "缺少 Debian 软件包 / missing Debian packages: apt-get install --no-install-recommends r-base-core r-cran-jsonlite" >&2; exit 1; }

tools:
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11 / needs Python 3.11: set PYTHON=…" >&2; exit 1; }
	@command -v cc >/dev/null || { echo "缺少 C 编译器 / missing a C compiler: apt-get install build-essential" >&2; exit 1; }

.venv/.run: requirements/run.txt pyproject.toml | tools
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

.venv/.test: requirements/test.txt .venv/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@

.venv/.judges: tests/site/judges/package-lock.json .venv/.test
	cd tests/site/judges && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --silent
	touch $@

lock:
	for set in run test; do uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --allow-unsafe --no-strip-extras --python-version 3.11 requirements/$$set.in -o requirements/$$set.txt; done

clean:
	rm -rf .venv data dbt_project/target dbt_project/logs
