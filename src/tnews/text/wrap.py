"""Line breaking for Chinese text in terminal cells: `cells`, `breaks`, `lines`, `truncate`.

Which neighbours a line may end between is the business of `breaking`; here lines are filled.
Widths are those of `rich.cells`, which Textual paints with (ambiguous characters count 1, or 2
where `ambiguous` says so); `_SIZES` and `cell_len` are the only places that ask for them.

A line takes what fits, then goes back to the last allowed break. Two fallbacks: where that
leaves a large hole, a URL is cut after one of its marks; where no break is allowed at all, a
word is cut, at best after such a mark, at worst in front of a forbidden one (！！！！！！).
Where it costs little room a line ends earlier: so that a number keeps its unit (15亿元), a title
begins with more than a character or two (《城|市更新》), and a paragraph does not end with a
character alone on a line (CLREQ 孤字).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise

from rich.cells import cell_len, get_character_cell_size

from tnews.text.breaking import (
    AFTER_NUMBERS,
    HANGING,
    KINDS,
    SPACE,
    closing_marks,
    is_lonely,
    is_seam,
    keeps,
    may_break,
    may_cut,
)

LEAST_WIDTH = 2
"""Cells; narrower widths are taken as this one, so every character fits on a line."""

_LARGEST_HOLE = 10
"""Cells left empty at the end of a line before a URL is cut instead of moved down."""

_LARGEST_GIFT = 6
"""Cells left empty at most for what is better kept together; an eighth of a narrower line."""

_LOOK_BACK = 24
"""Units searched for a good place to cut a word that is longer than the line."""

_JOINER = "\u200d"


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


class _Sizes(dict[str, int]):
    """Cells by character; 0 where the width depends on the neighbours (marks, flags)."""

    def __missing__(self, char: str) -> int:
        size = 0 if _is_flag_letter(char) else get_character_cell_size(char)
        self[char] = size
        return size


_SIZES = _Sizes()


def forget_sizes() -> None:
    """Forget how wide characters are: `ambiguous` has changed it."""
    _SIZES.clear()


def cells(text: str) -> int:
    """Return the width of `text` in terminal cells."""
    if text.isascii() and text.isprintable():
        return len(text)
    sizes = list(map(_SIZES.__getitem__, text))
    return cell_len(text) if 0 in sizes else sum(sizes)


def breaks(text: str, width: int, hang: int = 0) -> list[int]:
    """Return the offsets where `text`, one paragraph without newlines, is broken into lines.

    The offsets rise and are neither 0 nor len(text), as with rich's divide_line. No line is
    wider than `width` cells, trailing spaces not counted; with `hang` (0 or 2 cells) one
    point or comma may stand that far outside. A width below `LEAST_WIDTH` is raised to it.
    """
    width = max(width, LEAST_WIDTH)
    if 2 * len(text) <= width:
        return []
    units, sizes = _measure(text)
    starts = _fill(units, sizes, width, hang)
    if units is text:
        return starts
    ends = list(accumulate(map(len, units)))
    return [ends[start - 1] for start in starts]


def lines(text: str, width: int, hang: int = 0) -> list[str]:
    """Return the lines of `text`, broken as by `breaks`; joined they are `text` again.

    Spaces at the end of a line stay in it and may reach beyond the width: strip them
    (`rstrip`) when painting.
    """
    places = [0, *breaks(text, width, hang), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


def truncate(text: str, width: int, mark: str = "…") -> str:
    """Return `text` if it fits in `width` cells, else what fits of it, then `mark`.

    A wide character or a grapheme is never halved. Where `mark` itself does not fit it is
    left out.
    """
    if 2 * len(text) <= width:
        return text
    units, sizes = _measure(text)
    if sum(sizes) <= width:
        return text
    room = width - cells(mark)
    if room < 0:
        room, mark = width, ""
    end, _ = _fit(sizes, 0, room)
    return "".join(units[:end]).rstrip() + mark


def index_at(text: str, cell: int) -> int:
    """Return which character of `text` is drawn in `cell`, from 0; of a grapheme its first one.

    Beyond the end it is the length of `text`.
    """
    units, sizes = _measure(text)
    at = used = 0
    for unit, size in zip(units, sizes, strict=True):
        used += size
        if cell < used:
            return at
        at += len(unit)
    return at


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `start` and `end`, moved apart to where no grapheme of `text` is halved."""
    units, _sizes = _measure(text)
    if units is text:
        return start, end
    borders = [0, *accumulate(map(len, units))]
    first = borders[max(0, bisect_right(borders, start) - 1)]
    last = borders[min(len(borders) - 1, bisect_left(borders, end))]
    return first, last


