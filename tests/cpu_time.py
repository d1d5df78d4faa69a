"""How much CPU time work may take, in the pace of the machine that the tests run on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_USUAL = 0.014
"""CPU seconds that `_work` takes where the limits were measured."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail if what is done inside takes more CPU time than `seconds` on the usual machine: what
    other programs do meanwhile does not count, and a slower machine has longer."""
    limit = seconds * max(1.0, _pace())
    started = time.process_time()
    yield
    assert time.process_time() - started < limit


@cache
def _pace() -> float:
    """How many times the usual CPU time this machine takes."""
    return min(_work() for _ in range(5)) / _USUAL


def _work() -> float:
    started = time.process_time()
    words = [str(number) for number in range(100_000)]
    assert len(dict.fromkeys("".join(words).split("7"))) > 1
    return time.process_time() - started
