import io
import shlex
import stat
import tomllib
from typing import Any

import pytest

import feedless_site
from command_line import Done, Place, Run, rss, web_site


def written(place: Place) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads(place.config.read_text("utf-8")).get("source", [])
    return tables


def test_add_a_feed(empty: Place) -> None:
    with web_site({"/feed": rss("湖边 News", *"一二三四五六")}) as web:
        done = empty.run("add", f"{web}/feed", "--category", "教育")
        assert (done.code, done.err) == (0, "")
        assert written(empty) == [
            {"name": "湖边 News", "url": f"{web}/feed", "key": "news", "category": "教育"}
        ]
        assert empty.run("refresh").code == 0
    lines = done.out.splitlines()
    assert lines[:2] == ["a feed: 湖边 News", f"{web}/feed"]
    assert lines[2].startswith("6 articles, the newest of 2026-09-20")
    assert lines[3:8] == ["  一", "  二", "  三", "  四", "  五"]
    assert lines[8] == "it brings the whole texts"
    assert lines[9:] == [f"added 湖边 News (news) to the channel 教育 in {empty.config}"]
    assert empty.config.read_text("utf-8").startswith("# mine\n")
    assert len(empty.run("list", "--json", "--category", "教育").json) == 6


def test_add_a_feed_of_summaries_tries_an_articles_page(empty: Place) -> None:
    pages: dict[str, tuple[str, str | bytes]] = dict(feedless_site.pages())
    with web_site(pages) as web:
        pages["/feed"] = rss("题", "一", "二", site=web, text="短")
        pages["/0"] = pages[feedless_site.path(0)]
        done = empty.run("add", f"{web}/feed", "--dry-run")
        del pages["/0"]
        without = empty.run("add", f"{web}/feed", "--dry-run")
    assert "2 of 2 articles come without their whole text" in done.out
    assert f"such as {feedless_site.TITLES[0]}, 湖畔日报, " in done.out
    assert "their own pages cannot be read" in without.out


def test_a_dry_run_changes_nothing(empty: Place) -> None:
    before = empty.config.read_bytes()
    with web_site({"/feed": rss("题", "一")}) as web:
        done = empty.run("add", f"{web}/feed", "--dry-run")
        assert empty.run("add", f"{web}/feed", "--dry-run", "--json").json["added"] is False
    assert done.code == 0
    assert done.out.splitlines()[-1].startswith("would add 题 (")
    assert empty.config.read_bytes() == before


def test_what_cannot_be_fetched_can_be_added_unchecked(empty: Place) -> None:
    before = empty.config.read_bytes()
    url = "http://127.0.0.1:9/feed"
    done = empty.run("add", url)
    assert (done.code, done.out) == (1, "")
    assert done.err.rstrip().endswith(f"tnews add --unchecked {url} adds it as a feed all the same")
    assert ".;" not in done.err
    assert empty.config.read_bytes() == before
    done = empty.run("add", url, "--unchecked", "--category", "教育")
    assert (done.code, done.err) == (0, "")
    assert written(empty) == [
        {"url": url, "name": "127.0.0.1", "key": "127.0.0.1", "category": "教育"}
    ]
    assert "already there" in empty.run("add", url, "--unchecked").err


def test_a_source_without_a_channel_says_how_to_move_it(empty: Place) -> None:
    done = empty.run("add", "http://127.0.0.1:9/feed", "--unchecked")
    assert "动态" in done.out
    assert "[[source]]" in done.err


def test_what_is_found_is_told_in_the_punctuation_of_the_language(empty: Place) -> None:
    with web_site({"/feed": rss("题", "一")}) as web:
        done = empty.run("add", f"{web}/feed", "--lang", "zh_CN", "--dry-run")
    assert done.out.startswith("订阅源：题\n")


def test_the_command_that_is_offered_can_be_pasted_into_a_shell(empty: Place) -> None:
    url = "http://127.0.0.1:9/feed?kind=rss&page=1"
    offered = empty.run("add", url).err.partition("; tnews ")[2].rpartition(" adds it")[0]
    assert shlex.split(offered) == ["add", "--unchecked", url]
    assert "'" in offered


