"""A damaged cache is replaced by a new one with what could be read of it."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model import StoreError
from tnews.store import check, exchange, index, merging, state
from tnews.store.db import Database
from tnews.store.failures import UNREADABLE, in_plain_words, is_damage
from tnews.store.migrate import version_of
from tnews.store.opening import bare
from tnews.store.salvage import salvage
from tnews.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from tnews.store.salvage import KeysOf, Salvaged


_INDEXES = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"


def is_whole(path: Path) -> bool:
    """Say whether the cache at `path` has no damage but what making its index anew mends."""
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        with closing(bare(path, "mode=ro")) as connection:
            is_older = version_of(connection, path) < len(MIGRATIONS)
            if (check.file_problems if is_older else check.problems)(connection):
                return False
    except (*UNREADABLE, StoreError):
        return False
    return _can_be_indexed(path)


def _can_be_indexed(path: Path) -> bool:
    """Say whether the index can be emptied, which is how it is made anew. Nothing is changed."""
    with closing(bare(path, "mode=rw")) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            for (name,) in connection.execute(_INDEXES).fetchall():
                connection.execute(f"INSERT INTO {name}({name}) VALUES('delete-all')")
        except UNREADABLE as error:
            return not is_damage(error)
        finally:
            connection.rollback()
    return True


def rescue(path: Path, match: merging.Matcher, keys_of: KeysOf, now: int) -> Salvaged:
    """Replace the damaged cache at `path`; see `Store.salvage`."""
    if not path.exists():
        raise StoreError(_("there is no cache at {path} yet").format(path=path))
    if not path.is_file():
        raise StoreError(
            _("{path} is a folder, not a file; move it away or choose another --data-dir").format(
                path=path
            )
        )
    exchange.settle(path)
    today = state.name(datetime.fromtimestamp(now).astimezone())
    newest = next(iter(state.files(path.parent, today)), None)
    known = merging.subscriptions(newest) if newest else {}
    new = path.with_name(f"{path.name}.salvaging")
    exchange.discard(new)
    try:
        with in_plain_words(path):
            told = salvage(path, new, known, keys_of)
        _finish(new, newest, match, now, told)
        told.aside = exchange.exchange(path, new, "corrupt")
    finally:
        exchange.discard(new)
    return told


def _finish(
    new: Path, newest: Path | None, match: merging.Matcher, now: int, told: Salvaged
) -> None:
    """Add what the state file knows, make the index, and check that all of it is whole."""
    db = Database(new, read_only=False)
    try:
        if newest is not None:
            told.state_file = newest
            told.state = merging.merge(db.writing, newest, match, now)
        for _step in index.rebuild(db):
            pass
        with db.writing() as connection:
            if problems := check.problems(connection) or check.index_problems(connection):
                raise StoreError(
                    _(
                        "what could be read does not make a whole cache ({problem}); {path} was left "
                        "as it is"
                    ).format(problem=problems[0], path=new)
                )
    finally:
        db.close()
