"""Feeds that mean harm, or come from broken programs: what is lost, kept and shown of them.

Each holds an article that does what its name says and one that does nothing wrong. The rules, not
the cases: the good one stays, nothing a terminal obeys gets through, text that only looks like
markup of ours is text, and what is not understood is an error in one line.
"""

from __future__ import annotations

import gzip
import json
import random
import re

import pytest

from tnews.model import ArticleDraft, ParseError
from tnews.model.visible import visible
from tnews.sources import document

GOOD = (
    "<item><title>平安无事</title><link>https://a.cn/ok</link><guid>ok</guid>"
    "<pubDate>Mon, 02 Aug 2021 09:30:21 +0800</pubDate><description>好好的正文</description></item>"
)
DECLARED = '<?xml version="1.0" encoding="{}"?>'


def item(title: str = "标题", text: str = "<p>正文</p>", **more: str) -> str:
    """An item; `more` are elements, and `extra` whatever else stands in it."""
    extra = more.pop("extra", "")
    more = {"link": "https://a.cn/1", "guid": "1", **more}
    rest = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return f"<item><title>{title}</title>{rest}<description><![CDATA[{text}]]></description>{extra}</item>"


def feed(*items: str, head: str = "", attributes: str = "") -> str:
    return f'{head}<rss version="2.0"{attributes}><channel><title>频道</title>{"".join(items)}</channel></rss>'


def read(body: str | bytes, charset: str = "") -> tuple[ArticleDraft, ...]:
    raw = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    drafts = document.read(raw, {"url": "https://a.cn/feed", "charset": charset}).drafts
    for draft in drafts:
        for text in (draft.title, draft.text, draft.uid, draft.url, draft.author, draft.category):
            assert visible(text) is text
    return drafts


def both(body: str | bytes, charset: str = "") -> str:
    """Both articles are there; returns title and text of the first."""
    drafts = read(body, charset)
    assert [draft.title for draft in drafts][1:] == ["平安无事"]
    return f"{drafts[0].title}\n{drafts[0].text}"


NAMES = item("镕基讲话")


@pytest.mark.parametrize(
    "codec",
    [
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "gb18030",
        "utf-8-sig",
    ],
)
def test_encodings_are_found_without_a_word(codec: str) -> None:
    assert "镕基讲话" in both(feed(NAMES, GOOD).encode(codec))


@pytest.mark.parametrize(
    "said",
    [
        "utf-7", "rot13", "zlib", "idna", "punycode", "unicode_escape", "cp037", "base64", "mbcs",
        "undefined", "x-user-defined", "../../etc/passwd", "utf-8\0", "gb2312", "hz-gb-2312",
        "iso-2022-jp", "iso-2022-kr", "big5", "windows-1252", "ANSI", "gb 2312", "", "\x1b[2J",
    ],
    ids=ascii,
)  # fmt: skip
def test_a_wrong_declaration_costs_nothing(said: str) -> None:
    assert "镕基讲话" in both(feed(NAMES, GOOD, head=DECLARED.format(said)))
    assert "镕基讲话" in both(feed(NAMES, GOOD), charset=said)


@pytest.mark.parametrize(
    "bad",
    [
        b"\xc0\xbcscript\xc0\xbe", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf5\xf6\xfe\xff", b"\x80\x9b\xff",
        b"\x00\x00", b"\xef\xbb\xbf", "镕基".encode("gbk"), b"\xe9\x95", b"&#xd83d;&#xde00;",
        b"&#27;[2J", b"&#155;2J", b"&amp;#27;]0;x&amp;#7;", b"&amp;amp;#x1b;[31m", b"&#0;", b"&#-27;",
        b"&#" + b"9" * 100_000 + b";", b"&#xFFFFFFFFFFFF;", b"&unknown; & &amp &;", b"\x1b]52;c;eA==\x07",
        b"\xc2\x9d0;x\xc2\x9c", b"\xe2\x80\xae", b"\xf3\xa0\x81\xa5", b"1 < 2 > 1 ]]> 0",
        b"<?php echo 1 ?>", b"<!-- -- --->", b"<![CDATA[]]]]><![CDATA[>]]>",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_bad_in_a_title_costs_that_alone(bad: bytes) -> None:
    whole = feed(item("前面BAD后面"), GOOD).encode().replace(b"BAD", bad)
    assert re.match("前面.*后面", both(whole))


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE rss>" * 1000,
        '<!DOCTYPE rss [<!ENTITY a "]><!-- ">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://a.cn/"> %b;]>',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">',
        '<!DOCTYPE rss [<!ATTLIST item xml:base CDATA "javascript:x">]>',
        '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1/x.xsl"?>',
        '<?xml version="1.1"?>', '<?xml version="9.9"?>', "<?xml verzion=1 <<<?>",
        '<?xml version="1.0"?><?xml version="1.0"?>', "\n\n \ufeff\0",
        "<br />\n<b>Warning</b>: mysql_connect() in <b>/x.php</b> on line <b>1</b><br />\n",
    ],
    ids=lambda head: ascii(head[:30]),
)  # fmt: skip
def test_what_stands_before_the_feed_does_nothing(head: str) -> None:
    said = both(feed(item(), GOOD, head=head))
    assert said == "标题\n正文"


