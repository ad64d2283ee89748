# Every target sets up its own environment in .venv on first use (pinned by constraints.txt) and is quick after that.
#
#   make extract [IN=folder-or-file] [OUT=output]   tables from documents; with nothing given: corpus/ into output/example
#                [ARGS="--prune --dry-run"]         options of plan-extract run
#   make test | lint | bench                        the tests | ruff and mypy | the measurements
#   make torture                                    killed, crowded, full, harmed: docs/reliability.md; Linux, 10 minutes
#   make corpus                                     rebuild the documents of corpus/
#   make evaluate | evaluate-update                 hold corpus/ against the agreed scores | agree on new scores
#   make clean                                      remove the environment and what builds leave

SHELL := /bin/bash
.DEFAULT_GOAL := extract
VENV := .venv
READY := $(VENV)/.ready
RUN := $(VENV)/bin
INSTALL := $(RUN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# The folder and the output go through the environment, so that a name may hold blanks, quotes and Hangul.
ifdef IN
OUT ?= output
else
IN := corpus
OUT ?= output/example
endif
export IN OUT

.PHONY: extract test lint bench torture corpus evaluate evaluate-update clean

extract: $(READY)
	@$(RUN)/plan-extract run "$$IN" -o "$$OUT" $(ARGS)

test: $(READY)
	@$(RUN)/python -m pytest

lint: $(READY)
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .
	@$(RUN)/mypy

bench: $(READY)
	@$(RUN)/python -m benchmarks

torture: $(READY)
	@$(RUN)/python -m tests.torture

corpus: $(READY)
	@$(RUN)/python corpus/make.py

evaluate: $(READY)
	@$(RUN)/plan-extract evaluate corpus --scores corpus/scores.json

evaluate-update: $(READY)
	@$(RUN)/plan-extract evaluate corpus --scores corpus/scores.json --update

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	@for candidate in python3 python3.14 python3.13 python3.12 python3.11 ""; do \
		if [ -z "$$candidate" ]; then \
			echo "plan-extract needs Python 3.11 or newer, and none was found: install one (python3.11 or later) and try again." >&2; \
			exit 1; \
		fi; \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
	done; \
	echo "Setting up $(VENV) with $$("$$candidate" --version) …"; \
	"$$candidate" -m venv --clear $(VENV)
	@$(INSTALL) -e '.[cluster,corpus,lint,test]'
	@touch $@
