from array import array
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tnews.model import ArticleIntent, ArticleStatus, Before, Query, StoreError
from tnews.store import Store, marking
from tnews.text.places import at, place_of

Fill = Callable[..., list[int]]


def test_reading_and_undoing(store: Store, fill: Fill) -> None:
    one, two = fill("一", "二")
    store.set_read([one], True)
    before = store.set_read([one, two, 999, 2**70], True)
    assert before == Before("is_read", {False: array("q", [two])})
    assert not store.ids(Query(unread=True))
    assert store.counts().total == (0, 2)
    again = store.restore(before)
    assert list(store.ids(Query(unread=True))) == [two]
    assert again == Before("is_read", {True: array("q", [two])})
    assert store.restore(again) == before
    assert not store.ids(Query(unread=True))
    store.set_read([one], False)
    assert store.counts().total == (1, 2)
    assert store.check() == []


def test_a_bookmark_keeps_its_first_time(store: Store, clock: Any, fill: Fill) -> None:
    (id,) = fill("一")
    assert store.set_bookmark([id], True) == Before("bookmarked_at", {None: array("q", [id])})
    first = datetime.fromtimestamp(clock.now, UTC)
    clock.now += 60
    assert store.set_bookmark([id], True).count == 0
    assert store.statuses([id])[id].bookmarked_at == first
    assert store.counts().bookmarked == (1, 1)
    (row,) = store.page(Query(bookmarked=True))
    assert row.is_bookmarked
    before = store.set_bookmark([id], False)
    assert not store.ids(Query(bookmarked=True))
    store.restore(before)
    assert store.statuses([id])[id].bookmarked_at == first
    assert store.check() == []


def test_each_field_leaves_the_others(store: Store, fill: Fill) -> None:
    (id,) = fill("一")
    store.set_bookmark([id], True)
    store.set_position(id, 0.25)
    store.set_note(id, "再读")
    store.set_tags(id, ["天气"])
    (status,) = store.statuses([id]).values()
    assert status == ArticleStatus(False, status.bookmarked_at, "再读", 0.25, ("天气",))
    changes = [
        store.set_read([id], True),
        store.set_bookmark([id], False),
        store.set_note(id, ""),
        store.set_tags(id, ["海"]),
    ]
    store.set_position(id, 0.75)
    assert store.statuses([id])[id] == ArticleStatus(True, None, "", 0.75, ("海",))
    for change in changes:
        store.restore(change)
    article = store.article(id)
    assert article is not None
    assert article.status == ArticleStatus(False, status.bookmarked_at, "再读", 0.75, ("天气",))
    assert store.check() == []


def test_what_was_never_stored_has_no_status(store: Store) -> None:
    assert store.restore(Before("is_read", {True: array("q", [999])})).count == 0
    assert store.set_note(999, "x").count == store.set_tags(999, ["x"]).count == 0
    assert (store.statuses([999]), store.tags()) == ({}, [])


def test_position_stays_between_0_and_1(store: Store, fill: Fill) -> None:
    (id,) = fill("一")
    for given, kept in ((0.5, 0.5), (-1.0, 0.0), (7.0, 1.0)):
        store.set_position(id, given)
        assert store.statuses([id])[id].position == kept
    store.set_position(999, 0.5)
    assert store.statuses([999]) == {}


def test_many_at_once(store: Store, fill: Fill) -> None:
    ids = fill(*map(str, range(1500)))
    store.set_read(ids[:10], True)
    before = store.set_read(iter(ids), True)
    assert {was: set(changed) for was, changed in before.ids.items()} == {False: set(ids[10:])}
    assert store.counts().total == (0, 1500)
    store.restore(before)
    assert store.counts().total == (1490, 1500)
    assert store.check() == []


def test_a_note_is_cleaned_and_rows_know_of_it(store: Store, fill: Fill) -> None:
    one, two = fill("一", "二")
    store.set_note(one, "第一行\x1b[31m\r\n第二行\n\n")
    assert store.statuses([one])[one].note == "第一行\n第二行"
    assert [row.has_note for row in store.rows([one, two])] == [True, False]
    store.set_note(one, "\u200b \n")
    assert [row.has_note for row in store.rows([one, two])] == [False, False]


def test_marks_of_a_deleted_article_stay(store: Store, fill: Fill) -> None:
    (id,) = fill("一")
    store.set_note(id, "记")
    store.set_tags(id, ["天气"])
    store.delete([id])
    assert store.statuses([id])[id] == ArticleStatus(note="记", tags=("天气",))
    assert [tuple(count) for count in store.tags()] == [("天气", 0)]


def test_the_reading_place_follows_its_words_into_the_whole_text(
    store: Store, intent: Callable[..., ArticleIntent], fill: Fill
) -> None:
    texts = ["第一段说天气。", "第二段说海，海上有风。", "第三段什么也不说。"]
    read, unread = fill(("读到一半", "\n".join(texts)), ("没有读过", "一段。"))
    place = place_of(1, 0, texts)
    store.set_position(read, place)
    whole = intent("读到一半", "\n".join(["编者的话，很长的一段话。" * 9, *texts, "后来呢？" * 99]))
    store.save_page(read, whole.draft, leads=False, has_time=False)
    article = store.article(read)
    assert article is not None
    shown = [block.text for block in article.blocks]
    assert len(shown) == 5
    assert at(article.status.position, shown) == (2, 0)
    store.save_page(unread, whole.draft, leads=False, has_time=False)
    assert store.statuses([unread])[unread].position == 0


def test_a_whole_list_is_marked_a_part_at_a_time_and_taken_back(
    store: Store, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(*(f"第{n}篇" for n in range(25)))
    store.set_read(ids[3:5], True)
    monkeypatch.setattr(marking, "_AT_ONCE", 10)
    turns: list[int] = []
    monkeypatch.setattr(store._db, "give_way", lambda: turns.append(store.counts().total[0]))
    before = store.set_read(ids, True)
    assert turns == [15, 5]  # unread after the first ten and after the second
    assert before.count == 23
    assert store.counts().total == (0, 25)
    store.restore(before)
    assert store.counts().total == (23, 25)
    assert store.check() == []


def test_marking_that_is_stopped_keeps_what_it_has_done_and_can_be_taken_back(
    store: Store, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(*(f"第{n}篇" for n in range(25)))
    monkeypatch.setattr(marking, "_AT_ONCE", 10)
    told: list[tuple[int, int]] = []

    def goes_on(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 20

    before = store.set_read(ids, True, goes_on)
    assert told == [(10, 25), (20, 25)]
    assert before.count == 20
    assert store.counts().total == (5, 25)
    store.restore(before)
    assert store.counts().total == (25, 25)


def test_a_whole_list_that_cannot_be_marked_is_as_before(
    store: Store, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(*(f"第{n}篇" for n in range(25)))
    monkeypatch.setattr(marking, "_AT_ONCE", 10)
    mark = store._read
    parts = iter([mark, mark])

    def full(*arguments: Any) -> Before:
        if (part := next(parts, None)) is None:
            raise StoreError("the disk is full")
        return part(*arguments)

    monkeypatch.setattr(store, "_read", full)
    with pytest.raises(StoreError, match="full"):
        store.set_read(ids, True)
    assert store.counts().total == (25, 25)
