"""Jobs and results between the reader and its worker processes: JSON in frames, never pickle.

What comes back goes through the records' constructors, so it is cleaned on this side too.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, get_args

from tnews.model import ArticleDraft, Block, BlockKind, Link, ParseError, clean_line

JOB = struct.Struct(">II")
"""Head of a job: the lengths of its JSON part and of the body that follows."""

RESULT = struct.Struct(">I")
"""Head of a result: the length of its JSON."""

LARGEST_RESULT = 32 << 20
"""Bytes of a result that are accepted: three times the largest document."""


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


_KINDS = frozenset(get_args(BlockKind))


class RefusedError(ParseError):
    """A worker's answer that a document cannot be read. `is_spent`: replace the worker."""

    def __init__(self, message: str, *, is_spent: bool) -> None:
        super().__init__(message)
        self.is_spent = is_spent


def pack_job(kind: str, body: bytes, facts: Mapping[str, Any]) -> bytes:
    """Return the frame that asks a worker to read `body`."""
    head = json.dumps({"kind": kind, "facts": dict(facts)}).encode("ascii")
    return JOB.pack(len(head), len(body)) + head + body


def pack_error(message: str, *, is_spent: bool = False) -> bytes:
    """Return the frame that says why a job failed. `is_spent`: the worker had better be replaced."""
    return _frame({"error": message, "is_spent": is_spent})


def pack_parsed(parsed: Parsed) -> bytes:
    """Return the frame with the result of a job."""
    drafts = [_from_draft(draft) for draft in parsed.drafts]
    return _frame({"title": parsed.title, "drafts": drafts, "notes": dict(parsed.notes)})


def pack_made(made: Made) -> bytes:
    """Return the frame with what was made: its facts as a line of JSON, then the bytes."""
    head = json.dumps(dict(made.facts)).encode("ascii") + b"\n"
    return RESULT.pack(len(head) + len(made.data)) + head + made.data


def unpack_made(data: bytes) -> Made:
    """Return what was made. Raises as `unpack`; facts are numbers."""
    head, _end, made = data.partition(b"\n")
    facts = _read(head)
    return Made({str(name): int(value) for name, value in facts.items()}, made)


def unpack(data: bytes) -> Parsed:
    """Return the result of a job, cleaned.

    Raises `RefusedError` if it says why there is none, and ValueError, TypeError, KeyError or
    AttributeError if it says nothing sensible.
    """
    result = _read(data)
    notes = {name: clean_line(str(note), 2000) for name, note in result["notes"].items()}
    drafts = tuple(_to_draft(draft) for draft in result["drafts"])
    return Parsed(clean_line(str(result["title"]), 100), drafts, notes)


def _read(data: bytes) -> Mapping[str, Any]:
    """Return the JSON of a result; raises `RefusedError` if it says why there is none."""
    try:
        result: Mapping[str, Any] = json.loads(data)
    except RecursionError as error:
        raise ValueError(str(error)) from error
    if "error" in result:
        raise RefusedError(str(result["error"]), is_spent=bool(result["is_spent"]))
    return result


def _frame(result: Mapping[str, Any]) -> bytes:
    data = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return RESULT.pack(len(data)) + data


def _from_draft(draft: ArticleDraft) -> dict[str, Any]:
    fields = {name: getattr(draft, name) for name in ArticleDraft.__match_args__}
    moment = draft.published_at
    fields["published_at"] = moment.isoformat() if moment else None
    fields["blocks"] = [_from_block(block) for block in draft.blocks]
    return fields


def _from_block(block: Block) -> list[Any]:
    links = [(link.start, link.end, link.url) for link in block.links]
    return [block.kind, block.text, block.href, links]


def _to_draft(fields: dict[str, Any]) -> ArticleDraft:
    moment = fields.pop("published_at")
    blocks = tuple(_to_block(block) for block in fields.pop("blocks"))
    return ArticleDraft(
        **fields, blocks=blocks, published_at=datetime.fromisoformat(moment) if moment else None
    )


def _to_block(fields: list[Any]) -> Block:
    kind, text, href, links = fields
    if kind not in _KINDS:
        raise ValueError(kind)
    return Block(kind, text, href, tuple(Link(*link) for link in links))
