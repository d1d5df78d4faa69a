"""Frozen records and errors: the nouns every floor shares. Standard library only.

A record is made when it is first asked for (PEP 562): all of them take 25 ms, a list needs
five of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.model.article import NOTE_LIMIT, Article, ArticleStatus
    from tnews.model.before import Before, Field, Value
    from tnews.model.block import Block, BlockKind, Link
    from tnews.model.clean import TAG_LIMIT, clean_line, clean_tag, clean_text, clean_url
    from tnews.model.draft import ArticleDraft, ArticleIntent, IdentityKeys, KnownArticle
    from tnews.model.errors import (
        BusyError,
        ConfigError,
        DamageError,
        ExportError,
        FetchError,
        OptionError,
        ParseError,
        SourceError,
        StoreError,
        SyncError,
        TnewsError,
    )
    from tnews.model.fetch import Fetch, Fetched, FetchState, Unchanged
    from tnews.model.keeping import Kept, Limits, Retention
    from tnews.model.outcome import Counts, Refreshed, Saved, TagCount, TextFetched, TextState
    from tnews.model.packed import PackedBlocks, count_characters, plain_text, text_digest
    from tnews.model.page import CRUMBS, ListedLink, Listing, Page
    from tnews.model.query import Query
    from tnews.model.rank import Placing, RankEntry
    from tnews.model.row import ArticleRow
    from tnews.model.source import Source

__all__ = [
    "CRUMBS",
    "NOTE_LIMIT",
    "TAG_LIMIT",
    "Article",
    "ArticleDraft",
    "ArticleIntent",
    "ArticleRow",
    "ArticleStatus",
    "Before",
    "Block",
    "BlockKind",
    "BusyError",
    "ConfigError",
    "Counts",
    "DamageError",
    "ExportError",
    "Fetch",
    "FetchError",
    "FetchState",
    "Fetched",
    "Field",
    "IdentityKeys",
    "Kept",
    "KnownArticle",
    "Limits",
    "Link",
    "ListedLink",
    "Listing",
    "OptionError",
    "PackedBlocks",
    "Page",
    "ParseError",
    "Placing",
    "Query",
    "RankEntry",
    "Refreshed",
    "Retention",
    "Saved",
    "Source",
    "SourceError",
    "StoreError",
    "SyncError",
    "TagCount",
    "TextFetched",
    "TextState",
    "TnewsError",
    "Unchanged",
    "Value",
    "clean_line",
    "clean_tag",
    "clean_text",
    "clean_url",
    "count_characters",
    "plain_text",
    "text_digest",
]

_HOMES = {
    "article": "NOTE_LIMIT Article ArticleStatus",
    "before": "Before Field Value",
    "block": "Block BlockKind Link",
    "clean": "TAG_LIMIT clean_line clean_tag clean_text clean_url",
    "draft": "ArticleDraft ArticleIntent IdentityKeys KnownArticle",
    "errors": "BusyError ConfigError DamageError ExportError FetchError OptionError ParseError SourceError StoreError SyncError TnewsError",
    "fetch": "Fetch Fetched FetchState Unchanged",
    "keeping": "Kept Limits Retention",
    "outcome": "Counts Refreshed Saved TagCount TextFetched TextState",
    "packed": "PackedBlocks count_characters plain_text text_digest",
    "page": "CRUMBS ListedLink Listing Page",
    "query": "Query",
    "rank": "Placing RankEntry",
    "row": "ArticleRow",
    "source": "Source",
}
"""The module that each name of `__all__` is from."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


if not TYPE_CHECKING:  # else every name would pass the type check

    def __getattr__(name: str) -> object:
        """Import the module of `name`; it is asked for once."""
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__} has no attribute {name}")
        value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = value
        return value
