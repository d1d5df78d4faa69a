"""The small state as a readable file: what a person did, and enough to find the articles again.

JSON Lines in UTF-8, one fact a line, which any editor opens:

    {"tnews": "state", "version": 1, "written_at": "…"}         the first line
    {"subscription": KEY, "number": …, "name": …, "url": …, "category": …}
    {"source": KEY, "keys": "UID:LINK:TITLE", "changed_at": SECONDS, "read": …, "bookmarked_at": …,
     "note": …, "tags": […], "position": …, "kept_unread": …, "title": …, "url": …}
    {"source": KEY, "reads": [["UID:LINK:TITLE", SECONDS, POSITION], …]}      read, and nothing else
    {"source": KEY, "deleted": ["UID:LINK:TITLE", …]}
    {"end": LINES}                                               the last line

UID, LINK and TITLE are the identity keys in hex, "" where missing; SECONDS are of the epoch.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ExportError, IdentityKeys, KnownArticle, StoreError, clean_tag, clean_text
from tnews.store import identities
from tnews.store.batches import SIZE, batches

VERSION = 1

_MARK = "state"

_SUBSCRIPTION = ("subscription", "name", "url", "category")

Matcher = Callable[[Sequence[IdentityKeys], Sequence[KnownArticle]], list[KnownArticle | None]]
"""Says for each of the keys which known article of their source it is."""

_STATUSES = """SELECT s.key, hex(i.uid_key) || ':' || hex(i.link_key) || ':' || hex(i.title_key),
    t.changed_at, t.is_read, t.bookmarked_at, t.note, t.position, t.is_kept, i.id, a.title, a.url
    FROM identities AS i
    JOIN sources AS s ON s.id = i.source_id
    LEFT JOIN statuses AS t ON t.id = i.id
    LEFT JOIN articles AS a ON a.id = i.id AND {rich}
    WHERE i.id IN (SELECT id FROM statuses UNION SELECT id FROM tags) AND {chosen}
    ORDER BY i.source_id, i.id"""

_RICH = """(t.bookmarked_at IS NOT NULL OR t.note <> '' OR (t.is_kept AND NOT t.is_read)
    OR i.id IN (SELECT id FROM tags))"""

_DELETED = """SELECT s.key, hex(i.uid_key) || ':' || hex(i.link_key) || ':' || hex(i.title_key)
    FROM identities AS i JOIN sources AS s ON s.id = i.source_id WHERE i.is_deleted
    ORDER BY i.source_id, i.id"""

Item = TypeVar("Item")


@dataclass(slots=True)
class Merged:
    """What came of a state file: statuses taken over, articles not stored yet among them, lines
    that could not be read."""

    taken: int = 0
    waiting: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
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


# -- writing -------------------------------------------------------------------------------------


def write(connection: sqlite3.Connection, path: Path, written_at: str) -> None:
    """Write the state to `path`, readable for its owner alone; it appears when it is complete.

    Raises `ExportError` where it cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            lines = 1
            file.write(_line({"tnews": _MARK, "version": VERSION, "written_at": written_at}))
            for record in _records(connection):
                file.write(_line(record))
                lines += 1
            file.write(_line({"end": lines}))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise ExportError(
            _("the state file {path} cannot be written: {reason}").format(
                path=path, reason=reason(error)
            )
        ) from error
    finally:
        with suppress(OSError):  # nothing was made where nothing can be written
            part.unlink(missing_ok=True)


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def _records(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for number, key, name, url, category in connection.execute(
        """SELECT s.id, s.key, s.name, s.url, c.name FROM sources AS s
        JOIN categories AS c ON c.id = s.category_id ORDER BY s.position, s.id"""
    ):
        yield {
            "subscription": key,
            "number": number,
            "name": name,
            "url": url,
            "category": category,
        }
    tags: dict[int, list[str]] = {}
    for id, tag in connection.execute("SELECT id, tag FROM tags ORDER BY id, tag"):
        tags.setdefault(id, []).append(tag)
    for row in connection.execute(_STATUSES.format(rich=1, chosen=_RICH)):
        source, keys, changed_at, is_read, bookmarked_at, note, position, is_kept, id, *shown = row
        record = {
            "source": source,
            "keys": keys.lower(),
            "changed_at": changed_at or 0,
            "read": bool(is_read),
            "bookmarked_at": bookmarked_at,
            "note": note,
            "tags": tags.get(id),
            "position": position,
            "kept_unread": bool(is_kept),
            "title": shown[0],
            "url": shown[1],
        }
        yield {name: value for name, value in record.items() if value or name == "changed_at"}
    rest = connection.execute(_STATUSES.format(rich=0, chosen=f"NOT {_RICH} AND t.is_read"))
    for source, several in _in_lines(rest):
        reads = [[row[1].lower(), row[2], round(row[6], 4)] for row in several]
        yield {"source": source, "reads": reads}
    for source, several in _in_lines(connection.execute(_DELETED)):
        yield {"source": source, "deleted": [row[1].lower() for row in several]}


def _in_lines(rows: Iterator[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield rows of the same source together, as many as fit on one line."""
    for source, of_source in groupby(rows, key=lambda row: str(row[0])):
        for several in batches(of_source):
            yield source, several


# -- reading -------------------------------------------------------------------------------------


def files(folder: Path) -> list[Path]:
    """Return the state files in `folder`, the newest first."""
    return sorted(folder.glob("state-????-??-??.jsonl"), reverse=True)


def is_state(path: Path) -> bool:
    """Say whether the file at `path` begins as a state file does; raises OSError."""
    with path.open("rb") as file:
        first = file.readline(1000)
    try:
        head = json.loads(first)
    except ValueError:
        return False
    return isinstance(head, dict) and head.get("tnews") == _MARK


def subscriptions(path: Path) -> dict[int, tuple[str, str, str, str]]:
    """Return key, name, address and category of the sources in `path` by their numbers.

    Empty where the file cannot be read.
    """
    found = {}
    with suppress(OSError), path.open("rb") as file:
        for record in _readable(file, path, Merged()):
            if "subscription" in record:
                values = (str(record.get(name, "")) for name in _SUBSCRIPTION)
                found[int(record.get("number", 0))] = tuple(values)
    return found  # type: ignore[return-value]


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
        except ValueError:
            record = None
        if not isinstance(record, dict):
            merged.unreadable += 1
        elif number == 0 and record.get("version", 0) > VERSION:
            raise StoreError(
                _("{path} was written by a newer tnews; upgrade tnews to read it").format(path=path)
            )
        elif "end" in record:
            ended = True
        else:
            yield record
    if not ended:
        merged.unreadable += 1


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
            elif "source" in record:
                marks.setdefault(str(record["source"]), []).extend(_marks(record))
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
            merged.unreadable += 1
    for source, several in marks.items():
        for batch in batches(several, SIZE):
            with write() as connection:
                _merge_batch(connection, source, batch, match, now, merged)


def _know(connection: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Make a source of a subscription that the cache does not know."""
    key, name, url, category = (str(record[part]) for part in _SUBSCRIPTION)
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
        (key, name, url, category),
    )


def _marks(record: dict[str, Any]) -> Iterator[_Mark]:
    """Yield what the line `record` says. Raises ValueError or TypeError for what is none."""
    if "reads" in record:
        for keys, changed_at, position in record["reads"]:
            yield _Mark(_keys(keys), int(changed_at), is_read=True, position=_share(position))
    elif "deleted" in record:
        for keys in record["deleted"]:
            yield _Mark(_keys(keys), 0, is_deleted=True)
    else:
        bookmarked_at = record.get("bookmarked_at")
        tags = (clean_tag(str(tag)) for tag in record.get("tags", ()))
        yield _Mark(
            _keys(record["keys"]),
            int(record["changed_at"]),
            bool(record.get("read")),
            None if bookmarked_at is None else int(bookmarked_at),
            clean_text(str(record.get("note", ""))),
            _share(record.get("position", 0)),
            bool(record.get("kept_unread")),
            tuple(tag for tag in tags if tag),
        )


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
    row = connection.execute("SELECT id FROM sources WHERE key = ?", (source,)).fetchone()
    if row is None:
        merged.unreadable += len(marks)
        return
    keys = [mark.keys for mark in marks]
    found = match(keys, identities.known(connection, source, keys))
    for mark, known in zip(marks, found, strict=True):
        id = identities.add(connection, row[0], mark.keys, now) if known is None else known.id
        if known is None or not known.is_stored:
            merged.waiting += 1
        if mark.is_deleted:
            if known is None:
                identities.delete(connection, [id])
        elif _take(connection, id, mark):
            merged.taken += 1


def _take(connection: sqlite3.Connection, id: int, mark: _Mark) -> bool:
    """Let article `id` have the state `mark` unless its own is as new; say whether it has."""
    changed = (
        mark.changed_at
        and connection.execute(
            """INSERT INTO statuses(id, is_read, bookmarked_at, note, position, changed_at, is_kept)
        VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET is_read = excluded.is_read,
        bookmarked_at = excluded.bookmarked_at, note = excluded.note,
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
            ),
        ).rowcount
    )
    has_tags = connection.execute("SELECT 1 FROM tags WHERE id = ?", (id,)).fetchone()
    if mark.tags and (changed or not has_tags):
        connection.executemany(
            "INSERT OR IGNORE INTO tags(id, tag) VALUES(?, ?)", ((id, tag) for tag in mark.tags)
        )
    return changed > 0
