"""Marks that the screen shows already and the cache may not have yet: rows read meanwhile wear them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from tnews.model import ArticleRow
from tnews.model.record import replace


class Mark:
    """One change of state: the number of its write, the articles, and the fields of their rows."""

    def __init__(self, number: int, ids: Sequence[int], fields: Mapping[str, Any]) -> None:
        self.number = number
        self.fields = fields
        self._ids = ids
        self._set: Collection[int] | None = None

    def holds(self, id: int, listed: Sequence[int]) -> bool:
        """Whether `id`, an article of the list `listed`, is one of those. A set is made when that
        is asked, and none of a whole list, which may be half a million."""
        if self._ids is listed:
            return True
        if self._set is None:
            self._set = frozenset(self._ids)
        return id in self._set


class Unwritten:
    """The marks in their order. `progress` says (writes that were ordered, the last one that is
    done); a mark is added before its write is ordered."""

    def __init__(self, progress: Callable[[], tuple[int, int]]) -> None:
        self._progress = progress
        self._marks: list[Mark] = []

    def add(self, ids: Sequence[int], fields: Mapping[str, Any]) -> None:
        """Remember a mark until it is written."""
        self.forget_written()
        self._marks.append(Mark(self._progress()[0] + 1, ids, fields))

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
            if "is_read" in mark.fields and mark.holds(id, listed):
                return bool(mark.fields["is_read"])
        return False
