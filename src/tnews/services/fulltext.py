"""Whole texts: which articles want their own page, fetching it, and what a failure means."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from tnews.locale import _
from tnews.locale.reasons import inside
from tnews.model import (
    Article,
    ArticleDraft,
    FetchError,
    Page,
    ParseError,
    Source,
    SourceError,
    TextFetched,
    TextState,
    count_characters,
)
from tnews.services.defects import told
from tnews.services.intake import store_one
from tnews.services.readlater import SAVED
from tnews.services.telling import Teller

if TYPE_CHECKING:
    from tnews.model.settings import Config
    from tnews.net.http import Http
    from tnews.services.pagequeue import Mood
    from tnews.sources.worker import Parser
    from tnews.store import Store

SHORT = 80
"""Characters below which even a text that a feed gives as whole may be none."""

TRIES = 3
RETRY = timedelta(hours=1)
"""A page that gave no text is tried so often by itself, so far apart."""

_SETTLED = frozenset({401, 402, 404, 410, 451})  # answers that no later try will change
_LEADING = frozenset({"page", "rank", "saved"})  # kinds that know little more than a link


class Tried(NamedTuple):
    """What came of one page, and how its host took it."""

    result: TextFetched
    mood: Mood = "well"


def wants(source: Source, article: Article | ArticleDraft) -> bool:
    """Say whether the own page of an article of `source` is to be fetched for its text.

    With full_text = auto: where the source gave no text or a summary (not `is_full_text`: cut
    off, or below 400 characters and not marked as the content), or one below `SHORT`. Of the
    entries of 89 documents of real Chinese feeds that is 36氪 0 of 60, 虎嗅 1 of 419, 爱范儿 0 of
    100, 少数派 0 of 20, a blog 12 of 140; and of feeds of summaries a blog 28 of 30, 南方周末 539 of
    540, 三联 61 of 78, 36氪's flashes (81 to 192 characters) 22 of 30. The others have no link.
    """
    has_address = article.url or (isinstance(article, ArticleDraft) and article.detail_url)
    if not has_address or source.full_text == "never":
        return False
    if source.full_text == "always":
        return True
    return not article.is_full_text or count_characters(article.blocks) < SHORT


class FullText:
    """Fetches articles' own pages into `store`. An async context manager, for one event loop a time.

    Uses the `http` and `parser` it is given; else it makes its own when the first page is
    asked for, and closes them. Methods raise `StoreError` alone: a page that cannot be had is
    a result like others.
    """

    def __init__(
        self, store: Store, config: Config, http: Http | None = None, parser: Parser | None = None
    ) -> None:
        self._store = store
        self._teller = Teller(store, config.stories)
        self._config = config
        self._sources = {source.key: source for source in (SAVED, *config.sources)}
        self._given = (http, parser) if http is not None and parser is not None else None
        self._tools = self._given
        self._stack = AsyncExitStack()
        self._opening = asyncio.Lock()

    wants = staticmethod(wants)

    async def __aenter__(self) -> Self:
        self._opening = asyncio.Lock()  # a lock belongs to one event loop
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tools = self._given
        await self._stack.aclose()

    async def fetch(self, article_id: int, *, asked: bool = False) -> TextFetched:
        """Fetch the page of a stored article and keep what it says.

        Unless a person `asked`, only if its source is on, the article wants it, and it was not
        tried, or failed an hour ago or earlier and not for good. The text of the feed stays whatever happens.
        """
        if not asked:
            article, state = await asyncio.to_thread(self._known, article_id)
            if article is None or not self._is_due(article, state):
                return _nothing(article_id, article)
        return (await self.try_page(article_id)).result

    async def try_page(self, article_id: int) -> Tried:
        """Fetch the page of a stored article, due or not, and say how its host took it."""
        article, state = await asyncio.to_thread(self._known, article_id)
        if article is None:
            return Tried(TextFetched(article_id, "", "", error=_("the article is gone")))
        source = self._source(article.source)
        try:
            page = await self._page(source, article.url, state.detail_url)
        except SourceError as error:
            return await self._failed(article, state, error)
        is_better = await asyncio.to_thread(
            self._store.save_page,
            article_id,
            page.draft,
            leads=source.kind in _LEADING,
            has_time=page.has_time,
        )
        await asyncio.to_thread(self._teller.tell, [article_id])
        result = TextFetched(article_id, source.key, article.title, is_better=is_better)
        is_cut = bool(page.next_url) and not page.draft.is_full_text  # its next page failed
        return Tried(result, "refusing" if is_cut else "well")

    async def open_entry(self, entry_id: int) -> TextFetched:
        """Make an article of the page of a ranked list's entry, unless there is one already.

        The result's `article` is its id. A failure says why and makes nothing.
        """
        entry = await asyncio.to_thread(self._store.rank_entry, entry_id)
        draft = await asyncio.to_thread(self._store.rank_draft, entry_id)
        if entry is None or draft is None:
            return TextFetched(0, "", "", error=_("this entry is no longer kept"))
        result = TextFetched(entry.article_id or 0, entry.source, entry.title)
        if entry.article_id is not None:
            return result
        try:
            page = await self._page(self._source(entry.source), draft.url, draft.detail_url)
        except SourceError as error:
            return TextFetched(0, entry.source, entry.title, error=inside(error.message))
        article_id = await asyncio.to_thread(self._make, entry_id, entry.source, draft, page)
        if article_id is None:
            return TextFetched(0, entry.source, entry.title, error=_("its article was deleted"))
        return TextFetched(article_id, entry.source, entry.title, is_better=True)

    def _make(self, entry_id: int, source: str, draft: ArticleDraft, page: Page) -> int | None:
        article_id = store_one(self._store, source, draft)
        if article_id is not None:
            self._store.save_page(article_id, page.draft, leads=True, has_time=page.has_time)
            self._teller.tell([article_id])
            self._store.link_entry(entry_id, article_id)
        return article_id

    def _known(self, article_id: int) -> tuple[Article | None, TextState]:
        states = self._store.text_states([article_id])
        return self._store.article(article_id), states.get(article_id, TextState())

    def _is_due(self, article: Article, state: TextState) -> bool:
        source = self._source(article.source)
        if not source.enabled or not wants(source, article):
            return False
        if state.tried_at is None:
            return True
        waited = datetime.now(UTC) - state.tried_at
        return bool(state.error) and not state.is_final and abs(waited) >= RETRY

    def _source(self, key: str) -> Source:
        """Return the configured source, or for one that is gone what is enough for its pages."""
        return self._sources.get(key) or Source(key, "", key, "", enabled=False)

    async def _page(self, source: Source, url: str, detail_url: str) -> Page:
        """Return what the API, else the page, says of one article. Raises `SourceError` alone."""
        try:
            http, parser = await self._opened()
            if detail_url and (page := await _detail(source, detail_url, http, parser)):
                if page.draft.blocks:
                    return page
                url = page.draft.url or url
            if not url:
                raise ParseError(_("the article has no address"))
            from tnews.services.pages import NOWHERE, read_page
            from tnews.sources.selectors import article_selectors

            home, selectors = source.url or NOWHERE, article_selectors(source.options)
            return await read_page(url, http, parser, home=home, selectors=selectors)
        except Exception as error:
            raise told(error, url) from error

    async def _opened(self) -> tuple[Http, Parser]:
        async with self._opening:
            if self._tools is None:
                # httpx takes 40 ms and more to import: not before something is fetched.
                from tnews.net.web import Web
                from tnews.sources.worker import Parser

                http = await self._stack.enter_async_context(Web(self._config))
                self._tools = http, await self._stack.enter_async_context(Parser())
        return self._tools

    async def _failed(self, article: Article, state: TextState, error: SourceError) -> Tried:
        offline = isinstance(error, FetchError) and error.offline
        mood = _mood(error)
        is_spent = state.attempts + 1 >= TRIES and not offline and mood != "throttling"
        is_final = _is_settled(error) or is_spent
        await asyncio.to_thread(
            self._store.save_text_failure, article.id, inside(error.message), is_final=is_final
        )
        result = TextFetched(article.id, article.source, article.title, error=inside(error.message))
        return Tried(result, mood)


async def _detail(source: Source, url: str, http: Http, parser: Parser) -> Page | None:
    """Return what the API has of one article, or None if it has no text for it."""
    from tnews import sources as kinds

    kind = kinds.load(source.kind) if source.kind in kinds.KINDS else None
    detail = getattr(kind, "detail", None)
    if detail is None:  # the source is of another kind now
        return None
    try:
        draft: ArticleDraft = await detail(source, url, http, parser)
    except ParseError:
        return None
    return Page(draft, has_time=draft.published_at is not None)


def _is_settled(error: SourceError) -> bool:
    """Whether no later try will do better: the page is gone, or is none that can be read."""
    return isinstance(error, ParseError) or (
        isinstance(error, FetchError) and error.status in _SETTLED
    )


def _mood(error: SourceError) -> Mood:
    """Return how the host of a page that failed with `error` took the request."""
    if not isinstance(error, FetchError) or error.status in _SETTLED:
        return "well"
    if error.silent or error.offline:
        return "silent"
    return "throttling" if error.status == 429 or error.retry_after is not None else "refusing"


def _nothing(article_id: int, article: Article | None) -> TextFetched:
    if article is None:
        return TextFetched(article_id, "", "", error=_("the article is gone"))
    return TextFetched(article_id, article.source, article.title)
