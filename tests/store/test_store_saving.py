import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import (
    ArticleDraft,
    ArticleIntent,
    Block,
    BlockKind,
    FetchState,
    IdentityKeys,
    KnownArticle,
    Link,
    Query,
    Saved,
    Source,
    StoreError,
)
from tnews.model.packed import pack
from tnews.model.record import replace
from tnews.store import Store, bodies, opening, saving

MakeIntent = Callable[..., ArticleIntent]
STATE = FetchState()


def test_an_article_comes_back_as_it_was_saved(store: Store) -> None:
    blocks = (
        Block("h", "标题"),
        Block("p", "看这里。", links=(Link(1, 3, "https://a.example/x"),)),
        Block("img", "图", "https://a.example/p.png"),
        Block("pre", "a\n b\tc"),
        Block("table", "甲\t乙\n丙\t丁"),
    )
    draft = ArticleDraft(
        uid="u",
        url="https://a.example/1",
        title="标题",
        blocks=blocks,
        is_full_text=True,
        origin="来源",
        author="作者",
        editor="编辑",
        published_at=datetime(2023, 1, 2, 3, 4, 5, tzinfo=UTC),
        category="资讯 > 天气",
        image="https://a.example/i.png",
    )
    saved = store.save("sky", STATE, [ArticleIntent(None, IdentityKeys(b"u"), draft, b"hash")])
    article = store.article(saved.new[0])
    assert article is not None
    assert article.blocks == blocks
    assert (article.title, article.origin, article.author, article.editor) == (
        ("标题", "来源", "作者", "编辑")
    )
    assert (article.section, article.category) == ("资讯 > 天气", "天气")
    assert (article.source, article.source_name) == ("sky", "Sky")
    assert article.published_at == draft.published_at
    assert article.is_full_text
    assert (article.image, article.url) == (draft.image, draft.url)
    assert article.content_hash == b"hash"
    assert article.first_seen_at == article.updated_at == datetime.fromtimestamp(1.7e9, UTC)
    (row,) = store.page(Query())
    assert row.characters == article.characters
    assert row.sorted_at == row.published_at == draft.published_at


def test_undated_articles_keep_the_order_of_their_document(
    store: Store, clock: Any, intent: MakeIntent
) -> None:
    saved = store.save("sky", STATE, [intent("一"), intent("二"), intent("三")])
    assert [row.title for row in store.page(Query())] == ["一", "二", "三"]
    assert [row.id for row in store.rows(saved.new)] == list(saved.new)
    assert [row.title for row in store.rows(saved.new)] == ["一", "二", "三"]
    clock.now += 60
    store.save("sky", STATE, [intent("四"), intent("五")])
    assert [row.title for row in store.page(Query())] == ["四", "五", "一", "二", "三"]


def test_a_date_in_the_future_sorts_as_first_seen(
    store: Store, clock: Any, intent: MakeIntent
) -> None:
    store.save("sky", STATE, [intent("明天", published=clock.now + 86400)])
    (row,) = store.page(Query())
    assert row.sorted_at.timestamp() == clock.now
    assert row.published_at is not None
    assert row.published_at.timestamp() == clock.now + 86400


def test_another_text_replaces_and_is_found(store: Store, clock: Any, intent: MakeIntent) -> None:
    (id,) = store.save("sky", STATE, [intent("旧题", "旧文", published=1e9)]).new
    store.set_read([id], True)
    clock.now += 60
    saved = store.save("sky", STATE, [intent("新题", "新文", id=id)])
    assert saved == Saved((), (id,))
    article = store.article(id)
    assert article is not None
    assert (article.title, article.text) == ("新题", "新文")
    assert article.status.is_read
    assert article.published_at == datetime.fromtimestamp(1e9, UTC)
    assert article.updated_at.timestamp() == clock.now
    assert list(store.ids(Query(text="新文"))) == [id]
    assert not store.ids(Query(text="旧"))
    assert store.check() == []


def test_the_same_text_again_takes_over_keys_and_address_only(
    store: Store, intent: MakeIntent
) -> None:
    (id,) = store.save("sky", STATE, [intent("题", uid="a")]).new
    again = intent("题", uid="b", id=id, url="https://new.example/")
    assert store.save("sky", STATE, [again]) == Saved()
    article = store.article(id)
    assert article is not None
    assert article.url == "https://new.example/"
    assert store.known("sky", [IdentityKeys(uid=again.keys.uid)])[0].id == id
    assert store.known("sky", [intent("别题", uid="a").keys]) == []


