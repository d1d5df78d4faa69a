"""The lines of one article in a list, as text with the parts of `theme.py` it wears. Pure.

compact   ● 标题                     来源  3小时前
short     ● 标题 / ★ 来源             2 家  3小时前
roomy     ● 标题 / ★ 标题的后半，或正文开头 / 来源             2 家  3小时前

Of an article without a text the source stands right below the title, and the blank line below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from tnews.locale import _
from tnews.model import ArticleRow
from tnews.text.when import ago
from tnews.text.wrap import cells, lines, truncate
from tnews.tui.looks import shown
from tnews.tui.marked import marked, marked_lines
from tnews.tui.marks import marks
from tnews.tui.sheet import outlet_count

if TYPE_CHECKING:
    from tnews.text.query import Field

Pieces = list[tuple[str, str]]
"""Text and the part it is, "" for the ground."""

Form = Literal["compact", "short", "roomy"]

SOURCE = 12
"""Cells of the source in a compact line."""

TIME = 8
"""Cells of the time in a compact line: 59分钟前. Longer ones take what they need."""

TITLE = 30
"""Cells that a title keeps in a compact line before the source gives way."""

HEIGHTS: Mapping[Form, int] = {"compact": 1, "short": 2, "roomy": 3}
"""Lines of a row in each form."""

ROOMY = 24
"""Lines of the list from which on a roomy row has a line for the beginning of the text."""

AIRY = 34
"""Lines of the list from which on there is a blank one between roomy rows."""


def form_of(style: str, height: int) -> Form:
    """Return how the rows of a list of `height` lines are drawn in a style, "compact" or "roomy"."""
    if style == "compact":
        return "compact"
    return "roomy" if height >= ROOMY else "short"


def row_height(form: Form, height: int) -> int:
    """Return the lines of a row in a list of `height` lines, with the blank one below it."""
    return HEIGHTS[form] + (form == "roomy" and height >= AIRY)


def heading_height(index: int, row: int) -> int:
    """Return the lines of a heading above the row `index`, where rows have so many each."""
    return 2 if index and row in (2, 3) else 1  # air, where rows stand close to each other


def article_lines(
    row: ArticleRow, form: Form, width: int, words: str, beginning: str, now: datetime
) -> list[Pieces]:
    """Return the lines of `row`, none wider than `width` cells.

    `words` is the search whose hits are marked, `beginning` how the text begins.
    """
    if form == "compact":
        return [_compact(row, width, words, now)]
    room = _room(width)
    title = shown(row.title) or _("(untitled)")
    part = "read" if row.is_read else "unread"
    first = [("" if row.is_read else marks().unread, "mark")]
    second = [(marks().bookmark if row.is_bookmarked else "", "bookmark")]
    if form == "short":
        return [
            [*_lead(first), *_hits(truncate(title, room), words, part, "title", row.title)],
            [*_lead(second), *_detail(row, room, words, now, has_snippet=True)],
        ]
    begin, *rest = lines(title, room)
    titles = [begin.rstrip(), *([truncate("".join(rest), room)] if rest else [])]
    named = [
        [(cut, "hit" if is_hit else part) for cut, is_hit in line]
        for line in marked_lines(titles, words, "title", row.title)
    ]
    if rest:
        middle = named[1]
    elif words and row.snippet:
        middle = _snippet(row, room, words)
    elif beginning:
        middle = [(truncate(shown(beginning), room), "excerpt")]
    else:
        below = _detail(row, room, words, now, has_snippet=False)
        return [[*_lead(first), *named[0]], [*_lead(second), *below], []]
    return [
        [*_lead(first), *named[0]],
        [*_lead(second), *middle],
        [*_lead([]), *_detail(row, room, words, now, has_snippet=False)],
    ]


def title_lines(row: ArticleRow, width: int) -> int:
    """Return how many lines the title of `row` takes in a roomy row of `width` cells: 1 or 2."""
    return 1 if cells(shown(row.title)) <= _room(width) else 2


def _room(width: int) -> int:
    """The cells of a line that are left beside the marks."""
    return max(2, width - cells(marks().unread) - 3)


def _lead(mark: Pieces) -> Pieces:
    """Return a mark in its column; without one as much room."""
    left = cells(marks().unread) - sum(cells(text) for text, _part in mark)
    return [(" ", ""), *mark, (" " * (left + 1), "")]


def _compact(row: ArticleRow, width: int, words: str, now: datetime) -> Pieces:
    """Return the one line: the title, and at the right source and time, the time first of all."""
    first: Pieces = [("" if row.is_read else marks().unread, "mark")]
    if row.is_bookmarked:
        first = [(marks().bookmark, "bookmark" if row.is_read else "mark")]
    lead = _lead(first)
    room = _room(width)
    title = shown(row.title) or _("(untitled)")
    note = f"{marks().note} " if row.has_note else ""
    when = ago(row.published_at or row.sorted_at, now)
    if cells(note + when) + 10 > room:
        note = when = ""
    pad = " " * (TIME - cells(note + when)) if when else ""
    right = cells(pad + note + when) + 2 if when else 0
    source = truncate(shown(row.origin or row.source_name), SOURCE)
    is_roomy = room - right - SOURCE - 2 >= TITLE
    if not is_roomy and cells(title) + 2 + cells(source) + right > room:
        source = ""
    part = "read" if row.is_read else "unread"
    field = SOURCE if is_roomy else cells(source)
    taken = right + (field + 2 if field else 0)
    cut = truncate(title, room - taken)
    gap = " " * (room - taken - cells(cut))
    pieces = [*lead, *_hits(cut, words, part, "title", row.title), (gap, "")]
    if field:
        pieces += [("  " + " " * (field - cells(source)), "")]
        pieces += _hits(source, words, "detail", "source", row.origin or row.source_name)
    return [*pieces, ("  " + pad if when else "", ""), (note, "note"), (when, "detail")]


def _detail(row: ArticleRow, room: int, words: str, now: datetime, *, has_snippet: bool) -> Pieces:
    """Return where an article is from and, at the right, of when and by how many outlets."""
    when = ago(row.published_at or row.sorted_at, now)
    note = f"{marks().note} " if row.has_note else ""
    copies = f"{outlet_count(row.outlets)}  " if row.outlets > 1 else ""
    right = cells(when) + cells(note) + cells(copies)
    left = max(0, room - right - 1)
    named: Pieces = []
    if left >= 2:
        named = _found(row, left, words) if has_snippet else _source(row, left, words)
    used = sum(cells(text) for text, _part in named)
    gap = " " * max(1, room - used - right)
    return [*named, (gap, ""), (copies, "copies"), (note, "note"), (when, "detail")]


def _source(row: ArticleRow, width: int, words: str) -> Pieces:
    stored = row.origin or row.source_name
    return _hits(truncate(shown(stored), width), words, "detail", "source", stored)


def _found(row: ArticleRow, width: int, words: str) -> Pieces:
    """Return the source; of a search what it found, in the source too."""
    named = _source(row, width, words)
    if not words or not row.snippet:
        return named
    size = sum(cells(text) for text, _part in named)
    is_named = any(part == "hit" for _text, part in named)
    lead = [*named, ("  ", "detail")] if is_named and size < width // 2 else []
    return [*lead, *_snippet(row, width - sum(cells(text) for text, _part in lead), words)]


def _snippet(row: ArticleRow, width: int, words: str) -> Pieces:
    from tnews.text.excerpt import from_hit  # not needed where nothing is searched for

    stored = from_hit(row.snippet, words, width)
    return _hits(truncate(shown(stored), width), words, "detail", "", stored)


def _hits(text: str, words: str, part: str, field: Field, stored: str) -> Pieces:
    """Cut `text`, which shows the `field` `stored` of an article, at the hits of `words`."""
    return [(cut, "hit" if is_hit else part) for cut, is_hit in marked(text, words, field, stored)]
