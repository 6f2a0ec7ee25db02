PORT ?= 8000
PYTHON := .venv/bin/python
# Certificates made in the demo carry this address in their QR code.
export SITE_URL ?= http://127.0.0.1:$(PORT)
.DEFAULT_GOAL := help
.PHONY: help run test demo lint format messages bench clean

help: ## Show these commands
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

run: ## Set everything up and serve the demo on http://127.0.0.1:8000 (PORT=… for another port)
	@bash .ci/setup.sh run
	@$(PYTHON) .ci/demo.py 127.0.0.1:$(PORT)

demo: ## Set everything up and load the demo without serving; existing work is kept
	@bash .ci/setup.sh run
	@$(PYTHON) .ci/demo.py

test: ## Check style, layers, types, translations; run all tests on SQLite, PostgreSQL and in a browser
	@bash .ci/setup.sh test
	@bash .ci/test.sh

lint: ## Check style only
	@bash .ci/setup.sh test
	@bash .ci/test.sh lint

format: ## Bring code into the project's style
	@.venv/bin/ruff check --quiet --fix .
	@.venv/bin/ruff format --quiet .

messages: ## Renew the Chinese catalogues from the code, then say what is left to translate
	@$(PYTHON) .ci/catalogs.py extract
	@$(PYTHON) .ci/wagtail_messages.py update

bench: ## Measure against the budgets of docs/performance.md
	@bash .ci/setup.sh test
	@$(PYTHON) -m benchmarks.run

clean: ## Remove the virtual environment and caches; the database in var/ stays
	@rm -rf .venv .ruff_cache .mypy_cache .pytest_cache .import_linter_cache .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
