"""Tags: one spelling each, on one article or on many."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import TAG_LIMIT, ArticleIntent, FetchState, Source, TagCount
from tnews.store import Store
from tnews.text.fold import fold

Fill = Callable[..., list[int]]


def test_a_tag_on_many_and_off_again(store: Store, fill: Fill) -> None:
    one, two, three = fill("一", "二", "三")
    store.set_tags(two, ["海", "待读"])
    before = store.add_tag([one, two, three, 999], "海")
    assert before.count == 2
    assert store.tags() == [TagCount("海", 3), TagCount("待读", 1)]
    assert store.remove_tag([two, three], "海").count == 2
    assert store.statuses([two])[two].tags == ("待读",)
    store.restore(before)
    assert store.tags() == [TagCount("待读", 1)]


def test_the_first_spelling_of_a_tag_is_kept(store: Store, fill: Fill) -> None:
    one, two = fill("一", "二")
    store.add_tag([one], "軟件 AI")
    store.set_tags(two, ["软件 ai", "軟件 ＡＩ"])
    assert store.statuses([two])[two].tags == ("軟件 AI",)
    assert store.remove_tag([one, two], "软件 ai").count == 2
    assert store.tags() == []


def test_tags_are_lines_without_commas(store: Store, fill: Fill) -> None:
    (id,) = fill("一")
    store.set_tags(id, ["#好文\x1b[31m", "甲，乙", " \n ", "#", "长" * 60, "a\nb"])
    assert store.statuses([id])[id].tags == ("a b", "好文", "甲 乙", "长" * 40)


def test_rows_and_articles_have_their_tags(store: Store, fill: Fill) -> None:
    one, two = fill("一", "二")
    store.add_tag([one], "海")
    assert [row.tags for row in store.rows([two, one])] == [(), ("海",)]
    article = store.article(one)
    assert article is not None
    assert article.status.tags == ("海",)


@pytest.fixture(scope="module")
def one_article(
    tmp_path_factory: pytest.TempPathFactory, intent: Callable[..., ArticleIntent]
) -> Iterator[tuple[Store, int]]:
    store = Store.open(tmp_path_factory.mktemp("tags") / "tnews.db")
    store.register([Source("sky", "", "Sky", "天气")])
    (id,) = store.save("sky", FetchState(), [intent()]).new
    yield store, id
    store.close()


@given(st.lists(st.text(max_size=50) | st.text("aA#ａ软軟,， \n", max_size=5), max_size=8))
def test_no_tag_is_ever_there_twice_or_changes_when_set_again(
    one_article: tuple[Store, int], typed: list[str]
) -> None:
    store, id = one_article
    store.set_tags(id, typed)
    tags = store.statuses([id])[id].tags
    assert len({fold(tag) for tag in tags}) == len(tags)
    assert store.set_tags(id, reversed(tags)).count == 0
    assert not any("," in tag or "，" in tag or len(tag) > TAG_LIMIT for tag in tags)
