# make dashboard    everything, then the planner in the browser
# make test         everything the tests need, then all of them
# make lint         style, types and the direction of the imports only
# make golden       writes the reference results anew (then read the difference before keeping it)
# make pictures     writes the pictures of the users' guides anew
# make PYTHON=python3.12 ...    with another Python (3.11 or newer)
#
# The tools live in .venv and are installed again only when requirements*.txt change.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
RUNS := .venv/.for-the-planner
TESTS := .venv/.for-the-tests
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
NO_PIP = echo "pip n'a pas tout installé (lisez ci-dessus) : vérifiez l'accès au réseau ou au miroir PyPI, puis recommencez." >&2; \
  echo "pip did not install everything (read above): check access to the network or to your PyPI mirror, then try again." >&2; exit 1

.PHONY: help dashboard test lint golden pictures clean

help:
	@sed -n 's/^# \{0,1\}//;1,8p' Makefile

# --- the planner -----------------------------------------------------------------------------------

dashboard: $(RUNS)
	@headless=true; \
	if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then headless=false; fi; \
	echo "Essaimage : http://127.0.0.1:$(PORT)  (Ctrl+C : arrêter / stop)"; \
	exec $(BIN)/python -m streamlit run serve.py --server.port $(PORT) --server.headless $$headless

# --- the tests -------------------------------------------------------------------------------------

test: $(TESTS)
	@set -e; browser="$$($(BIN)/python tests/browser.py)"; echo "Navigateur / browser: $$browser"; \
	office="$$($(BIN)/python -m tests.office)"; echo "LibreOffice: $$office"; \
	$(BIN)/python tests/axe.py >/dev/null; \
	$(MAKE) --no-print-directory lint; \
	CHROMIUM="$$browser" SOFFICE="$$office" $(BIN)/python -m pytest

lint: $(TESTS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: $(TESTS)
	$(BIN)/python -m pytest tests/golden --refresh-golden
	@echo "Relire la différence / read the difference: git diff tests/golden"

pictures: $(TESTS)
	$(BIN)/python -m pytest tests/e2e/test_pages_open.py -k test_page_opens --refresh-pictures
	@echo "Regarder / look: git diff --stat docs/pictures"

# --- set-up ----------------------------------------------------------------------------------------

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Python manque : sous Debian, apt install python3 python3-venv (3.11 ou plus récent), ou make PYTHON=chemin." >&2; \
	  echo "Python is missing: on Debian, apt install python3 python3-venv (3.11 or newer), or make PYTHON=path." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version) est trop ancien : il faut Python 3.11 ou plus récent (make PYTHON=python3.12)." >&2; \
	  echo "$$($(PYTHON) --version) is too old: Python 3.11 or newer is needed (make PYTHON=python3.12)." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "L'environnement .venv n'a pas pu être créé : sous Debian, apt install python3-venv, puis recommencez." >&2; \
	  echo "The environment .venv could not be made: on Debian, apt install python3-venv, then try again." >&2; exit 1; }

$(RUNS): requirements.txt | .venv/bin/python
	@echo "Installation des bibliothèques / installing the libraries (requirements.txt)..."
	@$(PIP) -r requirements.txt || { $(NO_PIP); }
	@touch $@

$(TESTS): requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Installation des outils de test / installing the test tools (requirements-dev.txt)..."
	@$(PIP) -r requirements-dev.txt || { $(NO_PIP); }
	@touch $@ $(RUNS)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache tests/e2e/node_modules
