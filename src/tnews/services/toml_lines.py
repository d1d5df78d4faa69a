"""On which lines of a TOML document its [[source]] tables and first keys stand. Never writes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator


def source_spans(text: str) -> list[range]:
    """Return the lines of each [[source]] table of the valid document `text`, counted from 0.

    A table begins with its header and ends after its last value, those of its own
    [source.…] tables included; comments that follow belong to what comes next.
    """
    spans: list[range] = []
    inside = False
    for start, end, statement in _statements(text):
        document = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            inside = "source" in document
            if isinstance(document.get("source"), list):
                spans.append(range(start, end))
                continue
        if inside and document:
            spans[-1] = range(spans[-1].start, end)
    return spans


def top_spans(text: str) -> dict[str, range]:
    """Return the lines of each key above all tables of the valid document `text`, from 0."""
    spans: dict[str, range] = {}
    for start, end, statement in _statements(text):
        if statement.lstrip().startswith("["):
            break
        spans |= dict.fromkeys(tomllib.loads(statement), range(start, end))
    return spans


def _statements(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield first line, line after the last, and text of each statement, comment or blank line.

    Each statement of TOML is itself a valid document, so a piece that does not parse is a
    value that goes on in the next line.
    """
    piece, start = "", 0
    for number, line in enumerate(text.split("\n")):
        piece += line + "\n"
        try:
            tomllib.loads(piece)
        except tomllib.TOMLDecodeError:
            continue
        yield start, number + 1, piece
        piece, start = "", number + 1
