"""The library over a real cache: channels, marks, undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tnews.model import ArticleDraft, FetchState, Query, Source, StoreError
from tnews.model.settings import Config
from tnews.services import guide
from tnews.services.intake import store_drafts
from tnews.services.library import Library
from tnews.services.undoing import History
from tnews.store import Store

SOURCES = tuple(
    Source(key, f"http://example.com/{key}", key.upper(), category)
    for key, category in (("a", "消费"), ("b", "教育"), ("c", "消费"), ("d", "体育"))
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tnews.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path)
    yield opened
    opened.close()


@pytest.fixture
def library(store: Store) -> Library:
    made = Library(store, Config(sources=SOURCES))
    drafts = [ArticleDraft(uid=title, url="", title=title) for title in "一二三"]
    store_drafts(store, "a", FetchState(), drafts)
    return made


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ((), ["消费", "教育", "体育"]),
        (("体育", "文化", "教育"), ["体育", "教育", "消费"]),
    ],
)
def test_channels_stand_in_the_configured_order(
    store: Store, order: tuple[str, ...], names: list[str]
) -> None:
    channels = Library(store, Config(sources=SOURCES, categories=order)).channels()
    assert [channel.name for channel in channels] == names
    keys = {channel.name: [source.key for source in channel.sources] for channel in channels}
    assert keys == {"消费": ["a", "c"], "教育": ["b"], "体育": ["d"]}


def test_steps_are_taken_back_newest_first(library: Library) -> None:
    one, two, three = library.ids(Query())
    assert library.set_read([one, two], True, "two read") == 2
    assert library.set_read([two, three], True, "one more") == 1
    assert library.set_bookmark([three], True, "bookmarked") == 1
    undone = [library.undo() for _step in range(4)]
    assert [step and step.label for step in undone] == [
        "bookmarked", "one more", "two read", None,
    ]  # fmt: skip
    assert list(library.ids(Query(unread=True))) == [one, two, three]
    assert not library.ids(Query(bookmarked=True))


def test_a_step_that_changed_nothing_or_has_no_label_is_no_step(library: Library) -> None:
    one, two, _three = library.ids(Query())
    library.set_read([one], True, "read")
    assert library.set_read([one], True, "read again") == 0
    assert library.set_read([two], True) == 1
    step = library.undo()
    assert step is not None
    assert step.label == "read"
    assert library.undo() is None
    assert two not in library.ids(Query(unread=True))


def test_undo_leaves_what_was_done_since_then(library: Library, store: Store) -> None:
    one = library.ids(Query())[0]
    library.set_read([one], True, "read")
    library.set_position(one, 0.5)
    store.set_bookmark([one], True)  # another tnews
    library.undo()
    (status,) = store.statuses([one]).values()
    assert (status.is_read, status.is_bookmarked, status.position) == (False, True, 0.5)


def test_a_step_that_cannot_be_taken_back_is_kept(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise StoreError("the disk is full")

    one = library.ids(Query())[0]
    library.set_read([one], True, "read")
    with monkeypatch.context() as patch:
        patch.setattr(store, "restore", full)
        with pytest.raises(StoreError):
            library.undo()
    assert library.undo() is not None
    assert one in library.ids(Query(unread=True))


def test_only_the_newest_steps_are_kept(library: Library) -> None:
    one = library.ids(Query())[0]
    for number in range(History.STEPS + 5):
        library.set_read([one], number % 2 == 0, str(number))
    labels = [step.label for _n in range(200) if (step := library.undo()) is not None]
    assert labels == [str(number) for number in range(History.STEPS + 4, 4, -1)]


def test_the_guide_is_installed_once_and_keeps_what_was_read(
    library: Library, store: Store
) -> None:
    config = guide.with_guide(Config(sources=SOURCES), "en")
    assert config.sources[:-1] == SOURCES
    library = Library(store, config)
    guide.install(store, "en")
    ids = library.ids(Query(source="guide"))
    library.set_read(ids[:1], True)
    guide.install(store, "zh_TW")
    assert library.ids(Query(source="guide")) == ids
    assert len(library.ids(Query(source="guide", unread=True))) == len(ids) - 1
    assert library.rows(ids[:1])[0].title != ""


def test_the_guide_is_stored_anew_when_the_keys_are_others(library: Library, store: Store) -> None:
    library = Library(store, guide.with_guide(Config(sources=SOURCES), "en"))
    guide.install(store, "en")
    guide.install(store, "en", lambda: {"zen": "Z"}, "keys-1")
    guide.install(store, "en", lambda: {"zen": "!"}, "keys-1")
    texts = " ".join(
        article.text
        for id in library.ids(Query(source="guide"))
        if (article := store.article(id)) is not None
    )
    assert "Press Z and everything" in texts


def test_a_cache_for_reading_only_does_without_the_guide(library: Library, path: Path) -> None:
    reading = Store.open(path, read_only=True)
    guide.install(reading, "en")
    assert len(Library(reading, Config(sources=SOURCES)).ids(Query())) == len(library.ids(Query()))
    reading.close()
