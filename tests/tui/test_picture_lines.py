"""Pictures among the lines of an article."""

from __future__ import annotations

from tnews.model import Block
from tnews.model.settings import ReaderSettings
from tnews.text.wrap import cells
from tnews.tui.gallery import Placed
from tnews.tui.passage import Line
from tnews.tui.picture_lines import near, renewed, whole
from tnews.tui.typeset import typeset, typeset_picture

SETTINGS = ReaderSettings()
BLOCKS = (
    Block("p", "湖" * 60),
    Block("img", "晨雾里的桥", "https://a.example/1.jpg"),
    Block("p", "边" * 60),
    Block("img", "", "https://a.example/2.jpg"),
)


class Pictures:
    """Which pictures are to be seen: columns and rows by address."""

    def __init__(self, **sizes: tuple[int, int]) -> None:
        self.sizes = {f"https://a.example/{name[1:]}.jpg": size for name, size in sizes.items()}

    def __call__(self, url: str, _is_first: bool) -> Placed:
        return Placed("", *self.sizes[url]) if url in self.sizes else Placed("[图片]")


def set_(pictures: Pictures) -> list[Line]:
    return typeset(BLOCKS, 40, SETTINGS, "", pictures)


def text(line: Line) -> str:
    return "".join(piece for piece, _role in line.pieces)


def test_a_picture_takes_rows_in_the_middle_and_its_caption_stands_below() -> None:
    lines = set_(Pictures(_1=(10, 3)))
    rows = [number for number, line in enumerate(lines) if line.picture]
    assert [lines[number].picture for number in rows] == [(1, 0), (1, 1), (1, 2)]
    assert lines[rows[0]].pieces == ((" " * 15, "text"), (" " * 10, "picture"))
    caption = lines[rows[-1] + 1]
    assert text(caption) == " " * 13 + "晨雾里的桥[1]"
    assert {role for _piece, role in caption.pieces} == {"caption", "number"}


def test_an_unseen_picture_is_a_line() -> None:
    lines = set_(Pictures())
    assert not any(line.picture for line in lines)
    assert [text(line) for line in lines if line.block in (1, 3)] == [
        "[图片] 晨雾里的桥[1]", "[图片][2]"
    ]  # fmt: skip


def test_a_long_caption_is_set_over_the_whole_column() -> None:
    blocks = (Block("img", "字" * 50, "https://a.example/1.jpg"),)
    lines = typeset(blocks, 40, SETTINGS, "", Pictures(_1=(10, 1)))
    assert cells(text(lines[1])) == 40


def test_a_picture_alone_is_set_as_among_all() -> None:
    pictures = Pictures(_1=(10, 3))
    whole_text = set_(pictures)
    for index in (1, 3):
        own = [line for line in whole_text if index in (line.block, (line.picture or [-1])[0])]
        assert typeset_picture(BLOCKS, index, 40, SETTINGS, "", pictures) == own


def test_lines_with_a_picture_set_again_are_those_set_anew() -> None:
    with_one = Pictures(_1=(10, 3))
    urls = list(with_one.sizes)

    def set_block(index: int) -> list[Line]:
        return typeset_picture(BLOCKS, index, 40, SETTINGS, "", with_one)

    assert renewed(set_(Pictures()), BLOCKS, urls, set_block) == set_(with_one)


def test_pictures_in_sight_come_before_those_near() -> None:
    lines = set_(Pictures(_1=(10, 3), _2=(10, 3)))
    first = next(number for number, line in enumerate(lines) if line.picture == (1, 0))
    second = next(number for number, line in enumerate(lines) if line.picture == (3, 0))
    urls = [BLOCKS[1].href, BLOCKS[3].href]
    assert near(lines, BLOCKS, 0, first, 0) == []
    assert near(lines, BLOCKS, 0, first + 1, 0) == urls[:1]
    assert near(lines, BLOCKS, second, 1, len(lines)) == urls[::-1]


def test_only_what_is_in_sight_from_end_to_end_is_whole() -> None:
    lines = set_(Pictures(_1=(10, 3)))
    first = next(number for number, line in enumerate(lines) if line.picture)
    (hung,) = whole(lines, BLOCKS, first, 3)
    assert hung == (BLOCKS[1].href, first, 15)
    assert whole(lines, BLOCKS, first + 1, 20) == []
    assert whole(lines, BLOCKS, first, 2) == []
