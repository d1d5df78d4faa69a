"""An article's own page: both texts are kept, the better one is shown and found."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tnews.model import (
    Article,
    ArticleDraft,
    ArticleIntent,
    Block,
    FetchState,
    Query,
    Saved,
    TextState,
)
from tnews.model.record import replace
from tnews.store import Store

MakeIntent = Callable[..., ArticleIntent]

SUMMARY = "湖边的书店在清晨开门，店主先扫落叶，再煮一壶茶，等第一位读者来。"
WHOLE = SUMMARY + "\n下午有人来还一本旧诗集，里面夹着去年的银杏叶。"
DAY = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def page(text: str = WHOLE, title: str = "页题", **fields: Any) -> ArticleDraft:
    blocks = tuple(Block("p", part) for part in text.split("\n")) if text else ()
    return ArticleDraft("", "https://sky.example/page", title, blocks, is_full_text=True, **fields)


def shown(store: Store, id: int) -> Article:
    article = store.article(id)
    assert article is not None
    return article


def save(store: Store, *intents: ArticleIntent, wants: bool = True) -> Saved:
    return store.save("sky", FetchState(), intents, lambda _draft: wants)


@pytest.fixture
def id(store: Store, intent: MakeIntent) -> int:
    (id,) = save(store, intent("题", SUMMARY)).new
    return id


def test_a_longer_page_is_shown_and_found(store: Store, clock: Any, id: int) -> None:
    store.set_read([id], True)
    before = shown(store, id)
    clock.now += 60
    fields = {"origin": "湖报", "author": "林", "editor": "王", "image": "https://a.example/i"}
    fetched = page(category="文化 > 读书", published_at=DAY, **fields)
    assert store.save_page(id, fetched, leads=False, has_time=True)
    article = shown(store, id)
    assert (article.title, article.text, article.is_full_text) == ("题", WHOLE, True)
    assert (article.origin, article.author, article.editor) == ("湖报", "林", "王")
    assert (article.section, article.image) == ("文化 > 读书", "https://a.example/i")
    assert (article.url, article.published_at) == (before.url, DAY)
    assert (article.content_hash, article.status) == (before.content_hash, before.status)
    assert article.updated_at.timestamp() == clock.now
    assert list(store.ids(Query(text="银杏叶"))) == [id]
    (row,) = store.page(Query())
    assert row.characters == article.characters
    assert store.text_states([id, 999]) == {id: TextState("page", tried_at=article.updated_at)}
    assert store.check() == []
    store.rebuild_index()
    assert list(store.ids(Query(text="银杏叶"))) == [id]


def test_the_same_page_again_shows_no_other_text(store: Store, id: int) -> None:
    assert store.save_page(id, page(), leads=False, has_time=True)
    assert not store.save_page(id, page(), leads=False, has_time=True)
    assert store.save_page(id, page(WHOLE + "\n补记。"), leads=False, has_time=True)
    assert list(store.ids(Query(text="补记"))) == [id]
    assert store.check() == []


def test_a_page_that_is_no_better_leaves_the_text_of_the_feed(store: Store, id: int) -> None:
    assert not store.save_page(id, page("请先登录。", author="林"), leads=False, has_time=True)
    assert (shown(store, id).text, shown(store, id).author) == (SUMMARY, "林")
    assert not store.ids(Query(text="登录"))
    assert store.text_states([id])[id].shown == "feed"
    assert store.wanted_pages("sky", LATER, 9) == []
    assert store.check() == []


def test_the_same_feed_again_never_takes_the_text_away(
    store: Store, intent: MakeIntent, id: int
) -> None:
    store.save_page(id, page(), leads=False, has_time=True)
    again = intent("题", SUMMARY, id=id)
    (known,) = store.known("sky", [again.keys])
    assert known.content_hash == again.content_hash
    assert save(store, again) == Saved()
    assert shown(store, id).text == WHOLE


def test_another_feed_text_takes_its_place_and_is_weighed_again(
    store: Store, intent: MakeIntent, id: int
) -> None:
    store.save_page(id, page(published_at=DAY), leads=False, has_time=True)
    assert save(store, intent("新题", SUMMARY + "他说。", id=id)) == Saved((), (id,))
    assert (shown(store, id).title, shown(store, id).text) == ("新题", WHOLE)
    assert save(store, intent("新题", SUMMARY + "她说。", id=id)) == Saved()
    longer = WHOLE + "\n晚上关门。"
    assert save(store, intent("新题", longer, id=id)) == Saved((), (id,))
    assert (shown(store, id).text, shown(store, id).published_at) == (longer, DAY)
    assert store.text_states([id])[id].shown == "feed"
    save(store, intent("新题", SUMMARY, id=id))
    assert shown(store, id).text == WHOLE
    assert list(store.ids(Query(text="银杏叶"))) == [id]
    assert not store.ids(Query(text="晚上关门"))
    assert store.check() == []


def test_where_the_page_leads_its_fields_win(store: Store, intent: MakeIntent) -> None:
    (id,) = save(store, intent("题…", "", published=1e9)).new
    fetched = page(published_at=DAY, origin="湖报")
    assert store.save_page(id, fetched, leads=True, has_time=False)
    article = shown(store, id)
    assert (article.title, article.origin) == ("页题", "湖报")
    assert article.published_at == datetime.fromtimestamp(1e9, UTC)
    assert list(store.ids(Query(text="页题"))) == [id]
    store.save_page(id, fetched, leads=True, has_time=True)
    assert shown(store, id).published_at == DAY
    (known,) = store.known("sky", [intent("题…", "").keys])
    assert not known.has_text  # the source's list had none
    save(store, intent("新题", "", id=id))
    assert (shown(store, id).title, shown(store, id).text) == ("页题", WHOLE)
    assert store.check() == []


def test_what_is_wanted_comes_newest_first_until_it_is_there(
    store: Store, clock: Any, intent: MakeIntent
) -> None:
    intents = [intent(str(n), published=1e9 + n, url=f"https://sky.example/{n}") for n in range(4)]
    intents[2] = replace(
        intents[2], draft=replace(intents[2].draft, detail_url="https://x.example/")
    )
    ids = save(store, *intents).new
    assert [found.article for found in store.wanted_pages("sky", LATER, 3)] == [*ids[:0:-1]]
    assert [found.url for found in store.wanted_pages("sky", LATER, 2)] == [
        "https://sky.example/3",
        "https://x.example/",
    ]
    assert store.wanted_pages("sea", LATER, 9) == []
    store.save_page(ids[3], page(), leads=False, has_time=True)
    store.save_text_failure(ids[2], "too slow", is_final=False)
    store.save_text_failure(ids[1], "gone", is_final=True)
    now = datetime.fromtimestamp(clock.now, UTC)
    assert store.text_states(ids[1:3]) == {
        ids[1]: TextState(tried_at=now, attempts=1, is_final=True, error="gone"),
        ids[2]: TextState("feed", "https://x.example/", now, 1, error="too slow"),
    }
    early = datetime.fromtimestamp(clock.now - 1, UTC)
    assert [found.article for found in store.wanted_pages("sky", early, 9)] == [ids[0]]
    assert [found.article for found in store.wanted_pages("sky", now, 9)] == [ids[2], ids[0]]


def test_a_final_answer_holds_until_the_article_is_another(
    store: Store, intent: MakeIntent, id: int
) -> None:
    store.save_text_failure(id, "gone", is_final=True)
    save(store, intent("题", SUMMARY + "2评论", id=id))
    assert store.wanted_pages("sky", LATER, 9) == []
    save(store, intent("题", SUMMARY + "2评论", id=id, url="https://sky.example/2"))
    assert store.wanted_pages("sky", LATER, 9) == [(id, "https://sky.example/2")]
    assert store.text_states([id])[id].attempts == 0


def test_a_page_that_was_read_is_wanted_again_when_the_title_changes(
    store: Store, intent: MakeIntent, id: int
) -> None:
    store.save_page(id, page(), leads=True, has_time=True)
    save(store, intent("题", SUMMARY + "2评论", id=id, url="https://sky.example/1?at=2"))
    assert store.wanted_pages("sky", LATER, 9) == []
    save(store, intent("更正：题", SUMMARY + "2评论", id=id))
    assert [found.article for found in store.wanted_pages("sky", LATER, 9)] == [id]


def test_tries_are_counted_through_texts_that_count_themselves(
    store: Store, intent: MakeIntent, id: int
) -> None:
    for number in range(3):
        store.save_text_failure(id, "too slow", is_final=False)
        save(store, intent("题", SUMMARY + f"{number}评论", id=id))
    assert store.text_states([id])[id].attempts == 3
    save(store, intent("更正：题", SUMMARY, id=id))
    assert store.text_states([id])[id].attempts == 0


def test_a_text_that_became_long_is_no_longer_wanted(
    store: Store, intent: MakeIntent, id: int
) -> None:
    save(store, intent("题", WHOLE, id=id), wants=False)
    assert store.wanted_pages("sky", LATER, 9) == []


def test_without_a_state_the_one_that_is_remembered_stays(store: Store, intent: MakeIntent) -> None:
    store.save_state("sky", FetchState(etag='"1"'))
    store.save("sky", None, [intent()])
    assert store.states()["sky"].etag == '"1"'


def test_what_is_gone_stays_gone(store: Store, intent: MakeIntent, id: int) -> None:
    store.save_page(id, page(), leads=False, has_time=True)
    store.delete([id])
    assert not store.save_page(id, page(), leads=False, has_time=True)
    store.save_text_failure(id, "x", is_final=False)
    assert store.text_states([id]) == {}
    assert store.wanted_pages("sky", LATER, 9) == []
    assert not store.ids(Query(text="银杏叶"))
    assert store.check() == []
