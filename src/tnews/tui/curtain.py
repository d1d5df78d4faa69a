"""The curtain: the first screen as it was last time, painted before anything is imported.

Textual needs most of a second's sixth to its first paint. What the reader will show then is
nearly always what it would have shown when it was left: so that is kept as a file and painted
at once, until the reader itself has painted. Standard library only; nothing here may be slow.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from tnews import __version__

FILE = "first-screen"
"""Name of the file in the data folder."""

_ENVIRONMENT = ("TERM", "COLORTERM", "NO_COLOR", "TNEWS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_OPEN = b"\x1b[?1049h\x1b[?25l"
_CLOSE = b"\x1b[?25h\x1b[?1049l"

_is_up = False


def stamp(config: Path, size: os.terminal_size) -> bytes:
    """Return one line that changes with all that the look of the first screen depends on."""
    try:
        changed = config.stat().st_mtime_ns
    except OSError:
        changed = 0
    named = [os.environ.get(name, "") for name in _ENVIRONMENT]
    return ascii((__version__, size.columns, size.lines, str(config), changed, *named)).encode()


def raise_curtain(data_dir: Path, config: Path) -> None:
    """Paint the kept screen, if there is one for this terminal and this configuration."""
    global _is_up
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        return
    try:
        head, _, painting = (data_dir / FILE).read_bytes().partition(b"\n")
        if head != stamp(config, os.get_terminal_size()):
            return
        os.write(sys.stdout.fileno(), _OPEN + painting)
    except OSError:  # none is kept, or it cannot be read: the reader paints soon
        return
    _is_up = True


def hand_over() -> None:
    """The reader paints from here on."""
    global _is_up
    _is_up = False


def lower() -> None:
    """Give the terminal back, if the reader never came."""
    global _is_up
    if _is_up:
        _is_up = False
        os.write(sys.stdout.fileno(), _CLOSE)


def keep(data_dir: Path, config: Path, size: os.terminal_size, painting: str) -> None:
    """Keep `painting` as the first screen of next time, readable by its owner alone."""
    path = data_dir / FILE
    with suppress(OSError):  # a full or read-only disk costs the speed, nothing else
        fresh = path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(stamp(config, size) + b"\n" + painting.encode())
        fresh.replace(path)
