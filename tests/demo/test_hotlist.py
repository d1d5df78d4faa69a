from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tnews.demo.edition import load
from tnews.demo.hotlist import LENGTH, ranked

CHANNELS = load("http://127.0.0.1:1", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
TURNS = st.integers(0, 1 << 40)


def order(turn: int) -> list[str]:
    return [article.slug for article, _heat in ranked(CHANNELS, turn)]


@given(TURNS)
def test_ten_different_articles_hottest_first(turn: int) -> None:
    heats = [float(heat.removesuffix("万")) for _article, heat in ranked(CHANNELS, turn)]
    assert len(set(order(turn))) == LENGTH == 10
    assert heats == sorted(heats, reverse=True)
    assert heats[-1] > 0


@given(TURNS)
def test_the_order_changes_a_little_with_each_turn(turn: int) -> None:
    before, after = order(turn), order(turn + 1)
    assert before != after == order(turn + 1)
    stayed = [slug for slug in before if slug in after]
    assert len(stayed) >= 9
    assert all(abs(before.index(slug) - after.index(slug)) <= 2 for slug in stayed)


def test_entries_leave_the_list_and_come_back() -> None:
    lists = [set(order(turn)) for turn in range(6)]
    assert lists[0] == lists[5]
    assert len(set.union(*lists)) > LENGTH
