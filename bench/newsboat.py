"""newsboat with the articles of a cache of tnews: feeds as files, read once by newsboat itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from email.utils import format_datetime
from html import escape
from pathlib import Path

from tnews.model import Article, Query
from tnews.store import Store

_SETTINGS = "auto-reload no\nbind-key j down\nbind-key J next-feed\n"
"""j moves by a line, as the arrow does; in newsboat's own keys it opens the next feed, here J."""


EVERYTHING = "everything"
"""Title of its first feed, which holds the articles of all others."""

_EVERYTHING = f'"query:{EVERYTHING}:age > -1"\n'


def prepare(data_dir: Path, folder: Path) -> list[str]:
    """Let newsboat read all articles of the cache in `data_dir` into a cache in `folder`, which is
    kept for the next time; return the command that opens it, [] where there is no newsboat."""
    program = shutil.which("newsboat")
    if program is None:
        return []
    folder.mkdir(exist_ok=True)
    urls, cache, settings = folder / "urls", folder / "cache.db", folder / "config"
    with closing(Store.open(data_dir / "tnews.db", read_only=True)) as store:
        names = [name for name, (_unread, count) in store.counts().sources.items() if count]
        if not cache.exists():
            for number, name in enumerate(names):
                with (folder / f"{number}.xml").open("w", encoding="utf-8") as file:
                    file.writelines(_feed(store, name))
            addresses = [f"file://{folder.resolve()}/{n}.xml\n" for n in range(len(names))]
            urls.write_text("".join([_EVERYTHING, *addresses]), encoding="utf-8")
            settings.write_text(_SETTINGS, encoding="utf-8")
    command = [program, "-q", "-u", str(urls), "-c", str(cache), "-C", str(settings)]
    if not cache.exists():
        subprocess.run([*command, "-x", "reload"], check=True, capture_output=True)
    return command


def _feed(store: Store, source: str) -> Iterator[str]:
    """Yield an RSS document of all articles of `source`."""
    yield f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{source}</title>'
    for id in store.ids(Query(source=source)):
        article = store.article(id)
        if article is not None:
            yield _item(article)
    yield "</channel></rss>"


def _item(article: Article) -> str:
    text = "".join(f"<p>{escape(block.text)}</p>" for block in article.blocks)
    date = format_datetime(article.published_at) if article.published_at else ""
    return (
        f"<item><title>{escape(article.title)}</title><link>{escape(article.url)}</link>"
        f"<guid>{article.id}</guid><pubDate>{date}</pubDate>"
        f"<description>{escape(text)}</description></item>\n"
    )
