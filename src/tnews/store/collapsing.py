"""Lists with one row a story, 热点, and the versions of one: what the first paint may read.

An article is hidden where a better ranked one of its story is in the same list; so the row of
a story is its head, or the best that the list has.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tnews.model.outlet import Outlet, count_outlets, site_of
from tnews.model.record import replace
from tnews.store import lists
from tnews.store.batches import batches, id_batches, marks
from tnews.store.moments import moment

if TYPE_CHECKING:
    from tnews.model import Query
    from tnews.model.story import Version

_LEAST = 2
"""Outlets that make a story hot."""

_ALL_AT_ONCE = 5000
"""Ids from which on all members are read: those are few, and one statement is."""


def one_a_story(connection: sqlite3.Connection, ids: array[int]) -> array[int]:
    """Return the whole list `ids` without what a better ranked version in it stands for."""
    places = _places(connection, ids)
    best: dict[int, tuple[int, int]] = {}
    for id, (story, rank) in places.items():
        best[story] = min(best.get(story, (rank, id)), (rank, id))
    if len(best) == len(places):
        return ids
    hidden = places.keys() - {id for _rank, id in best.values()}
    return array("q", [id for id in ids if id not in hidden])


def _places(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return story and rank of those of `ids` that belong to a story."""
    select = "SELECT id, story, rank FROM story_members"
    if len(ids) >= _ALL_AT_ONCE:
        wanted = {id: (story, rank) for id, story, rank in connection.execute(select)}
        return {id: wanted[id] for id in ids if id in wanted}
    return {
        id: (story, rank)
        for batch in id_batches(ids)
        for id, story, rank in connection.execute(f"{select} WHERE id IN ({marks(batch)})", batch)
    }


def first(connection: sqlite3.Connection, query: Query) -> array[int]:
    """Return the first `query.limit` ids of a list with one row a story, its text left aside.

    The same as the beginning of the whole list: whether a better ranked version is in it, the
    conditions of the list say, not its first rows.
    """
    limit = max(0, query.limit or 0)
    width = limit
    while True:
        ids = lists.ids(connection, replace(query, limit=width))
        hidden = _hidden(connection, query, ids)
        found = array("q", (id for id in ids if id not in hidden))
        if len(found) >= limit or len(ids) < width:
            return found[:limit]
        width *= 2


def are_best(connection: sqlite3.Connection, ids: Iterable[int]) -> bool:
    """Say whether none of `ids` has a better ranked version, in whatever list."""
    return not _better(connection, ids)


def _better(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[int]]:
    """Return by id the better ranked versions of those of `ids` that have some."""
    better: dict[int, list[int]] = defaultdict(list)
    for batch in batches(ids):
        for id, other in connection.execute(
            f"""SELECT m.id, n.id FROM story_members AS m CROSS JOIN story_members AS n
            ON n.story = m.story AND n.rank < m.rank WHERE m.id IN ({marks(batch)})""",
            batch,
        ):
            better[id].append(other)
    return better


def _hidden(connection: sqlite3.Connection, query: Query, ids: Iterable[int]) -> set[int]:
    """Return those of `ids` that a better ranked version in the list of `query` stands for."""
    better = _better(connection, ids)
    if not better:
        return set()
    steps = lists.walk(replace(query, after=None))
    listed: set[int] = set()
    for batch in batches({other for others in better.values() for other in others}):
        rows = connection.execute(
            # By its id each: the planner would walk all of a channel, 18 ms of 500,000 articles.
            f"""SELECT a.id FROM articles AS a NOT INDEXED
            WHERE a.id IN ({marks(batch)}) AND {steps.where}""",
            (*batch, *steps.values),
        )
        listed.update(id for (id,) in rows)
    return {id for id, others in better.items() if not listed.isdisjoint(others)}


def hot(connection: sqlite3.Connection, query: Query) -> array[int]:
    """Return one article of each story that has some in the list of `query`, its text left aside.

    Those that most outlets bring come first, of equal ones the newest.
    """
    steps = lists.walk(query)
    best: dict[int, tuple[int, int]] = {}
    newest: dict[int, int] = {}
    for id, story, rank, at in connection.execute(
        f"""SELECT a.id, m.story, m.rank, a.sorted_at FROM articles AS a INDEXED BY {steps.index}
        CROSS JOIN story_members AS m ON m.id = a.id WHERE {steps.where}""",
        steps.values,
    ):
        best[story] = min(best.get(story, (rank, id)), (rank, id))
        newest[story] = max(newest.get(story, at), at)
    count = {
        story: outlets
        for story, (_rank, id) in best.items()
        if (outlets := copies(connection, [id])[id][1]) >= _LEAST
    }
    in_order = sorted(count, key=lambda story: (-count[story], -newest[story], -best[story][1]))
    return array("q", [best[story][1] for story in in_order][: query.limit])


def copies(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return of those of `ids` that belong to a story how many articles and outlets it has."""
    found: dict[int, list[Outlet]] = defaultdict(list)
    for batch in id_batches(ids):
        for id, key, url, origin in connection.execute(
            f"""SELECT o.id, s.key, a.url, a.origin FROM story_members AS o
            CROSS JOIN story_members AS m ON m.story = o.story
            CROSS JOIN articles AS a ON a.id = m.id CROSS JOIN sources AS s ON s.id = a.source_id
            WHERE o.id IN ({marks(batch)})""",
            batch,
        ):
            found[id].append(Outlet(site_of(url, key), origin))
    return {id: (len(outlets), count_outlets(outlets)) for id, outlets in found.items()}


def versions(connection: sqlite3.Connection, id: int) -> list[Version]:
    """Return the articles of the story of `id`, the head first; [] if it is alone."""
    rows = connection.execute(
        """SELECT a.id, s.key, s.name, a.origin, a.title, a.url, a.published_at, a.characters,
        a.is_read, m.similarity, m.joined_with FROM story_members AS o
        CROSS JOIN story_members AS m ON m.story = o.story CROSS JOIN articles AS a ON a.id = m.id
        CROSS JOIN sources AS s ON s.id = a.source_id WHERE o.id = ? ORDER BY m.rank, m.id""",
        (id,),
    ).fetchall()
    return [_version(row) for row in rows] if len(rows) > 1 else []


def _version(row: tuple[Any, ...]) -> Version:
    from tnews.model.story import Version  # few lists have versions

    id, source, source_name, origin, title, url, published_at, characters, *rest = row
    is_read, similarity, joined_with = rest
    return Version(
        id=id,
        source=source,
        source_name=source_name,
        origin=origin,
        title=title,
        url=url,
        published_at=moment(published_at),
        characters=characters,
        is_read=bool(is_read),
        similarity=similarity,
        joined_with=joined_with,
    )


def with_versions(connection: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    """Return `ids` and every other version of their stories, each once."""
    found = dict.fromkeys(ids)
    places = _places(connection, list(found))
    for batch in batches(sorted({story for story, _rank in places.values()})):
        rows = connection.execute(
            f"SELECT id FROM story_members WHERE story IN ({marks(batch)})", batch
        )
        found.update((id, None) for (id,) in rows)
    return list(found)
