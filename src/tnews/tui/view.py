"""What the list shows: a category, a source, a search, and the filter over it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

from tnews.locale import _
from tnews.model import Query

Kind = Literal["all", "unread", "bookmarked", "category", "source", "ranked", "search"]
Filter = Literal["", "unread", "bookmarked"]

SINGLE: tuple[Kind, ...] = ("source", "ranked")
"""Views of one source."""

RANKED = "rank"
"""The kind of the sources whose entries stand in a list of their own."""

AT_HOME = ("guide", "saved")
"""Kinds of sources that nothing is fetched for."""

FILTERS: tuple[Filter, ...] = ("", "unread", "bookmarked")


class View(NamedTuple):
    """A place in the sidebar, or a search. `name` is a category, a source key or the words.

    A "ranked" one is the list of a 热榜 and holds entries; all others hold articles.
    """

    kind: Kind
    name: str = ""
    label: str = ""

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
            case "search":
                return _("Search: {words}").format(words=self.name)
            case _:
                return self.label or self.name

    def query(self, filtered: Filter = "") -> Query:
        """Return the query for this view under the filter."""
        query = Query(
            unread=filtered == "unread" or self.kind == "unread",
            bookmarked=filtered == "bookmarked" or self.kind == "bookmarked",
        )
        match self.kind:
            case "category":
                return replace(query, category=self.name)
            case "source":
                return replace(query, source=self.name)
            case "search":
                return replace(query, text=self.name)
            case _:
                return query


class Spot(NamedTuple):
    """Where one is: a view under its filter, and the article under the cursor, if any."""

    view: View
    filter: Filter = ""
    article: int | None = None


ALL = View("all")
UNREAD = View("unread")
BOOKMARKED = View("bookmarked")


def filter_name(filtered: Filter) -> str:
    """Return the filter's name to show, "" for none."""
    return {"": "", "unread": _("unread only"), "bookmarked": _("bookmarked only")}[filtered]
