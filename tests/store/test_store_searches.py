"""Past searches, and the names a search may take."""

import pytest

from tnews.model import ArticleDraft, FetchState, Query, Source, StoreError
from tnews.services.intake import store_drafts
from tnews.store import Store, db


def test_past_searches_are_kept_the_newest_first_and_once(store: Store) -> None:
    for text in ("竹桥", "茶", "竹桥"):
        store.add_search(text, 200)
    assert store.searches() == ["竹桥", "茶"]


def test_only_so_many_are_kept(store: Store) -> None:
    for number in range(7):
        store.add_search(str(number), 3)
    assert store.searches() == ["6", "5", "4"]


def test_one_or_all_are_forgotten(store: Store) -> None:
    for text in "一二三":
        store.add_search(text, 200)
    store.forget_searches("二")
    assert store.searches() == ["三", "一"]
    store.forget_searches()
    assert store.searches() == []
    store.add_search("四", 200)
    assert store.searches() == ["四"]


def test_a_search_that_is_no_longer_wanted_gives_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.register([Source("a", "http://a.example/", "A", "要闻")])
    store_drafts(store, "a", FetchState(), [ArticleDraft(str(n), "", f"竹桥{n}") for n in range(9)])
    monkeypatch.setattr(db, "_STEPS", 1)
    with pytest.raises(StoreError):
        store.ids(Query(text="竹桥"), lambda: False)
    assert len(store.ids(Query(text="竹桥"), lambda: True)) == 9
    assert len(store.ids(Query(text="竹桥"))) == 9


def test_names_are_offered_the_commonest_first(store: Store) -> None:
    store.register([Source("a", "http://a.example/", "A", "要闻")])
    drafts = [
        ArticleDraft(str(n), "", f"题{n}", origin=origin, author=author)
        for n, (origin, author) in enumerate(
            (("湖畔日报", "沈知夏"), ("渡口财经", ""), ("渡口财经", "沈知夏"))
        )
    ]
    store_drafts(store, "a", FetchState(), drafts)
    names = store.recent_names()
    assert names.origins == ("渡口财经", "湖畔日报")
    assert names.authors == ("沈知夏",)
    assert names.editors == ()
