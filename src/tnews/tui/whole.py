"""Wide characters stay whole where one widget lies over others.

Textual cuts each line of a screen where any widget begins or ends, a covered one too, and makes
spaces of a wide character that a cut halves: what lies on top loses characters (Textualize/textual#6357).
Here a line is cut only where an edge can be seen. It reaches into the compositor by names that
Textual keeps to itself: `tests/tui/test_whole.py` fails when they change.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen

_Span = tuple[int, int]


class WholeCompositor(Compositor):
    """Textual's compositor that knows which edges are covered, and paints nothing while it is held."""

    is_held = False

    def render_update(
        self,
        full: bool = False,
        screen_stack: list[Screen[Any]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        """As Textual's; while it is held what has changed is noted, and painted afterwards."""
        if self.is_held:
            return None
        return super().render_update(full, screen_stack, simplify)

    @property
    def cuts(self) -> list[list[int]]:
        """The columns at which each line is cut, the first and the last one of the screen too."""
        if self._cuts is not None:
            return self._cuts
        width, height = self.size
        cuts = [{0, width} for _line in range(height)]
        covered: list[list[_Span]] = [[] for _line in range(height)]
        for region, clip in self.visible_widgets.values():  # the uppermost first
            x, y, across, down = region.intersection(clip)
            if not (across and down):
                continue
            edges = (x, x + across)
            for line in range(max(0, y), min(height, y + down)):
                above = covered[line]
                for edge in edges:
                    if not any(start < edge < end for start, end in above):
                        cuts[line].add(edge)
                if edges not in above:
                    above.append(edges)
        self._cuts = [sorted(line) for line in cuts]
        return self._cuts

    def render_partial_update(self) -> ChopsUpdate | None:
        """As Textual's; but what is painted of a line begins and ends where the line is cut."""
        update = super().render_partial_update()
        if update is not None:
            cuts = self.cuts
            update.spans = [(y, *_widened(cuts[y], start, end)) for y, start, end in update.spans]
        return update

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """Return the piece of each line between two cuts: that of the uppermost widget."""
        cuts = self.cuts
        chops: list[dict[int, Strip | None]]
        chops = [dict.fromkeys(line[:-1]) for line in cuts]
        renders: Iterable[tuple[Region, Region, list[Strip]]] = self._get_renders(crop)
        for region, clip, strips in renders:
            shown = region.intersection(clip)
            first, last = shown.column_span
            for y, strip in zip(shown.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                line = cuts[y]
                inside = line[bisect_left(line, first) : bisect_right(line, last)]
                if not inside:
                    continue
                if inside[0] != first:  # its left edge is covered
                    inside = [first, *inside]
                chop = chops[y]
                pieces = strip.divide([cut - first for cut in inside[1:]])
                for cut, piece in zip(inside, pieces, strict=False):
                    if cut in chop and chop[cut] is None:
                        chop[cut] = piece
        return cast("Sequence[Mapping[int, Strip]]", chops)


def _widened(cuts: Sequence[int], start: int, end: int) -> _Span:
    """Return the span from the cut before `start`, or there, to that behind `end`, or there."""
    return (
        cuts[max(0, bisect_right(cuts, start) - 1)],
        cuts[min(len(cuts) - 1, bisect_left(cuts, end))],
    )
