"""What a title is about, without a dictionary, and how alike two titles are. Pure.

Terms are pairs of ideographs inside a run of them (a three-character name is two pairs that
overlap) and whole words of letters. Pairs that no word ends or begins with are told apart by
how rare they are and how often the text says them, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tnews.text.fold import fold

_RUN = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
    "|[a-z\xdf-\u024f][a-z0-9\xdf-\u024f]+"
)
_IDLE = frozenset(
    "的了着吗呢吧啊呀么们之与及或而但且就都也还又才很太把被让其这那哪您你我他她它是在有没不个"
)
"""Characters that carry grammar and no subject: a pair with one of them is no term."""

_NUMBERS = re.compile("[0-9〇一二三四五六七八九十百千万亿两]+")

MOST = 24
"""Terms of one title at most: a title of 300 characters has no more to say."""


def terms(title: str) -> list[str]:
    """Return the folded terms of `title` in their order, each once, at most `MOST`."""
    found: dict[str, None] = {}
    for run in _RUN.findall(fold(title)):
        pairs = [run] if run < "\u3000" else [run[at : at + 2] for at in range(len(run) - 1)]
        found.update((pair, None) for pair in pairs if _IDLE.isdisjoint(pair))
    return list(found)[:MOST]


def covered(title: str, found: Iterable[str]) -> int:
    """Return how many characters of the folded `title` the terms `found` stand on.

    A name of three characters is 3 and not two pairs: it says less than two words do.
    """
    places: set[int] = set()
    for term in found:
        at = title.find(term)
        while at >= 0:
            places.update(range(at, at + len(term)))
            at = title.find(term, at + 1)
    return len(places)


def are_alike(title: str, other: str) -> bool:
    """Say whether two titles say the same but for numbers: copies, and issues of a series.

    More than three quarters of their pairs of characters are the same (Dice).
    """
    one, two = _pairs(title), _pairs(other)
    if not one or not two:
        return one == two
    return 2 * len(one & two) / (len(one) + len(two)) > 0.75


def _pairs(title: str) -> frozenset[str]:
    line = _NUMBERS.sub("", "".join(filter(str.isalnum, fold(title))))
    return frozenset(line[at : at + 2] for at in range(len(line) - 1)) or frozenset(
        [line] if line else []
    )
