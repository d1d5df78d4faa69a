from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tnews.model import ArticleStatus, Query
from tnews.store import Store

Fill = Callable[..., list[int]]


def test_reading_and_undoing(store: Store, fill: Fill) -> None:
    one, two = fill("一", "二")
    store.set_read([one], True)
    before = store.set_read([one, two, 999, 2**70], True)
    assert before == {one: ArticleStatus(is_read=True), two: ArticleStatus()}
    assert not store.ids(Query(unread=True))
    assert store.counts().total == (0, 2)
    store.restore(before, "is_read")
    assert list(store.ids(Query(unread=True))) == [two]
    assert store.statuses([one, two]) == before
    store.set_read([one], False)
    assert store.counts().total == (2, 2)
    assert store.check() == []


def test_a_bookmark_keeps_its_first_time(store: Store, clock: Any, fill: Fill) -> None:
    (id,) = fill("一")
    assert store.set_bookmark([id], True) == {id: ArticleStatus()}
    first = datetime.fromtimestamp(clock.now, UTC)
    clock.now += 60
    before = store.set_bookmark([id], True)
    assert before[id].bookmarked_at == first
    assert store.statuses([id])[id].bookmarked_at == first
    assert store.counts().bookmarked == (1, 1)
    (row,) = store.page(Query(bookmarked=True))
    assert row.is_bookmarked
    store.set_bookmark([id], False)
    assert not store.ids(Query(bookmarked=True))
    store.restore(before, "bookmarked_at")
    assert store.statuses([id]) == before
    assert store.check() == []


def test_each_field_leaves_the_others(store: Store, fill: Fill) -> None:
    (id,) = fill("一")
    store.set_bookmark([id], True)
    store.set_position(id, 0.25)
    (status,) = store.statuses([id]).values()
    assert (status.is_read, status.is_bookmarked, status.position) == (False, True, 0.25)
    before = store.set_read([id], True)
    assert before == {id: status}
    store.set_bookmark([id], False)
    store.set_position(id, 0.75)
    store.restore({**before, 999: status}, "is_read")
    assert store.statuses([id, 999]) == {id: ArticleStatus(position=0.75)}
    store.restore(before, "bookmarked_at")
    assert store.statuses([id])[id].bookmarked_at == status.bookmarked_at
    article = store.article(id)
    assert article is not None
    assert article.status == store.statuses([id])[id]


def test_position_stays_between_0_and_1(store: Store, fill: Fill) -> None:
    (id,) = fill("一")
    for given, kept in ((0.5, 0.5), (-1.0, 0.0), (7.0, 1.0)):
        store.set_position(id, given)
        assert store.statuses([id])[id].position == kept
    store.set_position(999, 0.5)
    assert store.statuses([999]) == {}


def test_many_at_once(store: Store, fill: Fill) -> None:
    ids = fill(*map(str, range(1500)))
    before = store.set_read(iter(ids), True)
    assert len(before) == 1500
    assert store.counts().total == (0, 1500)
    store.restore(before, "is_read")
    assert store.counts().total == (1500, 1500)
    assert store.check() == []
