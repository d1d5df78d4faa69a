"""Stories in the tables: sketches of what is new, who tells the same, who was taken apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tnews.model.record import Record, replace
from tnews.model.story import Split
from tnews.store.batches import id_batches, marks
from tnews.store.bodies import search_text
from tnews.text.sketch import Sketch, unpacked

_CANDIDATES = 20
"""Articles compared with a new one, those that share most keys with it: a phrase that stands
in everything of a site must not make thousands of them."""

_FACTS = """SELECT a.id, s.key, s.name, a.origin, a.url, a.published_at, t.sketch, m.story,
    m.rank FROM articles AS a CROSS JOIN sources AS s ON s.id = a.source_id
    LEFT JOIN sketches AS t ON t.id = a.id LEFT JOIN story_members AS m ON m.id = a.id"""

_NOTHING = Sketch((), 0)
_DAMAGED = Sketch((), 0)
"""Stands for a sketch that cannot be read: like that of no text it is like nothing."""


class Untold(Record):
    """An article that no story was looked for yet, with its text; `blocks` as they are stored."""

    id: int
    title: str
    blocks: bytes

    @property
    def text(self) -> str:
        """The text to compare."""
        return search_text(self.blocks)


class Told(Record):
    """What the rules know of an article: who brings it, when, its sketch, its place in a story.

    `published_at` is in seconds of the epoch; `rank` 0 is the head of `story`.
    """

    id: int
    source: str
    source_name: str
    origin: str
    url: str
    published_at: int | None
    sketch: Sketch
    story: int | None = None
    rank: int = 0


class Joined(NamedTuple):
    """The rules' decision: a new article tells what `other` tells; so much of it is the same."""

    other: Told
    similarity: float


Join = Callable[[Told, Sequence[Told], frozenset[int]], Joined | None]
"""Given a new article, those that may tell the same with all of their stories, and the ids that
it was taken apart from."""

Order = Callable[[Sequence[Told]], Sequence[Told]]
"""Given the articles of a story, puts the head first."""


def pending(connection: sqlite3.Connection, since: int, limit: int) -> list[int]:
    """Return the newest articles since then that no story was looked for, the oldest first."""
    rows = connection.execute(
        """SELECT a.id FROM articles AS a INDEXED BY articles_all WHERE a.sorted_at >= ?
        AND NOT EXISTS (SELECT 1 FROM sketches WHERE id = a.id)
        ORDER BY a.sorted_at DESC, a.id DESC LIMIT ?""",
        (since, limit),
    )
    return [id for (id,) in rows][::-1]


def untold(connection: sqlite3.Connection, ids: Iterable[int], since: int) -> list[Untold]:
    """Return those of `ids` since then that no story was looked for, the oldest first."""
    found: list[tuple[int, str, bytes]] = []
    for batch in id_batches(ids):
        found += connection.execute(
            f"""SELECT a.id, a.title, b.blocks FROM articles AS a JOIN bodies AS b ON b.id = a.id
            LEFT JOIN sketches AS t ON t.id = a.id
            WHERE a.id IN ({marks(batch)}) AND a.sorted_at >= ? AND t.id IS NULL
            ORDER BY a.sorted_at, a.id""",
            (*batch, since),
        )
    return [Untold(*row) for row in found]


def tell(
    connection: sqlite3.Connection,
    sketched: Sequence[tuple[Untold, Sketch]],
    join: Join,
    order: Order,
) -> int:
    """Keep the sketches and let each article join the story it tells; return how many did."""
    count = 0
    for one, sketch in sketched:
        newcomer = _as_read(connection, one, sketch)
        if newcomer is None:
            continue  # another text came meanwhile; that one is told when its turn comes
        _keep(connection, newcomer)
        others = _others(connection, newcomer) if newcomer.sketch.hashes else []
        _drop_damaged(connection, others)
        joined = join(newcomer, others, apart(connection, one.id)) if others else None
        if joined is not None:
            _enter(connection, newcomer, joined, others, order)
            count += 1
    return count


def _drop_damaged(connection: sqlite3.Connection, met: Sequence[Told]) -> None:
    """Drop the sketches among those `met` that cannot be read: they are made anew as `pending`."""
    damaged = [(one.id,) for one in met if one.sketch is _DAMAGED]
    connection.executemany("DELETE FROM sketches WHERE id = ?", damaged)


def _as_read(connection: sqlite3.Connection, one: Untold, sketch: Sketch) -> Told | None:
    """Return `one` as the rules know it, None if it has changed. Without a date no sketch: there
    is nothing it can be compared with."""
    row = connection.execute(
        f"""{_FACTS} JOIN bodies AS b ON b.id = a.id
        WHERE a.id = ? AND a.title = ? AND b.blocks = ? AND t.id IS NULL""",
        (one.id, one.title, one.blocks),
    ).fetchone()
    if row is None:
        return None
    found = _told(row)
    return replace(found, sketch=_NOTHING if found.published_at is None else sketch)


def _keep(connection: sqlite3.Connection, one: Told) -> None:
    """Store the sketch of `one`. What another text of it had joined, it leaves."""
    if one.story is not None:
        connection.execute("DELETE FROM story_members WHERE id = ?", (one.id,))
    connection.execute(
        "INSERT INTO sketches(id, at, sketch) SELECT id, sorted_at, ? FROM articles WHERE id = ?",
        (one.sketch.packed() if one.sketch.hashes else None, one.id),
    )
    connection.executemany(
        "INSERT INTO sketch_keys(hash, id) VALUES(?, ?)",
        [(key, one.id) for key in one.sketch.keys],
    )


