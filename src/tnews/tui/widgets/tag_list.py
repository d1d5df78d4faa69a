"""The tags to choose from: those of the article, those in use, and the one that is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tnews.locale import _
from tnews.model import clean_tag
from tnews.text.fold import fold
from tnews.text.wrap import truncate
from tnews.tui.marks import marks
from tnews.tui.widgets.choices import Choices


class TagList(Choices):
    """A tag a row, those of the article first. Their order stays while one chooses."""

    def __init__(self, tags: Sequence[str], known: Sequence[str]) -> None:
        super().__init__()
        self._chosen = list(tags)
        self._all = list(dict.fromkeys([*tags, *known]))
        self._typed: list[str] = []
        self._shown: list[str] = []
        self._typed_row = -1
        self.empty_text = _("No tags yet. Type one.")
        self.find("")

    @property
    def chosen(self) -> tuple[str, ...]:
        """The tags that are on."""
        return tuple(self._chosen)

    @property
    def total(self) -> int:
        """How many tags there are, whatever is typed."""
        return len(self._all)

    def find(self, typed: str) -> None:
        """Show the tags that `typed` is a part of, those that begin with it first, and below them
        the new tags it would make. Commas part several, which go on together."""
        spelled = {fold(tag): tag for tag in self._all}
        meant = [tag for tag in map(clean_tag, re.split("[,，、]", typed)) if tag]
        self._typed = list(dict.fromkeys(spelled.setdefault(fold(tag), tag) for tag in meant))
        piece = fold(meant[0]) if len(meant) == 1 else ""
        found = [tag for tag in self._all if piece in fold(tag)] if len(meant) < 2 else []
        found.sort(key=lambda tag: (fold(tag) != piece, not fold(tag).startswith(piece)))
        self._shown = found if piece or not meant else []
        if any(tag not in self._all for tag in self._typed):
            self._typed_row = len(self._shown)
        else:
            self._typed_row = 0 if len(meant) > 1 else -1
        self.set_rows(len(self._shown) + (self._typed_row >= 0), 0, keep_offset=0)

    def toggle(self) -> None:
        """Put the tag under the cursor on or take it off; what was typed goes on."""
        if not self.count:
            return
        if self.cursor == self._typed_row:
            self._all = list(dict.fromkeys([*self._typed, *self._all]))
            self._chosen = list(dict.fromkeys([*self._chosen, *self._typed]))
        elif (tag := self._shown[self.cursor]) in self._chosen:
            self._chosen.remove(tag)
        else:
            self._chosen.append(tag)
        self.refresh()

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the mark and the tag; of what is typed that it is new."""
        if index == self._typed_row:
            typed = " ".join(f"#{tag}" for tag in self._typed)
            new = _("new tag {tag}").format(tag=typed)
            return [(" + ", "mark"), (truncate(new, max(2, width - 4)), "name")]
        tag = self._shown[index]
        is_on = tag in self._chosen
        shown = truncate(f"#{tag}", max(2, width - 4))
        return [
            (f" {marks().checked} " if is_on else "   ", "mark"),
            (shown, "name" if is_on else "off"),
        ]
