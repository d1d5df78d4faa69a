"""tnews save: pages to read later."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.cli.documents import Documents
from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import out, tell
from tnews.locale import _
from tnews.model import Article, Block, ConfigError, SourceError, TextFetched, clean_url
from tnews.services import readlater

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.net.http import Http

LINKED = 0.05
"""Share of links in a dated text from which on it may be a list: 0 to 0.03 in 60 real articles,
0.16 and 0.4 in two channel pages."""


def save(options: Options, workplace: Workplace) -> int:
    """Run `tnews save`: keep each page, say which could not be read."""
    for text in options.url:
        _check(text)
    return asyncio.run(_save(options.url, workplace))


def _check(text: str) -> None:
    """Raise `ConfigError` if `text` is not the address of a page.

    A route of RSSHub is none, nor is a single word: what is saved stays, a slip of the keys too.
    """
    from tnews.services.discovery import address

    if not set(".:/。：／").intersection(text) or not clean_url(address(text)):
        raise ConfigError(_("not a web address: {text}").format(text=text))


async def _answering(text: str, http: Http) -> str:
    """Return the address that a person means; of one without a scheme that which answers."""
    from tnews.services.discovery import address, ask_either, has_scheme

    if has_scheme(text):
        return address(text)
    url, _reply = await ask_either(text, http.get)
    return url


async def _save(texts: Sequence[str], workplace: Workplace) -> int:
    code = DONE
    store = workplace.store
    async with Documents(workplace) as documents:
        http = await documents.http()
        for text in texts:
            url = await _answering(text, http)
            was_there = readlater.find(url, store) is not None
            saved = await readlater.save(url, store, http, documents.parser, home=url)
            _report(saved, url, was_there)
            if saved.error:
                code = SOME_FAILED
            if await _lists_articles(url, store.article(saved.article), documents):
                tell(_("{url} lists articles; tnews add {url} subscribes to it").format(url=url))
    return code


async def _lists_articles(url: str, saved: Article | None, documents: Documents) -> bool:
    """Say whether the page at `url` is a channel's; it is asked for again only if it may be."""
    from tnews.services.looking import look

    if saved is None or (saved.blocks and saved.published_at and _linked(saved.blocks) < LINKED):
        return False
    try:
        return (await look(url, await documents.http(), documents.parser)).is_list
    except SourceError:  # it was saved a moment ago; without an answer there is nothing to add
        return False


def _linked(blocks: Sequence[Block]) -> float:
    """Return the share of the characters of `blocks` that are links, from 0 to 1."""
    characters = sum(len(block.text) for block in blocks)
    linked = sum(link.end - link.start for block in blocks for link in block.links)
    return linked / characters if characters else 0.0


def _report(saved: TextFetched, url: str, was_there: bool) -> None:
    if saved.error:
        told = _("{url}: the link is kept in {channel}, but its page cannot be read: {reason}")
        tell(told.format(url=url, channel=readlater.SAVED.category, reason=saved.error))
        return
    told = (
        _("saved before, unread again: {title} ({id})")
        if was_there
        else _("saved in {channel}: {title} ({id})")
    )
    out(told.format(channel=readlater.SAVED.category, title=saved.title, id=saved.article))
