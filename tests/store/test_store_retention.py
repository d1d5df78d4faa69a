"""Taking old articles out: what goes, what never goes, and that it comes back as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tnews.model import ArticleIntent, FetchState, IdentityKeys, Limits, Query, Retention
from tnews.store import Store, retention

Fill = Callable[..., list[int]]
MakeIntent = Callable[..., ArticleIntent]

DAY = 86_400
EVERYTHING_OLD = Retention(Limits(days=30))


def texts(count: int, word: str = "旧闻") -> list[tuple[str, str]]:
    return [(f"{word}{n}", f"第{n}天，{word}。") for n in range(count)]


@pytest.fixture
def old(fill: Fill, clock: Any, store: Store) -> list[int]:
    """Thirty articles of sky that came a hundred days ago; the twenty newest came today."""
    ids = fill(*texts(30))
    clock.now += 100 * DAY
    fill(*texts(20, "新闻"))
    return ids


def prune(store: Store, rule: Retention) -> list[int]:
    ids = store.prunable(rule)
    assert store.prune(ids) == len(ids)
    assert store.check() == []
    return sorted(ids)


def test_what_is_older_than_the_days_goes(store: Store, old: list[int]) -> None:
    assert prune(store, EVERYTHING_OLD) == sorted(old)
    assert store.counts().total == (20, 20)
    assert not store.ids(Query(text="旧闻"))
    assert len(store.ids(Query(text="新闻"))) == 20


def test_without_a_limit_nothing_goes(store: Store, old: list[int]) -> None:
    assert Retention().is_endless
    assert not store.prunable(Retention())


def test_the_newest_twenty_of_a_source_stay_however_old(
    store: Store, fill: Fill, clock: Any
) -> None:
    ids = fill(*texts(25), source="sea")
    clock.now += 100 * DAY
    fill("今日", source="sea")
    rest = [row.id for row in store.page(Query(source="sea"))][retention.NEWEST :]
    assert len(rest) == 6
    assert set(prune(store, EVERYTHING_OLD)) == set(rest) <= set(ids)


@pytest.mark.parametrize(
    "protect",
    [
        pytest.param(lambda store, id: store.set_bookmark([id], True), id="bookmark"),
        pytest.param(
            lambda store, id: (store.set_read([id], True), store.set_read([id], False)),
            id="unread again",
        ),
        pytest.param(lambda store, id: store.article(id), id="open"),
    ],
)
def test_what_a_person_kept_stays(store: Store, old: list[int], protect: Any, clock: Any) -> None:
    protect(store, old[7])
    clock.now += 2 * DAY
    assert set(prune(store, EVERYTHING_OLD)) == {*old} - {old[7]}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO tags VALUES({id}, '收')",
        "INSERT INTO statuses(id, note, changed_at) VALUES({id}, '记', 1)",
    ],
)
def test_notes_and_tags_keep_an_article(
    store: Store, path: Path, old: list[int], statement: str
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement.format(id=old[3]))
        connection.commit()
    assert set(prune(store, EVERYTHING_OLD)) == {*old} - {old[3]}


def test_what_was_marked_within_a_day_stays_for_that_day(
    store: Store, old: list[int], clock
) -> None:
    store.set_read(old[:1], True)
    assert set(prune(store, EVERYTHING_OLD)) == {*old[1:]}
    clock.now += DAY
    assert prune(store, EVERYTHING_OLD) == old[:1]


def test_an_undone_mark_protects_nothing(store: Store, old: list[int], clock: Any) -> None:
    before = store.set_read(old, True)
    store.restore(before)
    clock.now += 2 * DAY
    assert prune(store, EVERYTHING_OLD) == sorted(old)


def test_unread_by_hand_outlasts_reading_and_undo(store: Store, old: list[int], clock: Any) -> None:
    store.set_read(old[:1], True)
    store.set_read(old[:1], False)
    before = store.set_read(old[:1], True)
    store.restore(before)
    clock.now += 2 * DAY
    assert set(prune(store, EVERYTHING_OLD)) == {*old[1:]}


def test_what_its_source_still_lists_stays(store: Store, old: list[int], clock: Any) -> None:
    store.save("sky", FetchState(), [], listed=old[:3])
    assert set(prune(store, EVERYTHING_OLD)) == {*old[3:]}
    clock.now += 8 * DAY
    store.save("sky", FetchState(), [], listed=old[4:5])
    (newest,) = store.ids(Query(source="sky", limit=1))
    store.save("sky", FetchState(), [], listed=[newest])
    assert set(prune(store, EVERYTHING_OLD)) == {*old[:3]}


def test_a_source_has_limits_of_its_own(store: Store, old: list[int]) -> None:
    assert not store.prunable(Retention(Limits(30), {"sky": Limits(0)}))
    assert sorted(store.prunable(Retention(Limits(), {"sky": Limits(30)}))) == sorted(old)
    assert not store.prunable(Retention(Limits(30), spared=frozenset({"sky"})))


def test_the_number_of_articles_counts_the_newest(store: Store, old: list[int]) -> None:
    gone = prune(store, Retention(Limits(articles=45)))
    assert len(gone) == 5
    assert gone == sorted(store.statuses(gone))
    assert store.counts().total == (45, 45)
    assert set(gone) == set(old[-5:])  # the first of a document is its newest


def test_the_size_takes_the_oldest_of_all_sources(store: Store, old: list[int], fill: Fill) -> None:
    fill(*texts(20, "海"), source="sea")
    sizes = store.sizes()
    used = sizes["texts"] + sizes["index"] + sizes["lists"]
    gone = prune(store, Retention(bytes=used * 6 // 7))
    assert 5 <= len(gone) <= 15
    assert set(gone) <= set(old)


def test_a_mark_made_between_plan_and_act_counts(store: Store, old: list[int]) -> None:
    ids = store.prunable(EVERYTHING_OLD)
    store.set_bookmark([ids[0]], True)
    assert store.prune(ids) == len(ids) - 1
    assert store.counts().bookmarked == (1, 1)


def test_a_pruned_article_that_comes_back_is_as_it_was(
    store: Store, old: list[int], intent: MakeIntent, clock: Any
) -> None:
    store.set_read(old[:2], True)
    store.set_position(old[0], 0.5)
    clock.now += 2 * DAY
    before = store.statuses(old)
    prune(store, EVERYTHING_OLD)
    assert store.statuses(old) == before
    known = store.known("sky", [intent("旧闻0", uid="sky0旧闻0").keys])
    assert [(one.id, one.is_stored, one.is_deleted) for one in known] == [(old[0], False, False)]
    again = intent("旧闻0", "又来了", uid="sky0旧闻0", id=old[0])
    saved = store.save("sky", FetchState(), [again])
    assert (saved.new, saved.updated) == ((), (old[0],))
    (row,) = store.rows([old[0]])
    assert row.is_read
    assert store.statuses(old) == before
    assert list(store.ids(Query(text="又来了"))) == [old[0]]
    assert store.check() == []
    assert not store.prunable(EVERYTHING_OLD)  # its days begin anew


def test_a_pruned_article_is_forgotten_after_half_a_year_unless_it_was_touched(
    store: Store, path: Path, old: list[int], clock: Any
) -> None:
    store.set_read(old[:1], True)
    clock.now += 2 * DAY
    prune(store, EVERYTHING_OLD)
    assert not store.forgettable()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE later(x INTEGER REFERENCES identities(id))")
        connection.execute("INSERT INTO later VALUES(?)", (old[1],))
        connection.commit()
    store.delete(old[2:3])
    clock.now += retention.FORGOTTEN
    assert not store.forgettable()
    clock.now += 1
    ids = store.forgettable()
    assert sorted(ids) == sorted(old[3:])
    assert store.forget(old) == len(ids)
    assert store.check() == []
    assert set(store.statuses(old)) == {*old[:3]}


def test_an_identity_that_changed_since_is_not_forgotten(store: Store, old: list[int]) -> None:
    prune(store, EVERYTHING_OLD)
    store.set_bookmark(old[:1], True)
    assert store.forget(old[:1]) == 0


def test_compacting_gives_the_space_back(store: Store, old: list[int]) -> None:
    before = store.sizes()["bytes"]
    prune(store, EVERYTHING_OLD)
    assert store.sizes()["free"] >= 0
    store.compact()
    assert store.sizes()["free"] == 0
    assert store.sizes()["bytes"] < before
    assert store.check() == []


def test_listing_is_noted_twice_a_day_at_most(
    store: Store, path: Path, fill: Fill, clock: Any
) -> None:
    (id,) = fill("一")
    for hours, noted in ((1, 0), (13, 13), (14, 13)):
        clock.now = 1_700_000_000 + hours * 3600
        store.save("sky", FetchState(), [], listed=[id])
        with closing(sqlite3.connect(path)) as connection:
            (seen,) = connection.execute("SELECT seen_at FROM identities").fetchone()
        assert seen == 1_700_000_000 + noted * 3600


def test_keys_of_no_source_are_no_trouble(store: Store) -> None:
    assert store.known("sky", [IdentityKeys()]) == []
    assert not store.prunable(Retention(Limits(1, 20), bytes=1))
