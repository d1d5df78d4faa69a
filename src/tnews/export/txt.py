"""Plain text: title, facts, paragraphs begun by two full-width spaces, addresses at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from tnews.export.labels import heading, labelled, labels, link
from tnews.export.spans import spans
from tnews.locale import _

if TYPE_CHECKING:
    from tnews.model import Article, Block

SUFFIX = ".txt"
ENCODING = "utf-8"

_INDENT = "\u3000\u3000"
_RULE = "─" * 40


def write(articles: Iterable[Article], out: TextIO) -> int:
    """Write `articles` one after the other, parted by a rule, and return how many."""
    count = 0
    for count, article in enumerate(articles, 1):
        if count > 1:
            out.write(f"\n{_RULE}\n\n")
        out.writelines(line + "\n" for line in _lines(article))
    return count


def _lines(article: Article) -> Iterator[str]:
    yield heading(article)
    yield ""
    for label, value in labels(article):
        yield labelled(label, value)
    if url := link(article):
        yield labelled(_("Link"), url)
    yield ""
    for block in article.blocks:
        if text := _text(block):
            yield text
    if note := article.status.note:
        yield ""
        yield labelled(_("Your note"), "").rstrip()
        yield from note.split("\n")
    links = list(dict.fromkeys(_addresses(article)))
    if links:
        yield ""
        yield labelled(_("Links"), "").rstrip()
        yield from links


def _text(block: Block) -> str:
    """Return the text of `block` as one paragraph; code and tables keep their lines."""
    text = block.text.strip()
    match block.kind:
        case "p" | "quote":
            return text and _INDENT + text
        case "img":
            return _("[picture] {caption}").format(caption=text).rstrip()
        case "pre" | "table":
            return block.text
    return text


def _addresses(article: Article) -> Iterator[str]:
    """Yield "text  address" of every link and picture, in the order of the text."""
    for block in article.blocks:
        if block.href:
            yield f"{block.text.strip() or _('Picture')}  {block.href}"
        for text, url in spans(block):
            if url:
                yield f"{text.strip()}  {url}"
