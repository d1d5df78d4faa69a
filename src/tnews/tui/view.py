"""What the list shows: a category, a source, a search, and the filter over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from tnews.locale import _
from tnews.model import Query
from tnews.model.record import replace
from tnews.model.settings import ViewSettings
from tnews.services.library import HOT

Kind = Literal[
    "all", "unread", "bookmarked", "hot", "view", "category", "source", "ranked", "search"
]
Filter = Literal["", "unread", "bookmarked"]

SINGLE: tuple[Kind, ...] = ("source", "ranked")
"""Views of one source."""

RANKED = "rank"
"""The kind of the sources whose entries stand in a list of their own."""

FILTERS: tuple[Filter, ...] = ("", "unread", "bookmarked")


class View(NamedTuple):
    """A place in the sidebar, or a search. `name` is a category, a source key or the words.

    A "ranked" one is the list of a 热榜 and holds entries; all others hold articles. A "view"
    is a saved one: `text` is what it searches.
    """

    kind: Kind
    name: str = ""
    label: str = ""
    text: str = ""

    @property
    def title(self) -> str:
        """The name to show."""
        match self.kind:
            case "all":
                return _("All")
            case "unread":
                return _("Unread")
            case "bookmarked":
                return _("Bookmarks")
            case "hot":
                return _("Hot")
            case "search":
                return _("Search: {words}").format(words=self.name)
            case _:
                return self.label or self.name

    @property
    def words(self) -> str:
        """What is marked in titles and texts: the words of a search. A saved view is read as a
        channel is, where nothing is marked and `n` goes to the next unread article."""
        return self.name if self.kind == "search" else ""

    def query(self, filtered: Filter = "") -> Query:
        """Return the query for this view under the filter."""
        query = Query(
            unread=filtered == "unread" or self.kind == "unread",
            bookmarked=filtered == "bookmarked" or self.kind == "bookmarked",
            stories=self.kind not in SINGLE,
        )
        match self.kind:
            case "category":
                return replace(query, category=self.name)
            case "source":
                return replace(query, source=self.name)
            case "search":
                return replace(query, text=self.name)
            case "view":
                return replace(query, text=self.text)
            case "hot":
                return replace(
                    query, sort="outlets", since=datetime.now(UTC) - timedelta(hours=HOT)
                )
            case _:
                return query


class Spot(NamedTuple):
    """Where one is: a view under its filter, the article under the cursor, if any, whether it is
    being read, and the notes that were typed and not saved. `wants_demo` says that the
    demonstration is to open first."""

    view: View
    filter: Filter = ""
    article: int | None = None
    is_reading: bool = False
    drafts: Mapping[int, str] = {}
    wants_demo: bool = False


def place_name(view: View, filtered: Filter) -> str:
    """Return the name under which the place in a list is remembered; "" for lists that are not to
    be found again: a search, what is of today, a ranked list."""
    if view.kind in ("search", "hot", "ranked"):
        return ""
    return f"{view.kind}:{view.name}|{filtered}"


ALL = View("all")
UNREAD = View("unread")
BOOKMARKED = View("bookmarked")
TODAY = View("hot")

START = Spot(ALL)
"""Where the reader opens."""


def saved(settings: ViewSettings) -> View:
    """Return a saved view as a place in the sidebar."""
    return View("view", settings.name, text=settings.query)


def filter_name(filtered: Filter) -> str:
    """Return the filter's name to show, "" for none."""
    return {"": "", "unread": _("unread only"), "bookmarked": _("bookmarked only")}[filtered]
