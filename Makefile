# `make demo` and `make test` each work alone, on a machine with Python 3.11 or newer, make and
# a network. They ask nothing.
.DEFAULT_GOAL := help
# The environment in .venv is the only one that counts.
unexport PYTHONPATH PYTHONHOME
BIN := .venv/bin

.PHONY: help
help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r what does; \
	do printf '  %-15s %s\n' "$$what" "$$does"; done

.PHONY: demo
demo: ready ## print the example's briefing pack into demo/
	@rm -rf demo
	@$(BIN)/advocacy demo demo

.PHONY: test
test: ready ## run everything that CI checks
	@.ci/bootstrap browser
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

.PHONY: catalogue
catalogue: ready ## bring the Vietnamese messages up to date with the code
	$(BIN)/python .ci/catalogue

.PHONY: reference
reference: ready ## write the command reference into README.md
	PYTHONPATH=. $(BIN)/python .ci/reference

.PHONY: pages
pages: ready ## draw the example's pages anew, to be looked at and compared with
	$(BIN)/python .ci/pages

.PHONY: bench
bench: ready ## time the start-up against sqlite-utils
	$(BIN)/python benchmarks/startup

.PHONY: ready
ready: ## make .venv with all that is needed, unless it is there
	@.ci/bootstrap
