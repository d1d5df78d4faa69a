import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.hits import hits


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("北京的北風", "北", [(0, 1), (3, 4)]),
        ("北京的北風", "北风", [(3, 5)]),
        ("新ＡＩ时代", "ai", [(1, 3)]),
        ("abcd", "bc abc", [(0, 3)]),
        ("abcd", "ab cd", [(0, 4)]),
        ("晴天，有云", '"天，有" -云', [(1, 4)]),
        ("晴天，有云", "title:晴 (天 OR is:unread) -(有 云) 来源:云", [(1, 2)]),
        ("晴天", "雨", []),
        ("晴天", "", []),
    ],
)
def test_finds(text: str, query: str, found: list[tuple[int, int]]) -> None:
    assert hits(text, query) == found


@given(st.text("北风a A風 ", max_size=30), st.text('北风a -"*', max_size=8))
def test_ranges_ascend_and_never_touch(text: str, query: str) -> None:
    edges = [edge for span in hits(text, query) for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


def test_what_was_found_in_titles_is_marked_in_titles() -> None:
    assert hits("晴天有云", "title:晴 云", "title") == [(0, 1), (3, 4)]
    assert hits("晴天有云", "title:晴 云") == [(3, 4)]
