"""What of a salvaged cache has to agree with what comes later."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys, Query, Source
from tnews.services import stories
from tnews.services.decide import identity_keys, matches
from tnews.store import Store
from tnews.store.rescue import rescue
from tnews.text.sketch import sketch

MakeIntent = Callable[..., ArticleIntent]


def keys_of(title: str, url: str) -> IdentityKeys:
    (keys,) = identity_keys([ArticleDraft("", url, title)])
    return keys


def prose(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(300))


def test_stories_told_later_are_others_and_copies_of_what_was_saved_still_join(
    path: Path, sources: list[Source], clock: Any, intent: MakeIntent
) -> None:
    since = datetime.fromtimestamp(clock.now, UTC) - timedelta(days=8)

    def bring(store: Store, source: str, text: int) -> int:
        one = intent(f"第{text}篇", prose(text), uid=f"{source}{text}", published=clock.now)
        (id,) = store.save(source, FetchState(), [one]).new
        return id

    def tell(store: Store) -> None:
        untold = store.untold(store.pending(since, 99), since)
        sketched = [(one, sketch(one.title, one.text)) for one in untold]
        store.tell(sketched, partial(stories.join, days=7), stories.order)

    store = Store.open(path, clock=clock)
    store.register(sources)
    first, second = bring(store, "sky", 1), bring(store, "sea", 1)
    alone = bring(store, "sky", 2)
    tell(store)
    store.close()
    rescue(path, matches, keys_of, int(clock.now))
    store = Store.open(path, clock=clock)
    tell(store)
    later = [bring(store, source, 3) for source in ("sky", "sea")]
    copy = bring(store, "wind", 2)
    tell(store)
    assert {one.id for one in store.story(first)} == {first, second}
    assert {one.id for one in store.story(later[0])} == {*later}
    assert {one.id for one in store.story(alone)} == {alone, copy}
    store.close()


def test_of_a_cache_that_did_not_know_what_is_kept_unread_all_of_it_is(
    path: Path, sources: list[Source], clock: Any, intent: MakeIntent
) -> None:
    store = Store.open(path, clock=clock)
    store.register(sources)
    (id,) = store.save("sky", FetchState(), [intent()]).new
    store.set_read([id], True)
    store.set_read([id], False)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE statuses DROP COLUMN is_kept")
        connection.commit()
    rescue(path, matches, keys_of, int(clock.now))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT is_kept FROM statuses").fetchall() == [(1,)]


def test_an_article_whose_text_is_lost_shows_its_other_one(
    path: Path, sources: list[Source], clock: Any, intent: MakeIntent
) -> None:
    store = Store.open(path, clock=clock)
    store.register(sources)
    one, _two = store.save("sky", FetchState(), [intent("甲", "甲的摘要"), intent("乙", "乙")]).new
    page = ArticleDraft("", "", "甲", (Block("p", "甲的全文。" * 99),))
    assert store.save_page(one, page, leads=False, has_time=False)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM bodies")
        connection.commit()
    told = rescue(path, matches, keys_of, int(clock.now))
    store = Store.open(path, clock=clock)
    article = store.article(one)
    assert article is not None
    assert article.text == "甲的摘要"
    assert (told.articles, told.headlines) == (2, 1)
    assert list(store.ids(Query(text="摘要"))) == [one]
    assert store.check() == []
    store.close()


def test_a_state_file_knows_more_than_the_copies_in_the_lists(
    path: Path, sources: list[Source], clock: Any, intent: MakeIntent
) -> None:
    store = Store.open(path, clock=clock)
    store.register(sources)
    (id,) = store.save("sky", FetchState(), [intent("甲", "甲的正文")]).new
    store.set_read([id], True)
    store.set_note(id, "记")
    store.write_state(path.parent)
    clock.now += 60
    store.save("sky", FetchState(), [intent("甲", "甲的新正文", id=id)])
    store.set_bookmark([id], True)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM statuses")
        connection.commit()
    rescue(path, matches, keys_of, int(clock.now))
    store = Store.open(path, clock=clock)
    status = store.statuses([id])[id]
    assert (status.is_read, status.note) == (True, "记")
    assert status.bookmarked_at is not None
    assert store.check() == []
    store.close()
