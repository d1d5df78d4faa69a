"""Undo and redo over a real cache: any change, in any order, there and back."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import (
    NOTE_LIMIT,
    ArticleDraft,
    ArticleStatus,
    Before,
    ConfigError,
    FetchState,
    Query,
    Source,
)
from tnews.model.settings import Config
from tnews.services.intake import store_drafts
from tnews.services.library import Library
from tnews.services.undoing import Change, History, StatusStep
from tnews.store import Store

SOURCE = Source("a", "http://example.com/a", "A", "消费")


def fresh(path: Path) -> Store:
    store = Store.open(path)
    store.register([SOURCE])
    drafts = [ArticleDraft(uid=title, url="", title=title) for title in "一二三"]
    store_drafts(store, "a", FetchState(), drafts)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = fresh(tmp_path / "tnews.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def worn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that many examples change."""
    opened = fresh(tmp_path_factory.mktemp("undo") / "tnews.db")
    yield opened
    opened.close()


@pytest.fixture
def library(store: Store) -> Library:
    return Library(store, Config(sources=(SOURCE,)))


def states(store: Store) -> dict[int, ArticleStatus]:
    return store.statuses(store.ids(Query()))


NUMBERS = st.lists(st.integers(0, 2), min_size=1, max_size=3)
CHANGES = st.one_of(
    st.tuples(st.just("set_read"), NUMBERS, st.booleans()),
    st.tuples(st.just("set_bookmark"), NUMBERS, st.booleans()),
    st.tuples(st.just("add_tag"), NUMBERS, st.sampled_from("甲乙")),
    st.tuples(st.just("remove_tag"), NUMBERS, st.sampled_from("甲乙")),
    st.tuples(st.just("set_note"), st.integers(0, 2), st.sampled_from(["", "记", "再记"])),
    st.tuples(st.just("set_tags"), st.integers(0, 2), st.sets(st.sampled_from("甲乙丙"))),
)


@settings(deadline=None)
@given(st.lists(CHANGES, max_size=12))
def test_every_change_is_taken_back_and_made_again(
    worn: Store, changes: list[tuple[str, list[int] | int, object]]
) -> None:
    library = Library(worn, Config(sources=(SOURCE,)))
    ids = worn.ids(Query())
    seen = [states(worn)]
    for name, numbers, value in changes:
        which = [ids[n] for n in numbers] if isinstance(numbers, list) else ids[numbers]
        if getattr(library, name)(which, value, "change"):
            seen.append(states(worn))
    for expected in reversed(seen[:-1]):
        assert library.undo() is not None
        assert states(worn) == expected
    assert library.undo() is None
    for expected in seen[1:]:
        assert library.redo() is not None
        assert states(worn) == expected
    assert library.redo() is None


def test_what_was_undone_cannot_be_redone_after_another_change(library: Library) -> None:
    one, two, _three = library.ids(Query())
    library.add_tag([one], "待读", "tagged")
    library.undo()
    library.set_bookmark([two], True, "bookmarked")
    assert library.redo() is None
    assert library.undo() is not None


def test_of_articles_opened_in_a_row_the_last_can_be_taken_back(library: Library) -> None:
    one, two, three = library.ids(Query())
    library.set_bookmark([one], True, "bookmarked")
    for id in (one, two, three):
        library.set_read([id], True, f"{id} read", is_passing=True)
    labels = [change.label for _n in range(4) if (change := library.undo()) is not None]
    assert labels == [f"{three} read", "bookmarked"]
    assert [row.is_read for row in library.rows([one, two, three])] == [True, True, False]


def test_a_note_that_is_too_long_is_refused_whole(library: Library, store: Store) -> None:
    one = library.ids(Query())[0]
    library.set_note(one, "字" * NOTE_LIMIT)
    with pytest.raises(ConfigError, match="20,001"):
        library.set_note(one, "字" * (NOTE_LIMIT + 1))
    assert store.statuses([one])[one].note == "字" * NOTE_LIMIT


def test_the_articles_of_all_steps_are_bounded(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(History, "ARTICLES", 5)
    history = History()
    for size in (3, 2, 1):
        history.keep(
            Change(str(size), StatusStep(Before("is_read", {False: array("q", [999] * size)})))
        )
    assert undo_all(history, store) == ["1", "2"]
    history.keep(
        Change("one too large", StatusStep(Before("is_read", {True: array("q", [999] * 9)})))
    )
    assert undo_all(history, store) == ["one too large"]


def undo_all(history: History, store: Store) -> list[str]:
    labels = []
    while (change := history.undo(store)) is not None:
        labels.append(change.label)
    return labels
