# For people: `./sohoa` does the work, because a bare machine has no make.
UV ?= uv
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
          --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: lint test demo doctor requirements upgrade

lint test demo doctor:
	@./sohoa $@

# Pins stay as they are unless pyproject.toml asks for more; `make upgrade` takes the newest of everything.
requirements: requirements/launcher.in requirements/go.in pyproject.toml
	$(COMPILE) $(UPGRADE) --output-file requirements/run.txt pyproject.toml requirements/launcher.in
	$(COMPILE) $(UPGRADE) --output-file requirements/dev.txt --constraints requirements/run.txt --group dev
	$(COMPILE) $(UPGRADE) --output-file requirements/go.txt requirements/go.in
	@! grep -nE '://|^--?(index|extra|find|f |i )' requirements/*.txt \
	    || { echo 'a download address slipped into the requirements' >&2; exit 1; }

upgrade:
	$(MAKE) requirements UPGRADE=--upgrade
