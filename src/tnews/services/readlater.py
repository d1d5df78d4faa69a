"""Read later (稍后读): pages that a person saved, kept like articles of a source of their own.

The link is kept first, so that nothing is lost where its page cannot be read.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tnews import model
from tnews.locale.reasons import inside
from tnews.model import Source, SourceError
from tnews.model.record import replace

if TYPE_CHECKING:
    from tnews.model import (
        ArticleDraft,
        IdentityKeys,
        KnownArticle,
        TextFetched,
    )
    from tnews.model.settings import Config
    from tnews.net.http import Http
    from tnews.sources.worker import Parser
    from tnews.store import Store

SAVED = Source(key="saved", url="", name="稍后读", category="稍后读", kind="saved")
"""The source of saved pages; it has no address and is never refreshed."""

_KEEPING = threading.Lock()
"""Held while a link is looked for and kept: two at once would make two articles of it."""


def with_saved(config: Config, store: Store) -> Config:
    """Return `config` with the saved pages as its last source, once something was saved."""
    if not store.knows(SAVED.key):
        return config
    return replace(config, sources=(*config.sources, SAVED))


def find(url: str, store: Store) -> int | None:
    """Return the id of the article that was saved from `url`, or None."""
    known = _known(store, _keys(url, url))
    return known.id if known and known.is_stored else None


async def save(
    url: str,
    store: Store,
    http: Http,
    parser: Parser,
    *,
    title: str = "",
    home: str = "",
) -> TextFetched:
    """Save the page at `url`; what is saved already is read anew and becomes unread again.

    Where the page cannot be read, the link stays under `title`, else under its address, and
    `error` says why. Only the host of `home` may be private: for a link out of an article its
    source's address, for an address that a person typed that address. Raises `StoreError`.
    """
    # Whatever lists articles knows the saved ones, and only saving needs what the functions
    # here import: asyncio alone takes 15 ms.
    import asyncio

    from tnews.services.pages import NOWHERE, read_page

    link = model.ArticleDraft(uid="", url=url, title=title or url)
    id = await asyncio.to_thread(_keep, store, link)
    result = model.TextFetched(id, SAVED.key, link.title)
    try:
        page = await read_page(url, http, parser, home=home or NOWHERE)
    except SourceError as error:
        await asyncio.to_thread(store.save_text_failure, id, inside(error.message), is_final=False)
        return replace(result, error=inside(error.message))
    await asyncio.to_thread(_move, store, id, link, page.draft.url)
    is_better = await asyncio.to_thread(
        store.save_page, id, page.draft, leads=True, has_time=page.has_time
    )
    return replace(result, title=page.draft.title or link.title, is_better=is_better)


def _keep(store: Store, link: ArticleDraft) -> int:
    """Store `link`, unread, unless it is there, and return the id of its article."""
    with _KEEPING:
        return _keep_once(store, link)


def _keep_once(store: Store, link: ArticleDraft) -> int:
    from tnews.services.decide import content_hash

    if not store.knows(SAVED.key):
        store.register([SAVED])
    keys = _keys(link.url, link.url)
    known = _known(store, keys)
    if known is None or not known.is_stored:
        intent = model.ArticleIntent(known.id if known else None, keys, link, content_hash(link))
        saved = store.save(SAVED.key, None, [intent])
        id = (*saved.new, *saved.updated)[0]
    else:
        id = known.id
    store.set_read([id], False)
    return id


def _move(store: Store, id: int, link: ArticleDraft, url: str) -> None:
    """Remember that the page of `link` is at `url`, where it led: either is the same article."""
    from tnews.services.decide import content_hash

    if url and url != link.url:
        keys = _keys(link.url, url)
        moved = replace(link, url=url)
        store.save(SAVED.key, None, [model.ArticleIntent(id, keys, moved, content_hash(link))])


def _known(store: Store, keys: IdentityKeys) -> KnownArticle | None:
    """The saved article with one of `keys`; one that was deleted does not count."""
    found = [known for known in store.known(SAVED.key, [keys]) if not known.is_deleted]
    return found[0] if found else None


def _keys(asked: str, url: str) -> IdentityKeys:
    """The keys of a page: the address that was asked for, and the one it led to.

    The title is none: of two saved pages with the same one, neither may be lost.
    """
    from tnews.services.decide import identity_keys
    from tnews.text.links import canonical

    draft = model.ArticleDraft(uid=canonical(asked), url=url, title="")
    (keys,) = identity_keys([draft])
    return keys
