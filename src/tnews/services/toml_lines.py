"""On which lines of a TOML document its [[…]] tables and first keys stand. Never writes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator


def table_spans(text: str, name: str, *, with_comments: bool = False) -> list[range]:
    """Return the lines of each [[name]] table of the valid document `text`, counted from 0.

    A table begins with its header and ends after its last value, those of its own
    [name.…] tables included; comments that follow belong to what comes next. With
    `with_comments` it begins with the comments right above its header.
    """
    spans: list[range] = []
    inside = False
    lead: int | None = None
    for start, end, statement in _statements(text):
        if statement.lstrip().startswith("#"):
            lead = start if lead is None else lead
            continue
        document = tomllib.loads(statement)
        above, lead = (lead if with_comments else None), None
        if statement.lstrip().startswith("["):
            inside = name in document
            if isinstance(document.get(name), list):
                spans.append(range(start if above is None else above, end))
                continue
        if inside and document:
            spans[-1] = range(spans[-1].start, end)
    return spans


def key_spans(text: str, table: str = "") -> dict[str, range]:
    """Return the lines of each key of the table [table] of the valid document `text`, from 0.

    Without a `table` they are those of the keys above all tables. Of a table "" is its header;
    one that is written in another way than with a header of its own has none.
    """
    spans: dict[str, range] = {}
    inside = not table
    for start, end, statement in _statements(text):
        if statement.lstrip().startswith("["):
            inside = tomllib.loads(statement) == {table: {}}
            if inside:
                spans[""] = range(start, end)
        elif inside:
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
