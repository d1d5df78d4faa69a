import os
import re
import sqlite3
from contextlib import closing

import pytest

from command_line import Place
from tnews.model import FetchState, Source
from tnews.services.lock import RefreshLock
from tnews.store import Store


@pytest.mark.parametrize(
    ("codes", "is_network"),
    [
        (("offline", "timeout"), True),
        (("offline", "http-403"), False),
        (("http-403", "http-403"), False),
        (("http-407", "http-407"), True),
    ],
)
def test_doctor_doubts_the_network_where_no_server_answered(
    empty: Place, codes: tuple[str, str], is_network: bool
) -> None:
    with closing(Store.open(empty.data_dir / "tnews.db")) as store:
        for key, code in zip("ab", codes, strict=True):
            empty.add_source(key, f"http://127.0.0.1:9/{key}")
            store.register([Source(key, f"http://127.0.0.1:9/{key}", key, "新闻")])
            store.save_state(key, FetchState(failures=1, failure=code, last_error="said why"))
    told = empty.run("doctor").out
    assert ("is the network up?" in told) is is_network
    assert told.count("said why") == 2 - is_network


def test_doctor_looks(filled: Place) -> None:
    done = filled.run("doctor")
    assert (done.code, done.err) == (0, "")
    assert str(filled.config) in done.out
    assert str(filled.data_dir) in done.out
    assert "13 sources configured" in done.out
    assert "60 articles" in done.out
    assert done.out.endswith("the cache is whole\n")


def test_doctor_tells_every_mistake_of_the_configuration_and_looks_at_the_cache(
    filled: Place,
) -> None:
    text = filled.config.read_text("utf-8")
    filled.config.write_text('[keys]\nserch = "s"\n[reader]\nmeasure = 7\n' + text, "utf-8")
    done = filled.run("doctor")
    assert (done.code, done.err) == (2, "")
    wrong = [line for line in done.out.splitlines() if line.startswith("wrong: ")]
    assert [re.search(r"line (\d+)", line)[1] for line in wrong] == ["2", "4"]  # type: ignore[index]
    assert 'did you mean "search"?' in done.out
    assert "60 articles" in done.out
    assert done.out.endswith("the cache is whole\n")


def test_doctor_asks_nobody_to_correct_a_file_that_is_not_there(empty: Place) -> None:
    empty.config.unlink()
    done = empty.run("doctor")
    assert done.code == 2
    assert f"wrong: {empty.config}: cannot be read" in done.out
    assert "editor" not in done.out
    assert "configured" not in done.out


def test_other_commands_say_that_keys_are_wrong_each_time_and_work(filled: Place) -> None:
    text = filled.config.read_text("utf-8")
    filled.config.write_text('[keys]\nserch = "s"\nlink = "nokey"\n' + text, "utf-8")
    os.utime(filled.config, (1_700_000_000, 1_700_000_000))
    for _time in range(2):
        done = filled.run("list", "--json")
        assert done.code == 0
        assert len(done.json) == 60
        assert [re.search(r"line (\d+)", line)[1] for line in done.err.splitlines()] == ["2", "3"]  # type: ignore[index]
        assert 'did you mean "search"?' in done.err


def test_a_configuration_that_keeps_a_command_from_its_work_is_told_once(empty: Place) -> None:
    empty.config.write_text('[keys]\nserch = "s"\n[reader]\nmeasure = 7\n', "utf-8")
    for command in ("list", "sources", "opml", "refresh"):
        done = empty.run(command)
        assert (done.code, done.out) == (2, "")
        told = done.err.splitlines()
        assert [re.search(r"line (\d+)", line)[1] for line in told] == ["2", "4"]  # type: ignore[index]


def test_doctor_names_failing_sources(empty: Place) -> None:
    empty.add_source("gone", "http://127.0.0.1:9/", name="失联")
    empty.run("refresh")
    assert "失联 failed: " in empty.run("doctor").out


def test_backup_is_a_cache_and_never_replaces_a_file(filled: Place) -> None:
    path = filled.folder / "copy.db"
    done = filled.run("doctor", "--backup", path)
    assert (done.code, done.err) == (0, "")
    with sqlite3.connect(path) as copy:
        assert copy.execute("SELECT count(*) FROM articles").fetchone() == (60,)
    copy.close()
    again = filled.run("doctor", "--backup", path)
    assert (again.code, again.out) == (2, "")
    assert "exists" in again.err


@pytest.mark.parametrize("place", ["missing/copy.db", "config.toml/copy.db", "x" * 300, "data/.."])
def test_a_backup_that_cannot_be_written_is_one_line_and_exit_code_2(
    filled: Place, place: str
) -> None:
    done = filled.run("doctor", "--backup", filled.folder / place)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "cannot be written" in done.err or "exists" in done.err


