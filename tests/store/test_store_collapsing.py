"""Lists with one row a story, in a real cache whose stories are given."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import ArticleDraft, ArticleIntent, FetchState, IdentityKeys, Query, Source
from tnews.store import Store

NOW = 1_700_000_000
SOURCES = [
    Source("sky", "https://sky.example/feed", "Sky", "天气"),
    Source("sea", "https://sea.example/feed", "Sea", "海洋"),
    Source("wind", "https://wind.example/feed", "Wind", "天气"),
]
KEYS = [source.key for source in SOURCES]


def intent(title: str, *, hours: int = 0, origin: str = "", url: str = "") -> ArticleIntent:
    published = datetime.fromtimestamp(NOW, UTC) - timedelta(hours=hours)
    draft = ArticleDraft(title, url, title, origin=origin, published_at=published)
    return ArticleIntent(None, IdentityKeys(title.encode()), draft, title.encode())


def put(store: Store, source: str, *intents: ArticleIntent) -> list[int]:
    return list(store.save(source, FetchState(), intents).new)


def tell(store: Store, story: int, *ids: int) -> None:
    """Let `ids` be one story, the first its head."""
    with closing(sqlite3.connect(store._db.path)) as connection, connection:
        connection.executemany(
            "INSERT INTO story_members(id, story, rank, similarity) VALUES(?, ?, ?, 1)",
            [(id, story, rank) for rank, id in enumerate(ids)],
        )


@pytest.fixture
def three(store: Store) -> list[int]:
    """One story of three sources, the head the oldest; and an article alone."""
    (sky,) = put(store, "sky", intent("甲", hours=3))
    (sea,) = put(store, "sea", intent("乙", hours=2))
    (wind,) = put(store, "wind", intent("丙", hours=1))
    (alone,) = put(store, "wind", intent("丁"))
    tell(store, 1, sky, sea, wind)
    return [sky, sea, wind, alone]


def shown(store: Store, **query: object) -> list[int]:
    return list(store.ids(Query(stories=True, **query)))  # type: ignore[arg-type]


def test_a_story_has_one_row_its_head(store: Store, three: list[int]) -> None:
    sky, _sea, _wind, alone = three
    assert shown(store) == [alone, sky]


def test_without_asking_every_version_is_listed(store: Store, three: list[int]) -> None:
    assert set(store.ids(Query())) == set(three)


def test_the_best_version_of_the_channel_stands_for_it(store: Store, three: list[int]) -> None:
    sky, sea, _wind, alone = three
    assert shown(store, category="天气") == [alone, sky]
    assert shown(store, category="海洋") == [sea]


def test_a_list_of_one_source_shows_everything(store: Store, three: list[int]) -> None:
    _sky, _sea, wind, alone = three
    assert shown(store, source="wind") == [alone, wind]


def test_of_the_unread_the_best_unread_one(store: Store, three: list[int]) -> None:
    sky, sea, _wind, alone = three
    store.set_read([sky], True)
    assert shown(store, unread=True) == [alone, sea]


def test_of_the_bookmarked_the_best_bookmarked_one(store: Store, three: list[int]) -> None:
    wind = three[2]
    store.set_bookmark([wind], True)
    assert shown(store, bookmarked=True) == [wind]


def test_of_a_search_the_best_one_found(store: Store, three: list[int]) -> None:
    sea = three[1]
    assert shown(store, text="乙") == [sea]
    assert shown(store, text="乙", limit=1) == [sea]


def test_the_next_page_does_not_show_what_the_first_page_stood_for(
    store: Store, three: list[int]
) -> None:
    alone = three[3]
    after = (NOW, alone)
    assert shown(store, after=after, limit=5) == [three[0]]


def test_rows_say_how_many_copies_and_outlets(store: Store, three: list[int]) -> None:
    rows = store.rows(three)
    assert [(row.copies, row.outlets) for row in rows] == [(3, 3)] * 3 + [(1, 1)]


@pytest.mark.parametrize(
    ("one", "other", "outlets"),
    [
        (("https://news.lake.example/1", ""), ("https://tech.lake.example/1", ""), 1),
        (("https://lake.example/1", ""), ("https://lake.example/2", "新华社"), 1),
        (("https://lake.example/1", "甲报"), ("https://lake.example/2", "乙报"), 2),
        (("https://a.com.cn/1", "新华社"), ("https://b.com.cn/1", "新华社"), 2),
        (("", ""), ("", ""), 2),
    ],
)
def test_outlets_are_sites_and_the_papers_they_take_from(
    store: Store, one: tuple[str, str], other: tuple[str, str], outlets: int
) -> None:
    (a,) = put(store, "sky", intent("甲", url=one[0], origin=one[1]))
    (b,) = put(store, "sea", intent("乙", url=other[0], origin=other[1]))
    tell(store, 1, a, b)
    assert [row.outlets for row in store.rows([a, b])] == [outlets, outlets]


def test_marking_with_all_versions(store: Store, three: list[int]) -> None:
    assert set(store.with_versions([three[1], three[3]])) == set(three)


def hot(store: Store, hours: int = 24, **more: object) -> list[int]:
    since = datetime.fromtimestamp(NOW, UTC) - timedelta(hours=hours)
    return list(store.ids(Query(sort="outlets", since=since, **more)))  # type: ignore[arg-type]


def test_hot_stories_are_those_of_the_most_outlets_then_the_newest(
    store: Store, three: list[int]
) -> None:
    pairs = []
    for number, hours in enumerate((9, 5)):
        (a,) = put(store, "sky", intent(f"a{number}", hours=hours))
        (b,) = put(store, "sea", intent(f"b{number}", hours=hours))
        tell(store, 10 + number, a, b)
        pairs.append(a)
    assert hot(store) == [three[0], pairs[1], pairs[0]]
    assert hot(store, limit=1) == [three[0]]


def test_a_story_of_one_outlet_is_not_hot(store: Store) -> None:
    (a,) = put(store, "sky", intent("甲", url="https://lake.example/1"))
    (b,) = put(store, "sea", intent("乙", url="https://lake.example/1"))
    tell(store, 1, a, b)
    assert hot(store) == []


def test_a_story_of_older_days_is_hot_again_with_a_new_copy(store: Store) -> None:
    (a,) = put(store, "sky", intent("甲", hours=40))
    (b,) = put(store, "sea", intent("乙", hours=1))
    tell(store, 1, a, b)
    assert hot(store) == [b]
    assert hot(store, hours=48) == [a]


def test_of_the_hot_the_unread(store: Store, three: list[int]) -> None:
    store.set_read([three[0]], True)
    assert hot(store, unread=True) == [three[1]]
    store.set_read(three, True)
    assert hot(store, unread=True) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.integers(0, 5), st.integers(0, 4), st.booleans()),
        max_size=25,
    ),
    st.booleans(),
    st.sampled_from([None, "天气"]),
    st.sampled_from(["newest", "oldest"]),
)
def test_the_beginning_of_a_list_is_that_of_the_whole_list(
    articles: list[tuple[str, int, int, bool]], unread: bool, category: str | None, sort: str
) -> None:
    """What is shown first does not change when the rest follows."""
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "tnews.db", clock=lambda: NOW)
        store.register(SOURCES)
        stories: dict[int, list[int]] = {}
        for number, (source, hours, story, is_read) in enumerate(articles):
            (id,) = put(store, source, intent(str(number), hours=hours))
            stories.setdefault(story, []).append(id)
            store.set_read([id], is_read)
        for story, ids in stories.items():
            if story:
                tell(store, story, *sorted(ids, key=lambda id: id * 7919 % 101))
        query = {"unread": unread, "category": category, "sort": sort}
        whole = shown(store, **query)
        everything = list(store.ids(Query(**query)))  # type: ignore[arg-type]
        for limit in range(len(whole) + 2):
            assert shown(store, limit=limit, **query) == whole[:limit]
        listed = [story for story, ids in stories.items() if story and set(ids) & set(everything)]
        alone = [id for id in stories.get(0, []) if id in everything]
        assert len(whole) == len(listed) + len(alone)
        store.close()
