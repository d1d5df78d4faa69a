"""Saving what can be read of a damaged cache into a new one, and making that one agree again.

Reading around bad pages is in wreck.py; what was found is put right here: an article whose text
is lost stays as a headline, one whose identity is lost gets another, a mark whose row is lost is
taken from its copy in the list, and what refers to nothing goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tnews.model import IdentityKeys, count_characters
from tnews.model.packed import pack
from tnews.store import bodies
from tnews.store.batches import batches
from tnews.store.merging import NO_TIME, Merged
from tnews.store.migrate import create_tables
from tnews.store.opening import bare
from tnews.store.wreck import Wreck
from tnews.text.sketch import unpacked

KeysOf = Callable[[str, str], IdentityKeys]
"""Gives the identity keys of an article by its title and address."""

Subscriptions = Mapping[int, tuple[str, str, str, str]]
"""Key, name, address and category of a source by its number."""

_AT_ONCE = 1000  # rows in one transaction

_EMPTY = pack(())


@dataclass(slots=True)
class Salvaged:
    """What was saved: rows by table; what is missing of it; where the damaged file is now."""

    rows: dict[str, int] = field(default_factory=dict)
    gaps: int = 0
    articles_before: int = 0
    headlines: int = 0
    state: Merged | None = None
    state_file: Path | None = None
    aside: Path | None = None

    @property
    def articles(self) -> int:
        """How many articles were saved."""
        return self.rows.get("articles", 0)

    @property
    def lost(self) -> int:
        """How many articles could not be read, as far as the counts of the damaged file say."""
        return max(0, self.articles_before - self.articles)


def salvage(damaged: Path, new: Path, known: Subscriptions, keys_of: KeysOf) -> Salvaged:
    """Write what can be read of `damaged` into the new cache `new`; its index is not made yet.

    `known` are the sources that a state file names. Raises `StoreError` if `damaged` never was
    a cache.
    """
    told = Salvaged()
    new.touch(mode=0o600)
    with closing(bare(new, "mode=rw")) as connection:
        create_tables(connection)
        connection.execute("PRAGMA synchronous = OFF")  # a new file: killed, it is made again
        connection.execute("PRAGMA recursive_triggers = OFF")
        if damaged.stat().st_size:
            with Wreck(damaged) as wreck:
                _copy(wreck, connection, told)
        connection.execute("BEGIN IMMEDIATE")
        _mend_sources(connection, known)
        _mend_identities(connection, keys_of)
        _mend_statuses(connection)
        told.headlines = _mend_texts(connection)
        _drop_orphans(connection)
        _mend_stories(connection)
        _mend_copies(connection)
        connection.execute("COMMIT")
        for table in ("articles", "statuses", "tags", "sources"):
            (told.rows[table],) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return told


def _copy(wreck: Wreck, new: sqlite3.Connection, told: Salvaged) -> None:
    """Copy every table, in the order in which the schema makes them."""
    told.articles_before = wreck.number("SELECT sum(article_count) FROM sources")
    high = wreck.highest()
    tables = new.execute(
        """SELECT t.name FROM sqlite_master AS t WHERE t.type = 'table'
        AND t.name NOT IN ('meta', 'sketch_keys') AND t.name NOT LIKE 'sqlite%' AND NOT EXISTS(SELECT 1 FROM sqlite_master AS v
            WHERE v.sql LIKE 'CREATE VIRTUAL%' AND (t.name = v.name OR t.name LIKE v.name || '!_%'
            ESCAPE '!'))"""  # the index is made anew
    ).fetchall()
    for (table,) in tables:
        shape = new.execute(f"PRAGMA table_info({table})").fetchall()
        keys = sorted((row for row in shape if row[5]), key=lambda row: row[5])
        there = set(wreck.columns(table))
        if not keys or keys[0][2].upper() != "INTEGER" or keys[0][1] not in there:
            continue
        key = keys[0][1]
        columns = [row[1] for row in shape if row[1] != key and row[1] in there]
        statement = f"""INSERT OR IGNORE INTO {table}({", ".join([key, *columns])})
            VALUES({", ".join("?" * (len(columns) + 1))})"""
        for batch in batches(wreck.rows(table, columns, key, high), _AT_ONCE):
            new.execute("BEGIN")
            new.executemany(statement, batch)
            new.execute("COMMIT")
        if table == "statuses" and "is_kept" not in there:  # as the migration has it
            new.execute("UPDATE statuses SET is_kept = 1 WHERE is_read = 0")
    new.execute(
        "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'identities'",
        (wreck.number("SELECT seq FROM sqlite_sequence WHERE name = 'identities'"),),
    )
    told.gaps = wreck.gaps


def _mend_sources(connection: sqlite3.Connection, known: Subscriptions) -> None:
    """Give what lost its source one: the one that a state file names, else one of its number."""
    missing = connection.execute(
        """SELECT source_id FROM identities UNION SELECT source_id FROM articles
        EXCEPT SELECT id FROM sources"""
    ).fetchall()
    for (id,) in missing:
        key, name, url, category = known.get(id, (f"lost-{id}", f"lost-{id}", "", "动态"))
        connection.execute(
            "INSERT OR IGNORE INTO categories(name, position) VALUES(?, 999)", (category,)
        )
        connection.execute(
            """INSERT OR IGNORE INTO sources(id, key, name, url, category_id, position)
            VALUES(?, ?, ?, ?, (SELECT id FROM categories WHERE name = ?), 999)""",
            (id, key, name, url, category),
        )
    connection.execute(
        """INSERT OR IGNORE INTO categories(id, name, position)
        SELECT DISTINCT category_id, 'lost-' || category_id, 999 FROM sources
        WHERE category_id NOT IN (SELECT id FROM categories)"""
    )


def _mend_identities(connection: sqlite3.Connection, keys_of: KeysOf) -> None:
    """Give articles whose identity is lost one that their source will be known by."""
    rows = connection.execute(
        """SELECT id, source_id, title, url, first_seen_at FROM articles
        WHERE id NOT IN (SELECT id FROM identities)"""
    ).fetchall()
    for id, source, title, url, seen_at in rows:
        keys = keys_of(title, url)
        connection.execute(
            """INSERT INTO identities(id, source_id, link_key, title_key, seen_at)
            VALUES(?, ?, ?, ?, ?)""",
            (id, source, keys.link or None, keys.title or None, seen_at),
        )


def _mend_statuses(connection: sqlite3.Connection) -> None:
    """Make statuses that are lost of the copies that lists are indexed by.

    They are of no time: a state file knows more, whatever its age.
    """
    connection.execute(
        """INSERT INTO statuses(id, is_read, bookmarked_at, changed_at)
        SELECT id, is_read, CASE WHEN is_bookmarked THEN updated_at END, ? FROM articles
        WHERE (is_read OR is_bookmarked) AND id NOT IN (SELECT id FROM statuses)""",
        (NO_TIME,),
    )


def _mend_texts(connection: sqlite3.Connection) -> int:
    """Let articles whose text is lost show their other one; return how many have none.

    These are headlines: the source brings the text again as long as it lists the article, else
    its own page does.
    """
    lost = [
        (id, other if other is not None and bodies.is_whole(other) else _EMPTY)
        for id, blocks, other in connection.execute(
            """SELECT a.id, b.blocks, p.text FROM articles AS a
            LEFT JOIN bodies AS b ON b.id = a.id LEFT JOIN pages AS p ON p.id = a.id"""
        )
        if blocks is None or not bodies.is_whole(blocks)
    ]
    for id, blocks in lost:
        connection.execute("INSERT OR REPLACE INTO bodies(id, blocks) VALUES(?, ?)", (id, blocks))
        connection.execute(
            """UPDATE articles SET characters = ?, is_full_text = 0, content_hash = x''
            WHERE id = ?""",
            (count_characters(bodies.decode(blocks)), id),
        )
        connection.execute("INSERT OR REPLACE INTO pages(id, is_wanted) VALUES(?, 1)", (id,))
    other = connection.execute("SELECT id, text FROM pages WHERE text IS NOT NULL").fetchall()
    for id, text in other:
        if not bodies.is_whole(text):
            connection.execute("UPDATE pages SET text = NULL WHERE id = ?", (id,))
    return sum(blocks is _EMPTY for _id, blocks in lost)


def _drop_orphans(connection: sqlite3.Connection) -> None:
    """Drop what refers to rows that are lost; what may do without loses the reference alone."""
    references = connection.execute(
        """SELECT m.name, f."from", f."table", coalesce(f."to", 'id'), f.on_delete
        FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'"""
    ).fetchall()
    for _again in range(3):  # what refers to what was dropped
        for table, column, other, key, on_delete in references:
            lost = f"{column} NOT IN (SELECT {key} FROM {other})"
            if on_delete == "SET NULL":
                connection.execute(f"UPDATE {table} SET {column} = NULL WHERE {lost}")
            else:
                connection.execute(f"DELETE FROM {table} WHERE {lost}")


