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
    try:
        _raise_curtain(arguments)
        return _run(arguments)
    except KeyboardInterrupt:  # before `edge` was there to answer it
        return 130
    finally:
        if curtain := sys.modules.get("tnews.tui.curtain"):
            curtain.lower()


def _run(arguments: Sequence[str]) -> int:
    # Collecting while some thousand classes are made costs a sixth of the time to the first
    # screen; `edge` (commands) and `tui` (after the first paint) turn it on again.
    gc.disable()
    from tnews.cli.edge import run

    return run(arguments)


def _raise_curtain(arguments: Sequence[str]) -> None:
    """Paint the last first screen at once if `arguments` open the reader and nothing else."""
    named = dict(zip(arguments[::2], arguments[1::2], strict=False))
    if len(arguments) % 2 or not named.keys() <= {"--config", "--data-dir", "--lang"}:
        return
    from tnews import folders
    from tnews.tui.curtain import raise_curtain

    data_dir, config = named.get("--data-dir"), named.get("--config")
    raise_curtain(folders.data_name(data_dir), folders.config_name(config))
