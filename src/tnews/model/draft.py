"""An article on its way in: draft (from a source), known (by its keys), intent (into the store).

Every string from outside is cleaned in the constructors here. Times are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from tnews.model.block import Block
from tnews.model.clean import clean_line, clean_url, set_clean
from tnews.model.packed import plain_text
from tnews.model.record import Record


class ArticleDraft(Record):
    """What a source says about one article.

    `uid` is the source's own identifier (guid), "" if it has none; `origin` is 来源,
    `editor` 责任编辑, `category` the source's own breadcrumb ("资讯 > 消费"); `detail_url` is
    where an API has the whole text; `heat` is how hot an entry of a 热榜 is, as it says it.
    """

    uid: str
    url: str
    title: str
    blocks: Sequence[Block] = ()
    is_full_text: bool = False
    origin: str = ""
    author: str = ""
    editor: str = ""
    published_at: datetime | None = None
    category: str = ""
    image: str = ""
    detail_url: str = ""
    heat: str = ""

    def __post_init__(self) -> None:
        set_clean(
            self,
            uid=clean_line(self.uid, 1000),
            url=clean_url(self.url),
            title=clean_line(self.title),
            origin=clean_line(self.origin, 100),
            author=clean_line(self.author, 100),
            editor=clean_line(self.editor, 100),
            category=clean_line(self.category, 100),
            image=clean_url(self.image),
            detail_url=clean_url(self.detail_url),
            heat=clean_line(self.heat, 40),
            published_at=clamp_date(self.published_at),
        )

    @property
    def text(self) -> str:
        """The body as plain text, one block a line."""
        return plain_text(self.blocks)


def clamp_date(moment: datetime | None) -> datetime | None:
    """Return `moment` in UTC, or None outside 1990 … 9000 or without a zone.

    Dates in the near future are kept as the source says them; the store orders an article
    never later than when it was first seen.
    """
    if moment is None or moment.tzinfo is None:
        return None
    try:
        moment = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if 1990 <= moment.year < 9000 else None


class IdentityKeys(NamedTuple):
    """The three keys of an article within its source; b"" is a missing key.

    Each is 8 bytes of BLAKE2b: of the guid, of the canonical link, of the folded title.
    """

    uid: bytes = b""
    link: bytes = b""
    title: bytes = b""


class KnownArticle(Record):
    """What the store knows of an article that a draft may be: input of the decider.

    `is_stored` is false when the article was pruned, `has_text` when it is a headline alone.
    """

    id: int
    keys: IdentityKeys
    content_hash: bytes
    is_deleted: bool = False
    is_stored: bool = True
    has_text: bool = True


class ArticleIntent(Record):
    """What the decider wants stored: a new article (`id` None) or another text of a known one."""

    id: int | None
    keys: IdentityKeys
    draft: ArticleDraft
    content_hash: bytes
