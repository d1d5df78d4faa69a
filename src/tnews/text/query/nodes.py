"""What a search says, as a tree of frozen records. Text in it is folded."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from tnews.model.record import Record

Field = Literal["", "title", "source", "author", "editor", "category", "tag"]
"""Where a word is looked for; "" is title and body."""

State = Literal["unread", "read", "bookmarked", "note", "tag"]
"""What the reader did with an article; "note" and "tag" are any note, any tag."""


class Word(Record):
    """A piece of text that must occur, inside words too.

    `is_exact` says that it stood in quotes: nothing but itself is meant by it. A category and
    a tag are named by their whole name, or by a part if none is called so.
    """

    text: str
    field: Field = ""
    is_exact: bool = False


class Flag(Record):
    """A state of the article."""

    name: State


class Since(Record):
    """Articles of `moment` (UTC) and later."""

    moment: datetime


class Until(Record):
    """Articles from before `moment` (UTC)."""

    moment: datetime


class And(Record):
    """Every part holds."""

    parts: tuple[Node, ...]


class Or(Record):
    """At least one part holds."""

    parts: tuple[Node, ...]


class Not(Record):
    """The part does not hold."""

    part: Node


Node = Word | Flag | Since | Until | And | Or | Not


class Problem(Record):
    """A mistake in a search: what is wrong and what to do, at `start` to `end` of the typed text."""

    message: str
    start: int
    end: int

    @property
    def column(self) -> int:
        """The place of the mistake as a person counts, from 1."""
        return self.start + 1


class Parsed(Record):
    """A search, read. `root` is None where nothing is to be found.

    `wanted` are the words to mark in titles and texts, `wanted_in_title` those to mark in
    titles alone, both without the excluded ones. Where there is a `problem`, `root` holds
    what could be read. `closing` are the quotes and brackets that are still open at the end.
    """

    root: Node | None = None
    problem: Problem | None = None
    wanted: tuple[str, ...] = ()
    wanted_in_title: tuple[str, ...] = ()
    closing: str = ""