def _mend_stories(connection: sqlite3.Connection) -> None:
    """Make the keys of the sketches again; a new story gets a number that none has."""
    sketches = connection.execute("SELECT id, sketch FROM sketches WHERE sketch IS NOT NULL")
    for id, packed in sketches.fetchall():
        try:
            keys = unpacked(packed).keys
        except ValueError:
            connection.execute("DELETE FROM sketches WHERE id = ?", (id,))
        else:
            connection.executemany(
                "INSERT OR IGNORE INTO sketch_keys(hash, id) VALUES(?, ?)",
                ((key, id) for key in keys),
            )
    connection.execute(
        """INSERT OR REPLACE INTO meta(name, value)
        SELECT 'stories', coalesce(max(story), 0) FROM story_members"""
    )


def _mend_copies(connection: sqlite3.Connection) -> None:
    """Let lists and counts agree with statuses and sources."""
    connection.execute(
        """UPDATE articles SET
        is_read = coalesce((SELECT is_read FROM statuses AS s WHERE s.id = articles.id), 0),
        is_bookmarked = coalesce((SELECT bookmarked_at IS NOT NULL FROM statuses AS s
            WHERE s.id = articles.id), 0),
        category_id = (SELECT category_id FROM sources AS s WHERE s.id = articles.source_id)"""
    )
    connection.execute(
        """UPDATE sources SET
        article_count = (SELECT count(*) FROM articles WHERE source_id = sources.id),
        unread_count = (SELECT count(*) FROM articles WHERE source_id = sources.id AND NOT is_read)"""
    )
