"""The first articles of the list, painted before Textual is there: it needs another fifth of a second.

They stand where the reader will show them and look as they will look there: the same lines
(`article_lines`), the same parts and colours, the same widths. What else is on the screen is
its ground alone, until the reader paints.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.style import Style

from tnews.model.errors import TnewsError
from tnews.model.palette import PALETTES, Palette
from tnews.model.record import replace
from tnews.model.visible import visible
from tnews.text import ambiguous
from tnews.tui import looks
from tnews.tui.colours import as_rich_needs_it, fitting, only_theme
from tnews.tui.days import headings
from tnews.tui.pieces import Styled, heading_pieces, joined, row_pieces
from tnews.tui.theme import style_by, style_of
from tnews.tui.widgets.article_lines import (
    HEIGHTS,
    article_lines,
    form_of,
    heading_height,
    row_height,
    title_lines,
)
from tnews.tui.widths import EDGE, MOST, SCROLLBAR, class_of, widths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tnews.model.settings import ReaderSettings
    from tnews.services.layout import Layout
    from tnews.services.library import Library
    from tnews.services.themes import Themes
    from tnews.tui.view import View


ROOM = 8
"""Cells below which a line has no room: the reader cuts what is wider, a terminal goes on in the
next line."""


class Place(NamedTuple):
    """Where the lines of the list stand: cells from the left, lines from the top."""

    x: int
    y: int
    width: int
    height: int


def place_of(columns: int, lines: int, kept: Mapping[str, int]) -> Place:
    """Return where the list stands in a terminal of this size; `tnews.tcss` says the same."""
    status = 1 if lines >= 4 else 0
    if class_of(columns) == "wide":
        zones = widths(columns, kept)
        top = 3 if lines >= 10 else 0  # the heading with air above, and air
        left = max(0, columns - MOST) // 2 + zones["sidebar"] + EDGE
        return Place(left, top, zones["list"], lines - top - status)
    top = 1 if lines >= 10 else 0  # the channels
    width = widths(columns, kept).get("list", columns)
    return Place(0, top, width, lines - top - status)


class Colours(NamedTuple):
    """A palette that the terminal can show, and how its colours are written."""

    palette: Palette
    system: ColorSystem | None


def painting(
    library: Library,
    settings: ReaderSettings,
    layout: Layout,
    view: View,
    themes: Callable[[], Themes],
    size: os.terminal_size,
    now: datetime,
) -> str:
    """Return what paints the first articles of `view` in a terminal of `size`, each line at its
    place; "" where there are none, or no room, or the cache cannot say."""
    place = place_of(size.columns, size.lines, layout.widths)
    room = place.width - SCROLLBAR
    if place.height < 1 or room < ROOM:
        return ""
    looks.use(settings)
    if settings.ambiguous_width != "auto":
        ambiguous.use(cast("Literal[1, 2]", int(settings.ambiguous_width)))
    form = form_of(layout.list_style or settings.list_style, place.height)
    height = row_height(form, place.height)
    try:
        ids = library.ids(replace(view.query(), limit=place.height // height + 1))
        rows = library.rows(ids)
        begun = library.beginnings(ids) if form == "roomy" else {}
        dated = settings.date_headings and view.kind != "hot"
        found = headings(now, len(ids), partial(library.since, ids)) if dated else []
    except TnewsError:  # the reader will say so
        return ""
    if not rows or len(rows) != len(ids):
        return ""
    colours = _colours(settings.theme, themes)
    palette = colours.palette
    style_by(palette)
    labels = {heading.row: heading.label for heading in found}
    ground, cursor = style_of(palette, "list"), style_of(palette, "cursor")
    lines: list[tuple[Styled, Style]] = []
    for index, row in enumerate(rows):
        if index in labels:
            lines += [([], ground)] * (heading_height(index, height) - 1)
            lines.append((heading_pieces(labels[index], room, palette), ground))
        lit = title_lines(row, room) if form == "roomy" else height
        drawn = article_lines(row, form, room, "", begun.get(row.id, ""), now)
        for number, line in enumerate(drawn):
            over = cursor if index == 0 and number < lit else Style()
            pieces, _used = joined(row_pieces(line, palette, over), room, ground + over)
            lines.append((pieces, ground))
        lines += [([], ground)] * (height - HEIGHTS[form])
    if 0 in labels and place.height <= height:  # the row before its heading
        del lines[0]
    return _grounds(size, place, layout.widths, colours) + "".join(
        _line(place, y, pieces, fill, colours)
        for y, (pieces, fill) in enumerate(lines[: place.height])
    )


def _line(place: Place, y: int, pieces: Styled, fill: Style, colours: Colours) -> str:
    found, _used = joined(pieces, place.width, fill)
    written = "".join(
        style.render(visible(text), color_system=colours.system) for text, style in found
    )
    return f"\x1b[{place.y + y + 1};{place.x + 1}H{written}"


def _grounds(
    size: os.terminal_size, place: Place, kept: Mapping[str, int], colours: Colours
) -> str:
    """Return what paints the grounds of the zones and of the status line."""
    is_wide = class_of(size.columns) == "wide"
    side = widths(size.columns, kept)["sidebar"] if is_wide else 0
    left = place.x - EDGE - side if is_wide else 0
    rest = size.columns - place.x - place.width - EDGE - left
    zones = [("list", left), ("sidebar", side), ("edge", EDGE if is_wide else 0)]
    zones += [("list", place.width), ("edge", min(EDGE, max(0, rest))), ("reader", max(0, rest))]
    zones.append(("list", left))
    painted = []
    for y in range(size.lines):
        spans = zones
        if y >= place.y + place.height:
            spans = [("status", size.columns)]
        elif y < place.y and not is_wide:
            spans = [("channels", size.columns)]
        blanks = "".join(
            style_of(colours.palette, part).render(" " * width, color_system=colours.system)
            for part, width in spans
            if width > 0
        )
        painted.append(f"\x1b[{y + 1};1H{blanks}")
    return "".join(painted)


def _colours(theme: str, themes: Callable[[], Themes]) -> Colours:
    """Return the colours of `theme`, as far as the terminal has them."""
    with as_rich_needs_it() as no_colour:
        system = Console(force_terminal=True, legacy_windows=False).color_system
    palette = PALETTES.get(theme)
    if palette is None:
        try:
            palette = themes().load(theme)
        except TnewsError:  # the reader will say so
            palette = PALETTES["ink"]
    fitted = fitting(palette, only_theme(no_colour, system), system)
    return Colours(fitted, COLOR_SYSTEMS.get(system or ""))
