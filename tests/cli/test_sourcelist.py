"""tnews sources list: how sources fare, for a person, for pipes and as JSON."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_line import Place
from tnews.cli import sourcelist
from tnews.model import FetchState
from tnews.model.record import replace
from tnews.store import Store
from tnews.text.wrap import cells


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of the smallest usual size."""
    monkeypatch.setattr(sourcelist, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")


def fail(data_dir: Path, key: str, failures: int = 3) -> None:
    """Let a source have failed since yesterday."""
    now = datetime.now(UTC)
    state = FetchState(
        checked_at=now,
        succeeded_at=now - timedelta(days=1),
        due_at=now + timedelta(hours=2, seconds=30),
        failures=failures,
        last_error="the server has a fault (503)",
    )
    store = Store.open(data_dir / "tnews.db")
    store.save_state(key, state)
    store.close()


@pytest.mark.usefixtures("person")
def test_a_person_gets_a_table_that_fits(filled: Place) -> None:
    filled.run("sources", "disable", "demo-it")
    lines = filled.run("sources").out.splitlines()
    assert len(lines) == 14
    assert max(map(cells, lines)) <= 79
    assert any(line.startswith("- demo-it ") and " off " in line for line in lines)
    assert any(
        line.startswith("  demo-tongxin ") and ("just now" in line or "min" in line)
        for line in lines
    )


@pytest.mark.usefixtures("person")
def test_what_is_wrong_stands_below_with_what_can_be_done(filled: Place) -> None:
    fail(filled.data_dir, "demo-it")
    lines = filled.run("sources").out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("! demo-it "))
    assert lines[at + 1] == "  failed 3 times: the server has a fault (503)"
    assert "tnews sources check demo-it" in lines[at + 2]


def test_failing_lists_those_that_need_a_look(filled: Place) -> None:
    done = filled.run("sources", "--failing")
    assert (done.code, done.out, done.err) == (1, "", "all sources are well\n")
    fail(filled.data_dir, "demo-it")
    done = filled.run("sources", "--failing", "--json")
    assert (done.code, [row["key"] for row in done.json]) == (0, ["demo-it"])


@pytest.mark.usefixtures("person")
def test_one_source_is_told_in_full(filled: Place) -> None:
    fail(filled.data_dir, "demo-it")
    done = filled.run("sources", "list", "demo-it")
    assert done.code == 0
    told = {line[2:16].strip(): line[16:] for line in done.out.splitlines()[1:]}
    assert told["state"] == "failed 3 times: the server has a fault (503)"
    assert told["next fetch"].endswith("(in 2 h)")
    assert told["last week"]
    assert "yesterday" in told["last success"]


@pytest.mark.parametrize("said", ["demo-it", "湖畔日报·IT"])
def test_a_source_in_place_of_the_action_is_one_to_list(filled: Place, said: str) -> None:
    whole = filled.run("sources", "list", "demo-it", "demo-tongxin")
    assert (whole.code, whole.out.count("\n")) == (0, 2)
    assert filled.run("sources", said, "demo-tongxin") == whole


def test_a_word_that_is_neither_action_nor_source_is_told_of_both(filled: Place) -> None:
    done = filled.run("sources", "enabel")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "enabel is no action (list, check, enable, " in done.err
    assert "and no source" in done.err
    assert 'did you mean "enable"?' in done.err
    assert 'did you mean "demo-it"?' in filled.run("sources", "demo-ti").err


@pytest.mark.usefixtures("person")
def test_a_certificate_that_is_not_checked_is_told_everywhere(empty: Place) -> None:
    text = '[[source]]\nurl = "https://127.0.0.1:9/"\nname = "甲"\nkey = "a"\nverify_tls = false\n'
    empty.config.write_text(text, encoding="utf-8")
    assert "甲 ⊘" in empty.run("sources").out
    assert "not checked (verify_tls = false)" in empty.run("sources", "list", "a").out
    (row,) = empty.run("sources", "--json").json
    assert row["verify_tls"] is False
    assert "甲: its certificate is not checked" in empty.run("doctor").out


