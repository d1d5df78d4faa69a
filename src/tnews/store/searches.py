"""The part of the `Store` that keeps what was searched for: the text and the time, no more."""

from __future__ import annotations

from collections import Counter

from tnews.model.record import Record
from tnews.store.opened import Opened

_RECENT = 2000
"""Newest articles whose names are offered to a search."""

_NAMES = 300
"""Names offered of each kind, the most frequent first."""


class RecentNames(Record):
    """What the newest articles say of themselves, the commonest first."""

    origins: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


class KnownNames(Record):
    """The names of what there is; those of sources and their keys."""

    channels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Searches(Opened):
    """Reads and writes past searches, and reads what a search may name."""

    def recent_names(self) -> RecentNames:
        """Return the 来源, 作者 and 责任编辑 of the newest articles."""
        with self._db.reading() as connection:
            rows = connection.execute(
                "SELECT origin, author, editor FROM articles INDEXED BY articles_all "
                "ORDER BY sorted_at DESC LIMIT ?",
                (_RECENT,),
            ).fetchall()
        origins, authors, editors = (
            tuple(name for name, _count in Counter(filter(None, column)).most_common(_NAMES))
            for column in (zip(*rows, strict=True) if rows else ((), (), ()))
        )
        return RecentNames(origins, authors, editors)

    def known_names(self) -> KnownNames:
        """Return the names of all channels and sources, configured or not, and all tags."""
        statements = (
            "SELECT name FROM categories ORDER BY position",
            "SELECT name FROM sources UNION SELECT key FROM sources",
            "SELECT DISTINCT tag FROM tags",
        )
        with self._db.reading() as connection:
            found = (tuple(row[0] for row in connection.execute(sql)) for sql in statements)
            return KnownNames(*found)

    def searches(self) -> list[str]:
        """Return the texts of past searches, the newest first, each once."""
        with self._db.reading() as connection:
            rows = connection.execute("SELECT text FROM searches ORDER BY id DESC")
            return [text for (text,) in rows]

    def add_search(self, text: str, keep: int) -> None:
        """Remember `text` as the newest search and forget all but the newest `keep`."""
        with self._db.writing() as connection:
            connection.execute("DELETE FROM searches WHERE text = ?", (text,))
            connection.execute("INSERT INTO searches(text, at) VALUES (?, ?)", (text, self._now))
            connection.execute(
                "DELETE FROM searches WHERE id NOT IN "
                "(SELECT id FROM searches ORDER BY id DESC LIMIT ?)",
                (keep,),
            )

    def forget_searches(self, text: str | None = None) -> None:
        """Forget the search `text`, or every search."""
        with self._db.writing(durable=True) as connection:
            if text is None:
                connection.execute("DELETE FROM searches")
            else:
                connection.execute("DELETE FROM searches WHERE text = ?", (text,))
