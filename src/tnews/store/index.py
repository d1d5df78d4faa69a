"""The search index: FTS5 tables without content, given tokens cut in Python.

`ft` holds titles and texts, `facts` 来源, author and editor, and `grams` the letters and digits
of titles and texts, for clues (store/clues.py). Such tables must be handed the very
tokens again to forget a text, so every change of an article goes through `Changes`,
and the cutter's version lies in `meta`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model import DamageError, StoreError
from tnews.model.record import Record
from tnews.store.bodies import is_whole, search_text
from tnews.text.fold import fold, fold_article
from tnews.text.grams import grams
from tnews.text.tokens import CUTTER_VERSION, cut

if TYPE_CHECKING:
    from tnews.store.db import Database

_BATCH = 100  # articles indexed in one transaction, about 20 ms
_BATCH_BYTES = 400_000  # of compressed text in one transaction
_BATCH_CHARACTERS = 1_000_000  # of text: ten MiB of one sentence are 56 KB compressed
_ALL = 2**63 - 1

TAIL = 2000
"""Articles that a search looks through beside an index that does not hold them yet: 0.2 s."""

_TABLES = ("ft", "grams", "facts")
_STALE = -1
"""In `indexed_to`: what the index holds is of another cutter and must go first."""


class Progress(Record):
    """The index holds `done` of `total` articles."""

    done: int
    total: int

    @property
    def slows_searches(self) -> bool:
        """Whether a search has to read more texts than it does in a moment; it finds the same."""
        return self.total - self.done > TAIL


class Tokens(Record):
    """What the index keeps of an article."""

    title: str
    text: str
    grams: str
    facts: tuple[str, str, str]


def tokens(title: str, text: str, *facts: str) -> Tokens:
    """Return what the index keeps of an article: title, text, 来源, author and editor."""
    origin, author, editor = (cut(fold(fact)) for fact in facts)
    title, text = fold(title), fold_article(text)
    return Tokens(cut(title), cut(text), grams(f"{title}\n{text}"), (origin, author, editor))


def covered(connection: sqlite3.Connection) -> int:
    """Return the highest id the index holds: a rebuild under way has not come to those above.

    Raises `StoreError` if another version of tnews cuts this index in its own way.
    """
    meta = _meta(connection)
    if meta.get("cutter") != CUTTER_VERSION:
        raise StoreError(_("the cache belongs to another version of tnews now; start tnews again"))
    return meta.get("indexed_to", _ALL)


def is_ready(connection: sqlite3.Connection) -> bool:
    """Say whether the index holds every article, cut as this version cuts."""
    return reach(connection) == _ALL


def reach(connection: sqlite3.Connection) -> int:
    """Return the highest id the index holds every article up to; -1 if it is of no use."""
    meta = _meta(connection)
    return meta.get("indexed_to", _ALL) if meta.get("cutter") == CUTTER_VERSION else _STALE


def _meta(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT name, value FROM meta"))


_INDEXED = "id, title, CAST(blocks AS BLOB), origin, author, editor"  # damage may be a number
_Row = tuple[int, str, bytes, str, str, str]


def _tokens_of(row: _Row) -> Tokens:
    _id, title, blocks, *facts = row
    return tokens(title, search_text(blocks), *facts)


class Changes:
    """What a transaction changes in the index, written together at its end.

    FTS5 writes its buffer out before every statement with triggers, such as one that stores an
    article, and whenever an id goes back: written between the articles the index takes five
    times as long. Articles beyond what the index covers are left to `catch_up`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._covered = covered(connection)
        self._removed: dict[int, Tokens] = {}
        self._added: dict[int, Tokens] = {}
        self._lost: set[int] = set()

    def put_off(self, id: int) -> None:
        """Leave the article `id`, a new one, and all that follow it to `catch_up`."""
        if id <= self._covered:
            self._connection.execute("INSERT INTO meta VALUES('indexed_to', ?)", (id - 1,))
            self._covered = id - 1

    def covers(self, id: int) -> bool:
        """Say whether article `id` is to be indexed here and now."""
        return id <= self._covered

    def add(self, id: int, cut_text: Tokens) -> None:
        """Index article `id`."""
        if id <= self._covered:
            self._added[id] = cut_text

    def remove(self, id: int) -> None:
        """Take article `id` out; call it while its row and body still are as they were added.

        Of a body that is lost the index cannot be told; a search leaves out what has no article.
        """
        if id > self._covered or self._added.pop(id, None) is not None:
            return
        row = self._connection.execute(
            f"SELECT {_INDEXED} FROM articles JOIN bodies USING(id) WHERE id = ?", (id,)
        ).fetchone()
        if row is not None:
            self._removed[id] = _tokens_of(row)
        if row is None or (not self._removed[id].text and not is_whole(row[2])):
            self._lost.add(id)

    def write(self) -> None:
        """Write the changes; without any a damaged index is not even asked.

        Where an article has another text now and the one before is lost, its old words cannot be
        taken out: the index is made anew.
        """
        if not self._removed and not self._added:
            return
        if not self._lost.isdisjoint(self._added):
            _begin_anew(self._connection)
            return
        removed = sorted(self._removed.items())
        self._connection.executemany(
            "INSERT INTO ft(ft, rowid, title, body) VALUES('delete', ?, ?, ?)",
            ((id, cut_text.title, cut_text.text) for id, cut_text in removed),
        )
        self._connection.executemany(
            "INSERT INTO grams(grams, rowid, text) VALUES('delete', ?, ?)",
            ((id, cut_text.grams) for id, cut_text in removed if cut_text.grams),
        )
        self._connection.executemany(
            """INSERT INTO facts(facts, rowid, origin, author, editor)
            VALUES('delete', ?, ?, ?, ?)""",
            ((id, *cut_text.facts) for id, cut_text in removed if any(cut_text.facts)),
        )
        _add(self._connection, sorted(self._added.items()))


