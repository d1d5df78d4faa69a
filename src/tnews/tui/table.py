"""Tables in a column of text: cells side by side, or below each other where there is no room."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tnews.model import Block
from tnews.text.wrap import cells
from tnews.tui.passage import Line, Passage, Piece, Shape, set_lines

GAP = 2
"""Cells between two columns."""

LEAST = 8
"""Cells of a column below which its cells are shown below each other."""

SetCell = Callable[[str, str, str], Passage]
"""Makes a passage of a cell's text, its role, and the label before it."""

_NUMBER = re.compile(r"[-+−±~<>]?[¥$€£]?[\d,.:]+\s?(%|‰|℃|°C)?|[-—–/]*")
"""Amounts, times and what stands for none: a column of these is set to the right."""


class _Cell(NamedTuple):
    text: str
    offset: int
    """Where in the block it begins."""


def table_lines(block: Block, index: int, width: int, set_cell: SetCell) -> list[Line]:
    """Return the lines of a table, its first row the heading of its columns.

    Columns that do not fit share what there is, and their cells are broken into lines; where a
    column would be too narrow for that, the headings are followed by lines of "heading：cell".
    """
    rows = _rows(block.text)
    wanted = _wanted(rows)
    widths = _shared(wanted, width - GAP * (len(wanted) - 1))
    if not widths:
        return _below_each_other(rows, index, width, set_cell)
    right = [
        len(rows) > 1 and all(_NUMBER.fullmatch(row[column].text) for row in rows[1:] if len(row) > column)
        for column in range(len(wanted))
    ]  # fmt: skip
    result: list[Line] = []
    is_high = False
    for number, row in enumerate(rows):
        role = "heading" if number == 0 and len(rows) > 1 else "cell"
        columns = [
            set_lines(set_cell(cell.text, role, ""), index, cell.offset, size, Shape(role=role))
            for cell, size in zip(row, widths, strict=False)
        ]
        height = max(map(len, columns))
        if result and (is_high or height > 1):
            result.append(Line())
        is_high = height > 1
        result += [_row_line(columns, at, widths, right, index, role) for at in range(height)]
    return result


def _rows(text: str) -> list[list[_Cell]]:
    rows, at = [], 0
    for line in text.split("\n"):
        row = []
        for cell in line.split("\t"):
            row.append(_Cell(cell, at))
            at += len(cell) + 1
        rows.append(row)
    return rows


def _wanted(rows: list[list[_Cell]]) -> list[int]:
    """Return how wide each column would be if there were room."""
    columns = max(map(len, rows))
    return [
        max(2, *(cells(row[column].text) for row in rows if column < len(row)))
        for column in range(columns)
    ]


def _shared(wanted: list[int], room: int) -> list[int]:
    """Return the widths of columns that share `room` cells, [] if that is too little.

    Who wants little more than an equal share gets it: a short cell is better whole. The others
    share the rest by what they want.
    """
    if sum(wanted) <= room:
        return wanted
    if room < LEAST * len(wanted):
        return []
    widths = [0] * len(wanted)
    open_columns = sorted(range(len(wanted)), key=lambda column: wanted[column])
    while True:
        share = room // len(open_columns)
        column, others = open_columns[0], open_columns[1:]
        if wanted[column] > share * 5 // 4 or room - wanted[column] < LEAST * len(others):
            break
        widths[column] = wanted[column]
        room -= wanted[column]
        open_columns = others
    whole = sum(wanted[column] for column in open_columns)
    spare = room - LEAST * len(open_columns)
    for column in open_columns:
        size = LEAST + spare * wanted[column] // whole
        widths[column] = size - size % 2  # even: whole characters
    return widths


def _row_line(
    columns: list[list[Line]],
    at: int,
    widths: list[int],
    right: list[bool],
    index: int,
    role: str,
) -> Line:
    """Return line `at` of a row, cells side by side."""
    pieces: list[Piece] = []
    stored: list[int] = []
    hits: list[int] = []
    offsets = [column[at].offset for column in columns if at < len(column)]
    for number, column in enumerate(columns):
        own = column[at] if at < len(column) else Line()
        used = sum(cells(text) for text, _role in own.pieces)
        pad = (" " * max(0, widths[number] - used), role)
        before = pad[0] and right[number]
        pieces += [pad, *own.pieces] if before else [*own.pieces, pad]
        stored += [-1, *own.stored] if before else [*own.stored, -1]
        if number + 1 < len(columns):
            pieces.append((" " * GAP, role))
            stored.append(-1)
        hits += own.hits
    return Line(tuple(pieces), index, min(offsets), tuple(hits), tuple(stored))


def _below_each_other(
    rows: list[list[_Cell]], index: int, width: int, set_cell: SetCell
) -> list[Line]:
    """Return the headings, then each cell on a line of its own, behind that of its column."""
    head, *others = rows if len(rows) > 1 else [[], *rows]
    result: list[Line] = []
    if names := "\u3000".join(cell.text for cell in head):
        said = set_cell(names, "heading", "")
        result += set_lines(said, index, 0, width, Shape(role="heading"))
    for row in others:
        if result:
            result.append(Line())
        for number, cell in enumerate(row):
            label = head[number].text if number < len(head) else ""
            if not cell.text:
                continue
            label = f"{label}：" if label else ""
            role = "heading" if number == 0 else "cell"
            shape = Shape(rest="  ", role=role)
            result += set_lines(set_cell(cell.text, role, label), index, cell.offset, width, shape)
    return result
