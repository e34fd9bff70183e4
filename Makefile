PYTHON ?= python3
BIN := .venv/bin
# A production that exists nowhere: `check --deploy` judges the settings a server would run with.
PRODUCTION = SAMENWIJZER_MODE=production ALLOWED_HOSTS=samenwijzer.example \
	SECRET_KEY=$(shell $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')

.PHONY: help run test check bench scale screenshots lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: ## set up what is missing and start Samenwijzer with the demo (PORT=8000)
	@$(PYTHON) -m config.bootstrap run

test: ## set up what is missing and run every test (ARGS="-k overlap" for some)
	@$(PYTHON) -m config.bootstrap test
	@$(BIN)/python -m pytest $(or $(ARGS),-n 2 --dist loadfile)

check: ## style, types, templates, migrations, production settings
	@$(PYTHON) -m config.bootstrap check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/mypy
	SAMENWIJZER_MODE=test $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: ## measure against the targets (ARGS=--check fails below them, ARGS=--europe for the continent)
	@$(PYTHON) -m config.bootstrap bench
	@$(BIN)/python -m tests.benchmarks $(ARGS)

scale: ## add the optional extra: DuckDB, Spark and networkit (450 MB to fetch; Spark asks for Java)
	@$(BIN)/python -m pip install --require-hashes --no-deps --no-input --disable-pip-version-check -q -r requirements-scale.txt

screenshots: ## take the pictures of the README from a running demo (URL=http://localhost:8000)
	@$(BIN)/python -m tests.e2e.screenshots $(or $(URL),http://localhost:8000)

lock: ## renew requirements*.txt from requirements*.in (needs uv)
	uv pip compile --generate-hashes --no-emit-index-url --no-header -p 3.11 --universal -q requirements.in -o requirements.txt
	uv pip compile --generate-hashes --no-emit-index-url --no-header -p 3.11 --universal -q requirements-dev.in -o requirements-dev.txt
	uv pip compile --generate-hashes --no-emit-index-url --no-header -p 3.11 --universal -q requirements-scale.in -o requirements-scale.txt

clean: ## forget the environment and everything generated, the database too
	rm -rf .venv var
