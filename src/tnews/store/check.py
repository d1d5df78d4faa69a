"""Looking for damage: what `tnews doctor` asks."""

from __future__ import annotations

import sqlite3

from tnews.locale import _
from tnews.model import clean_line
from tnews.store import index, stories
from tnews.store.bodies import is_whole
from tnews.store.failures import is_damage

_LONGEST = 100
"""Characters of what SQLite says: for whoever looks for the cause, not for the reader of news."""


def file_problems(connection: sqlite3.Connection, how: str = "integrity_check") -> list[str]:
    """Return the first thing that SQLite finds wrong with the pages of the file, [] if nothing."""
    try:
        (finding,) = connection.execute(f"PRAGMA {how}(1)").fetchone()
    except sqlite3.DatabaseError as error:
        finding = str(error)
    except UnicodeDecodeError:
        finding = "malformed database schema"  # with a piece of it that is no text
    if finding == "ok":
        return []
    last = (finding.splitlines() or [""])[-1]  # behind "*** in database main ***", then what it is
    return [_("SQLite says “{finding}”").format(finding=clean_line(last, _LONGEST))]


def problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the tables, [] if nothing; reads the whole cache."""
    return file_problems(connection) or _disagreements(connection)


def _disagreements(connection: sqlite3.Connection) -> list[str]:
    told = []
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        told.append(_("rows refer to others that are missing"))
    if _has(connection, "SELECT id FROM articles EXCEPT SELECT id FROM bodies"):
        told.append(_("articles without a text"))
    if _has(connection, _WRONG_COPIES):
        told.append(_("lists disagree with what was read or bookmarked"))
    if _has(connection, _WRONG_COUNTS):
        told.append(_("the counts of articles are wrong"))
    if _has(connection, _WRONG_PAGES):
        told.append(_("articles show the text of a page that was never read"))
    damaged = sum(not is_whole(blocks) for (blocks,) in connection.execute(_TEXTS))
    if damaged := damaged + _unreadable_lines(connection):
        told.append(_("damaged texts: {count}").format(count=damaged))
    rows = connection.execute("SELECT sketch FROM sketches WHERE sketch IS NOT NULL")
    if damaged := sum(not stories.is_whole(sketch) for (sketch,) in rows):
        told.append(_("damaged notes on what articles are alike: {count}").format(count=damaged))
    return told


def _unreadable_lines(connection: sqlite3.Connection) -> int:
    """Count the articles whose title, address or names are not UTF-8: no list could show them."""
    connection.text_factory = bytes
    try:
        return sum(not _is_text(b"".join(row)) for row in connection.execute(_LINES))
    finally:
        connection.text_factory = str


def _is_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def index_problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the search index, [] if nothing. Needs a write transaction."""
    told = []
    try:
        index.check(connection)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        told.append(_("the search index is damaged; run tnews doctor --rebuild"))
    if _has(connection, _ONLY_ARTICLE) or _has(connection, _ONLY_INDEXED):
        told.append(_("the search index misses articles; run tnews doctor --rebuild"))
    return told


_TEXTS = """SELECT blocks FROM bodies
    UNION ALL SELECT text FROM pages WHERE text IS NOT NULL"""
_LINES = "SELECT title, url, origin, author, editor, section, image FROM articles"
_WRONG_PAGES = "SELECT 1 FROM pages WHERE is_shown AND (page IS NULL OR feed IS NULL)"
_ONLY_ARTICLE = "SELECT id FROM articles EXCEPT SELECT id FROM ft_docsize"
_ONLY_INDEXED = "SELECT id FROM ft_docsize EXCEPT SELECT id FROM articles"
_WRONG_COPIES = """SELECT 1 FROM articles AS a JOIN sources AS s ON s.id = a.source_id
    LEFT JOIN statuses AS t ON t.id = a.id
    WHERE a.is_read <> coalesce(t.is_read, 0) OR a.category_id <> s.category_id
    OR a.is_bookmarked <> (t.bookmarked_at IS NOT NULL)"""
_WRONG_COUNTS = """SELECT 1 FROM sources AS s WHERE (article_count, unread_count) <>
    (SELECT count(*), count(*) - coalesce(sum(is_read), 0) FROM articles
    WHERE source_id = s.id)"""


def _has(connection: sqlite3.Connection, statement: str) -> bool:
    return connection.execute(statement).fetchone() is not None
