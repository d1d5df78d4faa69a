"""A reading place, kept by what stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.places import at, moved, place_of

TEXTS = ["湖边的书店在清晨开门。", "", "店主先扫落叶，再煮一壶茶，从不着急。", "书会等人。"]


@given(st.lists(st.text("湖店书人，。", max_size=30), max_size=6), st.data())
def test_a_place_leads_to_where_it_was_made(texts: list[str], data: st.DataObject) -> None:
    spots = [(n, offset) for n, text in enumerate(texts) for offset in range(len(text))]
    if spots:
        spot = data.draw(st.sampled_from(spots))
        place = place_of(*spot, texts)
        assert 0 <= place < 1
        assert at(place, texts) == spot
        assert moved(place, texts, texts) == place


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (["编者按。", *TEXTS, "尾声。"], "再煮一壶茶"),
        (["湖边的书店。店主先扫落叶，再煮一壶茶，从不着急。后来呢？"], "再煮一壶茶"),
        (["全文与此无关，也没有那些话。"], "全文"),
    ],
    ids=["whole paragraphs", "its words", "gone"],
)
def test_a_place_follows_its_words_into_another_text(other: list[str], words: str) -> None:
    place = place_of(2, TEXTS[2].index("再煮一壶茶"), TEXTS)
    number, offset = at(moved(place, TEXTS, other), other)
    assert other[number][offset:].startswith(words)


@pytest.mark.parametrize("place", [0.0, 1.0])
def test_beginning_and_end_stay(place: float) -> None:
    assert moved(place, TEXTS, ["别的"]) == place
    assert moved(0.5, [], ["别的"]) == 0.5
