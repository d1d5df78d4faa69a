"""Stories in a real cache, with the real rules."""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys, Source
from tnews.services import stories
from tnews.store import Store
from tnews.text.sketch import sketch

NOW = 1_700_000_000
SINCE = datetime.fromtimestamp(NOW, UTC) - timedelta(days=8)


def prose(seed: int, characters: int = 300) -> str:
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(characters))


def article(
    text: str, uid: str = "1", *, days: float | None = 0, id: int | None = None, origin: str = ""
) -> ArticleIntent:
    """An article that is `days` old; None: of no date."""
    published = None if days is None else datetime.fromtimestamp(NOW, UTC) - timedelta(days=days)
    blocks = (Block("p", text),) if text else ()
    draft = ArticleDraft(uid, "", "标题", blocks, origin=origin, published_at=published)
    return ArticleIntent(id, IdentityKeys(uid.encode()), draft, text.encode())


def save(store: Store, source: str, *intents: ArticleIntent) -> list[int]:
    """Store and tell."""
    saved = store.save(source, FetchState(), intents)
    tell(store, [*saved.new, *saved.updated])
    return [*saved.new, *saved.updated]


def tell(store: Store, ids: list[int]) -> int:
    sketched = [(one, sketch(one.title, one.text)) for one in store.untold(ids, SINCE)]
    return store.tell(sketched, partial(stories.join, days=7), stories.order)


