"""Reading a channel page: selectors, titles, dates, the next page, and pages without a list."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpu_time import at_most
from tnews.model import Listing, ParseError
from tnews.text.listing import read_list
from tnews.text.zones import CHINA

URL = "http://www.example.cn/news/"
NOW = datetime(2021, 8, 10, 4, 0, tzinfo=UTC)  # noon in China


def row(number: int, inner: str = "", title: str = "一条新闻的标题第{}条") -> str:
    return f"<li><a href='/news/{5000 + number}.html'>{title.format(number)}</a>{inner}</li>"


def page(body: str, head: str = "<title>要闻_某某网</title>") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


PLAIN = page(
    "<ul class='a'>" + "".join(map(row, range(6))) + "</ul>"
    "<ol class='b'>" + "".join(row(n, "<time datetime='2021-08-01T08:00'>初一</time><b>另题{n}</b>") for n in range(20, 23))
    + "</ol><a class='more' href='list_2.html'>下一页</a>"
)  # fmt: skip


def urls(listing: Listing) -> list[str]:
    return [link.url.removeprefix(URL) for link in listing.links]


def test_row_is_chosen() -> None:
    listing = read_list(PLAIN, URL, {"list": "ol.b li"}, NOW)
    assert urls(listing) == ["5020.html", "5021.html", "5022.html"]
    assert listing.selector == "ol.b li"


def test_row_may_be_the_link_itself() -> None:
    assert len(read_list(PLAIN, URL, {"list": "ol.b a"}).links) == 3


def test_links_are_chosen_without_rows() -> None:
    assert len(read_list(PLAIN, URL, {"link": "ol.b a"}).links) == 3


def test_title_and_date_are_chosen_in_a_row() -> None:
    chosen = {"list": "ol.b li", "title": "b", "date": "time@datetime"}
    first = read_list(PLAIN, URL, chosen).links[0]
    assert first.title.startswith("另题")
    assert first.published_at == datetime(2021, 8, 1, 8, tzinfo=CHINA)
    assert first.has_time


def test_title_and_date_may_be_chosen_alone() -> None:
    listing = read_list(page(f"<ul>{''.join(row(n, f'<b>另题{n}</b>') for n in range(5))}</ul>"), URL, {"title": "b"})  # fmt: skip
    assert [link.title for link in listing.links] == [f"另题{n}" for n in range(5)]


def test_attribute_of_the_row_itself() -> None:
    html = page("".join(f"<li data-u='/x/{n}' data-t='题{n}'>无</li>" for n in range(3)))
    listing = read_list(html, URL, {"list": "li", "link": "@data-u", "title": "@data-t"})
    assert [(link.url, link.title) for link in listing.links] == [
        (f"http://www.example.cn/x/{n}", f"题{n}") for n in range(3)
    ]


def test_date_of_what_follows_a_row() -> None:
    html = page("<dl>" + "".join(f"<dt><a href='/{n}.html'>题目{n}</a></dt><dd class='d'>2021-08-0{n}</dd>" for n in range(1, 4)) + "</dl>")  # fmt: skip
    listing = read_list(html, URL, {"list": "dt", "date": "dd.d"})
    assert [link.published_at and link.published_at.astimezone(CHINA).day for link in listing.links] == [1, 2, 3]  # fmt: skip


@pytest.mark.parametrize("exclude", ["ul.a", ["ul.a"], ["p", "ul.a"]])
def test_parts_are_left_out(exclude: str | list[str]) -> None:
    assert urls(read_list(PLAIN, URL, {"exclude": exclude})) == ["5020.html", "5021.html", "5022.html"]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("list", {"list": "ul.gone li"}),
        ("link", {"list": "ol.b li", "link": "a.gone"}),
        ("link", {"link": "a.gone"}),
        ("title", {"list": "ol.b li", "title": "i"}),
        ("title", {"title": "i"}),
        ("date", {"list": "ol.b li", "date": "time@title"}),
    ],
)
def test_selector_that_selects_nothing_is_named(name: str, chosen: dict[str, str]) -> None:
    with pytest.raises(ParseError, match=rf"option {name} selects nothing .*redesigned"):
        read_list(PLAIN, URL, chosen)


def test_rows_without_links_are_named() -> None:
    with pytest.raises(ParseError, match=r"option list .*no links in it \(time\)"):
        read_list(PLAIN, URL, {"list": "time"})


def test_last_page_has_no_next_and_nothing_to_leave_out() -> None:
    assert read_list(PLAIN, URL, {"next": "a.gone", "exclude": "p.gone"}).next_url == ""


@pytest.mark.parametrize(
    ("pager", "target"),
    [
        ("<a href='list_2.html'>下一页</a>", "list_2.html"),
        ("<a href='list_2.html'>下一頁 &gt;</a>", "list_2.html"),
        ("<a href='?page=2'>下页</a>", "?page=2"),
        ("<a href='/news/p/2' rel='next'>继续</a>", "p/2"),
        ("<a href='p2' title='下一页'><img src='n.gif'></a>", "p2"),
        ("<div class='page'><span>1</span><a href='2.htm'>2</a><a href='3.htm'>3</a></div>", "2.htm"),
        ("<div id='pages'><a href='1.htm'>1</a><b>2</b><a href='3.htm'>3</a></div>", "3.htm"),
        ("<div class='pagination'><a href='p0'>«</a><a href='p2'>»</a></div>", "p2"),
        ("<div class='pagination'><a href='p2'>&gt;</a></div>", "p2"),
        ("<a href='older' class='x'>Older posts</a>", "older"),
        ("<script>createPageHTML(20, 0, 'index', 'html');</script>", "index_1.html"),
        ('<script>createPageHTML(20,3,"node_7","shtml")</script>', "node_7_4.shtml"),
        ("<script>createPageHTML(4, 3, 'index', 'html');</script>", None),
        ("<a href='javascript:go(2)'>下一页</a>", None),
        ("<a href='http://elsewhere.example.com/2'>下一页</a>", None),
        ("<a href='/news/'>下一页</a>", None),
        ("<a href='9.html'>下一篇</a>", None),
        ("<p>1 <a href='2.htm'>2</a></p>", None),
    ],
)  # fmt: skip
def test_next_page(pager: str, target: str | None) -> None:
    listing = read_list(page(f"<ul>{''.join(map(row, range(5)))}</ul>{pager}"), URL)
    assert listing.next_url == (URL + target if target else "")


def test_next_page_of_the_head_and_of_a_selector() -> None:
    rows = "".join(map(row, range(5)))
    head = "<link rel='next' href='/news/page/2'>"
    assert read_list(page(rows, head), URL).next_url == URL + "page/2"
    chosen = {"next": "a.n@data-to"}
    html = page(f"{rows}<a class='n' href='#' data-to='p3'>下一页</a>", head)
    assert read_list(html, URL, chosen).next_url == URL + "p3"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("消费_某某经济网", "消费"),
        ("消费 - 某某经济网", "消费"),
        ("消费|频道|某某", "消费"),
        ("首页_某某网", "某某网"),
        ("某某新闻", "某某新闻"),
        ("人工智能-某某网", "人工智能"),
        ("", ""),
    ],
)
def test_channel_has_a_name(title: str, name: str) -> None:
    html = page("".join(map(row, range(5))), f"<title>{title}</title>")
    assert read_list(html, URL).title == name


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("【图】江南水乡迎来丰收季节", "【图】江南水乡迎来丰收季节"),
        ("江南水乡迎来丰收季节 [详细]", "江南水乡迎来丰收季节"),
        ("江南水乡迎来丰收季节[查看全文]&gt;&gt;", "江南水乡迎来丰收季节"),
        ("·&nbsp;江南水乡迎来丰收季节", "江南水乡迎来丰收季节"),
        ("<em>3</em>江南水乡迎来丰收季节<i>NEW</i>", "江南水乡迎来丰收季节"),
        ("江南<b>水乡</b>迎来丰收季节", "江南水乡迎来丰收季节"),
        ("<i>独家</i>江南水乡迎来丰收季节", "江南水乡迎来丰收季节"),
        ("2021-08-09 江南水乡迎来丰收季节", "江南水乡迎来丰收季节"),
        ("江南水乡迎来丰收季节 [08-09]", "江南水乡迎来丰收季节"),
        ("江南水乡迎来丰收季节 查看全文&gt;&gt;", "江南水乡迎来丰收季节"),
        ("江南水乡发展规划全文", "江南水乡发展规划全文"),
        ("江南水乡的游客更多", "江南水乡的游客更多"),
        ("8月9日起实施", "8月9日起实施"),
        ("<i>8月9日</i>江南水乡迎来丰收季节", "江南水乡迎来丰收季节"),
        ("2020年江南水乡迎来丰收季节", "2020年江南水乡迎来丰收季节"),
        ("Apple <b>iPhone</b> 13 今晚正式发布", "Apple iPhone 13 今晚正式发布"),
    ],
)
def test_title_is_tidied(shown: str, title: str) -> None:
    html = page(f"<ul>{row(0, '', shown)}{''.join(map(row, range(1, 5)))}</ul>")
    assert read_list(html, URL).links[0].title == title


def test_same_article_twice_is_one_entry() -> None:
    twice = page(f"<ul>{''.join(map(row, (*range(5), 2, 3)))}</ul>")
    assert len(read_list(twice, URL).links) == 5


def test_address_with_a_tracking_parameter_is_the_same_article() -> None:
    extra = "<li><a href='/news/5002.html?utm_source=list'>一条新闻的标题第2条</a></li>"
    assert len(read_list(page(f"<ul>{''.join(map(row, range(5)))}{extra}</ul>"), URL).links) == 5


def test_links_without_titles_ask_for_the_option() -> None:
    html = page("".join(f"<li><a href='/news/{n}.html'><img src='x'></a></li>" for n in range(5)))
    with pytest.raises(ParseError, match="give the option title"):
        read_list(html, URL, {"list": "li"})


def test_addresses_follow_the_base_and_lose_their_fragment() -> None:
    rows = "".join(f"<li><a href='a/2021{n}.html#top'>一条新闻的标题{n}</a></li>" for n in range(4))
    listing = read_list(page(rows, "<base href='http://m.example.cn/wap/'>"), URL)
    assert listing.links[0].url == "http://m.example.cn/wap/a/20210.html"


def test_date_without_year_takes_that_of_its_address() -> None:
    rows = "".join(
        f"<li><a href='/news/2019/0105/{n}.html'>一条新闻的标题{n}</a><i>01-04 08:30</i></li>"
        for n in range(4)
    )
    link = read_list(page(rows), URL, now=NOW).links[0]
    assert link.published_at == datetime(2019, 1, 4, 8, 30, tzinfo=CHINA)
    without_now = read_list(page(rows), URL).links[0]
    assert (without_now.published_at, without_now.has_time) == (
        datetime(2019, 1, 5, tzinfo=CHINA), False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("/news/2019/0105/1.html", "2019-01-05"),
        ("/news/20190105/1.html", "2019-01-05"),
        ("/news/2019-01/05/content_1.htm", "2019-01-05"),
        ("/t20190105_123456.html", "2019-01-05"),
        ("/2019/1/5/slug.html", "2019-01-05"),
        ("/19/0105/08/ABCDEF.html", "2019-01-05"),
        ("/ARTI201901051234567.shtml", "2019-01-05"),
        ("/news/20190105123.html", ""),
        ("/news/20191305.html", ""),
        ("/doc/123456789.html", ""),
    ],
)
def test_date_of_an_address(address: str, day: str) -> None:
    rows = f"<li><a href='{address}'>一条新闻的标题</a></li>{''.join(map(row, range(4)))}"
    moment = read_list(page(rows), URL, {"list": "li"}, NOW).links[0].published_at
    assert (moment.astimezone(CHINA).strftime("%Y-%m-%d") if moment else "") == day


def test_day_in_a_summary_is_no_date_of_publication() -> None:
    rows = "".join(
        row(n, "<p>记者8月5日从有关部门获悉，这项工作已经全面展开，成效明显。</p>")
        for n in range(4)
    )
    assert read_list(page(rows), URL, now=NOW).links[0].published_at is None


def test_running_times_of_videos_are_no_dates() -> None:
    lengths = ("03:25", "11:02", "00:47", "02:10", "07:31")
    videos = "".join(row(n, f"<em>{length}</em>") for n, length in enumerate(lengths))
    assert not any(link.published_at for link in read_list(page(videos), URL, now=NOW).links)


def test_falling_clocks_are_dates() -> None:
    clocks = ("11:30", "10:02", "08:47", "08:10")
    links = read_list(page("".join(row(n, f"<em>{c}</em>") for n, c in enumerate(clocks))), URL, now=NOW).links  # fmt: skip
    assert links[0].published_at == datetime(2021, 8, 10, 11, 30, tzinfo=CHINA)


def test_clocks_belong_to_the_day_of_their_heading() -> None:
    html = page(
        f"<p>2021-08-09</p><ul>{row(1, '<i>23:10</i>')}{row(2, '<i>08:00</i>')}</ul>"
        f"<p>2021-08-08</p><ul>{row(3, '<i>22:00</i>')}{row(4)}</ul>"
    )
    links = read_list(html, URL, now=NOW).links
    assert [(link.published_at, link.has_time) for link in links] == [
        (datetime(2021, 8, 9, 23, 10, tzinfo=CHINA), True),
        (datetime(2021, 8, 9, 8, 0, tzinfo=CHINA), True),
        (datetime(2021, 8, 8, 22, 0, tzinfo=CHINA), True),
        (datetime(2021, 8, 8, tzinfo=CHINA), False),
    ]


def test_day_to_come_is_no_date_of_publication() -> None:
    rows = "".join(row(n, "<i>2022-10-01</i>") for n in range(4))
    assert read_list(page(rows), URL, now=NOW).links[0].published_at is None


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("", "no list of articles found; name its place"),
        (page("<p>只有一段文字</p>"), "no list of articles found"),
        (page("<ul>" + "".join(f"<li><a href='/c{n}/'>频道{n}</a></li>" for n in range(20)) + "</ul>"), "no list of articles"),
        (page("<div id='app'></div><script src='app.js'></script>"), "needs a browser"),
        (page("<form><input type='password'></form><a href='/forget'>忘记密码</a>"), "wants a login"),
        (page("<p>请输入验证码后继续访问</p><script src='app.js'></script>"), "whether you are human"),
        (page("<p>暂无文章</p><script>var now = Date.now()</script>"), "lists no articles; it says “暂无文章”"),
        (page("<p>抱歉，该栏目暂时没有相关内容</p><script src='app.js'></script>"), "lists no articles"),
        (page("<p>No posts yet.</p><script src='app.js'></script>"), "lists no articles"),
        (page("<p>没有更多了</p><div id='app'></div><script src='app.js'></script>"), "needs a browser"),
    ],
)  # fmt: skip
def test_page_without_a_list_says_why(html: str, why: str) -> None:
    with pytest.raises(ParseError, match=why):
        read_list(html, URL)


def test_links_without_addresses_are_none() -> None:
    html = page(
        "<ul>"
        + "".join(f"<li><a href='javascript:o({n})'>一条新闻的标题{n}</a></li>" for n in range(5))
    )
    with pytest.raises(ParseError):
        read_list(html, URL)


PIECES = (
    *("<ul>", "</ul>", "<li>", "<div class='right'>", "<div>", "</div>", "<table><tr><td>", "<dt>", "<dd>"),
    *("<a href='/news/2021/0809/1.html'>", "<a href='/b/22222'>", "<a href='//['>", "<a>", "</a>", "<h3>", "</h3>"),
    *("一条新闻的标题", "[详细]", "2021-08-09", "08-09 10:00", "3小时前", "<time datetime='x'>", "<img alt='一张图片的标题'>"),
    *("<b>1</b>", "<p>", "<br>", "<script>", "</script>", "<base href='//x'>", "<nav>", "&nbsp;", "下一页"),
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.booleans())
def test_any_page_gives_a_listing_or_a_parse_error(pieces: list[str], is_dated: bool) -> None:
    html = "".join(pieces)
    try:
        listing = read_list(html, URL, now=NOW if is_dated else None)
    except ParseError:
        return
    found = [link.url for link in listing.links]
    assert len(set(found)) == len(found) >= 1
    assert all(link.title and link.url.startswith("http") for link in listing.links)


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_and_address_give_a_listing_or_a_parse_error(html: str, url: str) -> None:
    with suppress(ParseError):
        read_list(html, url, now=NOW)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "<a href='/news/5001.html'>一条新闻的标题</a>",
        "<ul>" + "".join(row(n, "<i>2021-08-09</i>") for n in range(20_000)),
        "".join(f"<div class='side c{n}'>{row(n)}</div>" for n in range(8_000)),
        "".join("<div>" * 40 + row(n) + "</div>" * 40 for n in range(1_500)),
    ],
    ids=["nested", "rows", "boxes", "deep rows"],
)
def test_huge_pages_take_a_few_seconds_at_most(html: str) -> None:
    with at_most(6), suppress(ParseError):
        assert len(read_list(html, URL, now=NOW).links) <= 5_000


def test_rows_of_a_tag_that_css_has_no_word_for_are_found() -> None:
    html = page("<div>" + "".join(f'<li">{row(n)}</li">' for n in range(8)) + "</div>")
    listing = read_list(html, URL, {}, NOW)
    assert len(listing.links) == 8
    assert len(read_list(html, URL, {"list": listing.selector}, NOW).links) == 8
