# Barzan: `make run` serves it, `make test` proves it at 1 %, `make proof` in full. Everything is set up by itself.
# PYTHON=python3.12 chooses an interpreter, PORT=8080 another port.

PORT ?= 8000
BIN := .venv/bin
# Each process that starts would compile the project anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test coverage quick check proof setup constraints clean

run:  ## set up and serve on http://localhost:$(PORT)
	@scripts/setup.sh run
	@exec $(BIN)/barzan up --port $(PORT)

setup:  ## all that run, test and proof need
	@scripts/setup.sh dev

test: setup  ## the whole suite at 1 % of the counts, on SQLite and on PostgreSQL where one answers
	@scripts/test.sh

coverage: setup  ## the suite on SQLite, failing where less than 90 % of lines and branches run
	@BARZAN_COVERAGE=1 scripts/test.sh

quick: setup  ## the checks and the fast tests: the loop while writing
	@$(MAKE) --no-print-directory check
	@$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder \
		-m "not proof and not browser and not postgresql and not long" -x

check: setup  ## style, types of the pure cores, the floors
	@scripts/check.sh

proof: setup  ## full counts, in shards that resume; results in docs/proof.md; ROOMS="clock process" runs those alone
	@$(BIN)/python -m proof.run $(ROOMS)

constraints: setup  ## pins every package anew; the file names no registry
	@UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip compile --quiet --universal --upgrade --all-extras --no-annotate \
		--no-header --python-version 3.11 pyproject.toml --output-file constraints.txt

clean:  ## removes what the set-up made; the installation in var/ stays
	rm -rf .venv node_modules build proof-shards src/barzan/look/static/look/dist