OWN = """
[[source]]
url = "http://127.0.0.1:9/"
name = "甲"
key = "a"
interval = 45
headers = { "X-Token" = "s3cret", "Accept-Language" = "zh" }
user_agent = "curl/8"
timeout = 7.5
proxy = "http://wang:p@ss://word@127.0.0.1:7890"
certificate = "sha256:%s"
""" % ("ab" * 32)


@pytest.mark.usefixtures("person")
def test_what_was_set_for_a_source_is_told_without_secrets(empty: Place) -> None:
    empty.config.write_text(OWN, encoding="utf-8")
    text = empty.run("sources", "a").out
    told = {line[2:14].strip(): line[14:].strip() for line in text.splitlines()[1:]}
    assert told["interval"] == "45 min"
    assert told["headers"] == "X-Token, Accept-Language"
    assert told["user agent"] == "curl/8"
    assert told["time limit"] == "7.5 s"
    assert told["proxy"] == "http://wang@127.0.0.1:7890"
    assert told["certificate"] == "sha256:" + "ab" * 32
    (row,) = empty.run("sources", "a", "--json").json
    assert row["interval"] == 45
    assert row["headers"] == ["X-Token", "Accept-Language"]
    assert (row["user_agent"], row["timeout"]) == ("curl/8", 7.5)
    assert row["proxy"] == "http://wang@127.0.0.1:7890"
    assert row["certificate"] == "sha256:" + "ab" * 32
    assert "s3cret" not in str(row) + text
    assert "word" not in str(row) + text


@pytest.mark.usefixtures("person")
def test_what_was_not_set_for_a_source_is_not_told(empty: Place) -> None:
    empty.add_source("a", "http://127.0.0.1:9/")
    text = empty.run("sources", "a").out
    assert not any(word in text for word in ("interval", "headers", "agent", "limit", "proxy"))
    (row,) = empty.run("sources", "a", "--json").json
    names = ("interval", "headers", "user_agent", "timeout", "proxy", "certificate")
    assert [row[name] for name in names] == [None, [], None, None, None, None]


@pytest.mark.parametrize(
    ("proxy", "shown"),
    [
        ("direct", "direct"),
        ("127.0.0.1:7890", "127.0.0.1:7890"),
        ("socks5://127.0.0.1:1080", "socks5://127.0.0.1:1080"),
        ("wang:word@127.0.0.1:7890", "wang@127.0.0.1:7890"),
        ("wang:wo://rd@127.0.0.1:7890", "wang@127.0.0.1:7890"),
        ("http://:word@127.0.0.1:7890", "http://@127.0.0.1:7890"),
    ],
)
def test_a_proxy_is_shown_without_its_password(proxy: str, shown: str) -> None:
    assert sourcelist.without_password(proxy) == shown


def test_json_says_how_it_is(filled: Place) -> None:
    fail(filled.data_dir, "demo-it")
    rows = {row["key"]: row for row in filled.run("sources", "--json").json}
    row = rows["demo-it"]
    assert (row["state"], row["failures"], row["last_week"] > 0) == ("failing", 3, True)
    assert "demo-it" in row["advice"]
    assert rows["demo-tongxin"]["state"] == "well"
    assert datetime.fromisoformat(rows["demo-tongxin"]["newest_at"]).tzinfo is not None


def test_a_pipe_gets_what_came_to_be_known_at_the_end_of_a_row(filled: Place) -> None:
    fail(filled.data_dir, "demo-it")
    rows = [line.split("\t") for line in filled.run("sources").out.splitlines()]
    assert {len(row) for row in rows} == {12}
    (row,) = [row for row in rows if row[0] == "demo-it"]
    assert (row[1], row[5], row[8]) == ("on", "the server has a fault (503)", "failing")


def test_who_waits_because_another_of_its_host_was_refused_has_not_failed(filled: Place) -> None:
    with closing(Store.open(filled.data_dir / "tnews.db")) as store:
        store.save_state("demo-it", replace(store.states()["demo-it"], failure="http-429"))
    (row,) = filled.run("sources", "demo-it", "--json").json
    assert (row["state"], row["failures"], row["failure"]) == ("well", 0, "")
