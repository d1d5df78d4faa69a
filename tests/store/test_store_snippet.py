from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import Query
from tnews.store import Store
from tnews.store.snippet import snippet

Fill = Callable[..., list[int]]


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        ("今天有雨。明天放晴。", ("雨",), "今天有雨。明天放晴。"),
        ("今天有雨。明天放晴。", ("雪",), "今天有雨。…"),
        ("今天有雨", ("雪",), "今天有雨"),
        ("", ("雪",), ""),
        ("一行\n二行", ("二",), "一行 二行"),
        ("天" * 100 + "雨" + "天" * 100, ("雨",), "…" + "天" * 26 + "雨" + "天" * 53 + "…"),
        ("天" * 100 + "雨", ("雨",), "…" + "天" * 79 + "雨"),
        (
            "天" * 74 + "，" + "天" * 25 + "雨" + "天" * 99,
            ("雨",),
            "…" + "天" * 25 + "雨" + "天" * 53 + "…",
        ),
        (
            "天" * 72 + "word，" + "天" * 23 + "雨" + "天" * 99,
            ("雨",),
            "…" + "天" * 23 + "雨" + "天" * 53 + "…",
        ),
    ],
)
def test_shows_the_place(text: str, wanted: tuple[str, ...], shown: str) -> None:
    assert snippet(text, wanted) == shown


@given(st.text("天雨a，\n ", max_size=300))
def test_is_one_short_line_with_the_first_hit(text: str) -> None:
    shown = snippet(text, ("雨",))
    assert "\n" not in shown
    assert len(shown) <= 82
    assert ("雨" in text) == ("雨" in shown)


def test_rows_carry_it_only_in_a_search(store: Store, fill: Fill) -> None:
    fill(("題目", "這裡有雨。"))
    (row,) = store.page(Query(text="这里"))
    assert row.snippet == "這裡有雨。"
    (row,) = store.page(Query())
    assert row.snippet == ""
