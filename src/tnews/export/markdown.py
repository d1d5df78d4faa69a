"""Markdown (CommonMark, pipe tables): text that means nothing but itself, and no HTML.

One article has front matter, whose values are JSON strings (so they are YAML strings too);
several in one file are parted by rules and have none, as it stands only at a file's start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO

from tnews.export.labels import heading, labelled, labels, link
from tnews.export.record import as_json
from tnews.export.spans import Stretch, rows, spans
from tnews.locale import _
from tnews.model.visible import visible_json

if TYPE_CHECKING:
    from tnews.model import Article, Block

SUFFIX = ".md"
ENCODING = "utf-8"

_MARKS = re.compile(r"[\\`*_~\[\]]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ITEM = re.compile(r"· |(\d{1,9}\. )")


def write(articles: Iterable[Article], out: TextIO) -> int:
    """Write `articles` one after the other and return how many."""
    articles = iter(articles)
    first = list(islice(articles, 2))
    count = 0
    for count, article in enumerate(chain(first, articles), 1):
        if len(first) == 1:
            out.write(_front_matter(article))
        elif count > 1:
            out.write("\n---\n\n")
        out.write(_head(article) + _body(article) + _note(article) + "\n")
    return count


def _front_matter(article: Article) -> str:
    """Return what is known of `article`, a `key: value` line each."""
    known = as_json(article)
    del known["text"], known["paragraphs"]
    lines = [
        f"{key}: {visible_json(value)}".replace("<", "\\u003c")
        for key, value in known.items()
        if value not in ("", None, [])
    ]
    return "\n".join(["---", *lines, "---", "", ""])


def _head(article: Article) -> str:
    lines = [f"# {_title(escape(heading(article)))}", ""]
    lines += [f"- {labelled(label, escape(value))}" for label, value in labels(article)]
    if url := link(article):
        lines.append(f"- {labelled(_('Link'), _linked(escape(url), url))}")
    return "\n".join(lines)


def _body(article: Article) -> str:
    """Return the blocks parted by empty lines, the items of one list by line breaks."""
    body, before = "", ""
    for block in article.blocks:
        if part := _part(block):
            item = ("1" if part[0].isdigit() else "-") if block.kind == "li" else ""
            body += ("\n" if item and item == before else "\n\n") + part
            before = item
    return body


def _note(article: Article) -> str:
    """Return the reader's note below the text, a quotation, which no text of others can be."""
    if not article.status.note:
        return ""
    lines = [_opened(escape(line.strip())) for line in article.status.note.split("\n")]
    ends = [
        "\\" if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)
    ]
    quoted = (f"> {line}{end}".rstrip() for line, end in zip(lines, ends, strict=True))
    return "\n\n" + "\n".join([f"## {_title(escape(_('Your note')))}", "", *quoted])


def _part(block: Block) -> str:
    """Return the Markdown of `block`, "" if there is nothing to show."""
    if block.kind == "pre":
        return _fenced(block.text)
    if block.kind == "table":
        return _table(block)
    if block.kind == "img" and block.href:
        return "!" + _linked(escape(block.text.strip()), block.href)
    mark = _ITEM.match(block.text) if block.kind == "li" else None
    text = _inline(block, (mark.end() if mark else 0, len(block.text)))
    if not text:
        return ""
    if block.kind == "h":
        return f"## {_title(text)}"
    prefix = {"quote": "> ", "li": mark[1] or "- " if mark else "- "}.get(block.kind, "")
    return prefix + _opened(text)


def _inline(block: Block, stretch: Stretch) -> str:
    return "".join(
        _linked(escape(text), url) if url else escape(text) for text, url in spans(block, stretch)
    )


def _linked(markdown: str, url: str) -> str:
    """Return `markdown` as a link; `url` is clean, so it holds no space and no angle bracket."""
    return f"[{markdown}](<{_ENTITY.sub('&amp;', url)}>)"


def escape(text: str) -> str:
    """Return one line of text so that no Markdown reader finds a mark or a tag in it.

    `<` becomes an entity: a backslash before it is not known to every reader.
    """
    return _MARKS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text).replace("<", "&lt;"))


def _opened(text: str) -> str:
    """Return `text` so that it does not begin a heading, quotation, list or rule."""
    if re.match(r"[#>]|[-+](?:[-+\s]|$)", text):
        return "\\" + text
    return re.sub(r"^(\d{1,9})(?=[.)](?:\s|$))", r"\1\\", text)


def _title(text: str) -> str:
    """Return `text` so that a heading does not take its last # for a closing mark."""
    return _opened(re.sub("#+$", lambda run: r"\#" * len(run[0]), text))


def _fenced(text: str) -> str:
    """Return `text` as code, in a fence longer than any run of backticks in it."""
    if not text.strip():
        return ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _table(block: Block) -> str:
    """Return a pipe table; the first row is its head."""
    table = [[_inline(block, cell).replace("|", r"\|") for cell in row] for row in rows(block)]
    if not table:
        return ""
    width = max(map(len, table))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in table]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
