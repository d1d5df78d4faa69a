"""tnews probe: a report on an address, and a table that works when it is pasted."""

from __future__ import annotations

import json
import tomllib

import feedless_site
from command_line import Place, rss, web_site


def test_a_channel_page(empty: Place) -> None:
    before = empty.config.read_bytes()
    with web_site(feedless_site.pages()) as web:
        done = empty.run("probe", f"{web}/xiaofei/")
        url = f"{web}{feedless_site.path(0)}"
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:2] == [f"{web}/xiaofei/", "charset: gb2312 declared, gb18030 read"]
    assert lines[3].startswith("list of 6 articles: ")
    assert lines[4].split() == ["2026-11-20", feedless_site.TITLES[0]]
    assert f"next page: {web}/xiaofei/list_2.html" in lines
    place = lines.index(f"  {url}")
    assert lines[place - 1].startswith(f"article: {feedless_site.TITLES[0]}, 湖畔日报, ")
    assert lines[place + 1].split()[:3] == ["湖畔日报", "2026-11-20", "09:30"]
    assert "[[source]]" in lines
    assert empty.config.read_bytes() == before


def test_the_table_can_be_pasted(empty: Place) -> None:
    with web_site(feedless_site.pages()) as web:
        (table,) = empty.run("probe", f"{web}/xiaofei/", "--json").json["tables"]
        with empty.config.open("a", encoding="utf-8") as file:
            file.write(table)
        assert empty.run("refresh").code == 0
    (source,) = tomllib.loads(table)["source"]
    assert source["kind"] == "page"
    assert source["list"]
    titles = [row["title"] for row in empty.run("list", "--json").json]
    assert titles == list(feedless_site.TITLES)


def test_json(empty: Place) -> None:
    with web_site(feedless_site.pages()) as web:
        found = empty.run("probe", f"{web}/xiaofei/", "--json").json
    assert set(found) == {
        "url", "charset", "feeds", "list", "article", "tree", "reasons", "found", "problem",
        "tables",
    }  # fmt: skip
    assert found["charset"] == {"declared": "gb2312", "real": "gb18030"}
    assert len(found["list"]["links"]) == 6
    assert found["article"] is None
    assert found["found"]["what"] == "page"
    assert found["found"]["sample"]["source"] == "湖畔日报"
    assert found["problem"] is None


def test_a_page_that_names_feeds(empty: Place) -> None:
    page = '<html><link rel="alternate" type="application/rss+xml" href="/f"><p>hello'
    with web_site({"/": ("text/html", page), "/f": rss("题", "一")}) as web:
        done = empty.run("probe", web)
    assert done.code == 0
    assert f"feed named: {web}/f" in done.out
    assert f'url = "{web}/f"' in done.out


def test_a_list_with_an_abandoned_feed(empty: Place) -> None:
    """What `add` keeps, and the page that is newer."""
    pages = dict(feedless_site.pages())
    pages["/rss.xml"] = rss("旧", "一")
    with web_site(pages) as web:
        done = empty.run("probe", web)
        as_json = empty.run("probe", web, "--json").json
    assert "lists newer articles than its feed" in done.out
    assert "or the page itself:" in done.out
    feed, page = (tomllib.loads(table)["source"][0] for table in as_json["tables"])
    assert feed["url"] == f"{web}/rss.xml"
    assert (page["kind"], page["url"]) == ("page", web)
    assert page["list"]


def test_one_article(empty: Place) -> None:
    with web_site(feedless_site.pages()) as web:
        url = web + feedless_site.path(1)
        done = empty.run("probe", url)
        as_json = empty.run("probe", url, "--json").json
    assert done.code == 0
    assert "[[source]]" not in done.out
    assert f"one article: {feedless_site.TITLES[1]}" in done.out
    assert as_json["article"]["author"] == "陆一鸣"
    assert as_json["tables"] == []


