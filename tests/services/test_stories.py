"""The rules of stories, each corner by itself."""

import random

import pytest

from tnews.model.record import replace
from tnews.services.stories import alike, frame, join, order
from tnews.store.stories import Told
from tnews.text.sketch import sketch

DAY = 86400
MONDAY = 1_700_000_000


def prose(seed: int, characters: int = 600) -> str:
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(characters))


def told(
    id: int,
    text: str,
    *,
    source: str = "",
    name: str = "",
    origin: str = "",
    at: int | None = MONDAY,
    story: int | None = None,
    rank: int = 0,
    title: str = "",
) -> Told:
    key = source or f"s{id}"
    url = f"https://www.{key}.example/{id}"
    return Told(id, key, name or key, origin, url, at, sketch(title, text), story, rank)


ONE = told(9, prose(1))
COPY = told(1, prose(1))


def with_of(one: Told, *others: Told, apart: frozenset[int] = frozenset(), days: int = 7) -> int:
    """The id that `one` is joined with, 0 for none."""
    joined = join(one, others, apart, days)
    return 0 if joined is None else joined.other.id


def test_a_copy_joins() -> None:
    assert with_of(ONE, COPY) == 1


def test_half_a_copy_joins_and_a_quarter_does_not() -> None:
    assert with_of(told(9, prose(1)[:400] + prose(2, 200)), COPY) == 1
    assert with_of(told(9, prose(1)[:200] + prose(2, 400)), COPY) == 0


def test_the_likest_is_joined() -> None:
    assert with_of(ONE, told(2, prose(1)[:450] + prose(2, 150)), COPY) == 1


def test_without_a_date_nothing_joins() -> None:
    assert with_of(replace(ONE, published_at=None), COPY) == 0
    assert with_of(ONE, replace(COPY, published_at=None)) == 0


@pytest.mark.parametrize(("later", "other"), [(7 * DAY, 1), (7 * DAY + 1, 0), (-7 * DAY - 1, 0)])
def test_only_within_the_days(later: int, other: int) -> None:
    assert with_of(replace(ONE, published_at=MONDAY + later), COPY) == other


def test_equal_titles_alone_never_join() -> None:
    one = told(9, prose(1), title="早报")
    assert with_of(one, told(1, prose(2), title="早报", at=MONDAY + DAY)) == 0
    assert with_of(told(9, "", title="早报"), told(1, "", title="早报")) == 0


def test_one_outlet_has_one_version() -> None:
    assert with_of(told(9, prose(1), source="a"), told(1, prose(1), source="a")) == 0
    assert (
        with_of(told(9, prose(1), source="a", origin="新华社"), told(1, prose(1), source="a")) == 1
    )  # an aggregator carries two papers


def test_a_story_that_has_a_version_of_the_outlet_takes_no_other() -> None:
    mine = told(1, prose(1)[:300] + prose(2, 300), source="a", story=5, rank=1)
    assert with_of(told(9, prose(1), source="a"), told(2, prose(1), story=5), mine) == 0


def test_what_was_taken_apart_does_not_come_back() -> None:
    third = told(2, prose(1), story=5, rank=1)
    story = replace(COPY, story=5)
    assert with_of(ONE, story, third, apart=frozenset({1})) == 0


def test_a_third_copy_joins_the_story_and_not_the_one_taken_out() -> None:
    story = (replace(COPY, story=5), told(2, prose(1), story=5, rank=1))
    assert with_of(ONE, told(4, prose(1)), *story) == 1


def test_follow_ups_do_not_end_in_one_story() -> None:
    """Each is like the one before; the third has nothing of the first."""
    first = told(1, prose(1, 300) + prose(2, 300), story=5)
    second = told(2, prose(2, 300) + prose(3, 400), story=5, rank=1)
    third = told(9, prose(3, 400) + prose(4, 200))
    assert with_of(third, replace(second, story=None)) == 2
    assert with_of(third, first, second) == 0


def test_a_copy_like_the_head_and_half_of_the_story_joins() -> None:
    head = told(1, prose(1), story=5)
    other = told(2, prose(1)[:330], story=5, rank=1)
    assert with_of(told(9, prose(1)[270:]), head, other) == 1


def test_a_story_whose_head_is_long_gone_takes_none() -> None:
    head = told(1, prose(1), story=5, at=MONDAY - 8 * DAY)
    assert with_of(ONE, head, told(2, prose(1), story=5, rank=1)) == 0


def test_the_same_report_with_other_numbers_is_another_day() -> None:
    text = "，".join(prose(1, 20) + "{}" for _ in range(30))
    monday = text.format(*range(100, 130))
    tuesday = text.format(*range(200, 230))
    assert with_of(told(9, monday), told(1, monday)) == 1
    assert with_of(told(9, tuesday), told(1, monday)) == 0


def test_brief_texts_must_have_more_in_common() -> None:
    copy = told(1, prose(1, 140))
    assert with_of(told(9, prose(1, 140)[:100] + prose(2, 40)), copy) == 1
    assert with_of(told(9, prose(1, 140)[:75] + prose(2, 65)), copy) == 0


def test_a_footer_of_a_site_joins_nothing() -> None:
    footer = prose(9, 300)
    mine = told(1, prose(1, 200) + footer, source="a")
    also_mine = told(2, prose(2, 200) + footer, source="a", at=MONDAY - DAY)
    assert with_of(told(9, prose(3, 200) + footer, source="b"), mine) == 1  # nothing tells yet
    assert with_of(told(9, prose(3, 200) + footer, source="b"), mine, also_mine) == 0


def test_two_channels_of_a_site_are_no_footer() -> None:
    same = [
        replace(told(id, prose(1), source=f"c{id}"), url="https://a.example/1") for id in (1, 2)
    ]
    assert frame(same) == frozenset()


def test_the_head_is_the_earliest() -> None:
    story = [told(1, "", at=MONDAY + 5), told(2, "", at=MONDAY), told(3, "", at=MONDAY)]
    assert [one.id for one in order(story)] == [2, 3, 1]


def test_the_head_is_the_one_that_others_name() -> None:
    original = told(3, "", name="浙江日报·要闻", at=MONDAY + 500)
    story = [told(1, "", origin="浙江日报"), told(2, "", name="浙江"), original]
    assert order(story)[0] == original


def test_who_names_another_is_no_original() -> None:
    other = told(3, "", name="浙江日报", origin="新华社", at=MONDAY + 500)
    assert order([told(1, "", origin="浙江日报"), other])[0].id == 1


def test_alike_is_shown_with_those_taken_apart_but_not_the_story() -> None:
    one = replace(ONE, story=5)
    others = [
        told(1, prose(1), story=5),
        told(2, prose(1)),
        told(3, prose(1)[:250] + prose(2, 350)),
        told(4, prose(4)),
    ]
    assert [found.other.id for found in alike(one, others, 7)] == [2, 3]
