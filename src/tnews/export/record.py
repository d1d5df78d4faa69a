"""An article as one JSON object: what json, jsonl, csv and Markdown's front matter are made of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tnews.model import Article, Block


def as_json(article: Article) -> dict[str, Any]:
    """Return `article` as plain values. Times are ISO 8601 in UTC; a missing one is None."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "source_name": article.source_name,
        "category": article.category,
        "section": article.section,
        "origin": article.origin,
        "author": article.author,
        "editor": article.editor,
        "published_at": _iso(article.published_at),
        "first_seen_at": _iso(article.first_seen_at),
        "updated_at": _iso(article.updated_at),
        "read": article.status.is_read,
        "bookmarked": article.status.is_bookmarked,
        "note": article.status.note,
        "tags": list(article.status.tags),
        "full_text": article.is_full_text,
        "characters": article.characters,
        "text": article.text,
        "paragraphs": [_paragraph(block) for block in article.blocks],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _paragraph(block: Block) -> dict[str, Any]:
    """Return `block` as plain values; `links` count characters of `text`, from 0."""
    paragraph: dict[str, Any] = {"kind": block.kind, "text": block.text}
    if block.href:
        paragraph["href"] = block.href
    if block.links:
        paragraph["links"] = [
            {"start": link.start, "end": link.end, "url": link.url} for link in block.links
        ]
    return paragraph
