"""Ranked lists: entries are no articles, they move, leave and expire."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, Placing, Query
from tnews.store import Store
from tnews.store.ranks import PLACINGS

MakeIntent = Callable[..., ArticleIntent]
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def entry(title: str, uid: str = "", url: str = "", heat: str = "") -> ArticleDraft:
    return ArticleDraft(uid, url, title, heat=heat)


def save(store: Store, *drafts: ArticleDraft, now: datetime = NOW) -> None:
    store.save_ranks("sky", FetchState(cursor=str(now)), drafts, now)


def places(store: Store) -> list[tuple[str, int | None, int | None, int]]:
    return [(e.title, e.rank, e.previous, e.best) for e in store.ranks("sky")]


def test_an_entry_says_all_it_was_given_and_is_no_article(store: Store) -> None:
    draft = ArticleDraft(
        "7",
        "https://hot.example/7",
        "热",
        (Block("p", "第一行"), Block("p", "第二行")),
        published_at=NOW,
        image="https://hot.example/i.png",
        heat="100万",
        detail_url="https://hot.example/api/7",
    )
    save(store, draft)
    (found,) = store.ranks("sky")
    assert (found.source, found.source_name, found.title) == ("sky", "Sky", "热")
    assert (found.url, found.image, found.heat) == (draft.url, draft.image, draft.heat)
    assert found.summary == "第一行 第二行"
    assert (found.published_at, found.first_seen_at, found.last_seen_at) == (NOW, NOW, NOW)
    assert store.rank_entry(found.id) == found
    rebuilt = store.rank_draft(found.id)
    assert rebuilt is not None
    assert (rebuilt.uid, rebuilt.url, rebuilt.detail_url) == ("7", draft.url, draft.detail_url)
    assert rebuilt.blocks == ()
    assert store.counts().total == (0, 0)
    assert not store.ids(Query())
    assert not store.ids(Query(text="热"))
    assert store.states()["sky"].cursor == str(NOW)
    assert store.ranks("sea") == []
    assert store.rank_entry(999) is None
    assert store.rank_draft(999) is None
    assert store.check() == []


def test_entries_move_leave_and_come_back(store: Store) -> None:
    save(store, entry("甲", "1"), entry("乙", "2"), entry("丙", "3"))
    save(store, entry("乙", "2"), entry("甲", "1"), entry("丁", "4"))
    assert places(store) == [("乙", 1, 2, 1), ("甲", 2, 1, 1), ("丁", 3, None, 3)]
    save(store, entry("丙改", "3"))
    assert places(store) == [("丙改", 1, None, 1)]


def test_an_entry_is_known_by_uid_else_link_else_title(store: Store) -> None:
    save(store, entry("甲", "1", "https://a.example/1"), entry("乙", "", "https://a.example/2"))
    ids = {found.title: found.id for found in store.ranks("sky")}
    save(
        store,
        entry("甲新", "1", "https://a.example/9"),
        entry("乙新", "", "http://www.a.example/2?utm_source=x"),
        entry("丙 Ａ"),
    )
    assert [found.id for found in store.ranks("sky")[:2]] == [ids["甲"], ids["乙"]]
    (third,) = store.ranks("sky")[2:]
    save(store, entry("丙a"), entry("丙 A"))
    assert [(found.id, found.title) for found in store.ranks("sky")] == [(third.id, "丙a")]


def test_history_is_kept_and_bounded(store: Store) -> None:
    minutes = [NOW + timedelta(minutes=n) for n in range(PLACINGS + 5)]
    for n, now in enumerate(minutes):
        drafts = [entry("甲", "1", heat=str(n)), entry("乙", "2")]
        save(store, *(drafts if n % 2 else drafts[::-1]), now=now)
    (first,) = [found for found in store.ranks("sky") if found.title == "甲"]
    history = store.rank_history(first.id)
    assert len(history) == PLACINGS
    assert history[-1] == Placing(minutes[-1], 2, str(PLACINGS + 4))
    assert history[-2] == Placing(minutes[-2], 1, str(PLACINGS + 3))
    assert store.rank_history(999) == []


def test_what_left_expires_after_three_days_and_its_article_stays(
    store: Store, intent: MakeIntent
) -> None:
    save(store, entry("甲", "1"), entry("乙", "2"))
    left = store.ranks("sky")[0]
    (article,) = store.save("sky", None, [intent("甲")]).new
    store.link_entry(left.id, article)
    save(store, entry("乙", "2"), now=NOW + timedelta(days=3))
    kept = store.rank_entry(left.id)
    assert kept is not None
    assert (kept.rank, kept.previous, kept.article_id) == (None, 1, article)
    save(store, entry("乙", "2"), now=NOW + timedelta(days=3, seconds=1))
    assert store.rank_entry(left.id) is None
    assert store.rank_history(left.id) == []
    assert store.article(article) is not None
    assert places(store) == [("乙", 1, 1, 1)]
    assert store.check() == []


def test_an_article_that_is_deleted_leaves_its_entry(store: Store, intent: MakeIntent) -> None:
    save(store, entry("甲", "1"))
    (found,) = store.ranks("sky")
    (article,) = store.save("sky", None, [intent("甲")]).new
    store.link_entry(found.id, article)
    store.delete([article])
    assert store.ranks("sky")[0].article_id is None
    assert store.check() == []