def test_an_address_without_a_scheme_is_fetched_by_http_where_https_cannot_be_had(
    empty: Place,
) -> None:
    with web_site({"/feed": rss("题", "一")}) as web:
        host = web.removeprefix("http://")
        assert empty.run("probe", f"{host}/feed").code == 0
        assert empty.run("probe", f"https://{host}/feed").code == 1, "never without, if typed"
        assert empty.run("add", f"https://{host}/feed").code == 1
        assert empty.run("add", f"{host}/feed").code == 0
    assert [table["url"] for table in written(empty)] == [f"{web}/feed"]


def test_of_an_address_without_a_scheme_the_one_that_answers_is_offered(empty: Place) -> None:
    with web_site({}) as web:
        host = web.removeprefix("http://")
        assert f"--unchecked https://{host}" not in empty.run("add", f"{host}/feed").err
    assert "--unchecked https://127.0.0.1:9" in empty.run("add", "127.0.0.1:9").err


def test_a_refusal_names_the_settings_that_may_mend_it(empty: Place) -> None:
    with web_site({}, missing=403) as web:
        said = empty.run("add", f"{web}/feed").err
    assert "headers or user_agent in its [[source]] table" in said
    assert said.index("headers") < said.index("tnews add --unchecked")


def test_an_address_that_is_wrong_is_not_offered_unchecked(empty: Place) -> None:
    with web_site({}) as web:
        assert "--unchecked" not in empty.run("add", f"{web}/feed").err


def test_add_json(empty: Place) -> None:
    with web_site({"/feed": rss("题", "一", "二")}) as web:
        first = empty.run("add", f"{web}/feed", "--json")
        again = empty.run("add", f"{web}/feed", "--json")
    assert (first.code, first.err, first.json["added"]) == (0, "", True)
    assert first.json["source"] == {
        "key": "127.0.0.1", "name": "题", "url": f"{web}/feed", "category": "动态", "kind": "feed",
    }  # fmt: skip
    assert first.json["found"] == {
        "what": "feed",
        "url": f"{web}/feed",
        "title": "题",
        "articles": 2,
        "newest": "2026-09-20T08:00:00+00:00",
        "titles": ["一", "二"],
        "without_text": 0,
        "sample": None,
        "problem": None,
    }
    assert (again.code, again.json["added"], again.json["found"]) == (0, False, None)
    assert again.json["source"] == first.json["source"]


def test_a_site_without_a_feed_from_its_channel_page_to_whole_texts(empty: Place) -> None:
    empty.config.write_text("# 我的\n[reader]\nmeasure = 60  # 窄一点\n", encoding="utf-8")
    with web_site(feedless_site.pages()) as web:
        done = empty.run("add", f"{web}/xiaofei/")
        assert (done.code, done.err.count("\n")) == (0, 1), "how to move it"
        text = empty.config.read_text("utf-8")
        refreshed = empty.run("refresh", "--json")
    assert text.startswith("# 我的\n[reader]\nmeasure = 60  # 窄一点\n\n[[source]]\n")
    (table,) = written(empty)
    assert (table["kind"], table["category"], table["url"]) == ("page", "消费", f"{web}/xiaofei/")
    assert table["name"] == "消费-湖畔消费网"
    assert "list" not in table
    assert "6 of 6 articles come without their whole text" in done.out
    assert f"such as {feedless_site.TITLES[0]}, 湖畔日报, " in done.out
    assert refreshed.code == 0
    rows = empty.run("list", "--json", "--category", "消费").json
    assert [row["title"] for row in rows] == list(feedless_site.TITLES)
    for number, row in enumerate(rows):
        shown = empty.run("show", row["id"], "--json").json
        assert [block["text"] for block in shown["paragraphs"]] == feedless_site.paragraphs(number)
        assert (shown["origin"], shown["author"], shown["editor"]) == ("湖畔日报", "陆一鸣", "沈静")
        assert shown["published_at"] == f"2026-11-{20 - number:02}T01:{30 + number}:00+00:00"
        assert shown["full_text"] is True


def test_the_front_page_of_a_site_without_a_feed(empty: Place) -> None:
    with web_site(feedless_site.pages()) as web:
        assert empty.run("add", web).code == 0
        assert empty.run("refresh").code == 0
    assert written(empty)[0]["kind"] == "page"
    rows = empty.run("list", "--json").json
    assert [row["title"] for row in rows] == list(feedless_site.TITLES)


