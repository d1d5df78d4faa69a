"""Related articles: what shares the rare words of a title, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tnews.model import FetchState
from tnews.store import Store

Fill = Callable[..., list[int]]

NAMES = "春夏秋冬东南西北金木水火土山川河湖海江溪风花雪月梅兰竹菊松柏桃李杏梨"


@pytest.fixture
def shelf(store: Store, fill: Fill) -> list[int]:
    """A hundred articles about nothing in common, so that words can be rare."""
    return fill(*((f"{a}{b}记事", f"{b}{a}。") for a in NAMES[:10] for b in NAMES[10:20]))


def titles(store: Store, ids: list[int]) -> list[str]:
    return [row.title for row in store.rows(ids)]


def test_the_same_subject_is_related_and_the_best_comes_first(
    store: Store, fill: Fill, shelf: list[int]
) -> None:
    one, *_others = fill(
        ("林一舟的竹桥修好了", "竹桥修好了，林一舟说，竹桥会等人，竹桥不急。"),
        ("竹桥三十六年", "竹桥修了三十六年，林一舟没有走，竹桥还在。"),
        ("林一舟：竹桥修好以后", "林一舟说，竹桥修好以后，他还会来看竹桥。"),
        ("茶叶怎么存", "茶叶怕潮。"),
    )
    assert titles(store, store.related(one, 5)) == ["林一舟：竹桥修好以后", "竹桥三十六年"]
    assert len(store.related(one, 1)) == 1


def test_better_none_than_wrong(store: Store, fill: Fill, shelf: list[int]) -> None:
    one, *_others = fill(
        ("竹桥修好了", "匠人说还会来。"),
        ("茶叶怎么存", "旁边有一座竹桥。"),  # one word, and not in the title
        ("雨伞修好了", "匠人说不会来。"),
    )
    assert store.related(one, 5) == []
    assert store.related(shelf[0], 5) == store.related(999_999, 5) == []


def test_copies_and_issues_of_a_series_are_left_out(
    store: Store, fill: Fill, shelf: list[int]
) -> None:
    text = "竹桥天气预报：竹桥今天多云。"
    one, *others = fill(
        ("竹桥天气预报 11月27日", text),
        ("竹桥天气预报 11月28日", text),
        ("竹橋天氣預報 11月29日", text),
    )
    assert store.related(one, 5) == []
    fill(("竹桥天气预报为什么总是准", text), ("竹桥天气预报 为什么总是准？", text), source="sea")
    (other,) = store.related(one, 5)
    assert other not in others


def test_of_a_story_one_article_is_enough_and_of_its_own_none(
    store: Store, path: Path, fill: Fill, shelf: list[int]
) -> None:
    one, same, two, three, alone = fill(
        ("林一舟的竹桥修好了", "竹桥，林一舟，竹桥。"),
        ("竹桥重开，林一舟来了", "竹桥，林一舟，竹桥。"),
        ("林一舟：竹桥修好以后", "竹桥，林一舟，竹桥。"),
        ("修好竹桥以后，林一舟不走", "竹桥，林一舟，竹桥。"),
        ("竹桥边上的林一舟", "竹桥，林一舟，竹桥。"),
    )
    assert set(store.related(one, 5)) == {same, two, three, alone}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO story_members(id, story, rank, similarity) VALUES(?, ?, ?, 1)",
            [(one, 1, 0), (same, 1, 1), (two, 2, 0), (three, 2, 1)],
        )
    found = store.related(one, 5)
    assert len(found) == 2
    assert alone in found
    assert same not in found


def test_only_articles_of_some_months_are_related(
    store: Store, shelf: list[int], intent: Callable[..., object]
) -> None:
    text = "竹桥修好了，林一舟说，竹桥会等人。"
    intents = [
        intent("林一舟的竹桥修好了", text, uid="1", published=1_690_000_000),
        intent("林一舟：竹桥修好以后", text, uid="2", published=1_690_000_000 - 400 * 86_400),
        intent("林一舟与竹桥的夏天", text, uid="3", published=1_690_000_000 - 40 * 86_400),
    ]
    one = store.save("sky", FetchState(), intents).new[0]  # type: ignore[arg-type]
    assert titles(store, store.related(one, 5)) == ["林一舟与竹桥的夏天"]


def test_who_has_moved_on_gets_nothing(store: Store, fill: Fill, shelf: list[int]) -> None:
    one, _other = fill(
        ("林一舟的竹桥修好了", "竹桥，林一舟，竹桥。"),
        ("林一舟：竹桥修好以后", "竹桥，林一舟，竹桥。"),
    )
    asked = []
    assert store.related(one, 5, is_wanted=lambda: bool(asked.append(1))) == []
    assert len(asked) == 1
    assert len(store.related(one, 5)) == 1
