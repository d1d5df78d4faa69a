import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpu_time import at_most
from tnews.model import Block, Link, clean_text
from tnews.text.flow import MOST_BLOCKS
from tnews.text.html import blocks, plain, text_blocks, unescape

SITE = "https://a.cn/news/1.html"
LIST_MARK = re.compile(r"\u3000*(?:· |\d+\. )")  # two full-width spaces for each level of nesting


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html, SITE)]


def test_paragraphs_end_at_blocks_and_line_breaks() -> None:
    html = "<div>一<p>二</p>三<br>四<section>五</section></div>"
    assert texts(html) == ["一", "二", "三", "四", "五"]


def test_white_space_collapses_and_source_lines_join() -> None:
    html = "<p>　　第一行\n    第二行，\n第三行 有空格&nbsp;\u200bOK\nnow　</p>"
    assert texts(html) == ["第一行第二行，第三行 有空格 OK now"]


def test_headings_by_tag_and_by_bold() -> None:
    html = "<h2>标题</h2><p><b>一、小标题</b></p><p><strong>整句加粗的话。</strong></p><p><b>粗</b>细</p>"
    assert [block.kind for block in blocks(html)] == ["h", "h", "p", "p"]


def test_a_number_in_brackets_begins_a_heading_and_a_remark_does_not() -> None:
    html = (
        "<p><b>（一）队伍</b></p><p><b>(12) 经费</b></p><p><b>（上图）</b></p><p><b>（一）</b></p>"
    )
    assert [block.kind for block in blocks(html)] == ["h", "h", "p", "p"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("再问三个“如果”", "h"), ("“快”与“慢”", "h"), ("为什么是现在？", "h")),
        *(("“慢就是快”", "p"), ("他问：“为什么？”", "p"), ("她笑了：“好。”", "p")),
    ],
)
def test_a_bold_line_that_ends_in_a_quoted_word_is_a_heading_and_a_quotation_is_none(
    text: str, kind: str
) -> None:
    assert [block.kind for block in blocks(f"<p><strong>{text}</strong></p>")] == [kind]


def test_long_bold_paragraph_is_no_heading() -> None:
    assert blocks(f"<p><b>{'长' * 25}</b></p>")[0].kind == "p"


def test_lists_carry_their_marks() -> None:
    html = "<ul><li>甲<ol start=3><li>乙</li><li><p>丙</p><p>续</p></li></ol></li><li>丁<br>戊</li></ul>"
    made = blocks(html)
    indent = "\u3000\u3000"
    assert [block.text for block in made] == [
        *("· 甲", f"{indent}3. 乙", f"{indent}4. 丙", "续", "· 丁 戊"),
    ]
    assert all(LIST_MARK.match(block.text) for block in made if block.kind == "li")
    assert [block.kind for block in made] == ["li", "li", "li", "p", "li"]


def test_quote_and_preformatted_text() -> None:
    html = "<blockquote><p>引</p><p>用</p></blockquote><pre>\nif x:\n    y  = 1\n</pre>"
    assert blocks(html) == (
        *(Block("quote", "引"), Block("quote", "用"), Block("pre", "if x:\n    y  = 1")),
    )


def test_data_table_is_rows_of_cells() -> None:
    html = "<table><tr><th>城市<th>气温<tr><td><p>北京</p><td>12\n度</table>"
    assert blocks(html) == (Block("table", "城市\t气温\n北京\t12 度"),)


def test_layout_table_is_its_text() -> None:
    html = "<table><tr><td><p>一</p><p>二</p><table><tr><td>三</table></table>"
    assert texts(html) == ["一", "二", "三"]


def test_links_are_ranges_with_absolute_addresses() -> None:
    (block,) = blocks(
        "<p>看 <a href='/2?a=1&amp;b=2'> 这 <b>里</b></a>，<a href='javascript:x'>不</a></p>", SITE
    )
    assert block.text == "看 这 里，不"
    assert block.links == (Link(2, 5, "https://a.cn/2?a=1&b=2"),)


def test_link_over_several_blocks_is_one_range_in_each() -> None:
    made = blocks("<a href='/2'><p>一</p><ul><li>二</li></ul></a>", SITE)
    assert [block.links for block in made] == [
        (Link(0, 1, "https://a.cn/2"),),
        (Link(2, 3, "https://a.cn/2"),),
    ]


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<img src=1.jpg alt=江景>", Block("img", "江景", "https://a.cn/news/1.jpg")),
        (
            "<img src=1.jpg alt=1.jpg title='江 景'>",
            Block("img", "江 景", "https://a.cn/news/1.jpg"),
        ),
        ("<img src=data:x data-src=/1.jpg alt=图片>", Block("img", "", "https://a.cn/1.jpg")),
        ("<img src=/0.gif data-original=/1.jpg>", Block("img", "", "https://a.cn/1.jpg")),
        (
            "<figure><a href=/big><img src=/1.jpg alt=旧></a><figcaption>江 景<br>摄</figcaption></figure>",
            Block("img", "江 景 摄", "https://a.cn/1.jpg"),
        ),
        (
            "<figure><figcaption>在前</figcaption><img src=/1.jpg></figure>",
            Block("img", "在前", "https://a.cn/1.jpg"),
        ),
    ],
)
def test_picture_with_caption(html: str, block: Block) -> None:
    assert blocks(html, SITE) == (block,)


