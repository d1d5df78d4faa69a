"""The command line: the only place that builds objects and catches `TnewsError`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tnews import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command `argv` (default: the process's) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        print(f"tnews {__version__}")
        return 0
    return 2
