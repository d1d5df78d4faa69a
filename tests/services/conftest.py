"""A site on loopback and a cache of its own, for the tests of what fetches and keeps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from loopback import Web, serving
from tnews import locale
from tnews.store import Store


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """A site that serves what a test puts into it."""
    async with serving() as web:
        yield web


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty cache."""
    opened = Store.open(tmp_path / "tnews.db")
    yield opened
    opened.close()


@pytest.fixture
def language() -> Iterator[None]:
    """zh_CN; what a test chooses in its place goes with it."""
    before = locale.language()
    locale.choose("zh_CN")
    yield
    locale.choose(before)
