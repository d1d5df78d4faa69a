"""A cache that is damaged while it is read: said plainly, and no mark is lost in silence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cached_room import CONFIG, Cache, fill, ready, room, said, until
from tnews.model import Query

PAGE = 4096


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    made = fill(tmp_path, CONFIG)
    yield made
    made.store.close()


def zero(cache: Cache, *tables: str) -> None:
    """Zero the leaf pages of `tables`, under the open cache."""
    path = cache.data_dir / "tnews.db"
    cache.store.tidy()
    with closing(sqlite3.connect(path)) as connection:
        pages = [
            page
            for table in tables
            for (page,) in connection.execute(
                "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,)
            )
        ]
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(bytes(PAGE))


async def test_a_mark_that_cannot_be_kept_is_told(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        zero(cache, "statuses")
        await pilot.press("m")
        await until(pilot, lambda: "this change is not kept: the cache is damaged" in said(pilot))


async def test_a_search_without_its_index_finds_and_says_so(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        zero(cache, "ft_data", "ft_idx")
        found = cache.library.ids(Query(text="富裕"))
        assert len(found) == 2
        await pilot.press("/", *"富裕")  # while one types: Enter says something else
        await until(pilot, lambda: list(room(pilot.app).articles.ids) == list(found))
        await until(pilot, lambda: "the search index is damaged" in said(pilot))
