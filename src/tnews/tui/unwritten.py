"""Marks that the screen shows already and the cache may not have yet: rows read meanwhile wear them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from tnews.model import ArticleRow
from tnews.model.record import replace

LARGE = 5_000
"""Articles of a mark whose set is made behind the screen: 0.4 ms here, 35 to 77 ms for half a million."""


class Mark:
    """One change of state: the number of its write, the articles, and the fields of their rows.
    `known` is called, on another thread, when it is known of which articles it is after all."""

    def __init__(
        self,
        number: int,
        ids: Sequence[int],
        fields: Mapping[str, Any],
        known: Callable[[], object],
    ) -> None:
        self.number = number
        self.fields = fields
        self._ids = ids
        self._known = known
        self._set: Collection[int] | None = frozenset(ids) if len(ids) <= LARGE else None
        self._collecting: threading.Thread | None = None

    def holds(self, id: int, listed: Sequence[int]) -> bool:
        """Whether `id`, an article of the list `listed`, is known to be one of those. Of a whole
        list, which may be half a million, no set is made as long as it is on show."""
        if self._ids is listed:
            return True
        if self._set is None:
            self.collect()
        return self._set is not None and id in self._set

    def surely_holds(self, id: int, listed: Sequence[int]) -> bool:
        """Whether `id` is one of those, as `holds`; waits until that is known."""
        found = self.holds(id, listed)
        if self._collecting is not None:
            self._collecting.join()
            found = self.holds(id, listed)
        return found

    def collect(self) -> None:
        """Begin to make the set, in steps that let the screen go on."""
        if self._collecting is None:
            self._collecting = threading.Thread(target=self._collect, daemon=True)
            self._collecting.start()

    def _collect(self) -> None:
        found = set[int]()
        for start in range(0, len(self._ids), LARGE):
            found.update(self._ids[start : start + LARGE])
        self._set = found
        self._known()


class Unwritten:
    """The marks in their order. `progress` says (writes that were ordered, the last one that is
    done); a mark is added before its write is ordered. `known` is called on another thread when
    rows that were shown without a mark may wear it."""

    def __init__(
        self, progress: Callable[[], tuple[int, int]], known: Callable[[], object]
    ) -> None:
        self._progress = progress
        self._known = known
        self._marks: list[Mark] = []

    def add(self, ids: Sequence[int], fields: Mapping[str, Any], listed: Sequence[int]) -> None:
        """Remember a mark, made in the list `listed`, until it is written."""
        self.forget_written()
        mark = Mark(self._progress()[0] + 1, ids, fields, self._known)
        self._marks.append(mark)
        if ids is not listed and len(ids) > LARGE:
            mark.collect()

    def forget_written(self) -> None:
        """Forget the marks that the cache has: to be called before it is read."""
        done = self._progress()[1]
        self._marks = [mark for mark in self._marks if mark.number > done]

    def over(self, row: ArticleRow, listed: Sequence[int]) -> ArticleRow:
        """Return `row` of the list `listed`, as the cache has it, with the marks it has not yet."""
        for mark in self._marks:
            if mark.holds(row.id, listed):
                row = replace(row, **mark.fields)
        return row

    def is_read(self, id: int, listed: Sequence[int]) -> bool:
        """Whether `id` of the list `listed` was marked read, and that is not known to be written."""
        for mark in reversed(self._marks):
            if "is_read" in mark.fields and mark.surely_holds(id, listed):
                return bool(mark.fields["is_read"])
        return False
