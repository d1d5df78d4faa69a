"""Choosing channels: what is offered, what is chosen; without a screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tnews.model import Source
from tnews.text.wrap import cells
from tnews.tui.choosing import Choice, Offer, offers
from tnews.tui.widgets.choices import ChannelList

SOURCES = (
    Source("a", "https://example.com/a", "甲", "要闻"),
    Source("b", "https://example.com/b", "乙", "要闻", relay="中转站"),
    Source("c", "https://example.com/c", "丙", "汽车", relay="中转站"),
    Source("d", "https://example.com/d", "丁", "房产", enabled=False),
    Source("e", "", "指南", "使用指南", kind="guide"),
)


def test_what_is_on_and_comes_from_somewhere_is_offered() -> None:
    assert offers(SOURCES) == [Offer("要闻", 1, 1), Offer("汽车", 0, 1)]


def test_everything_is_chosen_to_begin_with() -> None:
    choice = Choice(offers(SOURCES))
    assert choice.is_everything
    assert choice.in_order == ["要闻", "汽车"]


def test_without_relays_not_everything_is_chosen() -> None:
    choice = Choice(offers(SOURCES), relays=False)
    assert choice.is_all
    assert not choice.is_everything
    assert [choice.count(offer) for offer in choice.offered] == [1, 0]


CHANNELS = ["要闻", "商业", "IT", "体育", "互联网"]


@given(st.lists(st.sampled_from(CHANNELS), max_size=12))
def test_a_channel_is_chosen_after_an_even_number_of_toggles(names: list[str]) -> None:
    choice = Choice([Offer(name, 1, 0) for name in CHANNELS])
    for name in names:
        choice.toggle(name)
    assert choice.in_order == [name for name in CHANNELS if names.count(name) % 2 == 0]
    choice.toggle_all()
    assert choice.is_all or not choice.in_order


@given(
    st.lists(
        st.builds(
            Offer,
            st.text(st.sampled_from("要闻互联网IT 👍"), min_size=1, max_size=30),
            st.integers(0, 200),
            st.integers(0, 200),
        ),
        max_size=20,
    ),
    st.integers(30, 100),
    st.booleans(),
)
def test_no_row_is_too_wide(offered: list[Offer], width: int, relays: bool) -> None:
    rows = ChannelList(Choice(offered, relays=relays))
    for index in range(rows.count):
        text = "".join(text for text, _part in rows.pieces(index, 0, width))
        assert cells(text) <= width
