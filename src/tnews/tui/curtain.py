"""The curtain: the first screen as it was last time, painted before anything is imported.

Textual needs most of a second's sixth to its first paint. What the reader will show then is
nearly always what it would have shown when it was left: so that is kept as a file and painted
at once, until the reader itself has painted. Where none is kept for this terminal, the name
stands there, and then the first articles (`first_list`). Standard library only, and of that as little as can be (no pathlib, no
typing: 6 ms); nothing here may be slow.
"""

from __future__ import annotations

import os
import sys

from tnews import __version__
from tnews.tui.modes import give_back, hush

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

FILE = "first-screen"
"""Name of the file in the data folder."""

_ENVIRONMENT = ("TERM", "COLORTERM", "NO_COLOR", "TNEWS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_OPEN = b"\x1b[?1049h\x1b[?25l"
_CLOSE = b"\x1b[?25h\x1b[?1049l"
_NAME = "tnews"

_is_up = False
_painting = b""
_has_articles = False


def stamp(config: str, size: os.terminal_size) -> bytes:
    """Return one line that changes with all that the look of the first screen depends on."""
    try:
        changed = os.stat(config).st_mtime_ns
    except OSError:
        changed = 0
    place = os.path.normpath(config)
    named = [os.environ.get(name, "") for name in _ENVIRONMENT]
    return ascii((__version__, size.columns, size.lines, place, changed, *named)).encode()


def raise_curtain(data_dir: str, config: str) -> None:
    """Paint the kept screen, if there is one for this terminal and this configuration, else the
    name; nothing where the reader would not open."""
    global _is_up, _painting, _has_articles
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        return
    try:
        size = os.get_terminal_size()
        painting = _kept(f"{data_dir}/{FILE}", stamp(config, size))
        _has_articles = bool(painting)
        painting = painting or _name(size)
        hush()  # before anybody can answer what is seen
        os.write(sys.stdout.fileno(), _OPEN + painting)
    except OSError:  # the terminal is gone: the reader will say so
        return
    _is_up, _painting = True, painting


def wants_articles() -> bool:
    """Say whether the curtain is up with nothing but the name on it."""
    return _is_up and not _has_articles


def show(painting: str) -> None:
    """Paint over the name."""
    global _painting, _has_articles
    _painting, _has_articles = painting.encode(errors="replace"), True
    _write(_painting)


def _write(data: bytes) -> bool:
    """Write to the terminal; False if it is gone, which the reader will say."""
    try:
        os.write(sys.stdout.fileno(), data)
    except OSError:
        return False
    return True


def first_line() -> bytes | None:
    """Return what paints the first line of the curtain again; None if it is not up."""
    if not _is_up:
        return None
    import re  # not before the curtain is up

    places = re.split(rb"(?=\x1b\[\d+;\d+H)", _painting)
    return b"".join(place for place in places if place.startswith(b"\x1b[1;"))


def _kept(path: str, wanted: bytes) -> bytes:
    """Return the painting in the file at `path` if it is the `wanted` one."""
    try:
        with open(path, "rb") as file:
            head, _, painting = file.read().partition(b"\n")
    except OSError:  # none is kept, or it cannot be read: the reader paints soon
        return b""
    return painting if head == wanted else b""


def _name(size: os.terminal_size) -> bytes:
    """Return the painting of the name in the middle, faint."""
    row, column = max(1, size.lines // 2), max(1, (size.columns - len(_NAME)) // 2 + 1)
    return f"\x1b[{row};{column}H\x1b[2m{_NAME}\x1b[m".encode()


def hand_over() -> None:
    """The reader paints from here on."""
    global _is_up
    _is_up = False


def hold(painting: str) -> None:
    """Keep `painting` before the person while the reader begins again."""
    global _is_up
    hush()
    if _write(_OPEN):
        _is_up = True
        show(painting)


def lower() -> None:
    """Give the terminal back, if the reader never came."""
    global _is_up
    give_back()
    if _is_up:
        _is_up = False
        _write(_CLOSE)
    _let_go()


def _let_go() -> None:
    """Drop what could not be written to a terminal that is gone: Python tries it once more at its
    very end, and would end with 120 in place of our exit code."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is None or stream.closed:
            continue
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def keep(data_dir: Path, config: Path, size: os.terminal_size, painting: str) -> None:
    """Keep `painting` as the first screen of next time, readable by its owner alone."""
    path = data_dir / FILE
    fresh = path.with_suffix(".new")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(stamp(str(config), size) + b"\n" + painting.encode())
        fresh.replace(path)
    except OSError:  # a full or read-only disk costs the speed, nothing else
        return