def _measure(text: str) -> tuple[Sequence[str], list[int]]:
    """Return the units of `text` and their cells: its characters where that is enough."""
    sizes = list(map(_SIZES.__getitem__, text))
    if 0 not in sizes:
        return text, sizes
    units = _graphemes(text)
    return units, [cell_len(unit) for unit in units]


def _graphemes(text: str) -> list[str]:
    """Split `text` into what a terminal draws as one: a base with its marks, a flag, a family.

    As in rich, a zero width joiner takes in whatever follows it.
    """
    starts = [0]
    half_flag = is_joined = False
    for place, char in enumerate(text):
        if is_joined:
            joins, half_flag, is_joined = True, False, False
        elif _is_flag_letter(char):
            joins, half_flag = half_flag, not half_flag
        else:
            joins, half_flag, is_joined = _SIZES[char] == 0, False, char == _JOINER
        if place and not joins:
            starts.append(place)
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _fill(units: Sequence[str], sizes: list[int], width: int, hang: int) -> list[int]:
    """Return the indexes of the units that begin a line, but for the first."""
    count = len(units)
    closing = closing_marks(units)
    has_title = "《" in units
    found: list[int] = []
    start = 0
    while True:
        end, room = _fit(sizes, start, width)
        if end == start:
            end += 1  # progress, whatever the width table says
        # Han | Han, three lines of four, needs no more thought.
        if end < count and (KINDS[units[end]] or KINDS[units[end - 1]]):
            end = _line_end(units, sizes, start, end, room, hang, closing)
            if KINDS[units[end - 1]] & AFTER_NUMBERS and end < count and keeps(units, end):
                end = _earlier(units, sizes, start, end, width, closing)
        if has_title and "《" in units[end - 3 : end] and end < count and keeps(units, end):
            end = _earlier(units, sizes, start, end, width, closing)
        if end >= count:
            if found and is_lonely(units, start):
                begin = found[-2] if len(found) > 1 else 0
                found[-1] = _earlier(units, sizes, begin, found[-1], width, closing)
            return found
        found.append(end)
        start = end


def _fit(sizes: list[int], start: int, width: int) -> tuple[int, int]:
    """Return the first index that does not fit on the line from `start`, and the cells left.

    Where everything fits the index may lie beyond the end. A unit takes two cells at most, so
    half the room left can be summed at once: three sums a line instead of a running total
    over the whole paragraph.
    """
    end, room, count = start, width, len(sizes)
    while room > 0 and end < count:
        step = room // 2 or 1
        used = sum(sizes[end : end + step])
        if used > room:
            break
        room -= used
        end += step
    return end, room


def _line_end(
    units: Sequence[str],
    sizes: list[int],
    start: int,
    end: int,
    room: int,
    hang: int,
    closing: AbstractSet[int],
) -> int:
    """Return where the line from `start` ends, when `end` is the first unit that does not fit."""
    after = end
    if KINDS[units[end]] & HANGING and sizes[end] <= room + hang:
        after += 1
    while after < len(units) and KINDS[units[after]] & SPACE:
        after += 1
    if after > end and (after == len(units) or may_break(units, after, closing)):
        return after
    at = end
    while at > start and not may_break(units, at, closing):
        at -= 1
    if at == start:
        return _cut(units, start, end, closing)
    if at < end and sum(sizes[at:end]) + room > _LARGEST_HOLE:
        for seam in range(end, at, -1):
            if is_seam(units, seam):
                return seam
    return at


def _earlier(
    units: Sequence[str],
    sizes: list[int],
    start: int,
    end: int,
    width: int,
    closing: AbstractSet[int],
) -> int:
    """Return the last place before `end` where the line from `start` may end and what stands
    around it is not better kept together; `end` if that would leave too large a hole."""
    room = width - sum(sizes[start:end])
    gift = min(_LARGEST_GIFT, width // 8)
    at = end - 1
    while at > start:
        room += sizes[at]
        if room > gift:
            return end
        if may_break(units, at, closing) and not keeps(units, at):
            return at
        at -= 1
    return end


def _cut(units: Sequence[str], start: int, end: int, closing: AbstractSet[int]) -> int:
    """Return where to cut a line without any allowed break: at a seam, else without a forbidden
    mark first or last, else at the cell.
    """
    for seam in range(end, max(start, end - _LOOK_BACK), -1):
        if is_seam(units, seam, is_last_resort=True):
            return seam
    for at in range(end, max(start, end - _LOOK_BACK), -1):
        if may_cut(units, at, closing):
            return at
    return end
