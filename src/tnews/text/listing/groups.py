"""Which links of a page are its list: alike links are grouped, the groups judged, the best taken."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.text.listing import adverts, names
from tnews.text.listing.clusters import LEAST, Cluster, clusters, main_part
from tnews.text.listing.filling import filled
from tnews.text.listing.rows import Row, again, rows
from tnews.text.listing.scores import score
from tnews.text.listing.stamps import ANY_TIME

if TYPE_CHECKING:
    from tnews.text.listing.anchors import Anchor
    from tnews.text.listing.outline import Element, Outline

_STEPS = 6

_UNSTABLE = re.compile(
    r"\d|^(?:odd|even|first|last|current|active|hover|on|cur|selected|clearfix|clear|fl|fr|left|item-?pic"
    r"|red|bold|visited|top|hot|new|video|pic|noimg|nopic|open|show|hide|lazy|cf|c)$|common$|new$",
    re.I,
)


@dataclass(slots=True, eq=False)
class Group:
    """Links with the same path of elements around them. `steps`: the link's own comes first.

    `is_out` says that they stand in a part of the page that has no articles, by its names.
    """

    steps: tuple[str, ...]
    is_out: bool
    parts: list[Cluster]
    score: float = 0.0

    @property
    def anchors(self) -> list[Anchor]:
        """Its links."""
        return [anchor for part in self.parts for row in part.rows for anchor in row.anchors]

    @property
    def urls(self) -> set[str]:
        """The addresses of its entries."""
        return {anchor.url for anchor in self.anchors}

    @property
    def is_side(self) -> bool:
        """Whether most of it stands at the side."""
        beside = sum(len(part.rows) for part in self.parts if part.is_side)
        return 2 * beside > sum(len(part.rows) for part in self.parts)


def choose(outline: Outline, anchors: list[Anchor], now: datetime | None) -> list[Row]:
    """Return the rows of the page's list in page order; [] if there is none."""
    now = now or ANY_TIME
    by_steps: dict[tuple[bool, tuple[str, ...]], list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        if anchor.is_strong:
            by_steps[anchor.mark == names.OUT, _steps(anchor.element)].append(anchor)
    groups = []
    for (is_out, steps), members in by_steps.items():
        parts = main_part(clusters(outline, rows(members), now))
        group = Group(steps, is_out, parts)
        if len(group.urls) >= LEAST or _is_short_list(parts):
            group.score = score(outline, parts, is_out=is_out)
            groups.append(group)
    if not any(group.score for group in groups):
        return []
    best = max(groups, key=lambda group: group.score)
    chosen = [anchor for group in groups if _belongs(group, best) for anchor in group.anchors]
    union = rows(sorted(chosen, key=lambda anchor: anchor.element.index))
    main = [row for part in main_part(clusters(outline, union, now)) for row in part.rows]
    usable = [anchor for anchor in anchors if best.is_out or anchor.mark < names.OUT]
    return adverts.without(outline, filled(again(main), usable), now)


def _is_short_list(parts: list[Cluster]) -> bool:
    """Whether a list of two is one: both entries have a date and lead to articles."""
    return len(parts) == 1 and len(parts[0].rows) == parts[0].dated == parts[0].likely == 2


def _steps(element: Element) -> tuple[str, ...]:
    around = [element, *element.ancestors()][:_STEPS]
    return tuple(f"{each.tag}.{_stable_class(each)}" for each in around)


def _stable_class(element: Element) -> str:
    return next((name for name in element.classes if not _UNSTABLE.search(name)), "")


def _belongs(group: Group, best: Group) -> bool:
    """Whether `group` is a part of the list that `best` is the larger part of."""
    if group is best:
        return True
    if group.is_out != best.is_out or (group.is_side and not best.is_side):
        return False
    if group.urls <= best.urls:
        return True
    if group.steps[:4] == best.steps[:4] and group.score > 0.3 * best.score:
        return True
    same_tags = [s.partition(".")[0] for s in group.steps] == [
        s.partition(".")[0] for s in best.steps
    ]
    return same_tags and group.steps[3:] == best.steps[3:] and group.score > 0.25 * best.score
