"""The command line: the only place that builds objects and catches `TnewsError`.

Nothing is imported here before it is needed: `tnews --version` takes little longer than
Python itself.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from tnews import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command `argv` (default: the process's) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    if "--version" in options or "-V" in options:
        print(f"tnews {__version__}")
        return 0
    # Collecting while some thousand classes are made costs a sixth of the time to the first
    # screen; `edge` (commands) and `tui` (after the first paint) turn it on again.
    gc.disable()
    from tnews.cli.edge import run

    return run(arguments)
