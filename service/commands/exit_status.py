"""Exit statuses, the same for every command."""

DONE, USAGE, SOME_FAILED, MACHINE, STOPPED = 0, 2, 3, 4, 130
"""All done; wrong usage; some inputs refused or failed; the machine or a server lacks something; stopped."""
