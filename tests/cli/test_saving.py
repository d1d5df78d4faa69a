"""tnews save: pages to read later."""

from __future__ import annotations

import pytest

import feedless_site
from command_line import Place, web_site


def test_save(empty: Place) -> None:
    with web_site(feedless_site.pages()) as web:
        url = web + feedless_site.path(0)
        first = empty.run("save", url, web + feedless_site.path(1))
        (row, _other) = empty.run("list", "--json", "--category", "稍后读").json
        empty.run("mark", "read", row["id"])
        again = empty.run("save", url)
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[0] == f"saved in 稍后读: {feedless_site.TITLES[0]} ({row['id']})"
    assert again.out == f"saved before, unread again: {feedless_site.TITLES[0]} ({row['id']})\n"
    rows = empty.run("list", "--json").json
    assert [row["title"] for row in rows] == list(feedless_site.TITLES[:2])
    assert not any(row["read"] for row in rows)
    shown = empty.run("show", row["id"], "--json").json
    assert (shown["origin"], shown["url"], shown["category"]) == ("湖畔日报", url, "稍后读")
    assert [block["text"] for block in shown["paragraphs"]] == feedless_site.paragraphs(0)


def test_what_cannot_be_read_keeps_its_link(empty: Place) -> None:
    with web_site(feedless_site.pages()) as web:
        done = empty.run("save", f"{web}/gone.html", web + feedless_site.path(0))
    assert done.code == 1
    assert len(done.out.splitlines()) == len(done.err.splitlines()) == 1
    assert f"{web}/gone.html: the link is kept in 稍后读" in done.err
    assert "404" in done.err
    titles = {row["title"] for row in empty.run("list", "--json").json}
    assert titles == {f"{web}/gone.html", feedless_site.TITLES[0]}


def test_a_page_without_a_scheme_is_saved_from_where_it_answers(empty: Place) -> None:
    with web_site(feedless_site.pages()) as web:
        url = web + feedless_site.path(0)
        done = empty.run("save", url.removeprefix("http://"))
        assert (done.code, done.err) == (0, "")
    (row,) = empty.run("list", "--json").json
    assert (row["title"], row["url"]) == (feedless_site.TITLES[0], url)
    empty.run("save", "127.0.0.1:9/a")
    assert "https://127.0.0.1:9/a" in {row["url"] for row in empty.run("list", "--json").json}


def test_what_is_no_address_saves_nothing(empty: Place) -> None:
    done = empty.run("save", "http://127.0.0.1:9/a", "ftp://example.com/")
    assert (done.code, done.out) == (2, "")
    assert "not a web address" in done.err
    assert empty.run("list", "--json").json == []


@pytest.mark.parametrize("word", ["foo", "你好", "127"])
def test_a_word_is_no_address(empty: Place, word: str) -> None:
    done = empty.run("save", "--", word)
    assert (done.code, done.err) == (2, f"tnews: not a web address: {word}\n")
    assert empty.run("list", "--json").json == []


def test_saved_pages_are_no_subscription(empty: Place) -> None:
    empty.run("save", "http://127.0.0.1:9/a")
    assert empty.run("sources", "--json").json == []
    assert empty.run("refresh").code == 2
    assert "127.0.0.1" not in empty.run("opml").out


def test_a_route_of_rsshub_is_no_page(empty: Place) -> None:
    done = empty.run("save", "rsshub://zhihu/daily")
    assert (done.code, done.out) == (2, "")
    assert "not a web address" in done.err


def test_a_password_is_not_repeated(empty: Place) -> None:
    done = empty.run("save", "https://reader:secret@example.com/a")
    assert (done.code, done.out) == (2, "")
    assert "secret" not in done.err


def test_a_channel_page_is_kept_and_said_to_be_one(empty: Place) -> None:
    rows = "".join(
        f'<p><a href="/auto/2026/1{n}.html">湖畔新车上市第{n}期评测报告</a>，这一期说的是第{n}款车，'
        "路试了三百公里，油耗和乘坐都不错，价格也合适。</p>"
        for n in range(10)
    )
    page = f"<html><title>汽车_湖畔网</title><body><h1>汽车</h1><div>{rows}</div></body></html>"
    with web_site({"/auto/": ("text/html; charset=utf-8", page)}) as web:
        done = empty.run("save", f"{web}/auto/")
    assert done.code == 0
    assert done.err == f"{web}/auto/ lists articles; tnews add {web}/auto/ subscribes to it\n"
