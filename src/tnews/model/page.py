"""What pages say: an article's own page, and a channel page with its links."""

from __future__ import annotations

from datetime import datetime

from tnews.model.clean import clean_line, clean_url, set_clean
from tnews.model.draft import ArticleDraft, clamp_date
from tnews.model.record import Record

CRUMBS = " > "
"""What parts the steps of a breadcrumb in `ArticleDraft.category`."""


class Page(Record):
    """An article's own page, read.

    `draft` holds what it says, its breadcrumb parted by `CRUMBS` in `category`. `has_time` is
    false where only a day is known. `next_url` leads to the next page of an article on
    several, `whole_url` to the same article on one page; "" where there is none.
    """

    draft: ArticleDraft
    has_time: bool = False
    next_url: str = ""
    whole_url: str = ""

    def __post_init__(self) -> None:
        set_clean(self, next_url=clean_url(self.next_url), whole_url=clean_url(self.whole_url))

    @property
    def section(self) -> tuple[str, ...]:
        """The steps of the breadcrumb."""
        return tuple(filter(None, self.draft.category.split(CRUMBS)))


class ListedLink(Record):
    """One article on a channel page. `has_time` is false where only a day is known."""

    url: str
    title: str
    published_at: datetime | None = None
    has_time: bool = False

    def __post_init__(self) -> None:
        set_clean(
            self,
            url=clean_url(self.url),
            title=clean_line(self.title),
            published_at=clamp_date(self.published_at),
        )


class Listing(Record):
    """A channel page, read: its name, its articles in page order, the page that follows.

    `selector` is the CSS path of the rows that were found; it may be pasted as `list`.
    """

    title: str
    links: tuple[ListedLink, ...]
    next_url: str = ""
    selector: str = ""

    def __post_init__(self) -> None:
        set_clean(self, title=clean_line(self.title, 100), next_url=clean_url(self.next_url))