def versions(store: Store, id: int) -> list[int]:
    return [version.id for version in store.story(id)]


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_copies_of_three_sources_are_one_story_the_earliest_first(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    (sea,) = save(store, "sea", article(prose(1), days=1))
    (wind,) = save(store, "wind", article(prose(1), days=0.5))
    assert versions(store, sky) == versions(store, wind) == [sea, wind, sky]


def test_who_joined_whom_and_how_much_they_share(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    (sea,) = save(store, "sea", article(prose(1)))
    head, copy = store.story(sky)
    assert (head.id, head.joined_with) == (sky, None)
    assert (copy.id, copy.joined_with, copy.similarity) == (sea, sky, 1.0)
    assert copy.source_name == "Sea"


def test_an_article_alone_is_no_story(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    assert versions(store, sky) == []


def test_articles_of_one_save_join_each_other(store: Store) -> None:
    """An aggregator brings two papers at once."""
    one, two = save(
        store, "sky", article(prose(1), "1", origin="甲报"), article(prose(1), "2", origin="乙报")
    )
    assert set(versions(store, one)) == {one, two}


def test_of_one_outlet_none_join(store: Store) -> None:
    one, two = save(store, "sky", article(prose(1), "1"), article(prose(1), "2"))
    assert versions(store, one) == versions(store, two) == []


def test_nothing_is_deleted_or_merged(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    (sea,) = save(store, "sea", article(prose(1)))
    found = [store.article(id) for id in (sky, sea)]
    assert [one.text for one in found if one] == [prose(1), prose(1)]
    assert store.counts().total == (2, 2)


def test_when_the_head_is_deleted_the_next_one_is_the_head(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1), days=2))
    (sea,) = save(store, "sea", article(prose(1), days=1))
    (wind,) = save(store, "wind", article(prose(1)))
    store.delete([sky])
    assert versions(store, wind) == [sea, wind]


def test_when_one_is_left_there_is_no_story(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    (sea,) = save(store, "sea", article(prose(1)))
    store.delete([sky])
    assert versions(store, sea) == []


def test_after_all_but_one_are_deleted_a_copy_joins_the_one(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1), days=2))
    (sea,) = save(store, "sea", article(prose(1), days=1))
    store.delete([sky])
    (wind,) = save(store, "wind", article(prose(1)))
    assert versions(store, wind) == [sea, wind]


def test_another_text_leaves_the_story_and_finds_its_own(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    (sea,) = save(store, "sea", article(prose(1)))
    (wind,) = save(store, "wind", article(prose(2)))
    (changed,) = save(store, "sea", article(prose(2), id=sea))
    assert changed == sea
    assert versions(store, sky) == []
    assert set(versions(store, sea)) == {sea, wind}


def test_the_same_text_again_changes_nothing(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    save(store, "sea", article(prose(1)))
    before = store.story(sky)
    assert tell(store, [version.id for version in before]) == 0
    assert store.story(sky) == before


def test_what_was_stored_but_not_told_is_pending(store: Store) -> None:
    saved = store.save("sky", FetchState(), [article(prose(1))])
    store.save("sea", FetchState(), [article("short", days=9)])
    assert store.pending(SINCE, 10) == list(saved.new)
    tell(store, list(saved.new))
    assert store.pending(SINCE, 10) == []


@pytest.mark.parametrize("body", ["", "短讯"])
def test_what_cannot_be_compared_is_not_asked_again(store: Store, body: str) -> None:
    save(store, "sky", article(body))
    assert store.pending(SINCE, 10) == []


def test_without_a_date_there_is_no_story(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1), days=None))
    (sea,) = save(store, "sea", article(prose(1)))
    assert versions(store, sky) == versions(store, sea) == []
    assert store.pending(SINCE, 10) == []


def test_a_text_that_changed_since_it_was_read_is_told_later(store: Store) -> None:
    (sky,) = store.save("sky", FetchState(), [article(prose(1))]).new
    read = [(one, sketch(one.title, one.text)) for one in store.untold([sky], SINCE)]
    store.save("sky", FetchState(), [article(prose(2), id=sky)])
    store.tell(read, partial(stories.join, days=7), stories.order)
    assert store.pending(SINCE, 10) == [sky]


def test_sketches_of_older_days_are_dropped_and_stories_stay(store: Store, path: Path) -> None:
    (sky,) = save(store, "sky", article(prose(1), days=3))
    save(store, "sea", article(prose(1), days=3))
    store.drop_sketches(datetime.fromtimestamp(NOW, UTC) - timedelta(days=2))
    assert (rows(path, "sketches"), rows(path, "sketch_keys")) == (0, 0)
    assert len(versions(store, sky)) == 2


def test_a_deleted_article_leaves_nothing_behind(store: Store, path: Path) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    save(store, "sea", article(prose(1)))
    store.delete([sky])
    assert (rows(path, "sketches"), rows(path, "story_members")) == (1, 1)
    assert rows(path, "sketch_keys") == 8


def test_a_phrase_of_everybody_does_not_make_thousands_of_candidates(store: Store) -> None:
    footer = prose(9, 200)
    for number in range(40):
        save(store, "sky", article(prose(number + 20, 150) + footer, str(number)))
    (sea,) = save(store, "sea", article(prose(8, 150) + footer))
    found = store.near(sea)
    assert found is not None
    assert len(found[1]) == 20
    assert versions(store, sea) == []


def test_what_has_no_sketch_is_near_nothing(store: Store) -> None:
    (sky,) = save(store, "sky", article(""))
    assert store.near(sky) is None
    assert store.near(10_000) is None


def three(store: Store) -> tuple[int, int, int]:
    (sky,) = save(store, "sky", article(prose(1), days=2))
    (sea,) = save(store, "sea", article(prose(1), days=1))
    (wind,) = save(store, "wind", article(prose(1)))
    return sky, sea, wind


def test_what_is_taken_out_is_alone_and_the_others_stay(store: Store) -> None:
    sky, sea, wind = three(store)
    assert store.split(sky) is not None
    assert versions(store, sky) == []
    assert versions(store, sea) == [sea, wind]


def test_out_of_no_story_nothing_is_taken(store: Store) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    assert store.split(sky) is None


def test_another_text_of_what_was_taken_out_does_not_come_back(store: Store) -> None:
    sky, sea, wind = three(store)
    store.split(sky)
    save(store, "sky", article(prose(1) + "又及", id=sky))
    assert versions(store, sky) == []
    assert versions(store, sea) == [sea, wind]


def test_a_further_copy_joins_the_story_and_does_not_bring_it_back(store: Store) -> None:
    sky, sea, wind = three(store)
    store.split(sky)
    store.register([Source("ice", "https://ice.example/", "Ice", "天气")])
    (ice,) = save(store, "ice", article(prose(1)))
    assert versions(store, ice) == [sea, wind, ice]
    assert versions(store, sky) == []


def test_a_split_outlives_the_article(store: Store) -> None:
    """What is pruned and comes back stays apart from the others."""
    sky, _sea, _wind = three(store)
    store.split(sky)
    with closing(sqlite3.connect(store._db.path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM articles WHERE id = ?", (sky,))
    save(store, "sky", article(prose(1), id=sky))
    assert store.article(sky) is not None
    assert versions(store, sky) == []


def test_what_was_taken_out_can_be_put_back(store: Store) -> None:
    sky, sea, _wind = three(store)
    before = store.story(sky)
    taken = store.split(sea)
    assert taken is not None
    store.rejoin(taken, stories.order)
    assert store.story(sky) == before
    save(store, "sea", article(prose(1) + "又及", id=sea, days=1))
    assert sea in versions(store, sky)  # it is apart from nothing any more


def test_putting_back_what_is_gone_does_nothing(store: Store) -> None:
    sky, sea, wind = three(store)
    taken = store.split(sea)
    assert taken is not None
    store.delete([sea])
    store.rejoin(taken, stories.order)
    assert versions(store, sky) == [sky, wind]


DAMAGE = [
    "x''",
    "x'00'",
    "x'ffffffffff00'",
    "zeroblob(300)",
    "substr(sketch, 1, 100)",
    "'text'",
    "7",
]


def damage_sketch(path: Path, id: int, damage: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE sketches SET sketch = {damage} WHERE id = ?", (id,))
        connection.commit()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_sketch_is_like_nothing_told_by_check_and_made_anew(
    store: Store, path: Path, damage: str
) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    damage_sketch(path, sky, damage)
    assert store.check() == ["damaged notes on what articles are alike: 1"]
    assert store.near(sky) is None
    (sea,) = save(store, "sea", article(prose(1)))
    assert versions(store, sea) == []
    assert store.check() == []
    assert store.pending(SINCE, 10) == [sky]
    tell(store, [sky])
    assert versions(store, sky) == [sky, sea]


def test_a_damaged_sketch_in_a_story_leaves_the_story(store: Store, path: Path) -> None:
    (sky,) = save(store, "sky", article(prose(1)))
    (sea,) = save(store, "sea", article(prose(1)))
    damage_sketch(path, sea, "x'00'")
    (wind,) = save(store, "wind", article(prose(1)))
    assert versions(store, wind) == [sky, sea, wind]
    tell(store, store.pending(SINCE, 10))
    assert sorted(versions(store, wind)) == [sky, sea, wind]