def test_tracking_and_inline_signs_are_no_pictures() -> None:
    html = "<p>好<img src=/t.gif width=1 height=1><img class=emoji src=/e.png alt=😀><img src=data:x>的</p>"
    assert texts(html) == ["好😀的"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<iframe>x</iframe>",
        "<noscript>x</noscript>",
        "<!-- x -->",
        "<textarea>x</textarea>",
        "<button>x</button>",
        "<select><option>x</select>",
        "<svg><text>x</text></svg>",
        "<p style='color:red; DISPLAY : none'>x</p>",
        "<div hidden>x</div>",
        "<template>x</template>",
    ],
)
def test_what_is_not_shown_is_dropped(html: str) -> None:
    assert texts(f"<p>前</p>{html}<p>后</p>") == ["前", "后"]


def test_hidden_wechat_body_is_shown() -> None:
    assert texts(
        '<div id="js_content" style="visibility: hidden; display:none"><p>文</p></div>'
    ) == ["文"]


def test_markup_of_other_languages_is_text() -> None:
    line = "x [/] y [@click=app.quit]Q[/] {} [图] 1 < 2 A&B"
    assert texts(f"<p>{line}</p>") == [line]
    assert texts(line) == [line]
    assert plain(line) == line


def test_text_without_tags_has_a_paragraph_a_line() -> None:
    assert texts("第一段\n\n第二段 a<b公司 &amp;lt;\r\n第三段") == [
        "第一段",
        "第二段 a<b公司 &lt;",
        "第三段",
    ]
    assert text_blocks("<p>一</p>\n&amp;") == (Block("p", "<p>一</p>"), Block("p", "&amp;"))


def test_body_escaped_as_a_whole_is_unescaped() -> None:
    assert texts("&lt;p&gt;一&lt;/p&gt;&lt;p&gt;二 &amp;amp;&lt;/p&gt;") == ["一", "二 &"]
    assert texts("用 &lt;p&gt; 标签分段") == ["用 <p> 标签分段"]


def test_entities_are_unescaped_once() -> None:
    assert texts("<p>&amp;lt;b&amp;gt; &#20013;&#x56fd;</p>") == ["&lt;b&gt; 中国"]
    assert unescape("&#" + "9" * 100_000 + ";&#xD800;中&amp;") == "\ufffd中&"


def test_cdata_left_in_the_text_is_no_comment() -> None:
    assert texts("<![CDATA[<p>一</p>]]>") == ["一"]


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("A&amp;B &lt;b&gt;", "A&B <b>"),
        ("<b>粗</b>体\n 标题<br>两行", "粗体标题 两行"),
        ("收入<支出，List<String>", "收入<支出，List<String>"),
        ("", ""),
    ],
)
def test_title_is_one_plain_line(html: str, line: str) -> None:
    assert plain(html) == line


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "文",
        "<ul><li>" * 100_000 + "文",
        "<a><div></a>文" * 100_000,
        "<blockquote>" * 100_000,
        "<p>" + "<p " * 500_000,
        "<a " + " ".join(f"a{i}=1" for i in range(100_000)) + ">文</a>",
        "".join(f"<b id={i}>" for i in range(400)) + "<p>文" * 100_000,
        "<p>" + "<!--" * 500_000,
        "&lt;p" * 300_000,
        "<" * 3_000_000,
    ],
    ids=lambda html: html[:12],
)
def test_bombs_are_defused_in_time(html: str) -> None:
    with at_most(6):  # 20 to 84 s without the limits, 1 s with them
        assert len(blocks(html)) <= MOST_BLOCKS


def test_blocks_have_a_limit() -> None:
    assert len(blocks("<p>文" * 6000)) == MOST_BLOCKS
    assert len(blocks("文\n" * 6000)) == MOST_BLOCKS


TAGS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<ul>",
    "</ul>",
    "<ol start=9>",
    "<li>",
    "</li>",
    "<table><tr><td>",
    "<td>",
]
PIECES = st.one_of(
    st.sampled_from(
        [
            *TAGS,
            "</table>",
            "<a href=/x>",
            "</a>",
            "<pre>",
            "</pre>",
            "<br>",
            "<figure>",
            "</figure>",
        ]
    ),
    st.sampled_from(
        [
            "<img src=/i>",
            "<figcaption>",
            "<h1>",
            "</h1>",
            "&#27;[31m",
            "&#x202e;",
            "\x1b]8;;",
            "\n",
            " ",
        ]
    ),
    st.text(alphabet=st.characters(), max_size=5),
)


@given(st.lists(PIECES, max_size=30))
def test_any_html_gives_clean_blocks(pieces: list[str]) -> None:
    made = blocks("".join(pieces), SITE)
    for block in made:
        assert block.text == clean_text(block.text)
        assert block.text or block.href
        assert all(0 <= link.start < link.end <= len(block.text) for link in block.links)
        assert block.kind in ("pre", "table") or not set("\n\t") & set(block.text)
    plain("".join(pieces))


@pytest.mark.parametrize("flood", ["<", "x\n", "&lt;", "</", "<z", "<img src=a>", "<a href=b>c"])
def test_a_flood_without_an_article_is_read_in_time(flood: str) -> None:
    with at_most(4):  # a second at most; six for "<" where every name was compared at each
        blocks(flood * (3_000_000 // len(flood)), "https://a.cn/")
