"""What the search line suggests, without a screen."""

import pytest

from tnews import locale
from tnews.text.query.completion import Names
from tnews.tui.suggesting import Line, Suggestions


@pytest.fixture(autouse=True)
def _chinese() -> None:
    locale.choose("zh_CN")


def suggestions(*history: str, typed: str = "") -> Suggestions:
    made = Suggestions()
    made.names = Names(channels=("要闻", "消费"))
    made.history = list(history)
    made.typed(typed, len(typed))
    return made


def shown(made: Suggestions) -> list[str]:
    return [one.shown for one in made.found]


def test_an_empty_line_is_offered_past_searches() -> None:
    assert shown(suggestions("竹桥", "茶")) == ["竹桥", "茶"]


def test_words_are_offered_the_past_searches_that_begin_with_them_first() -> None:
    assert shown(suggestions("去竹桥", "茶", "竹橋 雾", typed="竹桥")) == ["竹橋 雾", "去竹桥"]


def test_walking_up_and_down_is_as_in_a_shell() -> None:
    made = suggestions("竹桥", "茶")
    assert made.step(1) == Line("竹桥", 2)
    assert made.step(1) == Line("茶", 1)
    assert made.step(1) is None
    assert made.step(-1) == Line("竹桥", 2)
    assert made.step(-1) == Line("", 0)
    assert made.step(-1) is None


def test_walking_down_gives_back_what_was_typed() -> None:
    made = suggestions(typed="频道:")
    assert made.step(1) == Line("频道:要闻 ", 6)
    assert made.step(-1) == Line("频道:", 3)


def test_taking_a_field_offers_its_values() -> None:
    made = suggestions(typed="频")
    assert made.take() == Line("频道:", 3)
    assert shown(made) == ["频道:要闻", "频道:消费"]
    made.step(1)
    made.step(1)
    assert made.take() == Line("频道:消费 ", 6)


@pytest.mark.parametrize("typed", ["", "竹桥 "])
def test_where_no_term_has_begun_the_fields_are_suggested(typed: str) -> None:
    made = suggestions("竹桥", "竹桥 雾", typed=typed)
    assert made.take() is None
    assert shown(made)[0] == "标题:"
    assert made.take() == Line(f"{typed}标题:", len(typed) + 3)


def test_a_past_search_completes_what_it_begins_with() -> None:
    made = suggestions("竹桥 雾", typed="竹")
    assert made.take() == Line("竹桥 雾", 4)
    assert made.take() is None


def test_a_chosen_past_search_can_be_forgotten() -> None:
    made = suggestions("竹桥", "茶", "纸")
    made.step(1)
    made.step(1)
    assert made.chosen_past == "茶"
    assert made.forget() == Line("纸", 1)
    assert made.chosen_past == "纸"
    assert made.forget() == Line("竹桥", 2)
    assert made.forget() == Line("", 0)
    assert made.chosen_past == ""
