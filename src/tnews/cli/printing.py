"""The way out: everything printed goes through `model.visible`, the second check on control characters.

Results go to stdout, messages to stderr.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ExportError
from tnews.model.visible import VisibleStream, visible, visible_json


def out(text: str) -> None:
    """Print a result: `text` and a line break, to stdout."""
    _write(visible(text) + "\n")


def out_fields(*fields: object) -> None:
    """Print one row for scripts: fields parted by tabs; no field holds a tab or line break."""
    out("\t".join(str(field).replace("\t", " ").replace("\n", " ") for field in fields))


def out_json(value: object) -> None:
    """Print one JSON value."""
    _speak_utf8()
    out(visible_json(value, indent=2))


def out_json_line(value: object) -> None:
    """Print one JSON value on one line, at once: who asked may be waiting for it."""
    _speak_utf8()
    out(visible_json(value))
    flush()


def out_json_array(rows: Iterable[Mapping[str, object]]) -> int:
    """Print `rows` as one JSON array, one row a line, as they come; return how many they were."""
    _speak_utf8()
    count = 0
    for row in rows:
        _write(("," if count else "[") + "\n" + visible_json(row))
        count += 1
    _write("\n]\n" if count else "[]\n")
    return count


def result_stream() -> TextIO:
    """Return a stream whose text is printed as results are, in UTF-8."""
    _speak_utf8()
    return cast(TextIO, VisibleStream(_write))


def tell(message: str) -> None:
    """Print a message: one line to stderr. What the reader was going to paint over goes first."""
    from tnews.tui.curtain import lower

    lower()
    print(visible(message).replace("\n", " "), file=sys.stderr)


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot_write(error) from None


def flush() -> None:
    """Hand over what was printed. Raises `BrokenPipeError` or `ExportError`."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot_write(error) from None


def _cannot_write(error: OSError) -> ExportError:
    hush()
    return ExportError(_("the output cannot be written: {reason}").format(reason=reason(error)))


def hush() -> None:
    """Drop what cannot be printed any more, so that Python's own flush at exit says nothing."""
    with suppress(OSError, ValueError):  # stdout may be no file, or closed
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def prepare() -> None:
    """Make reading and printing possible whatever the process was started with.

    Closed streams (None) are replaced; a character that the terminal's encoding
    lacks becomes "?".
    """
    sys.stdin = sys.stdin or _nowhere()
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("r+", encoding="utf-8")


def is_terminal() -> bool:
    """Say whether a person reads stdout."""
    return sys.stdout.isatty()


def is_dialogue() -> bool:
    """Say whether a person reads stdout and types on stdin."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str) -> str | None:
    """Print `question` and return the line that is typed, None at the end of the input.

    Without readline, whose escape sequences a screen reader would read out.
    """
    _write(visible(question))
    flush()
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def terminal_width() -> int:
    """Return the columns there are to write in: what COLUMNS says, else the terminal, else 80.

    `shutil.get_terminal_size` says the same, and imports three archivers (2 ms).
    """
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):  # stdout is no terminal, or closed
        return 80


def _speak_utf8() -> None:
    """JSON is UTF-8 whatever the locale says (RFC 8259, 8.1); line breaks stay as written."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
