"""Reading a state file (state.py) and bringing what it says into the cache: the newer wins."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import IdentityKeys, KnownArticle, StoreError, clean_line, clean_tag, clean_text
from tnews.model.record import Record
from tnews.store import identities
from tnews.store.batches import SIZE, batches
from tnews.store.state import VERSION

Matcher = Callable[[Sequence[IdentityKeys], Sequence[KnownArticle]], list[KnownArticle | None]]
"""Says for each of the keys which known article of their source it is."""

_SUBSCRIPTION = {"subscription": 100, "name": 100, "url": 2048, "category": 40}
"""What a subscription says, and the most characters of each, as those of `Source`."""

_LATEST = 253_402_300_799
"""The last second of the year 9999: nothing can be shown with a later time."""

NO_TIME = 1
"""The second of a status that was made of what lists show: nobody knows when that was done."""

_NO_SENSE = (TypeError, ValueError, KeyError, AttributeError, OverflowError)
"""What reading a line raises that is JSON, but says nothing."""


@dataclass(slots=True)
class Merged:
    """What came of a state file: statuses taken over, articles not stored yet among them, lines
    that could not be read."""

    taken: int = 0
    waiting: int = 0
    unreadable: int = 0


class _Mark(Record):
    """What a person did with one article."""

    keys: IdentityKeys
    changed_at: int
    is_read: bool = False
    bookmarked_at: int | None = None
    note: str = ""
    position: float = 0.0
    is_kept: bool = False
    tags: tuple[str, ...] = ()
    is_deleted: bool = False


def subscriptions(path: Path) -> dict[int, tuple[str, str, str, str]]:
    """Return key, name, address and category of the sources in `path` by their numbers.

    Empty where the file cannot be read.
    """
    found = {}
    with suppress(OSError), path.open("rb") as file:
        for record in _readable(file, path, Merged()):
            with suppress(*_NO_SENSE):
                found[int(record["number"])] = _subscription(record)
    return found


def _subscription(record: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return key, name, address and category of a subscription, cleaned. Raises `KeyError`."""
    key, title, url, category = (
        clean_line(str(record[part]), most) for part, most in _SUBSCRIPTION.items()
    )
    return key, title, url, category


def merge(write: Callable[[], Any], path: Path, match: Matcher, now: int) -> Merged:
    """Bring the state in `path` into the cache: of two statuses the newer wins.

    `write` opens a transaction. Articles that are not stored get an identity, and their status
    when they come. Subscriptions become known sources. A line that cannot be read is left out.
    Raises `StoreError` if the file is of a newer tnews.
    """
    merged = Merged()
    try:
        with path.open("rb") as file:
            lines = _readable(file, path, merged)
            for batch in batches(lines, 200):
                _merge_lines(write, batch, match, now, merged)
    except OSError as error:
        raise StoreError(
            _("the state file {path} cannot be read: {reason}").format(
                path=path, reason=reason(error)
            )
        ) from error
    return merged


def _readable(file: Any, path: Path, merged: Merged) -> Iterator[dict[str, Any]]:
    ended = False
    for number, line in enumerate(file):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            merged.unreadable += 1
        elif number == 0 and _is_newer(record.get("version")):
            raise StoreError(
                _("{path} was written by a newer tnews; upgrade tnews to read it").format(path=path)
            )
        elif "end" in record:
            ended = True
        else:
            yield record
    if not ended:
        merged.unreadable += 1


def _is_newer(version: object) -> bool:
    return isinstance(version, int) and version > VERSION


def _merge_lines(
    write: Callable[[], Any],
    records: list[dict[str, Any]],
    match: Matcher,
    now: int,
    merged: Merged,
) -> None:
    marks: dict[str, list[_Mark]] = {}
    for record in records:
        try:
            if "subscription" in record:
                with write() as connection:
                    _know(connection, record)
            elif "split" in record:
                with write() as connection:
                    _split(connection, record["split"], match, now)
            elif "source" in record:
                marks.setdefault(_source(record["source"]), []).extend(_marks(record))
        except _NO_SENSE:
            merged.unreadable += 1
    for source, several in marks.items():
        for batch in batches(several, SIZE):
            with write() as connection:
                _merge_batch(connection, source, batch, match, now, merged)


