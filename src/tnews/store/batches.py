"""Statements over many values: an older SQLite takes at most 999 at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")

SIZE = 500


def batches(values: Iterable[Value], size: int = SIZE) -> Iterator[list[Value]]:
    """Yield `values` in lists of at most `size`."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


def id_batches(ids: Iterable[int], size: int = SIZE) -> Iterator[list[int]]:
    """Yield `ids` in lists, without those that no row can have."""
    return batches((id for id in ids if 0 < id < 2**63), size)


def marks(values: list[Value]) -> str:
    """Return the question marks for `IN (...)`."""
    return ",".join("?" * len(values))
