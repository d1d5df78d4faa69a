from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tnews.cli.page import article_json, page
from tnews.model import Article, Block, BlockKind, Link
from tnews.model.record import replace
from tnews.text.wrap import cells

MOMENT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ARTICLE = Article(
    id=7,
    source="a",
    source_name="甲",
    category="科技",
    url="http://example.com/7",
    title="题目",
    blocks=(),
    is_full_text=True,
    origin="",
    author="",
    editor="",
    published_at=None,
    section="",
    image="",
    content_hash=b"",
    first_seen_at=MOMENT,
    updated_at=MOMENT,
)


def shown(*blocks: Block, width: int = 40, indent: bool = False) -> list[str]:
    """The lines below the metadata."""
    lines = list(page(replace(ARTICLE, blocks=blocks), width, indent))
    return lines[next(n for n, line in enumerate(lines) if line.startswith("Link ")) + 2 :]


def test_empty_fields_are_left_out_and_the_source_stands_for_the_origin() -> None:
    assert list(page(ARTICLE, 40, True)) == [
        "题目",
        "",
        "Source   甲",
        "Channel  科技",
        "Link     http://example.com/7",
    ]


def test_links_are_numbered_once_and_listed_at_the_end() -> None:
    url, other = "http://example.com/x", "http://example.com/y"
    first = Block("p", "看这里和那里", links=(Link(1, 3, url), Link(4, 6, other)))
    again = Block("quote", "又是它", links=(Link(2, 3, url),))
    assert shown(first, again) == [
        "看这里[1]和那里[2]", "", "> 又是它[1]", "", f"[1] {url}", f"[2] {other}",
    ]  # fmt: skip


def test_each_kind_of_block_has_its_form() -> None:
    assert shown(Block("p", "一段话"), indent=True) == ["\u3000\u3000一段话"]
    assert shown(Block("li", "· 一"), Block("li", "· 二")) == ["· 一", "· 二"]
    assert shown(Block("pre", "a  b\n  c")) == ["a  b", "  c"]
    assert shown(Block("table", "甲\t乙\n丙\t丁")) == ["甲 | 乙", "丙 | 丁"]
    assert shown(Block("img", "湖", "http://example.com/p")) == [
        "[picture] 湖[1]", "", "[1] http://example.com/p",
    ]  # fmt: skip


KINDS = st.sampled_from(["p", "h", "quote", "li", "img", "table"])


@given(
    st.lists(st.tuples(KINDS, st.text("湖畔，。“”abc \t", max_size=80)), max_size=5),
    st.integers(20, 100),
)
def test_no_line_is_ever_wider_than_asked(texts: list[tuple[BlockKind, str]], width: int) -> None:
    for line in shown(*(Block(kind, text) for kind, text in texts), width=width):
        assert cells(line) <= width
        assert line == line.rstrip()


def test_json_leaves_out_what_a_paragraph_does_not_have() -> None:
    link = Link(0, 1, "http://example.com/x")
    blocks = (Block("p", "字", links=(link,)), Block("img", "", "http://example.com/p"))
    shown = article_json(replace(ARTICLE, blocks=blocks))
    assert shown["paragraphs"] == [
        {"kind": "p", "text": "字", "links": [{"start": 0, "end": 1, "url": link.url}]},
        {"kind": "img", "text": "", "href": "http://example.com/p"},
    ]
    assert shown["published_at"] is None
