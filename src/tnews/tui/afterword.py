"""What stands below an article's text: quiet lines, the reader's note, the address, 相关. Pure."""

from __future__ import annotations

from tnews.locale import _
from tnews.text.wrap import cells, lines, truncate
from tnews.tui.looks import shown
from tnews.tui.passage import Line
from tnews.tui.sheet import Sheet

BESIDE = 60
"""Cells of the column from which on outlet and time stand beside a related title, not below."""


def below_text(sheet: Sheet, width: int) -> list[Line]:
    """Return the lines below the text of `sheet` for a column of `width` cells."""
    result: list[Line] = []
    if sheet.notes and sheet.blocks:
        result.append(Line())
    for said in sheet.notes:
        result += _quiet(said, width)
    if sheet.note:
        result += [Line(), Line(((_("Your note"), "heading"),))]
        for line in sheet.note.split("\n"):
            for part in lines(line.expandtabs(4), max(4, width - 2)) or [""]:
                result.append(Line(((" ", "section"), (f" {part.rstrip()}", "quote"))))
    result.append(Line())
    if sheet.url:
        result += _quiet(_("Original") + " " + sheet.url, width)
    if sheet.related:
        result += [Line(), *_related(sheet, width)]
    result.append(Line())
    return result


def _quiet(text: str, width: int) -> list[Line]:
    return [Line(((part, "note"),)) for part in lines(text, width)]


def _related(sheet: Sheet, width: int) -> list[Line]:
    """A title a line, outlet and time at the end of it, or below it in a narrow column."""
    result = [Line(((_("Related"), "heading"), (f"  {sheet.related_hint}", "note")))]
    for one in sheet.related:
        lead = "· "
        if width < BESIDE:
            result.append(
                Line(((lead, "number"), (truncate(shown(one.title), width - 2), "related")))
            )
            result.append(Line(((f"  {truncate(shown(one.detail), width - 2)}", "note"),)))
            continue
        detail = truncate(shown(one.detail), width // 3)
        title = truncate(shown(one.title), width - cells(lead) - cells(detail) - 2)
        gap = " " * (width - cells(lead) - cells(title) - cells(detail))
        result.append(Line(((lead, "number"), (title, "related"), (gap, "note"), (detail, "note"))))
    return result
