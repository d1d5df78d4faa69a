"""Frozen records and errors: the nouns every floor shares. Standard library only."""

from tnews.model.article import (
    Article,
    ArticleDraft,
    ArticleIntent,
    ArticleRow,
    ArticleStatus,
    Block,
    BlockKind,
    IdentityKeys,
    KnownArticle,
    Link,
    count_characters,
    plain_text,
)
from tnews.model.clean import clean_line, clean_text, clean_url
from tnews.model.errors import (
    BusyError,
    ConfigError,
    ExportError,
    FetchError,
    OptionError,
    ParseError,
    SourceError,
    StoreError,
    SyncError,
    TnewsError,
)
from tnews.model.outcome import Counts, Refreshed, Saved, TextFetched, TextState
from tnews.model.page import CRUMBS, ListedLink, Listing, Page
from tnews.model.query import Query
from tnews.model.rank import Placing, RankEntry
from tnews.model.source import Fetch, Fetched, FetchState, Source, Unchanged

__all__ = [
    "CRUMBS",
    "Article",
    "ArticleDraft",
    "ArticleIntent",
    "ArticleRow",
    "ArticleStatus",
    "Block",
    "BlockKind",
    "BusyError",
    "ConfigError",
    "Counts",
    "ExportError",
    "Fetch",
    "FetchError",
    "FetchState",
    "Fetched",
    "IdentityKeys",
    "KnownArticle",
    "Link",
    "ListedLink",
    "Listing",
    "OptionError",
    "Page",
    "ParseError",
    "Placing",
    "Query",
    "RankEntry",
    "Refreshed",
    "Saved",
    "Source",
    "SourceError",
    "StoreError",
    "SyncError",
    "TextFetched",
    "TextState",
    "TnewsError",
    "Unchanged",
    "clean_line",
    "clean_text",
    "clean_url",
    "count_characters",
    "plain_text",
]
