import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from tnews.model import ArticleIntent, ArticleRow, FetchState, Query
from tnews.store import Store, lists

MakeIntent = Callable[..., ArticleIntent]
BASE = 1_600_000_000


@pytest.fixture
def filled(store: Store, intent: MakeIntent) -> Store:
    """30 articles a source; each time occurs twice in each; some read, some bookmarked."""
    for source in ("sky", "sea", "wind"):
        store.save(
            source,
            FetchState(),
            [intent(f"{source}{n}", published=BASE + n // 2 * 60) for n in range(30)],
        )
    ids = store.ids(Query())
    store.set_read(ids[::3], True)
    store.set_bookmark(ids[::4], True)
    return store


def moment(minutes: float) -> datetime:
    return datetime.fromtimestamp(BASE + minutes * 60, UTC)


FILTERS = [
    {"category": category, "source": source, "unread": unread, "bookmarked": bookmarked}
    for category, source, unread, bookmarked in product(
        (None, "天气"), (None, "sky"), (False, True), (False, True)
    )
]


def fits(row: ArticleRow, query: Query) -> bool:
    return (
        (query.category is None or row.category == query.category)
        and (query.source is None or row.source == query.source)
        and not (query.unread and row.is_read)
        and not (query.bookmarked and not row.is_bookmarked)
        and (query.since is None or row.sorted_at >= query.since)
        and (query.until is None or row.sorted_at < query.until)
    )


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_every_filter_and_order(filled: Store, filters: dict[str, object], sort: str) -> None:
    everything = filled.rows(filled.ids(Query()))
    for times in ({}, {"since": moment(3), "until": moment(9)}):
        query = Query(sort=sort, **filters, **times)  # type: ignore[arg-type]
        wanted = [row for row in everything if fits(row, query)]
        wanted.sort(key=lambda row: (row.sorted_at, row.id), reverse=sort == "newest")
        assert list(filled.ids(query)) == [row.id for row in wanted]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("after", [None, (BASE, 5)])
def test_every_list_walks_one_index_and_sorts_nothing(
    filled: Store,
    path: Path,
    filters: dict[str, object],
    sort: str,
    after: tuple[int, int] | None,
) -> None:
    query = Query(sort=sort, after=after, **filters)  # type: ignore[arg-type]
    connection = sqlite3.connect(path)
    statement, values = lists.select(query)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    connection.close()
    assert not [step for step in plan if "TEMP B-TREE" in step]
    (step,) = [step for step in plan if step.split()[1] == "a"]
    assert "INDEX articles_" in step


@pytest.mark.parametrize("text", ["", "s"])
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_pages_add_up_to_the_list(filled: Store, text: str, sort: str) -> None:
    query = Query(text=text, sort=sort, limit=7)  # type: ignore[arg-type]
    seen: list[int] = []
    page = filled.page(query)
    while page:
        seen += [row.id for row in page]
        last = page[-1]
        after = (int(last.sorted_at.timestamp()), last.id)
        page = filled.page(Query(text=text, sort=sort, limit=7, after=after))  # type: ignore[arg-type]
    assert seen == list(filled.ids(Query(text=text, sort=sort)))  # type: ignore[arg-type]


def test_limits(filled: Store) -> None:
    assert len(filled.page(Query())) == 50
    assert len(filled.ids(Query())) == 90
    assert len(filled.ids(Query(limit=3))) == 3
    assert not filled.ids(Query(limit=0))
    assert not filled.ids(Query(limit=-1))
    assert not filled.ids(Query(category="没有", source="\ud800"))


def test_rows_come_in_the_order_asked_for(filled: Store) -> None:
    ids = list(filled.ids(Query()))
    asked = [ids[5], 10**30, ids[2], -1, 0, ids[80]]
    assert [row.id for row in filled.rows(asked)] == [ids[5], ids[2], ids[80]]
    assert len(filled.rows(ids * 20)) == 1800


def test_counts_agree_with_the_lists(filled: Store) -> None:
    counts = filled.counts()

    def both(query: Query) -> tuple[int, int]:
        rows = filled.rows(filled.ids(query))
        return sum(not row.is_read for row in rows), len(rows)

    assert counts.total == both(Query())
    assert counts.bookmarked == both(Query(bookmarked=True))
    assert counts.categories == {name: both(Query(category=name)) for name in ("天气", "海洋")}
    assert counts.sources == {key: both(Query(source=key)) for key in ("sky", "wind", "sea")}


def test_how_many_are_since_a_moment_is_found_by_halving(filled: Store) -> None:
    ids = filled.ids(Query())
    rows = {row.id: row.sorted_at for row in filled.rows(ids)}
    moments = [moment(minutes) for minutes in (20, 14, 13.5, 7, 7, 0, -1)]
    wanted = [sum(rows[id] >= one for id in ids) for one in moments]
    assert filled.since(ids, moments[:5]) == wanted[:5]
    assert filled.since(ids, moments) == wanted[:6]  # all of them are since then


def test_a_deleted_article_counts_with_the_next_one(filled: Store) -> None:
    ids = filled.ids(Query())
    gone = {id for number, id in enumerate(ids) if number % 3}
    filled.delete(gone)
    (found,) = filled.since(ids, [moment(7)])
    kept = filled.rows(ids)
    assert sum(row.sorted_at >= moment(7) for row in kept) == len(set(ids[:found]) - gone)


def test_nothing_is_since_any_moment_in_an_empty_list(filled: Store) -> None:
    assert filled.since([], [moment(0)]) == [0]


def test_how_texts_begin(store: Store, intent: MakeIntent) -> None:
    texts = ("湖边的书店。\n店主“扫”落叶 \\ 煮茶。", "", "长" * 5000)
    intents = [intent(f"t{n}", body, uid=str(n)) for n, body in enumerate(texts)]
    ids = store.save("sky", FetchState(), intents).new
    found = store.beginnings([*ids, 10**12])
    said = [found.get(id, "") for id in sorted(ids, reverse=True)]
    assert sorted(said) == sorted(["湖边的书店。 店主“扫”落叶 \\ 煮茶。", "", "长" * 120])
