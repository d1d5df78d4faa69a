"""What is shown leads back to what is stored, at any width and with any settings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import Block, Link, plain_text
from tnews.model.settings import ReaderSettings
from tnews.text.faces import face_of
from tnews.text.wrap import cells, whole
from tnews.tui.passage import Line
from tnews.tui.pointing import cells_between, place_at, text_between
from tnews.tui.typeset import typeset

ATOMS = [
    *"湖水新闻发后里髮後裡干面头，。、；：！？《》（）“”‘’「」…—·％℃",
    *"abcXYZé0123456789.,-+%$ \"'",
    *("  ", "15.7%", "-3.5℃", "2021—2025", "https://news.example.cn/a/b_1.html?x=y", "don’t"),
    *("👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "e\u0301", "𠮷", "“甲‘乙’丙”"),
]
WORDS = ["", "湖", "湖水", "a", "15.7"]


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(["p", "h", "quote", "li", "pre", "img", "table"]))
    atoms = [*ATOMS, "\t", "\n"] if kind in ("pre", "table") else ATOMS
    text = "".join(draw(st.lists(st.sampled_from(atoms), max_size=60)))
    text = ("· " if kind == "li" else "") + text
    links = []
    if kind not in ("pre", "table", "img") and len(text) > 6 and draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 5))
        end = draw(st.integers(start + 1, len(text)))
        links = [Link(start, end, "https://example.com/1")]
    href = "https://example.com/a.jpg" if kind == "img" else ""
    return Block(kind, text, href, tuple(links))


articles = st.lists(blocks(), max_size=4)
widths = st.integers(8, 60) | st.integers(20, 120)
settings = st.builds(
    ReaderSettings,
    indent=st.booleans(),
    hang=st.booleans(),
    quotes=st.sampled_from(["keep", "corner"]),
    spacing=st.booleans(),
    script=st.sampled_from(["keep", "simplified", "traditional"]),
)


def shown(line: Line) -> list[tuple[int, str]]:
    """Return (stored offset, text) of the pieces that show text."""
    pieces = zip(line.pieces, line.stored, strict=False)
    return [(stored, text) for (text, _role), stored in pieces if stored >= 0]


@given(articles, widths, settings, st.sampled_from(WORDS))
def test_every_character_is_shown_once_and_leads_back(
    article: list[Block], width: int, how: ReaderSettings, words: str
) -> None:
    lines = typeset(article, width, how, words)
    face = face_of(how)
    for number, block in enumerate(article):
        looks = block.text if block.kind == "pre" else face(block.text)
        covered: list[int] = []
        for line in (line for line in lines if line.block == number):
            for stored, text in shown(line):
                expected = looks[stored : stored + len(text)].replace("\t", " ")
                if block.kind != "table":
                    assert text == expected
                else:  # a cell has the look it has by itself
                    assert len(text) == len(expected)
                covered += range(stored, stored + len(text))
        assert len(covered) == len(set(covered))
        missing = set(range(len(block.text))) - set(covered)
        assert not "".join(block.text[at] for at in missing).strip()


@given(articles, widths, settings)
def test_each_piece_says_what_it_shows(
    article: list[Block], width: int, how: ReaderSettings
) -> None:
    for line in typeset(article, width, how):
        assert len(line.stored) in (0, len(line.pieces))
        assert line.block < 0 or line.stored


@given(articles, widths, settings)
def test_places_rise_from_line_to_line(
    article: list[Block], width: int, how: ReaderSettings
) -> None:
    lines = [line for line in typeset(article, width, how) if line.block >= 0]
    places = [(line.block, line.offset) for line in lines]
    assert all(a <= b for a, b in pairwise(places))


@given(articles, widths, settings)
def test_a_cell_of_a_character_is_its_place(
    article: list[Block], width: int, how: ReaderSettings
) -> None:
    lines = typeset(article, width, how)
    for y, line in enumerate(lines):
        x = 0
        for (text, _role), stored in zip(line.pieces, line.stored, strict=False):
            if stored >= 0 and cells(text):
                assert place_at(lines, y, x, article) == (line.block, stored)
                end = (line.block, stored + len(text))
                assert cells_between(line, (line.block, stored), end) == (x, x + cells(text))
            x += cells(text)


@given(articles, st.data())
def test_what_lies_between_places_is_the_stored_text(
    article: list[Block], data: st.DataObject
) -> None:
    everything = plain_text(tuple(article))
    assert text_between(article, (0, 0), (len(article), 0)) == everything
    if article:
        number = data.draw(st.integers(0, len(article) - 1))
        text = article[number].text
        offset, _end = whole(text, data.draw(st.integers(0, len(text))), len(text))
        cut = (number, offset)
        head = text_between(article, (0, 0), cut)
        tail = text_between(article, cut, (len(article), 0))
        assert (head + tail).replace("\n", "") == everything.replace("\n", "")


@pytest.mark.parametrize(
    ("x", "offset"),
    [(0, 0), (3, 0), (4, 0), (5, 0), (6, 1), (11, 3), (12, 3), (13, 4), (14, 4), (30, 4)],
)
def test_beside_the_text_it_is_what_follows_or_the_end(x: int, offset: int) -> None:
    block = Block("p", "甲乙5丙")
    lines = typeset([block], 40, ReaderSettings(spacing=True))
    assert "".join(text for text, _role in lines[0].pieces) == "　　甲乙 5 丙"
    assert place_at(lines, 0, x, [block]) == (0, offset)


def test_what_is_drawn_as_one_is_copied_whole() -> None:
    article = [Block("p", "一👨‍👩‍👧‍👦家x\u0301")]
    assert text_between(article, (0, 1), (0, 2)) == "👨‍👩‍👧‍👦"
    assert text_between(article, (0, 3), (0, 9)) == "👨‍👩‍👧‍👦家"
    assert text_between(article, (0, 9), (0, 10)) == "x\u0301"
    assert text_between(article, (0, 1), (0, 1)) == ""


def test_behind_the_text_is_its_end() -> None:
    article = [Block("p", "甲"), Block("p", "乙")]
    lines = typeset(article, 40, ReaderSettings())
    assert place_at(lines, 1, 0, article) == (1, 0), "a blank line leads to what follows"
    assert place_at(lines, 9, 0, article) == (2, 0)
    assert text_between(article, (0, 0), (2, 0)) == "甲\n乙"
