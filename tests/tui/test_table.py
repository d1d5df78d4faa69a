"""Tables: side by side where they fit, in turn where they do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tnews.model import Block
from tnews.model.settings import ReaderSettings
from tnews.text.wrap import cells
from tnews.tui.typeset import typeset

WIDE = "站名\t开放时间\t说明\n望湖\t6:00\t早市之前先到，可以看见渔船回来。\n竹桥\t7:30\t周一闭馆"


def texts(text: str, width: int) -> list[str]:
    lines = typeset([Block("table", text)], width, ReaderSettings())
    return ["".join(piece for piece, _role in line.pieces).rstrip() for line in lines]


def test_columns_are_as_wide_as_their_cells() -> None:
    assert texts("项目\t数\n书\t12\n笔记本\t3", 30) == ["项目    数", "书      12", "笔记本   3"]


def test_cells_that_do_not_fit_are_broken_into_lines() -> None:
    assert texts(WIDE, 40) == [
        "站名  开放时间  说明",
        "",
        "望湖      6:00  早市之前先到，可以看见渔",
        "                船回来。",
        "",
        "竹桥      7:30  周一闭馆",
    ]


def test_in_a_narrow_column_cells_stand_below_each_other() -> None:
    assert texts(WIDE, 24) == [
        "站名　开放时间　说明",
        "",
        "站名：望湖",
        "开放时间：6:00",
        "说明：早市之前先到，可",
        "  以看见渔船回来。",
        "",
        "站名：竹桥",
        "开放时间：7:30",
        "说明：周一闭馆",
    ]


def test_hits_in_cells_are_known_by_their_place() -> None:
    lines = typeset([Block("table", WIDE)], 40, ReaderSettings(), "渔船")
    assert [line.hits for line in lines if line.hits] == [(WIDE.index("渔船"),)] * 2


cell = st.text(st.sampled_from("湖水，。“”a1 -《》👍"), max_size=40)
rows = st.lists(st.lists(cell, min_size=1, max_size=9).map("\t".join), min_size=1, max_size=5)


@given(rows.map("\n".join), st.integers(8, 120))
def test_no_line_is_too_wide(text: str, width: int) -> None:
    for line in typeset([Block("table", text)], width, ReaderSettings()):
        assert cells("".join(piece for piece, _role in line.pieces).rstrip()) <= width
