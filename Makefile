# All a newcomer types. Needs Python 3.11+ with pip, and make; brings everything else, locked.

PYTHON ?= python3
UV_VERSION := 0.13.9
UV_AT_LEAST := 0.8.0

# A recent uv on the PATH is used; otherwise one is put into .tools/.
uv_found := $(shell printf '%s\n' "$(UV_AT_LEAST)" "$$(uv --version 2>/dev/null | cut -d' ' -f2)" \
	| sort -V | head -n 1 | grep -qx '$(UV_AT_LEAST)' && command -v uv)
UV := $(or $(uv_found),.tools/uv/bin/uv)

BIN := .venv/bin
READY := .venv/ready
SLOW := tests/contracts tests/journeys tests/bot/stores tests/bot/test_any_text.py tests/bot/test_app.py \
	tests/handlers/test_fairness_at_length.py $(wildcard tests/house/test_adding_*.py)
# In a process of their own: Playwright keeps the loop that other tests would run in.
BROWSER := tests/browser

# How deep properties are tested: `quick`, or `default` as in CI.
PROFILE ?= quick

# Compiled modules are kept, whatever the shell says: every process of the tests would compile them all again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test check lint fast format accuracy learn bench pictures clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

run: $(READY) ## try it: an example company, a local Slack and the bot on it
	@$(BIN)/reverb play

test: check ## everything: the checks, then journeys, contracts with real servers, the browser
	$(BIN)/pytest -q $(wildcard $(SLOW))
	$(BIN)/pytest -q $(BROWSER)

check: lint fast ## format, lint, types, imports and the fast tests

lint: $(READY)
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fast: $(READY)
	$(BIN)/pytest -q -n 2 --hypothesis-profile=$(PROFILE) $(addprefix --ignore=,$(SLOW) $(BROWSER))

format: $(READY) ## write the code the way the checks want it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

accuracy: $(READY) ## how well questions are understood
	$(BIN)/python -m benchmarks.accuracy

learn: $(READY) ## learn anew what questions look like, from the phrases and the labelled questions
	$(BIN)/python -m benchmarks.learning --write

bench: $(READY) ## every number the README quotes
	@for one in $(filter-out learning,$(basename $(notdir $(wildcard benchmarks/[a-z]*.py)))); do \
		echo "== $$one"; $(BIN)/python -m "benchmarks.$$one" || exit 1; done

pictures: $(READY) ## draw the documentation's pictures anew; needs Chromium
	@$(BIN)/python -m tests.browser.pictures

clean: ## forget everything that was set up, and the example's state
	rm -rf .venv .tools .reverb .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(READY): pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked --all-extras --quiet
	@touch $@

.tools/uv/bin/uv:
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools/uv "uv==$(UV_VERSION)"
