"""One article as plain lines for a terminal or a pipe, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.locale import _, plural
from tnews.text.wrap import cells, lines
from tnews.text.zones import CHINA

if TYPE_CHECKING:
    from tnews.model import Article, Block, Link
    from tnews.model.story import Story

_INDENT = "\u3000\u3000"


def page(article: Article, width: int, indent: bool, story: Story | None = None) -> Iterator[str]:
    """Yield the lines of `article`: title, metadata, body at `width` cells, links, the note.

    `story` is the one it tells with others.
    """
    yield from _wrapped(article.title, width)
    yield ""
    yield from _metadata(article, _other_versions(article, story))
    yield from text_lines(article.blocks, width, indent)
    if note := article.status.note:
        yield ""
        yield _("Your note")
        for line in note.split("\n"):
            yield from _wrapped(line, width) or [""]


def text_lines(blocks: Sequence[Block], width: int, indent: bool) -> Iterator[str]:
    """Yield the lines of `blocks` at `width` cells, each after an empty one, and their links."""
    links: dict[str, int] = {}
    previous = None
    for block in blocks:
        body = list(_block(block, width, indent, links))
        if body and not (block.kind == "li" and previous == "li"):
            yield ""
        yield from body
        previous = block.kind
    if links:
        yield ""
        yield from (f"[{number}] {url}" for url, number in links.items())


def shown_time(moment: datetime) -> str:
    """Return `moment` as a person sees it, in local time."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def china_time(moment: datetime | None, has_time: bool) -> str:
    """Return a time as the page itself says it, "" for none."""
    if moment is None:
        return ""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M" if has_time else "%Y-%m-%d")


def outlet_count(outlets: int) -> str:
    """Return how many outlets bring a story, as lists show it: 3 家."""
    return plural("{n} outlet", "{n} outlets", outlets).format(n=outlets)


def _other_versions(article: Article, story: Story | None) -> str:
    """Name the other versions of the story, with their ids: 浙江日报 12 · 新华社 15."""
    if story is None:
        return ""
    names = story.labels()
    others = [f"{names[one.id]} {one.id}" for one in story.versions if one.id != article.id]
    return " · ".join(others)


def _metadata(article: Article, versions: str) -> Iterator[str]:
    published = article.published_at
    rows = [
        (_("Source"), article.origin or article.source_name),
        (_("Published"), shown_time(published) if published else ""),
        (_("Author"), article.author),
        (_("Editor"), article.editor),
        (_("Channel"), article.category),
        (_("Characters"), f"{article.characters:,}" if article.blocks else ""),
        (_("Tags"), " ".join(f"#{tag}" for tag in article.status.tags)),
        (_("Versions"), versions),
        (_("Link"), article.url),
    ]
    rows = [(label, value) for label, value in rows if value]
    widest = max(cells(label) for label, _value in rows) if rows else 0
    for label, value in rows:
        yield f"{label}{' ' * (widest - cells(label))}  {value}"


def _block(block: Block, width: int, indent: bool, links: dict[str, int]) -> Iterator[str]:
    """Yield the lines of `block`; its links get numbers and are added to `links`."""
    match block.kind:
        case "pre":
            yield from _numbered(block, links).split("\n")
        case "table":
            for row in _numbered(block, links).split("\n"):
                yield from _wrapped(row.replace("\t", " | "), width)
        case "img":
            number = _number(block.href, links) if block.href else ""
            caption = " ".join(part for part in (_("[picture]"), block.text) if part)
            yield from _wrapped(caption + number, width)
        case "quote":
            yield from (
                f"> {line}".rstrip() for line in _wrapped(_numbered(block, links), width - 2)
            )
        case "li":
            first, *more = _wrapped(_numbered(block, links), width - 2) or [""]
            yield first
            yield from (f"  {line}" for line in more)
        case "p" if indent:
            yield from _wrapped(_INDENT + _numbered(block, links), width)
        case _:
            yield from _wrapped(_numbered(block, links), width)


def _numbered(block: Block, links: dict[str, int]) -> str:
    """The text with [n] after each of its links."""
    text, done = "", 0
    for link in sorted(block.links, key=lambda link: link.end):
        text += block.text[done : link.end] + _number(link.url, links)
        done = link.end
    return text + block.text[done:]


def _number(url: str, links: dict[str, int]) -> str:
    return f"[{links.setdefault(url, len(links) + 1)}]"


def _wrapped(text: str, width: int) -> list[str]:
    return [line.rstrip() for line in lines(text, width)]


def article_json(article: Article, story: Story | None = None) -> dict[str, object]:
    """Return what `tnews show --json` prints; `story` is the one it tells with others."""
    published = article.published_at
    versions = story.versions if story is not None else ()
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "category": article.category,
        "origin": article.origin,
        "author": article.author,
        "editor": article.editor,
        "published_at": published.isoformat() if published else None,
        "read": article.status.is_read,
        "bookmarked": article.status.is_bookmarked,
        "copies": len(versions) or 1,
        "outlets": story.outlets if story is not None else 1,
        "versions": [version.as_json() for version in versions],
        "has_note": bool(article.status.note),
        "tags": list(article.status.tags),
        "note": article.status.note,
        "section": article.section,
        "first_seen_at": article.first_seen_at.isoformat(),
        "updated_at": article.updated_at.isoformat(),
        "full_text": article.is_full_text,
        "characters": article.characters,
        "paragraphs": [paragraph_json(block) for block in article.blocks],
    }


def paragraph_json(block: Block) -> dict[str, object]:
    """Return `block` as JSON has it."""
    found: dict[str, object] = {"kind": block.kind, "text": block.text}
    if block.href:
        found["href"] = block.href
    if block.links:
        found["links"] = [_link(link) for link in block.links]
    return found


def _link(link: Link) -> dict[str, object]:
    return {"start": link.start, "end": link.end, "url": link.url}
