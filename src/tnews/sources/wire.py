"""Jobs and results between the reader and its worker processes: JSON in frames, never pickle.

What comes back goes through the records' constructors, so it is cleaned on this side too.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tnews.model import (
    ArticleDraft,
    PackedBlocks,
    ParseError,
    clean_line,
    count_characters,
    text_digest,
)
from tnews.model.packed import pack

JOB = struct.Struct(">II")
"""Head of a job: the lengths of its JSON part and of the body that follows."""

RESULT = struct.Struct(">II")
"""Head of a result: the lengths of its JSON and of the bytes that follow it."""

LARGEST_RESULT = 32 << 20
"""Bytes of a result that are accepted: three times the largest document."""


class Result(NamedTuple):
    """A result as it came: its JSON, and the bytes behind it."""

    head: bytes
    data: bytes


class Parsed(NamedTuple):
    """A document, read: its own title, its drafts in document order.

    `notes` is what else it says, by name: where its next page is, why it holds nothing.
    """

    title: str
    drafts: tuple[ArticleDraft, ...]
    notes: Mapping[str, str] = {}


class Made(NamedTuple):
    """What was made of a document: bytes, and what is to be known of them, by name."""

    facts: Mapping[str, Any]
    data: bytes


class RefusedError(ParseError):
    """A worker's answer that a document cannot be read. `is_spent`: replace the worker."""

    def __init__(self, message: str, *, is_spent: bool) -> None:
        super().__init__(message)
        self.is_spent = is_spent


def pack_job(kind: str, body: bytes, facts: Mapping[str, Any]) -> bytes:
    """Return what stands before `body` in the frame that asks a worker to read it."""
    head = json.dumps({"kind": kind, "facts": dict(facts)}).encode("ascii")
    return JOB.pack(len(head), len(body)) + head


def unframe(frame: bytes) -> Result:
    """Return the result that is in a whole frame. Raises ValueError if it is not whole."""
    try:
        head, data = RESULT.unpack_from(frame)
    except struct.error as error:
        raise ValueError(str(error)) from error
    if len(frame) != RESULT.size + head + data:
        raise ValueError("not as long as it says")
    middle = RESULT.size + head
    return Result(frame[RESULT.size : middle], frame[middle:])


def pack_error(message: str, *, is_spent: bool = False) -> bytes:
    """Return the frame that says why a job failed. `is_spent`: the worker had better be replaced."""
    return _frame({"error": message, "is_spent": is_spent})


def pack_parsed(parsed: Parsed) -> bytes:
    """Return the frame with the result of a job: the texts stand packed behind it, one by one."""
    texts = [pack(draft.blocks) if draft.blocks else b"" for draft in parsed.drafts]
    drafts = [_from_draft(draft, text) for draft, text in zip(parsed.drafts, texts, strict=True)]
    head = {"title": parsed.title, "drafts": drafts, "notes": dict(parsed.notes)}
    return _frame(head, b"".join(texts))


def pack_made(made: Made) -> bytes:
    """Return the frame with what was made."""
    return _frame(dict(made.facts), made.data)


def unpack_made(result: Result) -> Made:
    """Return what was made. Raises as `unpack`; facts are numbers."""
    facts = _read(result)
    return Made({str(name): int(value) for name, value in facts.items()}, result.data)


def unpack(result: Result) -> Parsed:
    """Return the result of a job, cleaned; texts are, when they are looked into.

    Raises `RefusedError` if it says why there is none, and ValueError, TypeError, KeyError,
    AttributeError or OverflowError if it says nothing sensible.
    """
    said = _read(result)
    notes = {name: clean_line(str(note), 2000) for name, note in said["notes"].items()}
    drafts = []
    start = 0
    for fields in said["drafts"]:
        end = start + fields.pop("bytes")
        drafts.append(_to_draft(fields, result.data[start:end]))
        start = end
    if start != len(result.data):
        raise ValueError("texts and drafts do not match")
    return Parsed(clean_line(str(said["title"]), 100), tuple(drafts), notes)


def _read(result: Result) -> Mapping[str, Any]:
    """Return the JSON of a result; raises `RefusedError` if it says why there is none."""
    try:
        said: Mapping[str, Any] = json.loads(result.head)
    except RecursionError as error:
        raise ValueError(str(error)) from error
    if "error" in said:
        raise RefusedError(str(said["error"]), is_spent=bool(said["is_spent"]))
    return said


def _frame(said: Mapping[str, Any], data: bytes = b"") -> bytes:
    head = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return RESULT.pack(len(head), len(data)) + head + data


_FIELDS = tuple(name for name in ArticleDraft.__match_args__ if name != "blocks")


def _from_draft(draft: ArticleDraft, text: bytes) -> dict[str, Any]:
    fields = {name: getattr(draft, name) for name in _FIELDS}
    moment = draft.published_at
    fields["published_at"] = moment.isoformat() if moment else None
    fields["bytes"] = len(text)
    fields["characters"] = count_characters(draft.blocks)
    fields["digest"] = text_digest(draft.blocks).hex()
    return fields


def _to_draft(fields: dict[str, Any], text: bytes) -> ArticleDraft:
    moment, characters = fields.pop("published_at"), int(fields.pop("characters"))
    digest = bytes.fromhex(fields.pop("digest"))
    return ArticleDraft(
        **fields,
        blocks=PackedBlocks(text, characters, digest) if text else (),
        published_at=datetime.fromisoformat(moment) if moment else None,
    )
