"""The key that writes: the article in hand, or the whole list, into a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual import on

from tnews.folders import named
from tnews.locale import _, plural
from tnews.tui.actions import key_of, told
from tnews.tui.messages import Exported
from tnews.tui.screens.room import Room

if TYPE_CHECKING:
    from tnews.model import Article

PATH_LIMIT = 1000
"""Longest path that can be typed, in characters."""

FORMATS = ("markdown", "txt", "html", "jsonl", "json", "csv")
"""The formats as they are offered: what people read first."""


class Offer(NamedTuple):
    """One way to write: `id` is the article, None for the list."""

    form: str
    name: str
    id: int | None


class Writing(Room):
    """The reading room with the export of what is on show."""

    def action_export(self) -> None:
        """Ask what to write and in which format, then where to."""
        row, count = self.row, len(self.articles.ids)
        if self.ranked is not None or not count:
            self.status.say(_("There is no article here to write."))
            return
        offers = []
        if row is not None:
            offers += [Offer(form, _("this article"), row.id) for form in FORMATS[:3]]
        every = plural("the list, {n:,} article", "the list, {n:,} articles", count)
        offers += [Offer(form, every.format(n=count), None) for form in FORMATS]
        from tnews.tui.screens.export import ExportScreen  # not needed for the first paint

        def chosen(number: int | None) -> None:
            if number is not None:
                self._ask_where(offers[number])

        self.app.push_screen(ExportScreen([(one.form, one.name) for one in offers]), chosen)

    def _ask_where(self, offer: Offer) -> None:
        from tnews.services.handing import file_name
        from tnews.tui.screens.asking import AskScreen
        from tnews.tui.screens.export import name_of

        articles = self._one(offer.id) if offer.id is not None else None
        if offer.id is not None and not articles:
            self.status.say(_("There is no article here."))
            return
        if articles:
            name = file_name(articles[0], offer.form)
        else:
            suffix = "md" if offer.form == "markdown" else offer.form
            name = f"tnews-{date.today():%Y-%m-%d}.{suffix}"
        ids = self.articles.ids
        warned: set[Path] = set()

        def check(text: str) -> str:
            return _problem(text, warned)

        def answered(text: str | None) -> None:
            if text is not None:
                wanted: Callable[[], Iterator[Article]] = (
                    partial(iter, articles) if articles else partial(self._each, ids)
                )
                total = 1 if articles else len(ids)
                self.desk.aside(lambda: self._export(wanted, total, offer.form, named(text)))

        title = _("Write {name} to a file, {format}:").format(
            name=offer.name, format=name_of(offer.form)
        )
        where = str(Path("~", name))
        self.app.push_screen(
            AskScreen(title, where, check, _("write"), longest=PATH_LIMIT), answered
        )

    def export_to(self, text: str) -> str:
        """Write the list on show to the file called `text`, as its ending says; return why that
        cannot be done, or ""."""
        ids = self.articles.ids
        if self.ranked is not None or not ids:
            return _("There is no article here to write.")
        ending = named(text).suffix.lower().removeprefix(".")
        form = {"md": "markdown", "htm": "html"}.get(ending, ending)
        if form not in FORMATS:
            endings = " ".join(["md", *FORMATS[1:]])
            said = _("The ending of the file says the format; write one of {endings}.")
            return said.format(endings=endings)
        if problem := _problem(text, set()):
            if named(text).is_file():
                said = _("{path} is there already: {name} is free; {key} can replace it.")
                key = {"key": key_of("export", self.config.keys)}
                return told(said, key, path=named(text), name=free(named(text)).name)
            return problem
        articles = partial(self._each, ids)
        self.desk.aside(lambda: self._export(articles, len(ids), form, named(text)))
        return ""

    def _one(self, id: int) -> list[Article]:
        article = self.ask(lambda: self.library.open(id), None)
        return [] if article is None else [article]

    def _each(self, ids: Sequence[int]) -> Iterator[Article]:
        """The articles of the list as it is on show, one at a time: 0.1 ms each."""
        found = (self.library.open(id) for id in ids)
        return (article for article in found if article is not None)

    def _export(
        self, articles: Callable[[], Iterator[Article]], total: int, form: str, path: Path
    ) -> None:
        """On a thread of its own."""
        from tnews.services.handing import export

        with self.jobs.run(_("writing")) as job:
            count = export(articles(), total, form, path, job.goes_on)
        self.hear(Exported(count, str(path)))

    @on(Exported)
    def _exported(self, message: Exported) -> None:
        said = plural(
            "{n} article written to {path}", "{n} articles written to {path}", message.count
        )
        self.tell(said.format(n=message.count, path=message.path))


def free(path: Path) -> Path:
    """Return the first of `path`, name-2.md, name-3.md … that is not there."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


def _problem(text: str, warned: set[Path]) -> str:
    """Return why nothing can be written to `text`; of a file that is there it is said once."""
    if not text:
        return _("Type the name of a file, or of a folder that is there.")
    path = named(text)
    if path.is_file() and path not in warned:
        warned.add(path)
        said = _("There already: Enter once more replaces it; {name} is free.")
        return said.format(name=free(path).name)
    if not path.parent.is_dir():
        return _("There is no folder {folder}: make it first, or write elsewhere.").format(
            folder=path.parent
        )
    return ""
