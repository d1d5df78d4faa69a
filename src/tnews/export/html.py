"""HTML: one document that needs nothing else and fetches nothing, however many articles.

Everything shown is escaped here; a content security policy forbids scripts, pictures and
frames besides. Pictures are links: loading them would tell their server who reads what.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, TextIO

from tnews.export.labels import heading, labels, link
from tnews.export.spans import Stretch, rows, spans
from tnews.locale import _

if TYPE_CHECKING:
    from tnews.model import Article, Block

SUFFIX = ".html"
ENCODING = "utf-8"

_STYLE = """
:root { color-scheme: light dark }
body { max-width: 38em; margin: 2em auto; padding: 0 1em; line-height: 1.8; font-family: serif }
h1, h2, dl, th, td { font-family: sans-serif; line-height: 1.4 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; font-size: .85em }
dt { opacity: .7 }
dd { margin: 0; overflow-wrap: anywhere }
p { margin: .6em 0; text-align: justify; text-indent: 2em }
ul { list-style: none; padding-left: 2em }
pre { overflow-x: auto; line-height: 1.4 }
table { border-collapse: collapse }
th, td { border: 1px solid; padding: .2em .6em; text-align: left }
aside p { white-space: pre-wrap; text-indent: 0 }
article + article { margin-top: 3em; border-top: 3px double; padding-top: 1em }
"""
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


def write(articles: Iterable[Article], out: TextIO) -> int:
    """Write one document with all `articles` and return how many."""
    articles = iter(articles)
    first = list(islice(articles, 2))
    title = heading(first[0]) if len(first) == 1 else _("Articles")
    policy = _POLICY.format(b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode())
    out.write(
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    count = 0
    for article in chain(first, articles):
        count += 1
        out.writelines(line + "\n" for line in _article(article))
    out.write("</body>\n</html>\n")
    return count


def _article(article: Article) -> Iterator[str]:
    yield f'<article id="article-{article.id}">'
    yield f"<h1>{escape(heading(article))}</h1>"
    yield "<dl>"
    for label, value in labels(article):
        yield f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>"
    if url := link(article):
        yield f"<dt>{escape(_('Link'))}</dt><dd>{_linked(escape(url), url)}</dd>"
    yield "</dl>"
    shown = (block for block in article.blocks if block.text.strip() or block.href)
    for kind, group in groupby(shown, key=lambda block: block.kind):
        if kind == "li":
            yield "<ul>"
            yield from (f"<li>{_inline(block)}</li>" for block in group)
            yield "</ul>"
        else:
            yield from map(_block, group)
    if note := article.status.note:
        yield f"<aside><h2>{escape(_('Your note'))}</h2>"
        yield f"<p>{escape(note)}</p></aside>"
    yield "</article>"


def _block(block: Block) -> str:
    match block.kind:
        case "h":
            return f"<h2>{_inline(block)}</h2>"
        case "quote":
            return f"<blockquote><p>{_inline(block)}</p></blockquote>"
        case "pre":
            return f"<pre>{escape(block.text)}</pre>"
        case "table":
            return _table(block)
        case "img":
            return f"<figure>{_picture(block)}</figure>"
    return f"<p>{_inline(block)}</p>"


def _picture(block: Block) -> str:
    caption = escape(block.text.strip() or _("Picture"))
    return _linked(caption, block.href) if block.href else caption


def _table(block: Block) -> str:
    """Return a table; the first row is its head."""
    lines = []
    for number, row in enumerate(rows(block)):
        tag = "td" if number else "th"
        cells = "".join(f"<{tag}>{_inline(block, cell)}</{tag}>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join(["<table>", *lines, "</table>"])


def _inline(block: Block, stretch: Stretch | None = None) -> str:
    return "".join(
        _linked(escape(text), url) if url else escape(text) for text, url in spans(block, stretch)
    )


def _linked(html: str, url: str) -> str:
    return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{html}</a>'