def _know(connection: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Make a source of a subscription that the cache does not know."""
    key, title, url, category = _subscription(record)
    if connection.execute("SELECT 1 FROM sources WHERE key = ?", (key,)).fetchone():
        return
    (last,) = connection.execute("SELECT coalesce(max(position), 0) FROM categories").fetchone()
    connection.execute(
        "INSERT OR IGNORE INTO categories(name, position) VALUES(?, ?)", (category, last + 1)
    )
    connection.execute(
        """INSERT INTO sources(key, name, url, category_id, position) VALUES(?, ?, ?,
        (SELECT id FROM categories WHERE name = ?),
        (SELECT coalesce(max(position), 0) + 1 FROM sources))""",
        (key, title, url, category),
    )


def _split(connection: sqlite3.Connection, pair: Any, match: Matcher, now: int) -> None:
    """Remember that a person took two articles apart."""
    ids = []
    for named, text in pair:
        source, keys = _source(named), _keys(text)
        (known,) = match([keys], identities.known(connection, source, [keys]))
        if known is None:
            if (number := _number_of(connection, source)) is None:
                raise ValueError("an article of no source")
            ids.append(identities.add(connection, number, keys, now))
        else:
            ids.append(known.id)
    one, other = ids
    connection.execute("INSERT OR IGNORE INTO splits(id, other) VALUES(?, ?)", (one, other))


def _number_of(connection: sqlite3.Connection, source: str) -> int | None:
    row = connection.execute("SELECT id FROM sources WHERE key = ?", (source,)).fetchone()
    return row[0] if row else None


def _marks(record: dict[str, Any]) -> Iterator[_Mark]:
    """Yield what the line `record` says. Raises ValueError or TypeError for what is none."""
    if "reads" in record:
        for keys, changed_at, position in record["reads"]:
            yield _Mark(_keys(keys), _time(changed_at), is_read=True, position=_share(position))
    elif "deleted" in record:
        for keys in record["deleted"]:
            yield _Mark(_keys(keys), 0, is_deleted=True)
    else:
        bookmarked_at = record.get("bookmarked_at")
        tags = (clean_tag(str(tag)) for tag in record.get("tags", ()))
        yield _Mark(
            _keys(record["keys"]),
            _time(record["changed_at"]),
            bool(record.get("read")),
            None if bookmarked_at is None else _time(bookmarked_at),
            clean_text(str(record.get("note", ""))),
            _share(record.get("position", 0)),
            bool(record.get("kept_unread")),
            tuple(tag for tag in tags if tag),
        )


def _source(key: Any) -> str:
    return clean_line(str(key), _SUBSCRIPTION["subscription"])


def _time(value: Any) -> int:
    if not 0 <= (seconds := int(value)) <= _LATEST:
        raise ValueError("no time of any day")
    return seconds


def _share(value: Any) -> float:
    return min(1.0, max(0.0, float(value)))


def _keys(text: str) -> IdentityKeys:
    uid, link, title = (bytes.fromhex(part) for part in text.split(":"))
    if not (uid or link or title):
        raise ValueError("an article without a key")
    return IdentityKeys(uid, link, title)


def _merge_batch(
    connection: sqlite3.Connection,
    source: str,
    marks: Sequence[_Mark],
    match: Matcher,
    now: int,
    merged: Merged,
) -> None:
    if (number := _number_of(connection, source)) is None:
        merged.unreadable += len(marks)
        return
    keys = [mark.keys for mark in marks]
    found = match(keys, identities.known(connection, source, keys))
    added: dict[IdentityKeys, int] = {}  # of what was read and deleted two lines tell
    for mark, known in zip(marks, found, strict=True):
        if known is not None:
            id = known.id
        elif mark.keys in added:
            id = added[mark.keys]
        else:
            id = added[mark.keys] = identities.add(connection, number, mark.keys, now)
        is_stored = known is not None and known.is_stored
        if not is_stored:
            merged.waiting += 1
        if mark.is_deleted:
            if not is_stored:
                identities.delete(connection, [id])
        elif _take(connection, id, mark):
            merged.taken += 1


def _take(connection: sqlite3.Connection, id: int, mark: _Mark) -> bool:
    """Let article `id` have the state `mark` unless its own is as new; say whether it has.

    A state of no time was made of what lists show: what it says was done stays done.
    """
    changed = (
        mark.changed_at
        and connection.execute(
            """INSERT INTO statuses(id, is_read, bookmarked_at, note, position, changed_at, is_kept)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(id) DO UPDATE SET
        is_read = max(excluded.is_read, is_read * (changed_at = ?8)),
        bookmarked_at = coalesce(excluded.bookmarked_at,
            CASE changed_at WHEN ?8 THEN bookmarked_at END), note = excluded.note,
        position = excluded.position, changed_at = excluded.changed_at,
        is_kept = excluded.is_kept WHERE excluded.changed_at > changed_at""",
            (
                id,
                mark.is_read,
                mark.bookmarked_at,
                mark.note,
                mark.position,
                mark.changed_at,
                mark.is_kept,
                NO_TIME,
            ),
        ).rowcount
    )
    has_own = connection.execute(
        """SELECT 1 FROM tags WHERE id = ?1
        UNION ALL SELECT 1 FROM statuses WHERE id = ?1 AND changed_at > ?2""",
        (id, mark.changed_at),
    ).fetchone()
    if mark.tags and (changed or not has_own):
        connection.executemany(
            "INSERT OR IGNORE INTO tags(id, tag) VALUES(?, ?)", ((id, tag) for tag in mark.tags)
        )
    return changed > 0
