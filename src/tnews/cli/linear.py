"""Articles line by line, for screen readers and pipes: no columns, no boxes, no colour, no cursor.

What is typed are whole lines, so that a terminal's own editing, and a Braille line, follow.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tnews.cli.page import shown_time
from tnews.locale import _, plural
from tnews.model.record import replace

if TYPE_CHECKING:
    from tnews.model import Article, ArticleRow, Query
    from tnews.services.library import Library

AT_ONCE = 10
"""Titles listed at a time: as many as one listens to before choosing."""

Say = Callable[[str], None]
Listen = Callable[[str], str | None]
"""Is given what to ask with and returns the line that was typed, None at the end of the input."""


def linear(article: Article) -> Iterator[str]:
    """Yield an article as lines: title, what is known of it, then a paragraph a line."""
    yield article.title or _("(untitled)")
    published = article.published_at
    facts = (
        (_("Source"), article.origin or article.source_name),
        (_("Published"), shown_time(published) if published is not None else ""),
        (_("Author"), article.author),
        (_("Editor"), article.editor),
        (_("Channel"), article.category),
        (_("Tags"), " ".join(f"#{tag}" for tag in article.status.tags)),
        (_("Link"), article.url),
    )
    for label, value in facts:
        if value:
            yield _("{label}: {value}").format(label=label, value=value)
    yield ""
    for block in article.blocks:
        text = block.text.strip()
        if block.kind == "img":
            yield " ".join(part for part in (_("[picture]"), text) if part)
        elif block.kind == "table":
            yield text.replace("\t", ", ")
        elif text:
            yield text
    if not article.blocks:
        yield _("This article came without text.")
    if note := article.status.note:
        yield ""
        yield _("{label}: {value}").format(label=_("Your note"), value=note)


class Dialogue:
    """Reads articles with a person: one question, one answer, one line after the other."""

    def __init__(self, library: Library, query: Query, say: Say, listen: Listen) -> None:
        self._library = library
        self._say = say
        self._listen = listen
        self._first = query
        self._ids: array[int] = array("q")
        self._at = 0
        self._open: int | None = None

    def run(self) -> None:
        """Talk until the person has enough."""
        self._say(_("tnews, line by line. {help} tells what can be typed.").format(help="?"))
        if self._list(self._first):
            self._titles()
        else:
            self._say(_("Everything is read."))
        while (line := self._listen(_("Number or letter: "))) is not None:
            if not self._answer(line.strip()):
                return

    def _answer(self, said: str) -> bool:
        """Do what was typed; False ends the dialogue."""
        match said:
            case "q":
                return False
            case "":
                self._more()
            case "n":
                self._next()
            case "l":
                self._at = 0
                self._titles()
            case "m":
                self._bookmark()
            case "?":
                self._help()
            case _ if said.startswith(("/", "／")):
                self._search(said[1:].strip())
            case _ if said.isdecimal():
                self._read_number(int(said))
            case _:
                self._say(
                    _("“{said}” is nothing I know; {help} helps.").format(said=said, help="?")
                )
        return True

    def _list(self, query: Query) -> int:
        """Take the articles of `query` for the list; return how many."""
        self._ids = self._library.ids(query)
        self._at = 0
        return len(self._ids)

    def _titles(self) -> None:
        """Say the next titles with their numbers."""
        total = len(self._ids)
        end = min(total, self._at + AT_ONCE)
        if self._at >= total:
            self._say(_("There are no more titles."))
            return
        counted = plural("{n:,} article", "{n:,} articles", total).format(n=total)
        said = _("{counted}; these are {first} to {last}.")
        self._say(said.format(counted=counted, first=self._at + 1, last=end))
        rows = {row.id: row for row in self._library.rows(self._ids[self._at : end])}
        for number in range(self._at, end):
            if (row := rows.get(self._ids[number])) is not None:
                self._say(f"{number + 1}. {_in_a_line(row)}")
        self._at = end
        if end < total:
            self._say(_("Enter: more."))

    def _more(self) -> None:
        self._titles()

    def _read_number(self, number: int) -> None:
        if 1 <= number <= len(self._ids):
            self._read(number - 1)
        else:
            self._say(_("There is no number {n} in the list.").format(n=number))

    def _next(self) -> None:
        """Read the first unread article behind the one that was read last, or the first of all."""
        unread = self._library.unread(self._ids)
        start = 0 if self._open is None else self._open + 1
        order = [*range(start, len(self._ids)), *range(start)]
        found = next((place for place in order if self._ids[place] in unread), None)
        if found is None:
            self._say(_("Everything is read."))
        else:
            self._read(found)

    def _read(self, place: int) -> None:
        article = self._library.open(self._ids[place])
        if article is None:
            self._say(_("the article is gone"))
            return
        self._open = place
        self._say("")
        self._say(_("Number {n}.").format(n=place + 1))
        for line in linear(article):
            self._say(line)
        self._say("")
        self._say(_("End of the article. n: next, m: bookmark, l: list, q: quit."))
        self._library.set_read([article.id], True)

    def _bookmark(self) -> None:
        """Bookmark the article that was read last, or take the bookmark away."""
        article = None if self._open is None else self._library.open(self._ids[self._open])
        if article is None:
            self._say(_("Read an article first."))
            return
        bookmarked = not article.status.is_bookmarked
        self._library.set_bookmark([article.id], bookmarked)
        said = _("“{title}” bookmarked") if bookmarked else _("“{title}” no longer bookmarked")
        self._say(said.format(title=article.title))

    def _search(self, words: str) -> None:
        """List what a search finds; without words the first list again."""
        self._open = None
        found = self._list(replace(self._first, text=words, unread=False) if words else self._first)
        if found:
            self._titles()
        else:
            why = self._library.explain(words) or self._library.misnamed(words) if words else ""
            nothing = _("Nothing found: {why}").format(why=why) if why else _("Nothing found.")
            self._say(nothing if words else _("Everything is read."))

    def _help(self) -> None:
        for line in (
            _("A number reads the article with that number."),
            _("n: the next unread article."),
            _("Enter: more titles. l: the list from its beginning."),
            _("m: bookmark the article that was read, or take the bookmark away."),
            _("/ and words: search every article. / alone: the first list again."),
            _("q: quit."),
        ):
            self._say(line)


def _in_a_line(row: ArticleRow) -> str:
    """Return what is said of an article in the list."""
    when = shown_time(row.published_at or row.sorted_at)
    marks = [] if not row.is_bookmarked else [_("bookmarked")]
    if row.is_read:
        marks.append(_("already read"))
    parts = [row.title or _("(untitled)"), row.origin or row.source_name, when, *marks]
    return _(", ").join(part for part in parts if part)
