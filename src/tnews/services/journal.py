"""What went wrong, kept in a small file beside the cache: `messages.jsonl`, a line each.

Nothing here is precious: a file that cannot be read or written costs the past, and no more.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tnews.model.clean import clean_line, set_clean
from tnews.model.record import Record

FILE = "messages.jsonl"
"""Name of the file in the data folder."""

LIMIT = 256 * 1024
"""Bytes at which the older half is given up."""

TEXT_LIMIT = 500
"""Most characters of a message, as of our errors."""


class Entry(Record):
    """Something that was told. `source` is the key of the source it is about and `name` what it is
    called, "" for none; `advice` is what to do."""

    at: datetime
    text: str
    source: str = ""
    name: str = ""
    advice: str = ""
    is_error: bool = True

    def __post_init__(self) -> None:
        set_clean(
            self,
            text=clean_line(self.text, TEXT_LIMIT),
            source=clean_line(self.source),
            name=clean_line(self.name),
            advice=clean_line(self.advice, TEXT_LIMIT),
        )


class Journal:
    """Keeps entries in a file that its owner alone can read. Never raises."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def add(self, entry: Entry) -> None:
        """Keep one more entry."""
        fields = {
            "at": entry.at.astimezone(UTC).isoformat(timespec="seconds"),
            "text": entry.text,
            "source": entry.source,
            "name": entry.name,
            "advice": entry.advice,
        }
        line = json.dumps({key: value for key, value in fields.items() if value}) + "\n"
        with suppress(OSError):  # a full or read-only disk: the session still has it
            self._make_room(len(line))
            # One write at the end of the file: two readers do not mix their lines.
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, line.encode("ascii"))
            finally:
                os.close(descriptor)

    def entries(self) -> list[Entry]:
        """Return what is kept, the newest first; lines that are no entries are left out."""
        try:
            lines = self._path.read_bytes()[-LIMIT:].splitlines()
        except OSError:
            return []
        found = [entry for line in lines if (entry := _entry(line)) is not None]
        return found[::-1]

    def _make_room(self, size: int) -> None:
        """Give up the older half where the file would grow beyond the limit."""
        try:
            if self._path.stat().st_size + size <= LIMIT:
                return
        except FileNotFoundError:
            return
        kept = self._path.read_bytes()[-LIMIT // 2 :].partition(b"\n")[2]
        fresh = self._path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(kept)
        fresh.replace(self._path)


def _entry(line: bytes) -> Entry | None:
    try:
        fields = json.loads(line)
        at = datetime.fromisoformat(fields["at"])
        said = [fields.get(key, "") for key in ("text", "source", "name", "advice")]
        if at.tzinfo is None or not all(isinstance(one, str) for one in said):
            return None
        return Entry(at.astimezone(), *said)  # at the ends of time there is no local one
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        ArithmeticError,
        OSError,
    ):
        return None
