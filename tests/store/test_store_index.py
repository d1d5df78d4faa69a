import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tnews.model import ArticleIntent, FetchState, Query, StoreError
from tnews.store import Store, index
from tnews.store.index import Progress
from tnews.text.tokens import cut

Fill = Callable[..., list[int]]
MakeIntent = Callable[..., ArticleIntent]


def test_rebuilding_changes_nothing(store: Store, fill: Fill) -> None:
    ids = fill(*(f"第{n}篇" for n in range(450)))
    before = store.ids(Query(text="3"))
    assert [*store.rebuild_index()][-1] == Progress(len(ids), len(ids))
    assert store.ids(Query(text="3")) == before
    assert store.check() == []


def test_rebuilding_repairs_a_damaged_index(store: Store, path: Path, fill: Fill) -> None:
    ids = fill("大雨", "小雨")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO ft(ft) VALUES('delete-all')")
        connection.commit()
    assert store.check()
    for _step in store.rebuild_index():
        pass
    assert list(store.ids(Query(text="雨"))) == ids
    assert store.check() == []


def test_another_cutter_means_another_index(
    store: Store, path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill("大雨", "小雨")
    monkeypatch.setattr(index, "CUTTER_VERSION", 99)
    monkeypatch.setattr(index, "cut", lambda text: cut(text).replace("96e8", "rain"))
    with pytest.raises(StoreError, match="start tnews again"):
        store.delete(ids[:1])
    newer = Store.open(path)
    assert newer.index_progress() == Progress(0, 2)
    newer.delete(ids[:1])
    assert list(newer.ids(Query(text="雨"))) == ids[1:]
    assert [*newer.catch_up()] == [Progress(1, 1)]
    assert newer.index_progress() is None
    assert newer.check() == []
    newer.close()


def test_a_killed_rebuild_goes_on_and_others_may_work_meanwhile(
    store: Store,
    path: Path,
    fill: Fill,
    intent: MakeIntent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "_BATCH", 20)
    ids = fill(*(f"第{n}篇雨" for n in range(100)))
    add = index._add
    added: list[Any] = []

    def killed_in_the_third_batch(connection: sqlite3.Connection, rows: list[Any]) -> None:
        added.append(rows)
        if len(added) == 3:
            add(connection, rows[:5])
            raise KeyboardInterrupt
        add(connection, rows)

    with monkeypatch.context() as patch:
        patch.setattr(index, "_add", killed_in_the_third_batch)
        with pytest.raises(KeyboardInterrupt):
            list(store.rebuild_index())
    low, high = min(ids), max(ids)
    store.delete([low, high])
    changes = [intent("改雨", id=low + 1), intent("换雨", id=high - 1)]
    store.save("sky", FetchState(), [*changes, intent("新雨")])
    expected = set(store.ids(Query()))
    assert set(store.ids(Query(text="雨"))) == expected
    assert store.index_progress() == Progress(39, 99)
    for _step in store.catch_up():
        pass
    assert store.check() == []
    assert set(store.ids(Query(text="雨"))) == expected
    assert len(store.ids(Query(text="改"))) == len(store.ids(Query(text="换"))) == 1


def test_changes_of_one_article_in_one_save_leave_its_last_text_in_the_index(
    store: Store, fill: Fill, intent: MakeIntent
) -> None:
    (id,) = fill("一")
    store.save("sky", FetchState(), [intent("二", id=id), intent("三", id=id)])
    assert store.check() == []
    assert not store.ids(Query(text="二"))
    assert list(store.ids(Query(text="三"))) == [id]


def test_a_save_writes_its_articles_into_the_index_at_once(
    store: Store, path: Path, intent: MakeIntent
) -> None:
    store.save("sky", FetchState(), [intent(f"第{n}篇", uid=f"{n}") for n in range(20)])
    with closing(sqlite3.connect(path)) as connection:
        (pieces,) = connection.execute("SELECT count(DISTINCT segid) FROM ft_idx").fetchone()
    assert pieces <= 1  # one for each article if the index is written between them


def test_two_processes_that_make_the_index_at_once_make_one(
    store: Store, path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_BATCH", 3)
    ids = fill(*(f"第{n}篇雨" for n in range(20)))
    other = Store.open(path)
    ours = store.rebuild_index()
    assert next(ours) == Progress(3, 20)
    theirs = other.rebuild_index()  # anew, while ours is at work
    assert next(ours) == Progress(3, 20)
    assert next(theirs) == Progress(6, 20)
    for _step in ours:
        next(theirs, None)
    assert [*theirs] == []
    assert store.index_progress() is None
    assert store.check() == []
    assert list(store.ids(Query(text="雨"))) == ids
    other.close()


def test_letters_and_digits_leave_the_index_with_their_text(
    store: Store, path: Path, fill: Fill, intent: MakeIntent
) -> None:
    changed, gone, stays = fill("iPhone15", "Pho", "phone 2")
    store.save("sky", FetchState(), [intent("小米14 Ultra", id=changed)])
    store.delete([gone])
    with closing(sqlite3.connect(path)) as connection:
        found = [
            {
                id
                for (id,) in connection.execute("SELECT rowid FROM grams WHERE grams MATCH ?", (g,))
            }
            for g in ("pho", "e15", "ltr")
        ]
    assert found == [{stays}, set(), {changed}]
    assert store.check() == []


def test_letters_whose_index_is_damaged_are_found_all_the_same(
    store: Store, path: Path, fill: Fill
) -> None:
    ids = fill("iPhone15", "小米", "phone 2")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE grams_data SET block = x'00ff00ff' WHERE id > 10")
        connection.commit()
    assert store.check() == ["the search index is damaged; run tnews doctor --rebuild"]
    assert set(store.ids(Query(text="phone"))) == {ids[0], ids[2]}
    for _step in store.catch_up():
        pass
    assert store.check() == []
    assert set(store.ids(Query(text="phone"))) == {ids[0], ids[2]}


def test_long_texts_are_indexed_few_at_a_time(
    store: Store, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small they are once compressed."""
    fill(*(f"第{n}篇" for n in range(6)))
    monkeypatch.setattr(index, "_BATCH_CHARACTERS", -1)
    assert [step.done for step in store.rebuild_index()][:3] == [1, 2, 3]