def test_nothing_usable_is_still_described(empty: Place) -> None:
    with web_site({"/x": ("text/html; charset=utf-8", "<p>hello")}) as web:
        done = empty.run("probe", f"{web}/x")
        as_json = empty.run("probe", f"{web}/x", "--json")
        gone = empty.run("probe", f"{web}/gone")
    assert done.code == as_json.code == gone.code == 1
    lines = done.out.splitlines()
    assert lines[1] == "charset: utf-8 declared, utf-8 read"
    assert [line.partition(": ")[0] for line in lines[2:]] == [
        "no feed", "no list of articles", "no article", "no API",
    ]  # fmt: skip
    assert "no feed found" in done.err
    assert as_json.json["found"] is None
    assert "no feed found" in as_json.json["problem"]
    assert set(as_json.json["reasons"]) == {"feed", "listing", "article", "proposal"}
    assert "404" in gone.err


ANSWER = {
    "code": 200,
    "msg": "ok",
    "data": {
        "list": [
            {
                "id": str(4000 + number),
                "title": title,
                "url": f"https://news.example.cn/a/{4000 + number}.html",
                "publish_time": f"2026-11-{20 - number} 09:30:00",
                "content": "<p>" + "城南早市延长营业两小时。" * 30 + "</p>",
            }
            for number, title in enumerate(feedless_site.TITLES)
        ]
    },
}


def test_an_api(empty: Place) -> None:
    with web_site({"/api?page=1": ("application/json", json.dumps(ANSWER))}) as web:
        done = empty.run("probe", f"{web}/api?page=1")
        (table,) = empty.run("probe", f"{web}/api?page=1", "--json").json["tables"]
        added = empty.run("add", f"{web}/api?page=1", "--category", "消费")
        assert empty.run("refresh").code == 0
    assert (done.code, done.err) == (0, "")
    assert "an API that answers with JSON" in done.out
    assert "list: [6]" in done.out
    (source,) = tomllib.loads(table)["source"]
    assert source["kind"] == "json"
    assert source["items"] == "data.list"
    assert added.code == 0
    rows = empty.run("list", "--json", "--category", "消费").json
    assert [row["title"] for row in rows] == list(feedless_site.TITLES)
    assert rows[0]["published_at"] == "2026-11-20T01:30:00+00:00"


def test_the_key_of_an_api_is_not_written(empty: Place) -> None:
    with web_site({"/api?key=SECRET": ("application/json", json.dumps(ANSWER))}) as web:
        done = empty.run("probe", f"{web}/api?key=SECRET")
        added = empty.run("add", f"{web}/api?key=SECRET")
    table = done.out.partition("[[source]]")[2]
    assert "api_key = " in table
    assert "SECRET" not in table
    assert (done.code, added.code) == (1, 1)
    assert "NEWS_API_KEY" in added.err
    assert empty.config.read_text("utf-8") == "# mine\n"


def test_a_ranked_list(empty: Place) -> None:
    entries = [{"word": title, "hot": f"{9 - n}万"} for n, title in enumerate(feedless_site.TITLES)]
    with web_site({"/hot": ("application/json", json.dumps({"data": entries}))}) as web:
        done = empty.run("add", f"{web}/hot")
    assert done.code == 0
    assert done.out.splitlines()[0] == "an API with a ranked list"
    assert tomllib.loads(empty.config.read_text("utf-8"))["source"][0]["kind"] == "rank"


def test_an_api_that_holds_nothing(empty: Place) -> None:
    with web_site({"/api": ("application/json", '{"code": 0, "data": {"user": "x"}}')}) as web:
        done = empty.run("probe", f"{web}/api")
        added = empty.run("add", f"{web}/api")
    assert (done.code, added.code) == (1, 1)
    assert "user: " in done.out
    assert "its JSON holds no list of articles" in done.err
    assert "[[source]]" not in done.out
    assert len(added.err.splitlines()) == 1
    assert empty.config.read_text("utf-8") == "# mine\n"
