import io
import stat
import tomllib
from typing import Any

import pytest

from command_line import Done, Place, Run, rss, web_site
from tnews.cli import sources


def written(place: Place) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads(place.config.read_text("utf-8")).get("source", [])
    return tables


def test_add_a_feed(empty: Place) -> None:
    with web_site({"/feed": rss("湖边 News", "一", "二", "三", "四")}) as web:
        done = empty.run("add", f"{web}/feed", "--category", "教育")
        assert (done.code, done.err) == (0, "")
        assert written(empty) == [
            {"name": "湖边 News", "url": f"{web}/feed", "key": "news", "category": "教育"}
        ]
        assert empty.run("refresh").code == 0
    lines = done.out.splitlines()
    assert "湖边 News (news)" in lines[0]
    assert lines[1] == f"{web}/feed"
    assert lines[2].startswith("4 articles, the newest of 2026-09-20")
    assert lines[3:] == ["  一", "  二", "  三"]
    assert empty.config.read_text("utf-8").startswith("# mine\n")
    assert len(empty.run("list", "--json", "--category", "教育").json) == 4


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
    with web_site({"/": ("text/html", "<p>hello")}) as web:
        done = empty.run("add", web)
    assert (done.code, done.out) == (1, "")
    assert "no feed found" in done.err
    assert written(empty) == []


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


def test_two_feeds_of_one_name_get_two_keys(empty: Place) -> None:
    with web_site({"/a": rss("Same", "一"), "/b": rss("Same", "二")}) as web:
        empty.run("add", f"{web}/a")
        empty.run("add", f"{web}/b")
    assert [table["key"] for table in written(empty)] == ["same", "same-2"]


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
    assert len(done.json) == 12
    first = done.json[0]
    assert set(first) == {
        "key", "name", "url", "kind", "category", "enabled", "unread", "articles",
        "checked_at", "succeeded_at", "due_at", "failures", "error",
    }  # fmt: skip
    assert (first["articles"], first["failures"], first["enabled"]) == (5, 0, True)
    assert filled.run("sources", "list", "--json").out == done.out
    assert filled.run("sources").out.splitlines()[0].split("\t")[0] == first["key"]


def test_sources_on_a_terminal_are_columns(filled: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "is_terminal", lambda: True)
    filled.run("sources", "disable", "demo-it")
    lines = filled.run("sources").out.splitlines()
    assert len(lines) == 12
    assert "demo-it          off  IT      湖畔日报·IT" in lines


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
    assert len(written(filled)) == 11
    assert len(filled.run("list", "--json", "--source", "demo-it").json) == 5


def test_a_bundled_source_is_switched_off_by_a_table_of_its_own(empty: Place) -> None:
    empty.config.write_text("catalogue = true\n", encoding="utf-8")
    bundled = empty.run("sources", "--json").json
    key, url = bundled[0]["key"], bundled[0]["url"]
    assert empty.run("sources", "disable", key).code == 0
    (table,) = written(empty)
    assert (table["key"], table["url"], table["enabled"]) == (key, url, False)
    after = empty.run("sources", "--json").json
    assert len(after) == len(bundled)
    assert [row["key"] for row in after if not row["enabled"]] == [key]
    removed = empty.run("sources", "remove", key)
    assert (removed.code, removed.out) == (2, "")
    assert "cannot be removed; it stays switched off" in removed.err
    assert written(empty) == [table]
    other = empty.run("sources", "remove", bundled[1]["key"])
    assert other.code == 2
    assert "tnews sources disable" in other.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["disable"], "KEY is missing"),
        (["disable", "demo-ti"], 'did you mean "demo-it"?'),
        (["list", "demo-it"], "takes no keys"),
        (["disable", "demo-it", "--json"], "--json goes with"),
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
    assert (done.code, done.err) == (0, "12 sources added\n")
    assert filled.run("opml").out == out.out
    assert filled.run("import", file).err == "0 sources added, 12 already there\n"


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


def outcome(done: Done) -> tuple[int, str]:
    return done.code, done.out


def test_import_of_what_is_no_opml(empty: Place) -> None:
    file = empty.folder / "x.opml"
    file.write_text("hello", encoding="utf-8")
    assert outcome(empty.run("import", file)) == (2, "")
    assert outcome(empty.run("import", empty.folder / "missing")) == (2, "")
    file.write_text("<opml><body/></opml>", encoding="utf-8")
    assert outcome(empty.run("import", file)) == (1, "")