@pytest.mark.parametrize(
    "extra",
    [
        "<x " + " ".join(f'a{n}=""' for n in range(20_000)) + "/>", '<x a="1" a="2"/>', "<x hidden/>",
        "<x a=b>", "<foo:bar>x</foo:bar>", "<a:b:c>y</a:b:c>", "<标签>x</标签>", "<1a>x</1a>",
        f"<{'n' * 300_000}/>", '<xmlns:x xmlns:xmlns="y"/>', "<author>" + "a@" * 20_000 + "</author>",
        "<author>王</author>" * 5000, "<category>c</category>" * 20_000,
        '<enclosure url="data:image/png;base64,AAAA" type="image/png"/>' * 2000,
        '<enclosure url="http://[::1" type="image/png"/>', "<pubDate>" + "1" * 300_000 + "</pubDate>",
        "<content:encoded></content:encoded>" * 5000,
    ],
    ids=lambda extra: ascii(extra[:24]),
)  # fmt: skip
def test_strange_elements_beside_the_text_do_nothing(extra: str) -> None:
    assert both(feed(item(extra=extra), GOOD)).startswith("标题\n")


KEPT = (
    "[图] [bold]粗[/bold] {} {0} %s %n [/] [@click=app.quit]Q[/] \\[x\\]",
    "👨‍👩‍👧‍👦🏳️‍🌈🇨🇳1️⃣☺️👍🏽", "𠮷野家 㐂 〇 々", "全角，。“”　ＡＢ", "C:\\u001b\\x1b", "=1+1", "--help",
    "../../etc/passwd", "--- # `code` [a](b) | c", "$(reboot) `reboot` ; reboot",
)  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_text_that_looks_like_something_else_is_text(text: str) -> None:
    assert both(feed(item(text, text), GOOD)) == f"{text}\n{text}".replace("　", " ")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "//", "http://", "http://a b/", "http://u:p@a.cn/", "http://a.cn:99999/", "http:\\\\a.cn\\x",
        "http://a.cn/\u202egpj.exe", "http://[fe80::1%25eth0]/", "mailto:a@b.c", "ftp://a.cn/x",
        "http://a.cn/" + "a" * 100_000, "exec:touch x", "|touch x", "ｈｔｔｐ://a.cn/", "vbscript:x",
    ],
    ids=lambda link: ascii(link[:24]),
)  # fmt: skip
def test_a_link_is_a_web_address_or_none(link: str) -> None:
    draft = read(feed(item(link=link), GOOD))[0]
    assert draft.title == "标题"
    assert draft.url == "" or re.fullmatch(r"https?://[\w.:\[\]%-]+(/[^\s<>\"\\]*)?", draft.url)


@pytest.mark.parametrize(
    "date",
    [
        "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "-99999-01-01", "99999-12-31", "inf",
        "nan", "1e400", "9" * 400, "Mon, 32 Foo 2021", "2021-02-30", "2016-12-31T23:59:60Z", "²⁰²¹-⁰⁸",
        "Mon, 02 Aug 2021 09:30:21 +9999", "二〇二一年八月二日上午25点99分", "2021-08-02\x1b[2J", " " * 9999,
    ],
    ids=lambda date: ascii(date[:24]),
)  # fmt: skip
def test_a_date_is_a_time_that_can_be_or_none(date: str) -> None:
    draft = read(feed(item(pubDate=date), GOOD))[0]
    assert draft.published_at is None or 1990 <= draft.published_at.year < 9000


ITEM = {"id": "1", "title": "标题", "content_html": "<p>正文</p>"}


@pytest.mark.parametrize(
    "wrong",
    [
        '"title":"\\ud800","id":"\\udfff"', '"title":"\\u0000\\u001b[2J标题"', '"id":' + "9" * 5000,
        '"id":1e400', '"id":NaN', '"date_published":' + "9" * 100_000, '"title":["a"]', '"url":{"x":1}',
        '"authors":[{"name":"\\ud800"},1,null]', '"tags":{"a":1}', f'"{"k" * 500_000}":1', '"id":null',
    ],
    ids=lambda wrong: ascii(wrong[:24]),
)  # fmt: skip
def test_any_json_in_an_item_costs_that_alone(wrong: str) -> None:
    good = json.dumps({"id": "ok", "title": "平安无事"}, ensure_ascii=False)
    drafts = read('{"items":[{' + wrong + ',"content_text":"正文"},null,1,"x",[],' + good + "]}")
    assert drafts[-1].title == "平安无事"


@pytest.mark.parametrize(
    "body",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400, random.Random(1).randbytes(100_000),
        b"<!doctype html><title>x</title>", b"<opml><body/></opml>", b"[" * 100_000, b'{"a":' * 100_000,
        b"{'items':[]}", b"[1]", b"\0" * 1000, b"", b"\xff\xfe", b"\x1f\x8b", gzip.compress(b"", mtime=0),
        gzip.compress(gzip.compress(feed(GOOD).encode(), mtime=0), mtime=0), b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 99,
    ],
    ids=lambda body: ascii(body[:12]),
)  # fmt: skip
def test_what_is_no_feed_is_one_line(body: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        read(body)
    assert "\n" not in caught.value.message
    assert visible(caught.value.message) is caught.value.message
