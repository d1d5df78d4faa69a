import pytest

from cpu_time import at_most
from tnews.sources.xmlfilter import prepare


def xml(inner: str) -> str:
    return (
        prepare(f"<rss><channel>{inner}</channel></rss>")
        .xml.removeprefix("<rss><channel>")
        .removesuffix("</channel></rss>")
    )


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("a\x0bb\x1bc\ufffe", "abc"),
        ("&#65;&#x41;&#0000065;&#65 ", "&#65;&#65;&#65;&#65; "),
        ("&#0;&#27;&#x110000;&#xFFFFFFFFFF;", ""),
        ("&lt;&nbsp;&hellip;&LT;", "&lt;\xa0…&lt;"),
        ("a & b &c; &copy=1 &", "a &amp; b &amp;c; &amp;copy=1 &amp;"),
        ("<![CDATA[a & &#27; <b> <!-- c -->]]>", "<![CDATA[a & &#27; <b> <!-- c -->]]>"),
        ("<!-- </rss> -->a<!-- b", "a<!-- b"),
        ("<!ENTITY a 'b'>c", "c"),
        ("a < b <c</title>1<2 <红楼梦>", "a &lt; b &lt;c</title>1&lt;2 &lt;红楼梦>"),
        ("<a href='1'/><b:c>d</b:c ><item <title>", "<a href='1'/><b:c>d</b:c ><item <title>"),
    ],
)
def test_text_becomes_legal(inner: str, expected: str) -> None:
    assert xml(inner) == expected


@pytest.mark.parametrize(
    "name", ["author", "dc:creator", "managingEditor", "webMaster", "dc:publisher", "itunes:owner"]
)
@pytest.mark.parametrize(
    "text",
    [
        "a@" + "a." * 500,
        "<![CDATA[" + "a." * 500 + "]]>",
        "<![CDATA[a]]>b" * 300,
        "a<!-- -->" * 300,
    ],
)
def test_author_has_a_longest_length(name: str, text: str) -> None:
    made = xml(f"<item><{name}>{text}</{name}><title>{'长' * 300}</title></item>")
    author, _, rest = made.partition(f"</{name}>")
    assert len(author) <= 254 + len(f"<item><{name}>")
    assert rest == f"<title>{'长' * 300}</title></item>"


def test_parts_of_a_person_stay() -> None:
    person = "<author><name>王小明</name><uri>https://a.cn/</uri></author>"
    assert xml(person) == person


def test_unclosed_author_costs_its_own_item_only() -> None:
    made = xml(f"<item><author>{'a.' * 500}</item><item><title>平安</title></item>")
    assert "<item><title>平安</title></item>" in made


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 300_000,
        "<![CDATA[" * 100_000,
        "<!" * 500_000,
        "<!DOCTYPE " * 100_000,
        "<?" * 500_000,
        "&#" * 500_000,
        "&" * 2_000_000,
        "&nbsp;" * 300_000,
        "&amp;<" * 300_000,
        "<author>" * 100_000,
        "<author>" + "<![CDATA[x]]>" * 100_000,
        "<!DOCTYPE a [" + "\"'" * 300_000,
    ],
    ids=lambda text: text[:12],
)
def test_bombs_are_filtered_in_time(text: str) -> None:
    with at_most(6):  # a second at most; the quadratic ones take minutes
        prepare(f"<?xml version='1.0'?><rss><channel>{text}")
