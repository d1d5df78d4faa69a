"""What articles had before a change: all that is needed to take it back."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Literal

from tnews.model.record import Record

Field = Literal["is_read", "bookmarked_at", "note", "tags"]
"""What of an article a person sets: the fields of `ArticleStatus`."""

Value = bool | int | str | tuple[str, ...] | None
"""What a field can hold; `bookmarked_at` in whole seconds of the epoch."""


class Before(Record):
    """The former values of one `field`, each with the ids of the articles that had it.

    Holds only articles that the change changed. A step over a whole list has few different
    values, so half a million articles marked read take 4 MB.
    """

    field: Field
    ids: Mapping[Value, array[int]]

    @property
    def count(self) -> int:
        """How many articles were changed."""
        return sum(map(len, self.ids.values()))
