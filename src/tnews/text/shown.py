"""A text as it is shown, and which of its characters is which of the stored text.

What stands for another character takes exactly its place (「 for “, 發 for 发), so only what is
put between characters needs to be remembered: the number of a link, a gap, the rest of a tab.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from tnews.model.record import Record


class Put(Record):
    """`text` stands before the character `offset` of the stored text, in `role`."""

    offset: int
    text: str
    role: str = ""
    """"" for what wears what stands around it."""


class Shown(Record):
    """`text` is the stored text with all `puts` in it; both are empty or of one paragraph.

    Offsets into the stored text are "stored", those into `text` are "shown".
    """

    text: str
    puts: tuple[Put, ...] = ()
    starts: tuple[int, ...] = ()
    """Where each of the puts stands in `text`."""
    sums: tuple[int, ...] = ()
    """How many characters have been put in front of the end of each put, it included."""

    def to_shown(self, stored: int) -> int:
        """Return where the character `stored` stands in `text`, behind all that is put there."""
        if not self.puts:
            return stored
        count = bisect_right(self.puts, stored, key=lambda put: put.offset)
        return stored + (self.sums[count - 1] if count else 0)

    def to_stored(self, shown: int) -> int:
        """Return which stored character stands at `shown`; for what is put in, the next one."""
        if not self.puts:
            return shown
        count = bisect_right(self.starts, shown)
        if not count:
            return shown
        end = self.starts[count - 1] + len(self.puts[count - 1].text)
        return max(shown, end) - self.sums[count - 1]


def with_puts(face: str, puts: Iterable[Put]) -> Shown:
    """Return `face`, as long as the stored text, with `puts` between its characters.

    At one offset they stand in the order in which they come.
    """
    ordered = tuple(sorted((put for put in puts if put.text), key=lambda put: put.offset))
    if not ordered:
        return Shown(face)
    parts: list[str] = []
    starts: list[int] = []
    sums: list[int] = []
    at = total = 0
    for put in ordered:
        parts += (face[at : put.offset], put.text)
        starts.append(put.offset + total)
        total += len(put.text)
        sums.append(total)
        at = put.offset
    parts.append(face[at:])
    return Shown("".join(parts), ordered, tuple(starts), tuple(sums))
