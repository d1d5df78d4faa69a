import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_line import Done, Place, Run, rss, web_site
from loopback import page
from tnews.cli import behind, indexing
from tnews.model import ArticleDraft, FetchState, Query, Source
from tnews.services.intake import store_drafts
from tnews.services.lock import RefreshLock
from tnews.store import Store
from tnews.text.wrap import cells

NOWHERE = "http://127.0.0.1:9/feed"
"""The discard port: nothing listens there."""


def test_json_says_what_came_of_each_source(filled: Place) -> None:
    done = filled.run("refresh", "--json", "--source", "demo-it", "--force")
    assert (done.code, done.err) == (0, "")
    (result,) = done.json
    assert result.pop("seconds") >= 0
    assert result == {
        "source": "demo-it",
        "name": "湖畔日报·IT",
        "outcome": "fetched",
        "articles": 5,
        "new": 0,
        "updated": 0,
        "texts": 0,
        "text_failures": 0,
        "text_error": "",
        "error": "",
    }


def test_a_person_gets_a_line_for_each_source_in_their_order(empty: Place) -> None:
    with web_site({"/b": rss("乙", "一", "二"), "/c": rss("丙")}) as web:
        for key in "bc":
            empty.add_source(key, f"{web}/{key}", name=key * 3)
        done = empty.run("refresh")
        assert done.code == 0
        assert done.out.splitlines() == ["bbb  2 new, 0 updated", "ccc  nothing new"]
        assert done.err == "2 new articles\n"
        again = empty.run("refresh")
    assert again.out.splitlines() == ["bbb  nothing new", "ccc  nothing new"]
    assert again.err == "0 new articles\n"


def test_pages_are_told_of_and_do_not_fail_a_refresh(empty: Place) -> None:
    pages = {f"/{n}": ("text/html; charset=utf-8", page(f"第{n}篇")) for n in range(2)}
    with web_site(pages) as web:
        pages["/a"] = rss("甲", "第0篇", "第1篇", "第2篇", "第3篇", site=web, text="")
        empty.add_source("a", f"{web}/a", name="甲")
        done = empty.run("refresh")
        assert (done.code, done.out) == (0, "甲  4 new, 0 updated\n")
        new, texts = done.err.splitlines()
        assert new == "4 new articles"
        assert texts.startswith("2 full texts; 2 failed, such as: ")
        assert "404" in texts
        (row,) = empty.run("refresh", "--json").json
        assert (row["texts"], row["text_failures"], row["text_error"]) == (0, 0, "")
    whole = [row for row in empty.run("list", "--json").json if row["origin"] == "湖畔日报"]
    assert len(whole) == 2


def test_json_says_how_many_pages_came_and_why_others_did_not(empty: Place) -> None:
    pages = {"/0": ("text/html; charset=utf-8", page("一"))}
    with web_site(pages) as web:
        pages["/a"] = rss("甲", "一", "二", site=web, text="")
        empty.add_source("a", f"{web}/a")
        done = empty.run("refresh", "--json", "--older")
    (row,) = done.json
    assert (done.code, done.err) == (0, "")
    assert (row["new"], row["texts"], row["text_failures"]) == (2, 1, 1)
    assert "404" in row["text_error"]


def test_a_server_that_wants_peace_is_left_alone_and_that_is_no_failure(empty: Place) -> None:
    with web_site({}) as web:
        empty.add_source("a", f"{web}/a", name="甲")
        soon = datetime.now(UTC) + timedelta(hours=1)
        with closing(Store.open(empty.data_dir / "tnews.db")) as store:
            store.register([Source("a", f"{web}/a", "甲", "新闻")])
            store.save_state("a", FetchState(failures=1, retry_at=soon))
        done = empty.run("refresh")
        assert (done.code, done.err) == (0, "0 new articles\n")
        assert (
            done.out == f"甲  not asked: the server asks to wait until {soon.astimezone():%H:%M}\n"
        )
        (row,) = empty.run("refresh", "--json").json
        assert row["outcome"] == "waiting"
        assert "404" in empty.run("refresh", "--force").out


def test_one_failing_source_is_exit_code_1_and_costs_the_others_nothing(empty: Place) -> None:
    with web_site({"/good": rss("好", "一")}) as web:
        empty.add_source("bad", f"{web}/bad")
        empty.add_source("good", f"{web}/good")
        done = empty.run("refresh", "--json")
        assert done.code == 1
        bad, good = done.json
        assert (bad["outcome"], bad["new"], good["outcome"], good["new"]) == (
            "failed",
            0,
            "fetched",
            1,
        )
        assert "404" in bad["error"]
        told = empty.run("refresh")
    assert "failed: " in told.out
    assert "1 of 2 sources failed" in told.err
    assert len(empty.run("list", "--json").json) == 1