def test_one_article_is_for_reading_later(empty: Place) -> None:
    with web_site(feedless_site.pages()) as web:
        url = web + feedless_site.path(2)
        done = empty.run("add", url)
        as_json = empty.run("add", url, "--json")
    assert (done.code, done.out) == (1, "")
    assert f"“{feedless_site.TITLES[2]}”; tnews save {url} " in done.err
    assert (as_json.code, as_json.json["found"]["what"]) == (1, "article")
    assert written(empty) == []


def test_add_a_page_that_names_its_feeds(empty: Place) -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" title="Comments"
        href="/comments"><link rel='ALTERNATE' type=application/atom+xml href="/broken">
        <link rel="alternate" type="application/rss+xml" href="main.xml?a=1&amp;b=2"></head>"""
    pages = {
        "/blog/": ("text/html", page),
        "/broken": ("text/plain", "not a feed"),
        "/comments": rss("评论", "x"),
        "/blog/main.xml?a=1&b=2": rss("主", "一"),
    }
    with web_site(pages) as web:
        done = empty.run("add", f"{web}/blog/", "--name", "我的博客")
    assert done.code == 0
    (table,) = written(empty)
    assert (table["name"], table["url"]) == ("我的博客", f"{web}/blog/main.xml?a=1&b=2")


def test_add_a_page_whose_feed_is_at_a_usual_place(empty: Place) -> None:
    with web_site({"/x": ("text/html", "<p>hello"), "/atom.xml": rss("题", "一")}) as web:
        assert empty.run("add", f"{web}/x").code == 0
    assert written(empty)[0]["url"] == f"{web}/atom.xml"


def test_a_page_without_a_feed_changes_nothing(empty: Place) -> None:
    with web_site({"/?a=1&b=2": ("text/html", "<p>hello")}) as web:
        done = empty.run("add", f"{web}/?a=1&b=2")
    assert (done.code, done.out) == (1, "")
    problem, way = done.err.splitlines()
    assert problem.startswith("tnews: no feed found at ")
    assert way.startswith(f"tnews: tnews probe '{web}/?a=1&b=2' shows"), "as a shell takes it"
    assert written(empty) == []


@pytest.mark.parametrize("json", [[], ["--json"]])
def test_an_empty_feed_can_be_added_all_the_same(empty: Place, json: list[str]) -> None:
    with web_site({"/feed": rss("空")}) as web:
        done = empty.run("add", f"{web}/feed", *json)
        assert (done.code, done.out) == (1, "")
        assert "holds no articles" in done.err
        way = done.err.partition("; ")[2].split()[:4]
        assert way == ["tnews", "add", "--unchecked", f"{web}/feed"]
        assert empty.run(*way[1:]).code == 0
    assert [source["url"] for source in written(empty)] == [f"{web}/feed"]


def test_a_page_may_not_lead_into_the_private_network(empty: Place) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="http://192.168.1.1/feed">'
    with web_site({"/": ("text/html", link)}) as web:
        done = empty.run("add", web)
    assert done.code == 1
    assert written(empty) == []


def test_adding_twice_says_so(empty: Place) -> None:
    with web_site({"/feed": rss("题", "一")}) as web:
        empty.run("add", f"{web}/feed")
        again = empty.run("add", f"{web}/feed/")
        assert (again.code, again.out) == (0, "")
        assert again.err.startswith("already there: 题 (")
        assert again.err.endswith(") in the channel 动态\n")
        moved = empty.run("add", f"{web}/feed", "--category", "教育")
        assert "in the channel 动态; --category was not applied" in moved.err
        empty.run("sources", "disable", written(empty)[0]["key"])
        assert "switched off" in empty.run("add", f"{web}/feed").err
    assert len(written(empty)) == 1


def test_a_bundled_source_that_is_off_is_there_already(empty: Place) -> None:
    empty.config.write_text("catalogue = true\n", encoding="utf-8")
    off = next(row for row in empty.run("sources", "--all", "--json").json if not row["enabled"])
    done = empty.run("add", off["url"])
    assert (done.code, done.out) == (0, "")
    assert f"tnews sources enable {off['key']} switches it on" in done.err
    assert written(empty) == []


def test_two_feeds_of_one_name_get_two_keys(empty: Place) -> None:
    with web_site({"/a": rss("Same", "一"), "/b": rss("Same", "二")}) as web:
        empty.run("add", f"{web}/a")
        empty.run("add", f"{web}/b")
        assert [table["key"] for table in written(empty)] == ["same", "same-2"]
        for key in ("same", "same-2"):
            (done,) = empty.run("refresh", "--source", key, "--json").json
            assert done["source"] == key


@pytest.mark.parametrize(
    "url", ["ftp://example.com/", "file:///etc/passwd", "exec:ls", "http://", "http://a b/"]
)
def test_add_takes_web_addresses_only(empty: Place, url: str) -> None:
    done = empty.run("add", url)
    assert done.code == 2
    assert "not a web address" in done.err


def test_add_makes_the_file_it_is_given(run: Run, empty: Place) -> None:
    empty.config.unlink()
    with web_site({"/feed": rss("题", "一")}) as web:
        assert empty.run("add", f"{web}/feed").code == 0
    assert stat.S_IMODE(empty.config.stat().st_mode) == 0o600
    assert tomllib.loads(empty.config.read_text("utf-8"))["catalogue"] is False


def test_a_missing_file_is_a_mistake_for_everything_else(empty: Place) -> None:
    empty.config.unlink()
    done = empty.run("list")
    assert done.code == 2
    assert str(empty.config) in done.err


def test_sources_lists(filled: Place) -> None:
    done = filled.run("sources", "--json")
    assert done.code == 0
    assert len(done.json) == 13
    first = done.json[0]
    assert set(first) == {
        "key", "name", "url", "moved_to", "kind", "relay", "verify_tls", "category", "enabled", "unread", "articles",
        "checked_at", "succeeded_at", "due_at", "failures", "error", "state", "newest_at",
        "last_week", "per_week_before", "trend", "failure", "advice", "interval", "headers", "user_agent",
        "timeout", "proxy", "certificate",
    }  # fmt: skip
    assert (first["articles"], first["failures"], first["enabled"]) == (5, 0, True)
    assert filled.run("sources", "list", "--json").out == done.out
    assert filled.run("sources").out.splitlines()[0].split("\t")[0] == first["key"]


def test_sources_of_an_empty_configuration(empty: Place) -> None:
    done = empty.run("sources", "--json")
    assert (done.code, done.json) == (1, [])


def test_disable_enable_remove_edit_the_file(filled: Place) -> None:
    before = filled.config.read_text("utf-8")
    assert filled.run("sources", "disable", "demo-it", "demo-jiaoyu").code == 0
    off = {row["key"] for row in filled.run("sources", "--json").json if not row["enabled"]}
    assert off == {"demo-it", "demo-jiaoyu"}
    filled.run("sources", "enable", "demo-it", "demo-jiaoyu")
    assert all(row["enabled"] for row in filled.run("sources", "--json").json)
    assert filled.config.read_text("utf-8").replace("enabled = true\n", "") == before
    assert filled.run("sources", "remove", "demo-it").code == 0
    assert len(written(filled)) == 12
    assert len(filled.run("list", "--json", "--source", "demo-it").json) == 5


def test_a_bundled_source_is_switched_off_by_a_table_of_its_own(empty: Place) -> None:
    empty.config.write_text("catalogue = true\n", encoding="utf-8")
    bundled = empty.run("sources", "--json").json
    off = {row["key"] for row in bundled if not row["enabled"]}
    key, url = bundled[0]["key"], bundled[0]["url"]
    assert empty.run("sources", "disable", key).code == 0
    (table,) = written(empty)
    assert (table["key"], table["url"], table["enabled"]) == (key, url, False)
    after = empty.run("sources", "--json").json
    assert len(after) == len(bundled)
    assert {row["key"] for row in after if not row["enabled"]} == {key, *off}
    removed = empty.run("sources", "remove", key)
    assert (removed.code, removed.out) == (2, "")
    assert "cannot be removed; it stays switched off" in removed.err
    assert written(empty) == [table]
    other = empty.run("sources", "remove", bundled[1]["key"])
    assert other.code == 2
    assert "tnews sources disable" in other.err


def test_a_bundled_source_that_is_off_is_switched_on_with_its_options(empty: Place) -> None:
    key = "thepaper-hot"
    assert empty.run("sources", "list", "--json").json == []
    assert key in {row["key"] for row in empty.run("sources", "--all", "--json").json}
    assert empty.run("sources", "enable", key).code == 0
    (table,) = written(empty)
    assert (table["kind"], table["items"]) == ("rank", "data.hotNews")
    (row,) = empty.run("sources", "--json").json
    assert (row["key"], row["enabled"]) == (key, True)
    assert empty.run("sources", "disable", key).code == 0
    assert written(empty)[0]["enabled"] is False
    assert empty.run("sources", "remove", key).code == 0
    assert written(empty) == []


def test_relays_are_marked(empty: Place) -> None:
    empty.config.write_text('catalogue = ["国际"]\n', encoding="utf-8")
    rows = {row["key"]: row for row in empty.run("sources", "--json").json}
    assert {row["category"] for row in rows.values()} == {"国际"}
    assert rows["zaobao-china"]["relay"] == "anyfeeder"
    assert rows["people-world"]["relay"] == ""
    empty.run("sources", "disable", "zaobao-china")
    marked = {row["key"]: row["relay"] for row in empty.run("sources", "--json").json}
    assert marked["zaobao-china"] == "anyfeeder"
    fields = [line.split("\t") for line in empty.run("sources").out.splitlines()]
    assert {tuple(row[6:8]) for row in fields if row[0] == "zaobao-china"} == {
        ("feed", "anyfeeder")
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["disable"], "KEY is missing"),
        (["disable", "demo-ti"], 'did you mean "demo-it"?'),
        (["list", "demo-ti"], 'did you mean "demo-it"?'),
        (["check", "--failing"], "--failing goes with"),
        (["disable", "demo-it", "--json"], "--json goes with"),
        (["disable", "demo-it", "--all"], "--all goes with"),
        (["list", "--category", "IT"], "--category goes with"),
        (["enable", "ifeng-news"], "set [rsshub] bases"),
        (["enable", "hupu-hot"], "set [newsnow] base"),
        (["enable", "juhe-auto"], "JUHE_NEWS_KEY"),
        (["disable", "demo-it", "--demo"], "cannot be changed"),
    ],
)
def test_mistakes(filled: Place, arguments: list[str], message: str) -> None:
    done = filled.run("sources", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_opml_goes_out_and_comes_in(filled: Place) -> None:
    out = filled.run("opml")
    assert out.code == 0
    file = filled.folder / "subscriptions.opml"
    file.write_text(out.out, encoding="utf-8")
    filled.config.write_text("# mine\n", encoding="utf-8")
    done = filled.run("import", file)
    *left_out, told = done.err.splitlines()
    assert (done.code, told) == (0, "10 sources added")
    assert len(left_out) == 3
    assert all(line.endswith(": not a feed") for line in left_out)
    assert set(filled.run("opml").out.splitlines()) < set(out.out.splitlines())
    again = filled.run("import", file).err.splitlines()[-1]
    assert again == "0 sources added, 10 already there"


def test_import_refuses_what_is_no_web_address(
    empty: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opml = """<opml><body><outline text="坏" xmlUrl="exec:touch x"/>
        <outline text="好" xmlUrl="http://example.com/feed" category="/科技"/></body></opml>"""
    stdin = io.TextIOWrapper(io.BytesIO(opml.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    done = empty.run("import", "-")
    assert done.code == 0
    assert "left out: 坏" in done.err
    assert written(empty) == [
        {"name": "好", "url": "http://example.com/feed", "key": "example.com", "category": "科技"}
    ]


def test_import_of_a_file_that_breaks_off_takes_what_is_there_and_says_so(empty: Place) -> None:
    file = empty.folder / "x.opml"
    file.write_text(
        '<opml><outline text="甲" xmlUrl="http://a.example/"/><outline', encoding="utf-8"
    )
    done = empty.run("import", file)
    assert (done.code, done.err.splitlines()[-1]) == (1, "1 source added")
    assert "breaks off" in done.err
    assert [source["name"] for source in written(empty)] == ["甲"]


def outcome(done: Done) -> tuple[int, str]:
    return done.code, done.out


def test_import_of_what_is_no_opml(empty: Place) -> None:
    file = empty.folder / "x.opml"
    file.write_text("hello", encoding="utf-8")
    assert outcome(empty.run("import", file)) == (2, "")
    assert outcome(empty.run("import", empty.folder / "missing")) == (2, "")
    file.write_text("<opml><body/></opml>", encoding="utf-8")
    assert outcome(empty.run("import", file)) == (1, "")
