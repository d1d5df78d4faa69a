"""The small state as a readable file: what a person did, and enough to find the articles again.

JSON Lines in UTF-8, one fact a line, which any editor opens:

    {"tnews": "state", "version": 1, "written_at": "…"}         the first line
    {"subscription": KEY, "number": …, "name": …, "url": …, "category": …}
    {"source": KEY, "keys": "UID:LINK:TITLE", "changed_at": SECONDS, "read": …, "bookmarked_at": …,
     "note": …, "tags": […], "position": …, "kept_unread": …, "title": …, "url": …}
    {"source": KEY, "reads": [["UID:LINK:TITLE", SECONDS, POSITION], …]}      read, and nothing else
    {"source": KEY, "deleted": ["UID:LINK:TITLE", …]}
    {"split": [[KEY, "UID:LINK:TITLE"], [KEY, "UID:LINK:TITLE"]]}    no longer one story
    {"end": LINES}                                               the last line

UID, LINK and TITLE are the identity keys in hex, "" where missing; SECONDS are of the epoch.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ExportError
from tnews.store.batches import batches

VERSION = 1
"""Of the file. A newer one is not read, lest half of it be lost."""

MARK = "state"

_STATUSES = """SELECT s.key, hex(i.uid_key) || ':' || hex(i.link_key) || ':' || hex(i.title_key),
    t.changed_at, t.is_read, t.bookmarked_at, t.note, t.position, t.is_kept, i.id{shown}
    FROM identities AS i
    JOIN sources AS s ON s.id = i.source_id
    LEFT JOIN statuses AS t ON t.id = i.id {articles}
    WHERE i.id IN (SELECT id FROM statuses UNION SELECT id FROM tags) AND {chosen}
    ORDER BY i.source_id, i.id"""

_RICH = """(t.bookmarked_at IS NOT NULL OR t.note <> '' OR (t.is_kept AND NOT t.is_read)
    OR i.id IN (SELECT id FROM tags))"""

_SPLIT = """SELECT s.key, {one}, t.key, {other} FROM splits AS p
    JOIN identities AS i ON i.id = p.id JOIN sources AS s ON s.id = i.source_id
    JOIN identities AS j ON j.id = p.other JOIN sources AS t ON t.id = j.source_id
    ORDER BY p.id, p.other"""

_DELETED = """SELECT s.key, hex(i.uid_key) || ':' || hex(i.link_key) || ':' || hex(i.title_key)
    FROM identities AS i JOIN sources AS s ON s.id = i.source_id WHERE i.is_deleted
    ORDER BY i.source_id, i.id"""


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
            file.write(_line({"tnews": MARK, "version": VERSION, "written_at": written_at}))
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
    told = {"shown": ", a.title, a.url", "articles": "LEFT JOIN articles AS a ON a.id = i.id"}
    for row in connection.execute(_STATUSES.format(**told, chosen=_RICH)):
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
    untold = {"shown": "", "articles": ""}
    rest = connection.execute(_STATUSES.format(**untold, chosen=f"NOT {_RICH} AND t.is_read"))
    for source, several in _in_lines(rest):
        reads = [[row[1].lower(), row[2], round(row[6], 4)] for row in several]
        yield {"source": source, "reads": reads}
    for source, several in _in_lines(connection.execute(_DELETED)):
        yield {"source": source, "deleted": [row[1].lower() for row in several]}
    pairs = connection.execute(_SPLIT.format(one=_keys_of("i"), other=_keys_of("j")))
    for one, keys, other, others in pairs:
        yield {"split": [[one, keys.lower()], [other, others.lower()]]}


def _keys_of(identity: str) -> str:
    """The SQL that writes the keys of a row of identities."""
    parts = (f"hex({identity}.{name}_key)" for name in ("uid", "link", "title"))
    return " || ':' || ".join(parts)


def _in_lines(rows: Iterator[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield rows of the same source together, as many as fit on one line."""
    for source, of_source in groupby(rows, key=lambda row: str(row[0])):
        for several in batches(of_source):
            yield source, several


def name(moment: datetime) -> str:
    """Return the name of the state file of that day."""
    return f"state-{moment:%Y-%m-%d}.jsonl"


def files(folder: Path, today: str) -> list[Path]:
    """Return the state files in `folder`, the newest first; `today` is the name of today's.

    A day that is to come was written by a clock that was wrong: it counts as the oldest.
    """
    found = folder.glob("state-????-??-??.jsonl")
    return sorted(found, key=lambda path: (path.name <= today, path.name), reverse=True)


def is_state(path: Path) -> bool:
    """Say whether the file at `path` begins as a state file does; raises OSError."""
    with path.open("rb") as file:
        first = file.readline(1000)
    try:
        head = json.loads(first)
    except ValueError:
        return False
    return isinstance(head, dict) and head.get("tnews") == MARK
