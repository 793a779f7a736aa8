# Companion: every command of the project. A fresh Debian machine needs make, git and python3, nothing else.
HOST ?= 127.0.0.1
PORT ?= 8000
# Rounds of each fault test in `make chaos`; `make test` runs a short form.
ROUNDS ?= 30

# Minutes are no hang there: the look into its threads that a hung test gets has ended such a run.
LONG := -o faulthandler_timeout=0

BIN := .venv/bin
READY := .venv/ready
WORDS := $(READY)/words
CATALOGUES := $(wildcard translations/locales.toml translations/*/LC_MESSAGES/*.po)
TESTS := $(wildcard tests service_worker/tests e2e)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Compiled modules are kept: every test that starts a command would compile the whole house again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check format chaos crawl pictures bench lock clean
.DELETE_ON_ERROR:

help:  ## show this list
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(READY)/runtime $(WORDS)  ## demo on http://HOST:PORT (HOST=127.0.0.1 PORT=8000); Ctrl-C stops it
	@exec $(BIN)/companion demo --host $(HOST) --port $(PORT)

test: $(READY)/dev $(READY)/machine $(WORDS)  ## every test, in Debian's Chromium and WebKit and a throw-away PostgreSQL
	@scripts/in_memory.sh $(BIN)/pytest -n 2 --dist loadfile $(TESTS)

check: $(READY)/dev $(WORDS)  ## format, lint, types, floor plan, words, templates, house tests
	@scripts/check.sh

format: $(READY)/dev  ## put the code into the house's format
	$(BIN)/ruff format .
	-$(BIN)/ruff check --fix .

chaos: $(READY)/dev $(READY)/machine $(WORDS)  ## fault rounds at full count (ROUNDS=30), with the ledger
	ROUNDS=$(ROUNDS) $(BIN)/pytest -s -m chaos $(LONG) $(TESTS)

crawl: $(READY)/dev $(READY)/machine $(WORDS)  ## every page, every language, three widths
	CRAWL=all $(BIN)/pytest -n 2 -s -m crawl $(LONG) $(TESTS)

pictures: $(READY)/dev $(READY)/machine $(WORDS)  ## the screenshots of README and docs, from the browser stories
	SCREENSHOTS=docs/screenshots $(BIN)/pytest -q e2e/test_main_story.py e2e/test_demo_people.py e2e/test_check_in_pictures.py e2e/cases
	@scripts/debian_packages.sh --if-possible pngquant
	-@pngquant --force --skip-if-larger --ext .png --speed 1 --strip 16 docs/screenshots/*.png docs/screenshots/*/*.png

bench: $(READY)/dev $(WORDS)  ## the tables of bench/, ratios measured side by side
	@scripts/debian_packages.sh --if-possible wrk
	@scripts/debian_packages.sh --if-possible postgresql
	@set -e; for table in bench/[a-z]*.py; do $(BIN)/python -m "bench.$$(basename "$$table" .py)"; done

lock: $(READY)/runtime  ## new hash-pinned lock files from pyproject.toml
	@scripts/lock.sh

clean:  ## remove what the commands above made, but no database
	rm -rf .venv .cache build dist
	find translations -name '*.mo' -delete

# ── what the commands stand on; each stamp is newer than what it was made from ──
$(READY)/runtime: requirements.lock pyproject.toml scripts/bootstrap.sh
	@scripts/bootstrap.sh requirements.lock && touch $@

$(READY)/dev: requirements-dev.lock $(READY)/runtime
	@scripts/bootstrap.sh requirements-dev.lock && touch $@

$(READY)/machine: scripts/debian_packages.sh
	@scripts/debian_packages.sh chromium libatomic1 postgresql redis curl jq
	@scripts/debian_packages.sh --if-possible webkit
	@mkdir -p $(READY) && touch $@

$(WORDS): $(READY)/runtime $(CATALOGUES)
	@$(BIN)/companion locales compile && touch $@
