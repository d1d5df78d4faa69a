"""The two texts of an article: the feed's and its own page's.

The text that is shown lies in `bodies`, as if there were no other; the other one lies in
`pages`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tnews.model import ArticleDraft
from tnews.model.choice import choose
from tnews.model.packed import pack
from tnews.model.record import Record, replace
from tnews.store import bodies, content, index
from tnews.store.moments import moment, seconds

if TYPE_CHECKING:
    from tnews.model import Block


class Texts(Record):
    """What the feed and the page say of an article; see `model.choice.choose`."""

    feed: ArticleDraft
    page: ArticleDraft
    leads: bool
    has_time: bool

    def with_feed(self, draft: ArticleDraft) -> Texts:
        """Return the same with another draft of the feed; a date it no longer states stays."""
        published_at = draft.published_at or self.feed.published_at
        return replace(self, feed=replace(draft, published_at=published_at))


def save(
    connection: sqlite3.Connection,
    id: int,
    page: ArticleDraft,
    leads: bool,
    has_time: bool,
    now: int,
) -> bool:
    """Keep what the `page` of article `id` says; return whether another text is shown now.

    False too where the article is gone.
    """
    before = both(connection, id)
    feed = _shown(connection, id) if before is None else before.feed
    if feed is None:
        return False
    connection.execute(
        """INSERT INTO pages(id, tried_at) VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET
        tried_at = excluded.tried_at, attempts = 0, is_final = 0, error = '', is_wanted = 0""",
        (id, now),
    )
    with index.changes(connection) as changes:
        return show(connection, changes, id, Texts(feed, page, leads, has_time), now)


def both(connection: sqlite3.Connection, id: int) -> Texts | None:
    """Return what feed and page say of article `id`, or None if its page was never read.

    A text that the disk has damaged counts as none.
    """
    row = connection.execute(
        """SELECT p.feed, p.page, p.leads, p.has_time, p.is_shown, p.text, b.blocks, a.url
        FROM pages AS p JOIN articles AS a ON a.id = p.id LEFT JOIN bodies AS b ON b.id = p.id
        WHERE p.id = ? AND p.page IS NOT NULL""",
        (id,),
    ).fetchone()
    if row is None:
        return None
    feed, page, leads, has_time, is_shown, other, shown, url = row
    of_page, of_feed = (shown, other) if is_shown else (other, shown)
    return Texts(
        _unpacked(feed, of_feed, url), _unpacked(page, of_page, ""), bool(leads), bool(has_time)
    )


def show(
    connection: sqlite3.Connection, changes: index.Changes, id: int, said: Texts, now: int
) -> bool:
    """Store both texts of article `id`, choose which is shown; return whether it is another."""
    choice = choose(said.feed, said.page, leads=said.leads, has_time=said.has_time)
    other = said.feed if choice.is_page else said.page
    connection.execute(
        """UPDATE pages SET is_shown = ?, leads = ?, has_time = ?, feed = ?, page = ?, text = ?
        WHERE id = ?""",
        (
            choice.is_page,
            said.leads,
            said.has_time,
            _packed(said.feed),
            _packed(said.page),
            pack(other.blocks) if other.blocks else None,
            id,
        ),
    )
    return content.replace(connection, changes, id, content.prepare(choice.draft), now)


def _shown(connection: sqlite3.Connection, id: int) -> ArticleDraft | None:
    """Return what article `id` shows as a draft, or None if it is gone."""
    row = connection.execute(
        """SELECT a.url, b.blocks, a.title, a.origin, a.author, a.editor, a.section, a.image,
        a.published_at, a.is_full_text
        FROM articles AS a LEFT JOIN bodies AS b ON b.id = a.id WHERE a.id = ?""",
        (id,),
    ).fetchone()
    return None if row is None else _draft(row[0], row[1], row[2:])


def _packed(draft: ArticleDraft) -> str:
    """What `draft` says besides its text and its address, as JSON."""
    values = (
        draft.title,
        draft.origin,
        draft.author,
        draft.editor,
        draft.category,
        draft.image,
        seconds(draft.published_at),
        draft.is_full_text,
    )
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _unpacked(packed: str, stored: bytes | None, url: str) -> ArticleDraft:
    return _draft(url, stored, json.loads(packed))


def _draft(url: str, stored: bytes | None, values: Iterable[Any]) -> ArticleDraft:
    title, origin, author, editor, section, image, published_at, is_full_text = values
    return ArticleDraft(
        uid="",
        url=url,
        title=title,
        blocks=_blocks(stored),
        is_full_text=bool(is_full_text),
        origin=origin,
        author=author,
        editor=editor,
        published_at=moment(published_at),
        category=section,
        image=image,
    )


def _blocks(stored: bytes | None) -> tuple[Block, ...]:
    return bodies.decode(stored) if stored is not None and bodies.is_whole(stored) else ()
