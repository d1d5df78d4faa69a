"""tnews sources list: how sources fare, for a person, for pipes and as JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_line import Place
from tnews.cli import sourcelist
from tnews.model import FetchState
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


@pytest.mark.usefixtures("person")
def test_a_certificate_that_is_not_checked_is_told_everywhere(empty: Place) -> None:
    text = '[[source]]\nurl = "https://127.0.0.1:9/"\nname = "甲"\nkey = "a"\nverify_tls = false\n'
    empty.config.write_text(text, encoding="utf-8")
    assert "甲 ⊘" in empty.run("sources").out
    assert "not checked (verify_tls = false)" in empty.run("sources", "list", "a").out
    (row,) = empty.run("sources", "--json").json
    assert row["verify_tls"] is False
    assert "甲: its certificate is not checked" in empty.run("doctor").out


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
