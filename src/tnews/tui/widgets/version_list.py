"""The rows of the dialogs of stories: versions, and how two of them differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from tnews.locale import _
from tnews.model.story import Version
from tnews.text.differences import Piece
from tnews.text.when import short_time
from tnews.text.wrap import cells, lines, truncate
from tnews.tui.looks import shown
from tnews.tui.marks import marks
from tnews.tui.widgets.choices import Choices

SIGNS = {"added": "＋", "dropped": "－", "kept": "　"}
"""What stands before a line, so that nothing is told by colour alone."""

CONTEXT = 2
"""Lines of what both say that are shown before and after a difference."""


NARROW = 40
"""Cells below which the source of a version, where it is not its outlet, gives way to the title."""


class VersionList(Choices):
    """Versions of a story and articles like it, two lines each.

    Outlet, time and how much is the same; below them the title.
    """

    row_height = 2

    def __init__(
        self,
        here: int,
        versions: Sequence[Version],
        alike: Sequence[Version],
        labels: Mapping[int, str],
    ) -> None:
        super().__init__()
        self._here = here
        self._versions = [*versions, *alike]
        self._joined = len(versions)
        self._labels = labels
        first = next((n for n, one in enumerate(self._versions) if one.id != here), 0)
        self.set_rows(len(self._versions), first)

    @property
    def current(self) -> Version:
        """The version under the cursor."""
        return self._versions[self.cursor]

    @property
    def is_joined(self) -> bool:
        """Whether the version under the cursor is one of the story."""
        return self.cursor < self._joined

    def outlet(self, version: Version) -> str:
        """Return what the name of the outlet of a version looks like."""
        return shown(self._labels.get(version.id) or version.origin or version.source_name)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return outlet, time and reason, then the title and, if it has another name, the source."""
        one = self._versions[index]
        if line:
            through = shown(one.source_name)
            through = through if through != self.outlet(one) else ""
            title = shown(one.title) or _("(untitled)")
            room = width - 4
            through = truncate(through, max(2, room // 3)) if through and width >= NARROW else ""
            title = truncate(title, max(2, room - (cells(through) + 2 if through else 0)))
            gap = " " * max(0, room - cells(title) - cells(through))
            part = "off" if one.is_read else "kept"
            return [("   ", ""), (title, part), (gap, ""), (through, "detail")]
        mark = f" {marks().here} " if one.id == self._here else "   "
        why = self._why(index)
        when = ""
        if one.published_at is not None:
            when = short_time(one.published_at, datetime.now().astimezone())
        room = width - cells(mark) - cells(when) - 4
        pair = self._pair(one) if 0 < index < self._joined else None
        if cells(self.outlet(one)) + 2 + cells(why) > room and pair is not None:
            why = _share(pair[1])
        name = truncate(self.outlet(one), max(2, min(room, max(8, room - cells(why) - 2))))
        why = truncate(why, max(0, room - cells(name) - 2)) if room - cells(name) > 6 else ""
        gap = " " * max(1, width - cells(mark) - cells(name) - 2 - cells(why) - cells(when) - 1)
        return [
            (mark, "mark"),
            (name, "name"),
            ("  ", ""),
            (why, "number"),
            (gap, ""),
            (when, "detail"),
        ]

    def _why(self, index: int) -> str:
        """Say why a version is here: how much of it is the same as in which other one."""
        one = self._versions[index]
        if index >= self._joined:
            return _("alike, {n} % the same").format(n=round(100 * one.similarity))
        if index == 0:
            dates = [v.published_at for v in self._versions[: self._joined] if v.published_at]
            is_first = one.published_at == min(dates, default=None)
            return _("first of them") if is_first else _("the others name it as the source")
        pair = self._pair(one)
        if pair is None:
            return _share(one.similarity) if one.joined_with is not None else ""
        other, similarity = pair
        if similarity >= 0.99:
            return _("the same text as {outlet}").format(outlet=self.outlet(other))
        said = _("{n} % the same as {outlet}")
        return said.format(n=round(100 * similarity), outlet=self.outlet(other))

    def _pair(self, one: Version) -> tuple[Version, float] | None:
        """Return the version that `one` was joined with, or that was joined with it."""
        for other in self._versions[: self._joined]:
            if other.id == one.joined_with:
                return other, one.similarity
            if one.joined_with is None and other.joined_with == one.id:
                return other, other.similarity
        return None


def _share(similarity: float) -> str:
    return _("{n} % the same").format(n=round(100 * similarity))


class DifferenceLine(NamedTuple):
    """One line of the comparison: its sign and text, and the part they wear."""

    sign: str
    text: str
    part: str


class DifferenceList(Choices):
    """How one version differs from another: what only it has, what it lacks, a line each."""

    def __init__(self, pieces: Sequence[Piece], width: int) -> None:
        super().__init__()
        self._lines = difference_lines(pieces, max(10, width))
        self.set_rows(len(self._lines), 0)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the sign and the text."""
        one = self._lines[index]
        sign = "added" if one.part == "added" else "mark"
        return [(" ", ""), (one.sign, sign), (" ", ""), (one.text, one.part)]


def difference_lines(pieces: Sequence[Piece], width: int) -> list[DifferenceLine]:
    """Set `pieces` in lines of `width` cells; of long runs that both have only the ends stay."""
    result: list[DifferenceLine] = []
    for number, piece in enumerate(pieces):
        set_lines = [
            DifferenceLine(SIGNS[piece.change], part.rstrip(), piece.change)
            for paragraph in piece.text.split("\n")
            if paragraph.strip()
            for part in lines(shown(paragraph), width)
        ]
        if piece.change == "kept":
            before = CONTEXT if number else 0
            after = CONTEXT if number < len(pieces) - 1 else 0
            if len(set_lines) > before + after + 1:
                count = len("".join(piece.text.split()))
                said = _("… {n:,} characters the same …").format(n=count)
                gap = DifferenceLine("　", said, "detail")
                set_lines = [*set_lines[:before], gap, *set_lines[len(set_lines) - after :]]
        result += set_lines
    return result