def test_rebuild_makes_the_index_anew(filled: Place) -> None:
    with sqlite3.connect(filled.data_dir / "tnews.db") as cache:
        cache.execute("INSERT INTO ft(ft) VALUES('delete-all')")
    cache.close()
    broken = filled.run("doctor")
    assert broken.code == 3
    assert "tnews doctor --rebuild" in broken.out
    done = filled.run("doctor", "--rebuild")
    assert (done.code, done.out) == (0, "search index of 60 articles rebuilt\n")
    assert filled.run("doctor").code == 0
    assert filled.run("search", "竹桥").code == 0


def unfinished(place: Place) -> None:
    """Let the search index be that of another cutter."""
    with sqlite3.connect(place.data_dir / "tnews.db") as cache:
        cache.execute("UPDATE meta SET value = 0 WHERE name = 'cutter'")
    cache.close()


def test_a_search_before_the_index_is_made_finds_the_same_and_says_so(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = filled.run("search", "竹桥", "--json").json
    unfinished(filled)
    monkeypatch.setattr("tnews.cli.indexing.SECONDS", -1)
    monkeypatch.setattr("tnews.store.index._BATCH", 20)
    monkeypatch.setattr("tnews.store.index.TAIL", 39)
    done = filled.run("search", "竹桥", "--json")
    assert done.json == found
    assert len(done.err.splitlines()) == 1
    assert "(33 % done)" in done.err
    assert "search index: 20 of 60 articles" in filled.run("doctor").out
    assert filled.run("list").err == ""


def test_a_search_beside_articles_that_are_put_off_is_as_quick_and_says_nothing(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(filled.data_dir / "tnews.db") as cache:
        cache.execute("INSERT INTO meta VALUES('indexed_to', 20)")
    cache.close()
    monkeypatch.setattr("tnews.cli.indexing.SECONDS", -1)
    monkeypatch.setattr("tnews.store.index._BATCH", 5)
    assert filled.run("search", "竹桥").err == ""
    assert "search index: 25 of 60 articles" in filled.run("doctor").out


def test_a_search_makes_what_is_missing_of_a_small_index(filled: Place) -> None:
    unfinished(filled)
    assert filled.run("search", "竹桥").err == ""
    assert "search index" not in filled.run("doctor").out


def test_a_refresh_finishes_the_index(filled: Place) -> None:
    unfinished(filled)
    filled.run("refresh")
    assert "search index" not in filled.run("doctor").out


def test_backup_and_rebuild_are_two_things(filled: Place) -> None:
    done = filled.run("doctor", "--backup", "x", "--rebuild")
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize("command", [["doctor"], ["list"], ["refresh"], ["mark", "read", "1"]])
def test_a_file_that_is_no_cache_is_exit_code_3_and_left_alone(
    filled: Place, command: list[str]
) -> None:
    cache = filled.data_dir / "tnews.db"
    for file in filled.data_dir.glob("tnews.db-*"):
        file.unlink()
    cache.write_bytes(b"my thesis")
    done = filled.run(*command)
    assert done.code == 3
    assert len(done.err.splitlines()) == 1
    assert cache.read_bytes() == b"my thesis"


def test_a_data_folder_that_cannot_be_made_is_exit_code_3(filled: Place) -> None:
    done = filled.run_("list", "--config", filled.config, "--data-dir", filled.config / "x")
    assert (done.code, done.out) == (3, "")


def test_doctor_says_what_takes_the_space(filled: Place) -> None:
    assert re.search(r"texts [\d.]+ MiB, index [\d.]+ MiB, lists", filled.run("doctor").out)


def test_prune_says_first_and_takes_then(filled: Place) -> None:
    with sqlite3.connect(filled.data_dir / "tnews.db") as cache:
        cache.execute("UPDATE articles SET first_seen_at = 0")
        cache.execute("UPDATE identities SET seen_at = id % 2 * 2000000000")
        (per_source,) = cache.execute("SELECT max(article_count) FROM sources").fetchone()
    cache.close()
    assert per_source <= 20  # so that nothing may go
    trial = filled.run("doctor", "--prune", "--dry-run")
    assert (trial.code, trial.out) == (0, "0 articles would be taken out by [keep]\n")
    done = filled.run("doctor", "--prune")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("0 articles taken out; the cache had ")


@pytest.mark.parametrize(
    "options", [("--prune", "--rebuild"), ("--dry-run",), ("--rebuild", "--dry-run")]
)
def test_options_of_doctor_that_do_not_go_together(filled: Place, options: tuple[str, ...]) -> None:
    done = filled.run("doctor", *options)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


def test_prune_waits_for_no_refresh(filled: Place) -> None:
    with RefreshLock(filled.data_dir / "refresh.lock"):
        done = filled.run("doctor", "--prune")
    assert (done.code, done.out) == (75, "")