def test_known_finds_by_any_key_within_the_source(store: Store, intent: MakeIntent) -> None:
    first, second = intent("一", uid="a"), intent("二", uid="b")
    one, two = store.save("sky", STATE, [first, second]).new
    shared = IdentityKeys(uid=first.keys.uid, title=second.keys.title)
    assert store.known("sky", [shared]) == sorted(
        [
            KnownArticle(one, first.keys, first.content_hash),
            KnownArticle(two, second.keys, second.content_hash),
        ],
        key=lambda known: known.id,
    )
    assert store.known("sea", [shared]) == []
    assert store.known("sky", [IdentityKeys()]) == []


def test_known_takes_any_number_of_keys(store: Store, intent: MakeIntent) -> None:
    intents = [intent(str(number)) for number in range(1200)]
    store.save("sky", STATE, intents)
    assert len(store.known("sky", [i.keys for i in intents])) == 1200


def test_deleted_stays_deleted(store: Store, intent: MakeIntent) -> None:
    keep, gone = store.save("sky", STATE, [intent("留"), intent("删")]).new
    store.set_bookmark([gone], True)
    store.delete([gone, 999, 2**70])
    assert list(store.ids(Query())) == [keep]
    assert not store.ids(Query(text="删"))
    (known,) = store.known("sky", [intent("删").keys])
    assert known.is_deleted
    assert not known.is_stored
    assert store.save("sky", STATE, [intent("删", "又来", id=gone)]) == Saved()
    assert store.article(gone) is None
    assert store.statuses([gone])[gone].is_bookmarked
    assert store.counts().total == (1, 1)
    assert store.check() == []


def test_ids_are_never_used_again(store: Store, intent: MakeIntent) -> None:
    (first,) = store.save("sky", STATE, [intent("一")]).new
    store.delete([first])
    (second,) = store.save("sky", STATE, [intent("二")]).new
    assert second > first


def test_the_state_is_kept_with_the_articles(store: Store) -> None:
    now = datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
    state = FetchState("e", "m", b"h", "c", now, now, now, 3, "oops")
    store.save("sky", state, [])
    assert store.states()["sky"] == state
    store.save_state("sea", state)
    assert store.states()["sea"] == state


def test_an_unknown_source_is_an_error(store: Store, intent: MakeIntent) -> None:
    with pytest.raises(StoreError, match="nobody"):
        store.save("nobody", STATE, [intent()])
    assert store.counts().total == (0, 0)


def test_a_source_that_moves_takes_its_articles_along(
    store: Store, sources: list[Source], intent: MakeIntent
) -> None:
    (id,) = store.save("wind", STATE, [intent()]).new
    moved = Source("wind", "https://wind.example/feed", "Brise", "海洋")
    store.register([sources[1], moved, sources[0]])
    (row,) = store.rows([id])
    assert (row.category, row.source_name) == ("海洋", "Brise")
    assert list(store.ids(Query(category="海洋"))) == [id]
    assert not store.ids(Query(category="天气"))
    assert list(store.counts().categories.items()) == [("海洋", (1, 1)), ("天气", (0, 0))]
    assert list(store.states()) == ["sea", "wind", "sky"]
    assert store.check() == []


def test_an_ETag_of_the_old_address_is_not_for_the_new_one(
    store: Store, sources: list[Source], intent: MakeIntent
) -> None:
    state = replace(STATE, etag='"1"', due_at=datetime(2026, 1, 1, tzinfo=UTC))
    (id,) = store.save("sky", state, [intent()]).new
    store.save_state("sea", state)
    renamed = replace(sources[0], name="Heaven")
    store.register([renamed, *sources[1:]])
    assert store.states()["sky"] == state
    store.register([replace(renamed, url="https://sky.example/new"), *sources[1:]])
    assert store.states()["sky"] == FetchState()
    assert store.states()["sea"] == state
    assert list(store.ids(Query(source="sky"))) == [id]


def test_a_source_that_is_gone_keeps_its_articles(
    store: Store, sources: list[Source], intent: MakeIntent
) -> None:
    (id,) = store.save("sky", STATE, [intent()]).new
    store.register(sources[1:])
    assert [row.id for row in store.page(Query(source="sky"))] == [id]
    assert list(store.states()) == ["sea", "wind", "sky"]


def test_articles_stream_in_order_and_skip_what_goes_meanwhile(
    store: Store, intent: MakeIntent
) -> None:
    ids = store.save("sky", STATE, [intent(f"第{n}篇") for n in range(250)]).new
    stream = store.articles(Query())
    first = next(stream)
    store.delete(ids[200:])
    assert [article.id for article in (first, *stream)] == list(ids[:200])