def test_no_source_reachable_is_exit_code_4(empty: Place) -> None:
    empty.add_source("a", NOWHERE)
    empty.add_source("b", NOWHERE + "2")
    done = empty.run("refresh")
    assert (done.code, done.out) == (4, "")
    (line,) = done.err.splitlines()
    assert line.startswith("none of 2 sources could be reached; is the network up? (first ")
    assert "refuses connections" in line


def test_offline_and_refused_together_are_exit_code_1(empty: Place) -> None:
    with web_site({}) as web:
        empty.add_source("a", NOWHERE)
        empty.add_source("b", f"{web}/missing")
        assert empty.run("refresh").code == 1


def test_only_the_named_sources_and_channels(filled: Place) -> None:
    done = filled.run("refresh", "--json", "--source", "demo-it", "--source", "湖畔日报·教育")
    assert {row["source"] for row in done.json} == {"demo-it", "demo-jiaoyu"}
    done = filled.run("refresh", "--json", "--category", "IT")
    assert [row["source"] for row in done.json] == ["demo-it"]


def test_a_source_that_is_off_is_refreshed_only_by_name(empty: Place) -> None:
    with web_site({"/a": rss("甲", "一"), "/b": rss("乙", "二")}) as web:
        empty.add_source("a", f"{web}/a")
        empty.add_source("b", f"{web}/b")
        empty.run("sources", "disable", "a")
        assert [row["source"] for row in empty.run("refresh", "--json").json] == ["b"]
        assert empty.run("refresh", "--json", "--source", "a").json[0]["new"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--source", "demo-ti"], 'no source is called demo-ti; did you mean "demo-it"?'),
        (["--category", "互联"], 'did you mean "互联网"?'),
    ],
)
def test_unknown_names_are_a_mistake(filled: Place, arguments: list[str], message: str) -> None:
    done = filled.run("refresh", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_without_sources_there_is_nothing_to_refresh(empty: Place) -> None:
    done = empty.run("refresh", "--json")
    assert (done.code, done.out) == (2, "")
    assert "tnews add" in done.err


def test_another_refresh_is_exit_code_75(filled: Place) -> None:
    with RefreshLock(filled.data_dir / "refresh.lock"):
        done = filled.run("refresh")
    assert (done.code, done.out) == (75, "")
    assert "another refresh is running" in done.err


def test_demo(run: Run) -> None:
    done = run("--demo", "refresh", "--json")
    assert done.code == 0
    assert sum(row["new"] for row in done.json) == 60


def test_a_terminal_sees_how_far_it_is(empty: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.add_source("a", NOWHERE, name="甲" * 60)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    done = empty.run("refresh")
    first, line, after = done.err.split("\r\x1b[K")
    assert (first, cells(line) < 40, line.startswith("1/1 甲甲")) == ("", True, True)
    assert after == "0 new articles; 1 of 1 sources failed\n"


def test_a_state_file_that_cannot_be_written_does_not_hide_what_came(empty: Place) -> None:
    empty.add_source("gone", "http://127.0.0.1:9/", name="失联")
    for day in (-1, 0, 1):  # midnight may pass
        moment = datetime.now().astimezone() + timedelta(days=day)
        (empty.data_dir / f"state-{moment:%Y-%m-%d}.jsonl" / "x").mkdir(parents=True)
    done = empty.run("refresh")
    assert "失联" in done.out
    assert done.code == 2
    assert "state-" in done.err.splitlines()[-1]


def test_quiet_says_nothing_where_nobody_is_needed(empty: Place) -> None:
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a")
        assert empty.run("refresh", "-q") == Done(0, "", "")
        with RefreshLock(empty.data_dir / "refresh.lock"):
            assert empty.run("refresh", "--quiet") == Done(75, "", "")
    assert empty.run("refresh", "-q") == Done(4, "", "")  # the network is down


def test_quiet_tells_a_failure_once_when_it_is_the_third_in_a_row(empty: Place) -> None:
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a")
        empty.add_source("b", f"{web}/b", name="乙")
        done = [empty.run("refresh", "-q") for _time in range(5)]
    assert [one.code for one in done] == [1] * 5
    assert {one.out for one in done} == {""}
    assert [bool(one.err) for one in done] == [False, False, True, False, False]
    assert done[2].err.startswith("tnews: 乙 failed 3 times: ")
    assert "tnews sources check b" in done[2].err
    assert done[2].err.count("\n") == 1


def test_quiet_tells_what_others_saw_first_and_again_after_a_recovery(empty: Place) -> None:
    pages = {"/a": rss("甲", "一")}
    with web_site(pages) as web:
        empty.add_source("a", f"{web}/a")
        empty.add_source("b", f"{web}/b", name="乙")
        for _time in range(2):
            for _one in range(3):
                empty.run("refresh")
            done = [empty.run("refresh", "--due", "-q") for _again in range(2)]
            assert [one.err.count("乙 failed 3 times") for one in done] == [1, 0]
            pages["/b"] = rss("乙", "二")
            empty.run("refresh")
            del pages["/b"]


def test_quiet_tells_of_the_sources_that_it_is_for(empty: Place) -> None:
    with web_site({}) as web:
        empty.add_source("a", f"{web}/a", name="甲")
        empty.add_source("b", f"{web}/b", name="乙")
        for _one in range(3):
            empty.run("refresh")
        done = [empty.run("refresh", "--due", "-q", "--source", key) for key in "abab"]
    assert [one.err[7:8] for one in done] == ["甲", "乙", "", ""]


def test_quiet_and_json_is_the_document_alone(empty: Place) -> None:
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a")
        done = empty.run("refresh", "-q", "--json")
    assert (done.code, done.err, [row["new"] for row in done.json]) == (0, "", [1])


def test_due_leaves_out_what_was_fetched_just_now(empty: Place) -> None:
    with web_site({"/a": rss("甲", "一"), "/b": rss("乙", "二")}) as web:
        empty.add_source("a", f"{web}/a")
        empty.run("refresh")
        assert empty.run("refresh", "--due") == Done(0, "", "nothing is due\n")
        assert empty.run("refresh", "--due", "--json").json == []
        empty.add_source("b", f"{web}/b")
        assert [row["source"] for row in empty.run("refresh", "--due", "--json").json] == ["b"]


def unindexed(place: Place) -> bool:
    with closing(Store.open(place.data_dir / "tnews.db", read_only=True)) as store:
        return store.index_progress() is not None


def test_much_is_indexed_behind_the_command_and_found_meanwhile(
    empty: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []
    monkeypatch.setattr(indexing, "LITTLE", 2)
    monkeypatch.setattr(behind, "start", lambda cache: begun.append(cache) or True)
    with web_site({"/a": rss("甲", "竹桥一", "竹桥二", "雨三")}) as web:
        empty.add_source("a", f"{web}/a")
        assert empty.run("refresh").code == 0
    cache = empty.data_dir / "tnews.db"
    assert begun == [cache]
    assert unindexed(empty)
    with closing(Store.open(cache, read_only=True)) as store:
        assert len(store.ids(Query(text="竹桥"))) == 2
        assert len(store.ids(Query(text="书店 -雨三"))) == 2
    monkeypatch.undo()
    assert behind.start(cache)
    while unindexed(empty):
        time.sleep(0.01)


def test_who_waits_finds_the_index_made(empty: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "LITTLE", 1)
    with web_site({"/a": rss("甲", "一", "二")}) as web:
        empty.add_source("a", f"{web}/a")
        assert empty.run("refresh", "--wait").code == 0
    assert not unindexed(empty)


def test_without_a_process_it_is_indexed_here(
    empty: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_process(*_arguments: object, **_options: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(indexing, "LITTLE", 1)
    monkeypatch.setattr(behind.subprocess, "Popen", no_process)
    store = Store.open(empty.data_dir / "tnews.db")
    with closing(store):
        store.register([Source("a", "", "A", "A")])
        drafts = [ArticleDraft(title, "", title) for title in ("一", "二")]
        store_drafts(store, "a", FetchState(), drafts, index_later=True)
        indexing.follow(store, empty.data_dir / "tnews.db", waits=False)
        assert store.index_progress() is None


def test_the_index_is_made_by_one_process_at_a_time(empty: Place) -> None:
    cache = empty.data_dir / "tnews.db"
    with closing(Store.open(cache)) as store:
        store.register([Source("a", "", "A", "A")])
        store_drafts(store, "a", FetchState(), [ArticleDraft("一", "", "一")], index_later=True)
    command = [sys.executable, "-m", "tnews.cli.behind", str(cache)]
    with RefreshLock(empty.data_dir / "index.lock"):
        subprocess.run(command, check=True)
        assert unindexed(empty)
    subprocess.run(command, check=True)
    assert not unindexed(empty)


_WITH_FEW_FILES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
from tnews.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of open files")
def test_no_more_is_fetched_at_once_than_files_may_be_open(empty: Place) -> None:
    with web_site({f"/{n}": rss("甲", "一") for n in range(100)}) as web:
        for n in range(100):
            empty.add_source(f"s{n}", f"{web}/{n}")
        done = subprocess.run(
            [sys.executable, "-c", _WITH_FEW_FILES, "refresh", *empty.options],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (0, "100 new articles\n"), done.stdout
