"""Whose text and whose fields an article shows: the feed's, or those of its own page. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tnews.model.block import Block
from tnews.model.draft import ArticleDraft
from tnews.model.packed import count_characters, plain_text
from tnews.model.record import replace

SUMMARY_SHARED = 0.15
FULL_TEXT_SHARED = 0.8
"""How much of the feed's text a page must hold, as a share of its pairs of characters.

A summary may use words of its own. Measured on 3,000 pairs of real articles: 100 characters of
one share 0.03 with another article (median; more than 0.20 in 1 of 100), and 0.27 with the
rest of their own. A whole text must be there nearly as it is.
"""

_TELLING = 20  # pairs: a shorter text says nothing about whether a page is the right one


class Choice(NamedTuple):
    """What an article shows, and whether its text is the page's."""

    draft: ArticleDraft
    is_page: bool


def choose(feed: ArticleDraft, page: ArticleDraft, *, leads: bool, has_time: bool) -> Choice:
    """Return what an article shows of what the `feed` and its own `page` say.

    Where the page `leads` (a list says little more than a link), its fields win where it has
    them; else it fills only what the feed leaves empty. Where it knows only a day (not
    `has_time`) a date of the feed stays. The address and the uid are always the feed's.
    """
    better = is_better(page.blocks, feed.blocks, is_full_text=feed.is_full_text)
    first, second = (page, feed) if leads else (feed, page)
    dated, undated = (page, feed) if leads and has_time else (feed, page)
    return Choice(
        replace(
            feed,
            title=first.title or second.title,
            origin=first.origin or second.origin,
            author=first.author or second.author,
            editor=first.editor or second.editor,
            category=first.category or second.category,
            image=first.image or second.image,
            published_at=dated.published_at or undated.published_at,
            blocks=page.blocks if better else feed.blocks,
            is_full_text=page.is_full_text if better else feed.is_full_text,
        ),
        better,
    )


def is_better(page: Sequence[Block], feed: Sequence[Block], *, is_full_text: bool) -> bool:
    """Say whether the text of the `page` is to be shown instead of the `feed`'s.

    It is longer, white space not counted, and it is about the same: a login wall or a list of
    other articles holds little of what the feed says. `is_full_text`: the feed's text is no
    summary.
    """
    if count_characters(page) <= count_characters(feed):
        return False
    least = FULL_TEXT_SHARED if is_full_text else SUMMARY_SHARED
    return shared(plain_text(feed), plain_text(page)) >= least


def shared(part: str, whole: str) -> float:
    """Return how much of `part` is in `whole`, from 0 to 1: the share of its pairs of characters.

    Only letters and digits count. 1.0 where `part` is too short to tell.
    """
    wanted = _pairs(part)
    if len(wanted) < _TELLING:
        return 1.0
    return len(wanted & _pairs(whole)) / len(wanted)


def _pairs(text: str) -> set[str]:
    letters = "".join(filter(str.isalnum, text)).casefold()
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