def test_sizes(store: Store, intent: MakeIntent) -> None:
    ids = store.save("sky", STATE, [intent("一"), intent("二"), intent("三")]).new
    store.delete(ids[:1])
    store.set_bookmark(ids, True)
    sizes = dict(store.sizes())
    assert sizes.pop("bytes") > 10_000
    assert all(sizes.pop(share) >= 0 for share in ("texts", "index", "lists", "free"))
    assert sizes == {"articles": 2, "deleted": 1, "bookmarked": 2, "sources": 3}


def test_the_size_of_the_index_is_that_of_all_its_tables(
    store: Store, path: Path, intent: MakeIntent
) -> None:
    store.save("sky", STATE, [intent("iPhone"), intent("二")])
    with closing(sqlite3.connect(path)) as connection:
        kept = "SELECT name FROM sqlite_master WHERE name GLOB '*_data' OR name GLOB '*_docsize'"
        tables = [name for (name,) in connection.execute(kept)]
        column = {name: "sz" if name.endswith("size") else "block" for name in tables}
        sums = [f"(SELECT sum(length({column[name]})) FROM {name})" for name in tables]
        (total,) = connection.execute(f"SELECT {' + '.join(sums)}").fetchone()
    assert store.sizes()["index"] == total


def many(intent: MakeIntent, count: int) -> list[ArticleIntent]:
    return [intent(f"第{n}篇", uid=f"u{n}") for n in range(count)]


def test_many_articles_keep_the_order_of_their_document(store: Store, intent: MakeIntent) -> None:
    old = store.save("sky", STATE, many(intent, 250)[::2]).new
    changed = [intent(f"改{n}", id=id) for n, id in enumerate(old)]
    fresh = [intent(f"新{n}", uid=f"n{n}") for n in range(len(old))]
    saved = store.save(
        "sky", STATE, [one for pair in zip(changed, fresh, strict=True) for one in pair]
    )
    assert saved.updated == old
    assert list(store.ids(Query())) == [*saved.new, *old]
    assert store.check() == []


def test_a_save_that_is_stopped_between_two_batches_is_finished_by_the_next(
    store: Store, intent: MakeIntent, monkeypatch: pytest.MonkeyPatch
) -> None:
    intents = many(intent, 250)

    def killed() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store._db, "give_way", killed)
        with pytest.raises(KeyboardInterrupt):
            store.save("sky", FetchState(etag="new"), intents)
    stored = [row.title for row in store.page(Query(limit=1000))]
    assert stored == [one.draft.title for one in intents[-len(stored) :]]
    assert 0 < len(stored) < len(intents)
    assert store.states()["sky"] == FetchState()

    known = {one.keys: one.id for one in store.known("sky", [one.keys for one in intents])}
    assert len(known) == len(stored)
    again = [replace(one, id=known.get(one.keys)) for one in intents]
    saved = store.save("sky", FetchState(etag="new"), again)
    assert len(saved.new) == len(intents) - len(stored)
    assert store.states()["sky"].etag == "new"
    rows = store.rows(store.ids(Query()))
    assert [row.title for row in rows] == [one.draft.title for one in intents]
    assert store.check() == []


def test_others_write_between_the_batches_of_a_save(
    store: Store, intent: MakeIntent, monkeypatch: pytest.MonkeyPatch
) -> None:
    (id,) = store.save("sky", STATE, [intent("先")]).new
    marks = iter([True, False] * 50)
    made: list[bool] = []
    other = Store.open(store._db.path)

    def mark() -> None:
        made.append(next(marks))
        other.set_read([id], made[-1])

    monkeypatch.setattr(store._db, "give_way", mark)
    monkeypatch.setattr(opening, "WAIT", 0.01)
    store.save("sky", STATE, many(intent, 201))
    assert made == [True, False]  # after the first and the second batch
    assert not store.statuses([id])[id].is_read
    other.close()


def test_long_texts_are_stored_one_at_a_time(intent: MakeIntent) -> None:
    long = [intent(f"长{n}", "天" * 200_000) for n in range(3)]
    assert [len(batch) for batch in saving.batches(long)] == [1, 1, 1]
    short = many(intent, 250)
    assert [len(batch) for batch in saving.batches(short)] == [100, 100, 50]
    assert list(saving.batches([])) == [[]]


@given(blocks=st.lists(st.tuples(st.sampled_from(["p", "pre", "h"]), st.text()), max_size=5))
def test_any_text_is_kept_as_it_is(blocks: list[tuple[BlockKind, str]]) -> None:
    made = tuple(Block(kind, text) for kind, text in blocks)
    assert bodies.decode(pack(made)) == made


def test_every_character_can_be_kept() -> None:
    everything = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    assert everything.encode("gb18030").decode("gb18030") == everything