@contextmanager
def changes(connection: sqlite3.Connection) -> Iterator[Changes]:
    """Collect changes of the index and write them at the end; nothing after an error."""
    collected = Changes(connection)
    yield collected
    collected.write()


def _add(connection: sqlite3.Connection, added: Sequence[tuple[int, Tokens]]) -> None:
    """Index articles, whose ids ascend; one table after the other, or each buffer is small."""
    connection.executemany(
        "INSERT INTO ft(rowid, title, body) VALUES(?, ?, ?)",
        ((id, cut_text.title, cut_text.text) for id, cut_text in added),
    )
    connection.executemany(
        "INSERT INTO grams(rowid, text) VALUES(?, ?)",
        ((id, cut_text.grams) for id, cut_text in added if cut_text.grams),
    )
    connection.executemany(
        "INSERT INTO facts(rowid, origin, author, editor) VALUES(?, ?, ?, ?)",
        ((id, *cut_text.facts) for id, cut_text in added if any(cut_text.facts)),
    )


def notice_cutter(db: Database) -> None:
    """Let the index be made anew if another version cut it; `catch_up` does the work.

    Until then it counts as empty: nothing is added to it, and a search looks at the texts.
    """
    with db.reading() as connection:
        is_known = _meta(connection).get("cutter") == CUTTER_VERSION
    if not is_known:
        with db.writing() as connection:
            if _meta(connection).get("cutter") != CUTTER_VERSION:  # no other process was faster
                _begin_anew(connection)


def forsake(db: Database) -> None:
    """Use the index no more until `catch_up` has made it anew: it is damaged."""
    with db.writing() as connection:
        _begin_anew(connection)


def forsake_if_damaged(db: Database) -> bool:
    """Ask FTS5 whether the index is damaged, and `forsake` it if it is; return whether it is."""
    try:
        with db.writing() as connection:
            if covered(connection) < 0:
                return False
            check(connection)
    except DamageError:
        forsake(db)
        return True
    return False


def check(connection: sqlite3.Connection) -> None:
    """Have FTS5 look through the index. Raises `sqlite3.DatabaseError` if it is damaged."""
    for table in _TABLES:
        connection.execute(f"INSERT INTO {table}({table}) VALUES('integrity-check')")


def rebuild(db: Database) -> Iterator[Progress]:
    """Cut every article again into an empty index; otherwise like `catch_up`."""
    with db.writing() as connection:
        _begin_anew(connection)
    return catch_up(db)


def catch_up(db: Database) -> Iterator[Progress]:
    """Index what the index misses, yielding how far it is after each short transaction.

    Others can write in between, in this process and in others. Stopped or killed, it goes on
    where it was when it is called again. About 4 s of CPU time for 10,000 articles. Does nothing
    in a cache that is open for reading only.
    """
    if db.read_only:
        return
    count: int | None = 0
    done = total = 0
    while count is not None:
        if not count:  # at the beginning, and when another process works on it too
            with db.reading() as connection:
                known = progress(connection) or Progress(0, 0)
            done, total = known.done, known.total
        else:
            yield Progress(min(done, total), total)
            db.give_way()
        count = _step(db)
        done += count or 0


def progress(connection: sqlite3.Connection) -> Progress | None:
    """Return how far the index is, or None if it misses nothing."""
    if is_ready(connection):
        return None
    mark = reach(connection)
    done, total = connection.execute(
        "SELECT count(CASE WHEN id <= ? THEN 1 END), count(*) FROM articles", (mark,)
    ).fetchone()
    return Progress(done, total)


def _begin_anew(connection: sqlite3.Connection) -> None:
    _set(connection, "cutter", CUTTER_VERSION)
    _set(connection, "indexed_to", _STALE)


def _empty(connection: sqlite3.Connection) -> None:
    """Empty the index: 0.15 s for 100,000 articles."""
    for table in _TABLES:
        connection.execute(f"INSERT INTO {table}({table}) VALUES('delete-all')")
    _set(connection, "indexed_to", 0)


def _step(db: Database) -> int | None:
    """Index the next articles and return how many; None when no article is missing.

    Cutting takes most of the time and comes before the transaction. What changed meanwhile
    is cut again inside it.
    """
    with db.reading() as connection:
        mark = covered(connection)
        if mark == _ALL:
            return None
        rows = [] if mark < 0 else _after(connection, mark)
        prepared = {row: _tokens_of(row) for row in rows}
    with db.writing() as connection:
        if covered(connection) != mark:  # another process did this step
            return 0
        if mark < 0:
            _empty(connection)
            return 0
        rows = _after(connection, mark)
        _add(connection, [(row[0], prepared.get(row) or _tokens_of(row)) for row in rows])
        if rows:
            _set(connection, "indexed_to", rows[-1][0])
            return len(rows)
        connection.execute("DELETE FROM meta WHERE name = 'indexed_to'")
        return None


def _after(connection: sqlite3.Connection, mark: int) -> list[_Row]:
    """Return what is to be indexed of the articles that follow the id `mark`."""
    found: list[_Row] = []
    size = characters = 0
    for *row, length in connection.execute(
        f"""SELECT {_INDEXED}, CAST(characters AS INTEGER) FROM articles JOIN bodies USING(id)
        WHERE id > ? ORDER BY id LIMIT ?""",
        (mark, _BATCH),
    ):
        found.append(tuple(row))
        size += len(row[2])
        characters += length
        if size > _BATCH_BYTES or characters > _BATCH_CHARACTERS:
            break
    return found


def _set(connection: sqlite3.Connection, name: str, value: int) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (name, value))
