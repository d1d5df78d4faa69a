"""A line in as few escape sequences as show the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from tnews.text.wrap import cells
from tnews.tui.strips import strip

STYLES = st.builds(
    Style,
    color=st.sampled_from([None, "#aa0000", "#00aa00"]),
    bgcolor=st.sampled_from([None, "#101010", "#202020"]),
    bold=st.sampled_from([None, True]),
    underline=st.sampled_from([None, True]),
    reverse=st.sampled_from([None, True]),
)
PIECES = st.lists(st.tuples(st.sampled_from(["", " ", "   ", "\u3000", "字", "a b", "●"]), STYLES))
FILL = Style(color="#aaaaaa", bgcolor="#101010")


def look(segments: list[Segment]) -> list[tuple[str, object]]:
    """What is seen of each character: a blank shows its ground and its lines alone."""
    seen: list[tuple[str, object]] = []
    for text, style, _control in segments:
        assert style is not None
        for char in text:
            if char in " \u3000" and not (style.underline or style.reverse):
                seen.append((char, style.bgcolor))
            else:
                seen.append((char, (style.color, style.bgcolor, style.bold, style.underline, style.reverse)))  # fmt: skip
    return seen


@given(PIECES, st.integers(0, 40))
def test_a_strip_looks_as_its_pieces_do(pieces: list[tuple[str, Style]], width: int) -> None:
    made = strip(pieces, width, FILL)
    used = sum(cells(text) for text, _ in pieces)
    plain = [Segment(text, style) for text, style in pieces if text]
    if used < width:
        plain.append(Segment(" " * (width - used), FILL))

    assert look(list(made)) == look(plain)
    assert made.cell_length == max(used, width)


def test_blanks_on_the_same_ground_need_no_style_of_their_own() -> None:
    ground = Style(color="#aaaaaa", bgcolor="#101010")
    bold = Style(color="#ffffff", bgcolor="#101010", bold=True)

    assert len(list(strip([(" ", ground), ("标题", bold)], 20, ground))) == 1


def test_blanks_on_another_ground_keep_theirs() -> None:
    ground = Style(color="#aaaaaa", bgcolor="#101010")
    cursor = Style(color="#aaaaaa", bgcolor="#303030")

    assert len(list(strip([(" ", ground), ("标题", cursor)], 20, ground))) == 3
