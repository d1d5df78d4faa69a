"""How much a group of links looks like the list of a channel.

The weights were tuned on channel pages of many shapes; they are ratios, no probabilities.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.text.listing import addresses
from tnews.text.listing.clusters import Cluster, urls

if TYPE_CHECKING:
    from tnews.text.listing.outline import Outline
    from tnews.text.listing.rows import Row

_USUAL_LENGTH = 14
_LONGEST = 24
"""Characters of titles: what is usual counts 1, more counts more, up to this."""

_NAMES = 10
"""Characters of a title below which, on the average, links may be names of channels or sites."""

_WHERE_NO_ARTICLES_ARE = 0.3


def score(outline: Outline, parts: Sequence[Cluster], *, is_out: bool) -> float:
    """Return how likely the rows of `parts` are the list of the page; 0 if they cannot be.

    For: many, long titles, addresses of articles and of one form, dates, text besides, below
    the page's own folder. Against: at the side, on other sites. `is_out` says that they stand
    where by its names no articles are.
    """
    found = [row for part in parts for row in part.rows]
    addressed = urls(found)
    n = len(addressed)
    side = sum(len(part.rows) for part in parts if part.is_side) / len(found)
    dated = sum(part.dated for part in parts) / len(found)
    likely = sum(part.likely for part in parts) / len(found)
    length = sum(min(len(row.anchors[0].title), _LONGEST) for row in found) / len(found)
    alike = Counter(map(addresses.template, addressed)).most_common(1)[0][1] / n
    dated_urls = sum(addresses.date_of(url) is not None for url in addressed) / n
    extra = sum(_extra(outline, row) for row in found) / len(found)
    here = addresses.folder(outline.url)
    below = sum(url.partition("//")[2].startswith(here) for url in addressed) / n
    home = addresses.site(outline.url)
    foreign = sum(addresses.site(url) != home for url in addressed) / n
    if dated < 0.5 and likely < 0.3 and (is_out or length < _NAMES):
        return 0.0  # a menu, or links to friends
    return (
        math.log2(n + 1)
        * (length / _USUAL_LENGTH)
        * (0.35 + 0.65 * likely)
        * (0.6 + 0.4 * alike)
        * (1 + 0.9 * dated + 0.25 * dated_urls)
        * (1 + 0.5 * min(1, extra / 60))
        * (1 + 0.2 * below)
        * (_WHERE_NO_ARTICLES_ARE if is_out else 1 - 0.6 * side)
        * (1 - 0.6 * foreign)
    )


def _extra(outline: Outline, row: Row) -> int:
    """Return how much text stands in a row besides its title, in characters up to 200."""
    length = sum(len(piece.text) for piece in outline.pieces[row.first : row.last])
    return max(0, min(length - len(row.anchors[0].title), 200))
