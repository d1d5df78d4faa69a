"""What the library does with stories: reading them, taking them apart, undo."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys, Query, Source
from tnews.model.settings import Config, StoriesSettings
from tnews.services.library import Library
from tnews.services.telling import Teller
from tnews.store import Store

SOURCES = tuple(Source(key, f"https://{key}.example/", key.upper(), "要闻") for key in "abcd")
TEXT = "".join(chr(0x4E00 + n * 37 % 9973) for n in range(500))
OTHER = "".join(chr(0x4E00 + n * 41 % 9973) for n in range(500))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "tnews.db")
    opened.register(SOURCES)
    yield opened
    opened.close()


def library(store: Store, **settings: object) -> Library:
    stories = StoriesSettings(**settings)  # type: ignore[arg-type]
    return Library(store, Config(sources=SOURCES, stories=stories))


def put(store: Store, source: str, text: str) -> int:
    published = datetime.now(UTC) - timedelta(hours=1)
    draft = ArticleDraft(source, "", f"标题{source}", (Block("p", text),), published_at=published)
    key = f"{source}{hash(text)}".encode()
    saved = store.save(source, FetchState(), [ArticleIntent(None, IdentityKeys(key), draft, key)])
    Teller(store, StoriesSettings()).tell(saved.new)
    return saved.new[0]


@pytest.fixture
def copies(store: Store) -> list[int]:
    return [put(store, key, TEXT) for key in "abc"]


def test_one_row_a_story_unless_the_configuration_says_no(store: Store, copies: list[int]) -> None:
    query = Query(stories=True)
    assert len(library(store).ids(query)) == 1
    assert len(library(store, collapse=False).ids(query)) == 3


def test_hot(store: Store, copies: list[int]) -> None:
    put(store, "d", OTHER)
    assert list(library(store).hot()) == [copies[0]]


def test_reading_one_reads_one(store: Store, copies: list[int]) -> None:
    assert library(store).set_read(copies[:1], True, "read") == 1


def test_reading_one_reads_all_in_one_step(store: Store, copies: list[int]) -> None:
    reader = library(store, read_all=True)
    assert reader.set_read(copies[1:2], True, "read") == 3
    assert reader.counts().total == (0, 3)
    reader.undo()
    assert reader.counts().total == (3, 3)


def test_marking_one_unread_leaves_the_others(store: Store, copies: list[int]) -> None:
    reader = library(store, read_all=True)
    reader.set_read(copies, True)
    assert reader.set_read(copies[:1], False, "unread") == 1


def test_a_list_marked_read_takes_what_its_rows_stand_for(store: Store, copies: list[int]) -> None:
    assert library(store).set_read(copies[:1], True, "all", all_versions=True) == 3


def test_a_list_that_hides_nothing_stands_for_nothing_else(store: Store, copies: list[int]) -> None:
    assert library(store, collapse=False).set_read(copies[:1], True, "", all_versions=True) == 1


def test_a_split_is_undone_and_done_again(store: Store, copies: list[int]) -> None:
    reader = library(store)
    before = reader.story_of(copies[0])
    assert reader.split(copies[1], "split")
    assert reader.story_of(copies[1]) is None
    assert [one.id for one in reader.alike(copies[1])] == [copies[0], copies[2]]
    change = reader.undo()
    assert change is not None
    assert change.label == "split"
    assert reader.story_of(copies[0]) == before
    reader.redo()
    assert reader.story_of(copies[1]) is None
    reader.undo()
    assert reader.story_of(copies[0]) == before


def test_what_is_in_no_story_cannot_be_taken_out(store: Store) -> None:
    alone = put(store, "d", OTHER)
    reader = library(store)
    assert not reader.split(alone, "split")
    assert reader.undo() is None
    assert reader.story_of(alone) is None


def test_alike_is_what_shares_a_fifth(store: Store, copies: list[int]) -> None:
    near = put(store, "d", TEXT[:220] + OTHER[:300])
    reader = library(store)
    assert reader.story_of(near) is None
    found = reader.alike(near)
    assert {one.id for one in found} == set(copies)
    assert all(0.2 <= one.similarity < 0.3 for one in found)
