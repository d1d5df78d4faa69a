"""Exit codes: a contract with scripts, printed by --help and listed in docs/commands.md."""

DONE = 0
SOME_FAILED = 1
"""Some sources failed, something was lost, or nothing matched."""
USAGE = 2
"""The command line or the configuration is wrong."""
CACHE = 3
"""The cache cannot be used."""
OFFLINE = 4
"""No source could be reached."""
INTERNAL = 70
"""A defect of tnews (EX_SOFTWARE of sysexits.h)."""
BUSY = 75
"""Another refresh is running (EX_TEMPFAIL of sysexits.h)."""
INTERRUPTED = 130
"""Ctrl-C: 128 and the number of SIGINT, as shells count."""