def told(connection: sqlite3.Connection, ids: Iterable[int]) -> list[Told]:
    """Return what the rules know of those of `ids` that are stored."""
    return [
        _told(row)
        for batch in id_batches(ids)
        for row in connection.execute(f"{_FACTS} WHERE a.id IN ({marks(batch)})", batch)
    ]


def _told(row: tuple[Any, ...]) -> Told:
    id, source, name, origin, url, published_at, packed, story, rank = row
    sketch = _unpacked(packed)
    return Told(id, source, name, origin, url, published_at, sketch, story, rank or 0)


def _unpacked(packed: bytes | None) -> Sketch:
    if packed is None:
        return _NOTHING
    try:
        return unpacked(packed)
    except ValueError:
        return _DAMAGED


def is_whole(packed: bytes) -> bool:
    """Say whether a sketch can be read."""
    return _unpacked(packed) is not _DAMAGED


def _others(connection: sqlite3.Connection, one: Told) -> list[Told]:
    """Return the articles that share a key with `one`, and all of their stories."""
    keys = list(one.sketch.keys)
    found = [
        id
        for id, _shared in connection.execute(
            f"""SELECT id, count(*) FROM sketch_keys WHERE hash IN ({marks(keys)}) AND id <> ?
            GROUP BY id ORDER BY 2 DESC, 1 DESC LIMIT ?""",
            (*keys, one.id, _CANDIDATES),
        )
    ]
    if not found:
        return []
    rows = connection.execute(
        f"""{_FACTS} WHERE a.id IN ({marks(found)}) OR a.id IN (SELECT n.id FROM story_members AS o
        CROSS JOIN story_members AS n ON n.story = o.story WHERE o.id IN ({marks(found)}))""",
        (*found, *found),
    )
    return [_told(row) for row in rows]


def near(connection: sqlite3.Connection, id: int) -> tuple[Told, list[Told]] | None:
    """Return article `id` and those that may be like it; None if it has no sketch any more."""
    one = next(iter(told(connection, [id])), None)
    if one is None or not one.sketch.hashes:
        return None
    return one, [other for other in _others(connection, one) if other.id != id]


def _enter(
    connection: sqlite3.Connection,
    one: Told,
    joined: Joined,
    others: Sequence[Told],
    order: Order,
) -> None:
    """Let `one` into the story of the article it was joined with, or begin one with both."""
    other = joined.other
    story = other.story
    if story is None:
        story = _new_story(connection)
        group = [other]
        _add(connection, other.id, story, 1.0, None)
    else:
        group = [member for member in others if member.story == story]
    _add(connection, one.id, story, joined.similarity, other.id)
    _rank(connection, [*group, one], order)


def _rank(connection: sqlite3.Connection, group: Sequence[Told], order: Order) -> None:
    connection.executemany(
        "UPDATE story_members SET rank = ? WHERE id = ?",
        [(rank, member.id) for rank, member in enumerate(order(group))],
    )


def _add(
    connection: sqlite3.Connection, id: int, story: int, similarity: float, other: int | None
) -> None:
    connection.execute(
        """INSERT INTO story_members(id, story, rank, similarity, joined_with)
        VALUES(?, ?, 0, ?, ?)""",
        (id, story, similarity, other),
    )


def _new_story(connection: sqlite3.Connection) -> int:
    """Return a number that no story ever had."""
    connection.execute(
        """INSERT INTO meta(name, value) VALUES('stories', 1)
        ON CONFLICT(name) DO UPDATE SET value = value + 1"""
    )
    (number,) = connection.execute("SELECT value FROM meta WHERE name = 'stories'").fetchone()
    return int(number)


def apart(connection: sqlite3.Connection, id: int) -> frozenset[int]:
    """Return the articles that a person took `id` apart from."""
    rows = connection.execute(
        "SELECT other FROM splits WHERE id = ? UNION SELECT id FROM splits WHERE other = ?",
        (id, id),
    )
    return frozenset(other for (other,) in rows)


def split(connection: sqlite3.Connection, id: int) -> Split | None:
    """Take article `id` out of its story for good; None if it is in none."""
    row = connection.execute(
        "SELECT story, similarity, joined_with FROM story_members WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        return None
    story, similarity, joined_with = row
    others = connection.execute(
        "SELECT id FROM story_members WHERE story = ? AND id <> ?", (story, id)
    ).fetchall()
    taken = Split(id, story, similarity, joined_with, tuple(other for (other,) in others))
    connection.executemany(
        "INSERT OR IGNORE INTO splits(id, other) VALUES(?, ?)",
        [(id, other) for other in taken.others],
    )
    connection.execute("DELETE FROM story_members WHERE id = ?", (id,))
    return taken


def rejoin(connection: sqlite3.Connection, taken: Split, order: Order) -> None:
    """Put back what was taken out, if it is still stored and has joined nothing else since."""
    for other in taken.others:
        connection.execute(
            "DELETE FROM splits WHERE (id = ? AND other = ?) OR (id = ? AND other = ?)",
            (taken.id, other, other, taken.id),
        )
    one = next(iter(told(connection, [taken.id])), None)
    if one is None or one.story is not None:
        return
    _add(connection, taken.id, taken.story, taken.similarity, taken.joined_with)
    members = connection.execute("SELECT id FROM story_members WHERE story = ?", (taken.story,))
    _rank(connection, told(connection, [id for (id,) in members]), order)


def drop_old(connection: sqlite3.Connection, since: int) -> None:
    """Drop the sketches of articles before then. Stories stay."""
    connection.execute("DELETE FROM sketches WHERE at < ?", (since,))
