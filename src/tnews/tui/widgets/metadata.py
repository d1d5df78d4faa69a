"""The metadata pane: title, 来源, 发布时间, 作者, 责任编辑, 频道, length, link."""

from __future__ import annotations

from tnews.locale import _, plural
from tnews.model import Article
from tnews.text.wrap import cells, lines, truncate
from tnews.tui.typeset import column
from tnews.tui.when import long_time
from tnews.tui.widgets.line import LineWidget, Pieces
from tnews.tui.widgets.virtual_list import SCROLLBAR

READING_SPEED = 400
"""Characters a minute, for 约 N 分钟."""

NARROW = 40
"""Cells below which the pane keeps to two lines of title and leaves out the link."""


class Metadata(LineWidget):
    """What is known of the open article."""

    part = "metadata"

    def __init__(self, measure: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._measure = measure
        self._article: Article | None = None
        self._is_bookmarked = False
        self._lead = ""

    def show(self, article: Article | None, is_bookmarked: bool = False) -> None:
        """Show `article`, or nothing."""
        self._article = article
        self._is_bookmarked = is_bookmarked
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Pieces]:
        """Return title, facts and link as lines."""
        article = self._article
        if article is None:
            return [[("", "")]]
        # As far from the edge as the text below.
        padding = self.styles.padding
        left, columns = column(width + padding.width - SCROLLBAR, self._measure)
        self._lead = " " * max(0, left - padding.left)
        width = min(columns, width - len(self._lead))
        title = article.title or _("(untitled)")
        result: list[Pieces] = []
        titles = [piece.rstrip() for piece in lines(title, width)]
        limit = 2 if width < NARROW else 4
        if len(titles) > limit:
            titles = [*titles[: limit - 1], truncate("".join(titles[limit - 1 :]), width)]
        result += [[(self._lead, ""), (text, "title")] for text in titles]
        result += self._facts(article, width)
        if article.url and width >= NARROW:
            result.append([(self._lead, ""), (truncate(article.url, width), "link")])
        return result

    def _facts(self, article: Article, width: int) -> list[Pieces]:
        """Return the facts, as many on a line as fit."""
        result: list[Pieces] = []
        line: Pieces = []
        used = 0
        for label, value in facts(article):
            value = truncate(value, max(4, width - cells(label) - 1))
            size = cells(label) + (1 if label else 0) + cells(value)
            if line and used + 2 + size > width:
                result.append(line)
                line, used = [], 0
            lead = "  " if line else self._lead
            line += [(lead, ""), (f"{label} " if label else "", "label")]
            line.append((value, "value"))
            used += size + (2 if len(line) > 3 else 0)
        if line:
            result.append(line)
        if self._is_bookmarked and result:
            last = sum(cells(text) for text, _name in result[0])
            if last + 3 <= len(self._lead) + width:
                result[0].append(("  ★", "bookmark"))
        return result


def facts(article: Article) -> list[tuple[str, str]]:
    """Return the labels and values that are known of `article`; nothing is invented."""
    origin = article.origin or article.source_name
    section = article.section if article.section != article.category else ""
    channel = " · ".join(part for part in (article.category, section) if part)
    found = [(_("Source"), origin)]
    if article.published_at is not None:
        found.append((_("Published"), long_time(article.published_at)))
    found += [
        (_("Author"), article.author),
        (_("Editor"), article.editor),
        (_("Channel"), channel),
        ("", length(article.characters)),
    ]
    return [(label, value) for label, value in found if value]


def length(characters: int) -> str:
    """Return 字数 and reading time: "1,234 字 · 约 4 分钟"."""
    if not characters:
        return ""
    minutes = max(1, round(characters / READING_SPEED))
    count = plural("{n:,} character", "{n:,} characters", characters).format(n=characters)
    time = plural("about {n} minute", "about {n} minutes", minutes).format(n=minutes)
    return f"{count} · {time}"
