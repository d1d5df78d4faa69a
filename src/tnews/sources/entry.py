"""An item of any feed dialect -> `ArticleDraft`. Knows nothing of XML or JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from typing import NamedTuple

from tnews.model import ArticleDraft, Block, clean_line, plain_text
from tnews.text import dates, fields
from tnews.text.html import blocks, plain, text_blocks
from tnews.text.links import absolute

MOST_ENTRIES = 1000
"""Newest items of one document that are kept."""

_TITLE_FROM_TEXT = 40  # characters
_FULL_TEXT = 400  # characters; summaries are shorter
_MOST_CATEGORIES = 3
_LONGEST_CATEGORY = 20
_CUT_OFF = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|(?:阅读|閱讀|查看)(?:全文|更多|原文)|展开全文|read more|continue reading)"
    r"[\s\])）»>→]*$",
    re.I,
)
_MARKUP_IN_TEXT = re.compile(r"</(?:p|div|a|span)>|<br\s*/?>|<img\s[^<>]*>|<p>", re.I)
_EMAIL = re.compile(r"\S+@\S+")
_ADDRESSED = re.compile(
    r"[^\s@<>()]+@[^\s@<>()]+\s*\(([^()@]+)\)|([^<>@]+?)\s*<[^\s@<>()]+@[^\s@<>()]+>"
    r"|(.+?)\s*\([^\s@<>()]+@[^\s@<>()]+\)"
)
"""An address with the name beside it: of RSS 2.0's author "a@b (name)", of mails "name <a@b>", and
"name (a@b)" where a feed has them apart."""

_EPOCH = datetime.fromtimestamp(0, UTC)


class Body(NamedTuple):
    """One of the texts of an item. `is_content`: meant as the article, not as a summary."""

    value: str
    is_html: bool
    is_content: bool
    base: str = ""


class Entry(NamedTuple):
    """An item as the feed has it: raw strings, nothing chosen, nothing cleaned.

    `title` may hold markup if `title_is_html`; `url` and `base` are absolute or "".
    `published` are the date strings in order of preference.
    """

    uid: str = ""
    url: str = ""
    title: str = ""
    title_is_html: bool = True
    bodies: tuple[Body, ...] = ()
    author: str = ""
    origin: str = ""
    published: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    image: str = ""
    base: str = ""


def drafts(entries: Sequence[Entry]) -> tuple[ArticleDraft, ...]:
    """Return the drafts of the newest `MOST_ENTRIES` entries in document order.

    Entries without date count as old. An entry with neither title nor text nor link is none.
    """
    if len(entries) > MOST_ENTRIES:
        order = sorted(
            range(len(entries)), key=lambda i: _date(entries[i].published) or _EPOCH, reverse=True
        )
        entries = [entries[index] for index in sorted(order[:MOST_ENTRIES])]
    made = (_draft(entry) for entry in entries)
    return tuple(draft for draft in made if draft.title)


def _draft(entry: Entry) -> ArticleDraft:
    title = plain(entry.title) if entry.title_is_html else entry.title
    title = clean_line(title)
    body, found = _body(entry)
    said, body = fields.split(body, title)
    text = plain_text(body)
    return ArticleDraft(
        uid=entry.uid,
        url=entry.url,
        title=title or _title_from(text) or entry.url,
        blocks=body,
        is_full_text=_is_full(text, found),
        origin=_name(entry.origin) or said.origin,
        author=_name(entry.author) or said.author,
        editor=said.editor,
        published_at=_date(entry.published) or said.published_at,
        category=" · ".join(_categories(entry.categories)),
        image=absolute(entry.image, entry.base),
    )


def _body(entry: Entry) -> tuple[tuple[Block, ...], Body | None]:
    """Return the blocks of the longest text that has any, and that text."""
    ranked = sorted(entry.bodies, key=lambda body: (len(body.value), body.is_content), reverse=True)
    for body in ranked:
        base = absolute(body.base, entry.base) or entry.url or entry.base
        if body.is_html or _MARKUP_IN_TEXT.search(body.value):
            made = blocks(body.value, base)
        else:
            made = text_blocks(body.value)
        if made:
            return made, body
    return (), None


def _is_full(text: str, body: Body | None) -> bool:
    if body is None or _CUT_OFF.search(text[-40:].rstrip()):
        return False
    return body.is_content or len("".join(text.split())) >= _FULL_TEXT


def _title_from(text: str) -> str:
    line = next(filter(None, (line.strip() for line in text.split("\n"))), "")
    return line if len(line) <= _TITLE_FROM_TEXT else line[:_TITLE_FROM_TEXT] + "…"


def _name(raw: str) -> str:
    """Return a person's or publisher's name; an address is none, nor a part of one."""
    if found := _ADDRESSED.fullmatch(clean_line(unescape(raw))):
        raw = found[1] or found[2] or found[3]
    name = clean_line(plain(raw), 100)
    return "" if _EMAIL.fullmatch(name) or "://" in name else name


def _date(raw: Sequence[str]) -> datetime | None:
    return next(filter(None, map(dates.parse, raw)), None)


def _categories(raw: Sequence[str]) -> list[str]:
    names = (clean_line(plain(name)) for name in raw[: _MOST_CATEGORIES * 4])
    good = (name for name in names if 0 < len(name) <= _LONGEST_CATEGORY and "://" not in name)
    return list(dict.fromkeys(good))[:_MOST_CATEGORIES]
