import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.sketch import (
    SIZE,
    Sketch,
    shared_numbers,
    similarity,
    sketch,
    unpacked,
)


def prose(seed: int, characters: int = 600) -> str:
    """Characters that no other seed has in the same order."""
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(characters))


def test_the_same_text_is_the_same() -> None:
    assert similarity(sketch("甲", prose(1)), sketch("乙", prose(1))) == 1


def test_other_texts_have_nothing_in_common() -> None:
    assert similarity(sketch("", prose(1)), sketch("", prose(2))) == 0


@pytest.mark.parametrize("kept", [100, 300, 500])
def test_the_estimate_is_near_the_true_share(kept: int) -> None:
    other = prose(1)[:kept] + prose(2, 600 - kept)
    true = (kept - 4) / (1196 - kept)
    assert abs(similarity(sketch("", prose(1)), sketch("", other)) - true) < 0.16  # 2.5 sigma


def test_marks_spaces_width_case_and_script_make_no_difference() -> None:
    one = "漢語ABC，" * 4 + prose(3)
    other = "汉语ａｂｃ。\n" * 4 + " ".join(prose(3))
    assert sketch("", one).hashes == sketch("", other).hashes


def test_a_short_text_is_compared_as_a_whole_with_its_title() -> None:
    text = prose(1, 60)
    one = sketch("快讯", text)
    assert one.is_whole
    assert similarity(one, sketch("快 訊", f"{text}。")) == 1
    assert similarity(one, sketch("要闻", text)) == 0
    assert similarity(one, sketch("快讯", text[1:])) == 0


def test_figures_are_compared_as_a_whole() -> None:
    prices = "".join(f"白菜{n}.50元 " for n in range(100, 180))
    changed = prices.replace("179", "178")
    assert similarity(sketch("菜价", prices), sketch("菜价", changed)) == 0
    assert similarity(sketch("菜价", prices), sketch("菜价", prices)) == 1


def test_a_title_alone_is_like_nothing() -> None:
    assert sketch("早报", "").hashes == ()
    assert similarity(sketch("早报", ""), sketch("早报", "")) == 0


def test_what_is_set_aside_does_not_count() -> None:
    footer = prose(9, 300)
    one, other = sketch("", prose(1, 300) + footer), sketch("", prose(2, 300) + footer)
    assert similarity(one, other) > 0.2
    assert similarity(one, other, frozenset(one.hashes) & frozenset(other.hashes)) == 0


def test_a_text_of_nothing_but_what_is_set_aside_is_like_nothing() -> None:
    one = sketch("", prose(1))
    assert similarity(one, one, frozenset(one.hashes)) == 0


def test_numbers_are_told_apart() -> None:
    one = sketch("", prose(1) + "，12度，15度，28日，3285点，60人")
    assert shared_numbers(one, one) == 1
    assert shared_numbers(one, sketch("", prose(1) + "，13度，16度，29日，3285点，61人")) == 0.2
    assert shared_numbers(one, sketch("", prose(1))) is None


def test_hashes_are_what_they_were_on_every_machine() -> None:
    """They lie in the cache: another way to make them makes copies unknown to each other."""
    assert sketch("", prose(1, 200)).hashes[:3] == (22045328, 54223075, 59686900)


@given(st.text(max_size=400))
def test_any_text_is_packed_and_unpacked_unchanged(text: str) -> None:
    made = sketch("", text)
    assert unpacked(made.packed()) == made
    assert len(made.hashes) <= SIZE
    assert list(made.hashes) == sorted(set(made.hashes))


@given(st.text(min_size=200, max_size=400), st.text(min_size=200, max_size=400))
def test_similarity_has_no_direction(one: str, other: str) -> None:
    a, b = sketch("", one), sketch("", other)
    assert similarity(a, b) == similarity(b, a)
    assert 0 <= similarity(a, b) <= 1


def test_a_text_that_repeats_itself_has_few_hashes() -> None:
    made = sketch("", "城市更新" * 500)
    assert 0 < len(made.hashes) <= 4
    assert similarity(made, Sketch((), 0)) == 0


@given(st.binary(max_size=500))
def test_any_bytes_are_a_sketch_or_none(packed: bytes) -> None:
    with suppress(ValueError):
        assert len(unpacked(packed).packed()) == len(packed)
