"""Files damaged byte by byte: what each command says, and what doctor brings back."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from command_line import Done, Place
from tnews.cli import behind
from tnews.demo import DemoSite
from tnews.services import restoring
from tnews.services.lock import RefreshLock
from tnews.store import Store

PAGE = 4096


@pytest.fixture
def marked(filled: Place) -> Place:
    """The sixty articles: three bookmarked, one of these with a note, ten read. No log beside."""
    ids = [row["id"] for row in filled.run("list", "--json").json]
    assert filled.run("bookmark", *ids[:3]).code == 0
    assert filled.run("mark", "read", *ids[10:20]).code == 0
    store = Store.open(cache(filled))
    store.set_note(ids[0], "留着再读")
    store.write_state(filled.data_dir)
    store.close()
    assert not log(filled).exists()
    return filled


@pytest.mark.parametrize("way", ["restore", "salvage"])
def test_a_process_that_makes_the_index_behind_steps_aside(
    marked: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    copy, at_work = tmp_path / "copy.db", Event()
    assert marked.run("doctor", "--backup", copy).code == 0

    def endless(_store: Store) -> Iterator[None]:
        while True:
            at_work.set()
            yield

    monkeypatch.setattr(Store, "catch_up", endless)
    monkeypatch.setattr(sys, "argv", ["behind", str(cache(marked))])
    monkeypatch.setattr(os, "nice", int)
    working = Thread(target=behind.main, daemon=True)
    working.start()
    assert at_work.wait(60)
    if way == "restore":
        assert restoring.restore(copy, cache(marked)).aside is not None
    else:
        zero(marked, root_pages(marked)["articles"])
        assert restoring.salvage(cache(marked)) is not None
    working.join(60)
    assert not working.is_alive()


def cache(place: Place) -> Path:
    return place.data_dir / "tnews.db"


def log(place: Place) -> Path:
    return place.data_dir / "tnews.db-wal"


def forget_state(place: Place) -> None:
    for file in place.data_dir.glob("state-*.jsonl"):
        file.unlink()


def root_pages(place: Place) -> dict[str, int]:
    with closing(sqlite3.connect(cache(place))) as connection:
        return dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage"))


def leaves(place: Place, table: str) -> list[int]:
    """The numbers of the leaf pages of `table`, or of an index, in their order."""
    with closing(sqlite3.connect(cache(place))) as connection:
        rows = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path", (table,)
        )
        return [page for (page,) in rows]


def zero(place: Place, *pages: int) -> None:
    with cache(place).open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(bytes(PAGE))


def bookmarked(place: Place) -> list[int]:
    return [row["id"] for row in place.run("list", "--bookmarked", "--json").json]


def one_line(done: Done) -> str:
    assert done.code == 3, done
    assert len(done.err.splitlines()) == 1, done.err
    assert done.out in ("", "[]\n") or done.out.startswith("tnews ")  # doctor begins with itself
    return done.err


COMMANDS = [["list"], ["search", "竹桥"], ["refresh"], ["doctor"], ["--export", "-"]]


# -- what is said --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "--restore FILE", id="zero length"),
        pytest.param("我的论文。".encode() * 2000, "--salvage", id="a text"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 8192, "--salvage", id="garbage"),
    ],
)
def test_what_is_no_cache_is_said_and_left_alone(
    marked: Place, command: list[str], content: bytes, says: str
) -> None:
    cache(marked).write_bytes(content)
    assert says in one_line(marked.run(*command))
    assert cache(marked).read_bytes() == content
    assert not log(marked).exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_truncated_cache_is_said_and_left_alone(marked: Place, command: list[str]) -> None:
    content = cache(marked).read_bytes()[: 20 * PAGE]
    cache(marked).write_bytes(content)
    assert "--salvage" in one_line(marked.run(*command))
    assert cache(marked).read_bytes() == content


@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_header_is_said_and_left_alone(marked: Place, command: list[str]) -> None:
    with cache(marked).open("r+b") as file:
        file.write(b"\x07" * 100)
    content = cache(marked).read_bytes()
    assert "--salvage" in one_line(marked.run(*command))
    assert cache(marked).read_bytes() == content


@pytest.mark.parametrize("command", COMMANDS)
def test_another_programs_database_is_said_and_left_alone(
    marked: Place, command: list[str]
) -> None:
    cache(marked).unlink()
    with closing(sqlite3.connect(cache(marked))) as connection:
        connection.execute("CREATE TABLE mine(x)")
        connection.commit()
    content = cache(marked).read_bytes()
    assert "is not a cache" in one_line(marked.run(*command))
    assert cache(marked).read_bytes() == content


@pytest.mark.parametrize("command", COMMANDS)
def test_a_newer_cache_is_said_and_left_alone(marked: Place, command: list[str]) -> None:
    with closing(sqlite3.connect(cache(marked))) as connection:
        connection.execute("PRAGMA user_version = 99")
    content = cache(marked).read_bytes()
    assert "newer tnews" in one_line(marked.run(*command))
    assert cache(marked).read_bytes() == content


@pytest.mark.parametrize("command", [*COMMANDS, ["doctor", "--salvage"]])
def test_a_folder_in_its_place_is_said_and_left_alone(marked: Place, command: list[str]) -> None:
    cache(marked).unlink()
    cache(marked).mkdir()
    (cache(marked) / "mine.txt").write_text("x")
    one_line(marked.run(*command))
    assert [file.name for file in cache(marked).iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_log_of_another_database_never_gets_into_the_cache(
    marked: Place, command: list[str], tmp_path: Path
) -> None:
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE mine(x)")
        connection.commit()
        shutil.copy(tmp_path / "foreign.db-wal", log(marked))
    content = cache(marked).read_bytes()
    assert "is not a cache" in one_line(marked.run(*command))
    assert cache(marked).read_bytes() == content
    log(marked).unlink()
    for file in marked.data_dir.glob("tnews.db-shm"):
        file.unlink()
    assert marked.run("doctor").code == 0


def test_a_log_of_garbage_costs_nothing(marked: Place) -> None:
    log(marked).write_bytes(b"garbage" * 5000)
    assert len(bookmarked(marked)) == 3
    assert marked.run("doctor").code == 0


@pytest.mark.parametrize("table", ["articles", "articles_all", "statuses", "bodies", "ft_data"])
def test_a_page_of_zeros_is_found_by_doctor_and_named_with_the_way_out(
    marked: Place, table: str
) -> None:
    zero(marked, leaves(marked, table)[0])
    done = marked.run("doctor")
    assert done.code == 3
    *_figures, advice, details = done.out.splitlines()
    assert advice.startswith("the cache is damaged: tnews doctor --salvage")
    assert "--restore FILE" in advice
    assert details.startswith("SQLite says “")


def test_of_many_damaged_pages_doctor_tells_one(marked: Place) -> None:
    zero(marked, *leaves(marked, "bodies"), *leaves(marked, "articles"))
    said = marked.run("doctor").out
    assert said.count("SQLite") == 1
    assert "***" not in said
    assert max(map(len, said.splitlines())) < 160


@pytest.mark.parametrize("piece", ["CREATE TRIGGER article_read", "CREATE TABLE articles("])
def test_a_schema_that_is_no_text_is_said_and_saved_from(marked: Place, piece: str) -> None:
    content = cache(marked).read_bytes()
    place = content.index(piece.encode())
    with cache(marked).open("r+b") as file:
        file.seek(place + 9)
        file.write(b"\xce\xff\xfe")
    for command in COMMANDS:
        assert "--salvage" in marked.run(*command).err, command
    assert marked.run("doctor", "--salvage").code == 0
    assert len(bookmarked(marked)) == 3
    assert marked.run("doctor").code == 0


def test_a_title_that_is_no_text_is_said_and_saved_from(marked: Place) -> None:
    with closing(sqlite3.connect(cache(marked))) as connection:
        connection.execute(
            "UPDATE articles SET title = CAST(x'41ce' AS TEXT) WHERE id = (SELECT max(id) FROM articles)"
        )
        connection.commit()
    assert "--salvage" in one_line(marked.run("list"))
    looked = marked.run("doctor")
    assert looked.code == 3
    assert "damaged texts: 1" in looked.out
    assert "--salvage" in looked.out
    assert marked.run("doctor", "--salvage").code == 0
    assert len(rows(marked)) == 60
    assert marked.run("doctor").code == 0


# -- restore -------------------------------------------------------------------------------------


def test_a_copy_comes_back_and_nothing_is_overwritten(marked: Place) -> None:
    copy = marked.folder / "copy.db"
    marked.run("doctor", "--backup", copy)
    before = bookmarked(marked)
    cache(marked).write_bytes(b"ruined")
    done = marked.run("doctor", "--restore", copy)
    assert (done.code, done.err) == (0, "")
    assert bookmarked(marked) == before
    (aside,) = marked.data_dir.glob("tnews.db.before-restore-*")
    assert str(aside) in done.out
    assert aside.read_bytes() == b"ruined"
    assert copy.exists()
    assert marked.run("doctor").code == 0
    again = marked.run("doctor", "--restore", copy)
    assert again.code == 0
    assert len(list(marked.data_dir.glob("tnews.db.before-restore-*"))) == 2


def test_what_was_only_in_the_log_is_moved_aside_too(marked: Place) -> None:
    copy = marked.folder / "copy.db"
    marked.run("doctor", "--backup", copy)
    subprocess.run(
        [sys.executable, "-c", _MARK_AND_DIE, str(cache(marked))], check=False, timeout=60
    )
    assert log(marked).stat().st_size
    assert marked.run("doctor", "--restore", copy).code == 0
    assert len(bookmarked(marked)) == 3
    (aside,) = marked.data_dir.glob("tnews.db.before-restore-*")
    with closing(sqlite3.connect(aside)) as connection:
        assert (
            connection.execute("SELECT count(*) FROM statuses WHERE bookmarked_at").fetchone()[0]
            == 60
        )


_MARK_AND_DIE = """
import os, sys
from pathlib import Path
from tnews.model import Query
from tnews.store import Store
store = Store.open(Path(sys.argv[1]))
store.set_bookmark(store.ids(Query()), True)
os.kill(os.getpid(), 9)
"""


def test_a_state_file_comes_back_into_an_empty_cache(marked: Place) -> None:
    before = bookmarked(marked)
    titles = {row["title"] for row in marked.run("list", "--bookmarked", "--json").json}
    (state,) = marked.data_dir.glob("state-*.jsonl")
    kept = state.rename(marked.folder / "kept.jsonl")
    cache(marked).unlink()
    done = marked.run("doctor", "--restore", kept)
    assert (done.code, done.err) == (0, "")
    assert "the state of 13 articles taken" in done.out
    assert marked.run("refresh").code == 0
    rows = marked.run("list", "--bookmarked", "--json").json
    assert len(rows) == len(before)
    assert {row["title"] for row in rows} == titles
    assert sum(row["read"] for row in marked.run("list", "--json").json) == 10
    assert marked.run("doctor").code == 0


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b'{"tnews": "other"}\n', b"[1]\n"])
def test_what_is_neither_copy_nor_state_is_a_mistake(marked: Place, content: bytes) -> None:
    file = marked.folder / "x"
    file.write_bytes(content)
    before = cache(marked).read_bytes()
    done = marked.run("doctor", "--restore", file)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert cache(marked).read_bytes() == before


def test_a_missing_file_is_a_mistake(marked: Place) -> None:
    done = marked.run("doctor", "--restore", marked.folder / "nothing")
    assert (done.code, done.out) == (2, "")
    assert "there is no such file" in done.err


@pytest.mark.parametrize("name", ["nothing", "config.toml"])
def test_a_wrong_file_is_answered_with_the_state_files_that_are_there(
    marked: Place, name: str
) -> None:
    older = marked.data_dir / "state-2026-01-31.jsonl"
    older.touch()
    (newer,) = set(marked.data_dir.glob("state-*.jsonl")) - {older}
    said = marked.run("doctor", "--restore", marked.folder / name).err
    assert said.endswith(f"; in {marked.data_dir} lie {newer.name}, {older.name}\n")


def test_without_a_state_file_none_is_named(marked: Place) -> None:
    forget_state(marked)
    assert "jsonl" not in marked.run("doctor", "--restore", marked.folder / "nothing").err


def test_a_damaged_copy_is_refused(marked: Place) -> None:
    copy = marked.folder / "copy.db"
    marked.run("doctor", "--backup", copy)
    with copy.open("r+b") as file:
        file.seek(30 * PAGE)
        file.write(bytes(3 * PAGE))
    before = cache(marked).read_bytes()
    assert "copy.db" in one_line(marked.run("doctor", "--restore", copy))
    assert cache(marked).read_bytes() == before
    assert not list(marked.data_dir.glob("*before-restore*"))


@pytest.mark.parametrize("option", ["--restore", "--salvage"])
def test_an_open_cache_is_not_taken_away(marked: Place, option: str) -> None:
    copy = marked.folder / "copy.db"
    marked.run("doctor", "--backup", copy)
    zero(marked, leaves(marked, "articles_all")[0])
    reader = Store.open(cache(marked))
    reader.counts()
    said = marked.run("doctor", option, *([copy] if option == "--restore" else []))
    assert "open in another tnews" in one_line(said)
    reader.close()
    assert sorted(file.name for file in marked.data_dir.glob("tnews.db*")) == ["tnews.db"]


@pytest.mark.parametrize("options", [["--restore", "x.jsonl"], ["--salvage"]])
def test_not_while_a_refresh_runs(marked: Place, options: list[str]) -> None:
    state = marked.folder / "x.jsonl"
    state.write_text('{"tnews":"state","version":1}\n')
    options = [str(state) if option == "x.jsonl" else option for option in options]
    with RefreshLock(marked.data_dir / "refresh.lock"):
        assert marked.run("doctor", *options).code == 75


# -- salvage -------------------------------------------------------------------------------------


def salvage(place: Place) -> str:
    before = cache(place).read_bytes()
    done = place.run("doctor", "--salvage")
    has_lost = re.search("articles? could not be read", done.out) is not None
    assert (done.code, done.err) == (has_lost, ""), done
    assert ("doctor --restore FILE" in done.out) == has_lost
    (aside,) = place.data_dir.glob("tnews.db.corrupt-*")
    assert aside.read_bytes() == before
    assert str(aside) in done.out
    checked = place.run("doctor")
    assert checked.code == 0, checked.out
    left = {file.name.split("-2")[0] for file in place.data_dir.iterdir() if file.stat().st_size}
    assert left <= {"tnews.db", "tnews.db.corrupt", "state"}
    return done.out


def rows(place: Place) -> dict[int, dict[str, object]]:
    return {row["id"]: row for row in place.run("list", "--json").json}


def test_a_whole_cache_is_left_as_it_is(marked: Place) -> None:
    before = cache(marked).read_bytes()
    done = marked.run("doctor", "--salvage")
    assert (done.code, done.out) == (0, "the cache is whole; there is nothing to salvage\n")
    assert cache(marked).read_bytes() == before


def test_a_whole_cache_of_an_older_tnews_is_left_as_it_is(empty: Place) -> None:
    empty.data_dir.mkdir()
    old = Path(__file__).parents[1] / "store" / "version1.db.gz"
    cache(empty).write_bytes(gzip.decompress(old.read_bytes()))
    before = cache(empty).read_bytes()
    done = empty.run("doctor", "--salvage")
    assert (done.code, done.out) == (0, "the cache is whole; there is nothing to salvage\n")
    assert cache(empty).read_bytes() == before
    with cache(empty).open("r+b") as file:
        file.write(bytes(16))
    assert empty.run("doctor", "--salvage").code == 0
    assert len(empty.run("list", "--json").json) == 3
    assert empty.run("doctor").code == 0


@pytest.mark.parametrize(
    "index", ["articles_all", "articles_category", "identities_uid", "ft_data", "ft_docsize"]
)
def test_a_lost_index_costs_nothing(marked: Place, index: str) -> None:
    before = rows(marked)
    zero(marked, *leaves(marked, index))
    forget_state(marked)
    salvage(marked)
    assert rows(marked) == before
    assert marked.run("search", "竹桥").code == 0


@pytest.mark.parametrize("table", ["ft_data", "ft_config"])
@pytest.mark.parametrize("is_older", [False, True])
def test_an_index_that_cannot_be_made_anew_costs_nothing(
    marked: Place, table: str, *, is_older: bool
) -> None:
    if is_older:
        forget_state(marked)
        old = Path(__file__).parents[1] / "store" / "version1.db.gz"
        cache(marked).write_bytes(gzip.decompress(old.read_bytes()))
    with closing(sqlite3.connect(cache(marked))) as connection:
        connection.execute(f"DELETE FROM {table}")
        connection.commit()
    assert "--salvage" in marked.run("doctor", "--rebuild").err
    (marked.data_dir / "tnews.db.v1.bak").unlink(missing_ok=True)
    salvage(marked)
    assert len(rows(marked)) == (3 if is_older else 60)
    assert marked.run("search", "今天多云" if is_older else "竹桥").code == 0


def test_a_lost_page_of_texts_leaves_headlines_that_are_fetched_again(marked: Place) -> None:
    before = rows(marked)
    found = leaves(marked, "bodies")
    zero(marked, found[len(found) // 2])
    forget_state(marked)
    said = salvage(marked)
    assert "60 articles saved" in said
    assert "lost its text" in said or "lost their texts" in said
    assert rows(marked) == before
    assert marked.run("refresh", "--force").code == 0
    texts = [json.loads(line) for line in marked.run("--export", "-").out.splitlines()]
    assert len(texts) == 60
    assert all(text["text"] for text in texts)
    assert bookmarked(marked) == [id for id, row in before.items() if row["bookmarked"]]


def test_a_lost_page_of_articles_keeps_marks_until_they_come_again(marked: Place) -> None:
    before = rows(marked)
    found = leaves(marked, "articles")
    zero(marked, found[0])
    forget_state(marked)
    said = salvage(marked)
    after = rows(marked)
    assert 0 < len(after) < 60
    assert f"{len(after)} articles saved" in said
    assert f"{60 - len(after)} article" in said
    told = {"copies": 0, "outlets": 0}  # of a story, an article less may tell
    assert all(before[id] | told == row | told for id, row in after.items())
    assert marked.run("refresh", "--force").code == 0
    assert {id: row["title"] for id, row in rows(marked).items()} == {
        id: row["title"] for id, row in before.items()
    }
    assert {id: row["read"] for id, row in rows(marked).items()} == {
        id: row["read"] for id, row in before.items()
    }


def test_headlines_are_told_of_the_saved_articles_not_of_the_lost_ones(marked: Place) -> None:
    # Several leaves: what is lost of one alone may be there once more, as the text of the article's page.
    zero(marked, leaves(marked, "articles")[0], *leaves(marked, "bodies")[-6:])
    lines = salvage(marked).splitlines()
    assert [line.partition(" ")[2][:12] for line in lines[:3]] == [
        "articles sav", "of them lost", "articles cou"
    ]  # fmt: skip


@pytest.mark.parametrize("options", [[], ["--salvage"]])
def test_a_terminal_sees_that_something_is_done(
    marked: Place, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    zero(marked, leaves(marked, "bodies")[-1])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told = marked.run("doctor", *options).err
    assert told.startswith("\r\x1b[K")
    assert "cache" in told
    assert told.endswith("\r\x1b[K")


def test_lost_statuses_are_made_of_their_copies(marked: Place) -> None:
    before = rows(marked)
    zero(marked, root_pages(marked)["statuses"])
    forget_state(marked)
    salvage(marked)
    marks = ("id", "title", "read", "bookmarked")  # the note is lost
    assert [[row[name] for name in marks] for row in rows(marked).values()] == [
        [row[name] for name in marks] for row in before.values()
    ]


def test_lost_statuses_come_from_the_state_file_with_their_notes(marked: Place) -> None:
    before = rows(marked)
    zero(marked, root_pages(marked)["statuses"])
    said = salvage(marked)
    assert "taken from" in said
    assert rows(marked) == before
    shown = marked.run("show", bookmarked(marked)[0], "--json").json
    assert shown["note"] == "留着再读"


def test_lost_identities_are_made_again_and_nothing_comes_twice(marked: Place) -> None:
    before = rows(marked)
    zero(marked, root_pages(marked)["identities"])
    forget_state(marked)
    salvage(marked)
    assert rows(marked) == before
    assert marked.run("refresh", "--force").code == 0
    assert len(rows(marked)) == 60


@pytest.mark.parametrize("lost", ["sources", "categories"])
def test_lost_sources_come_from_the_state_file(marked: Place, lost: str) -> None:
    before = rows(marked)
    zero(marked, root_pages(marked)[lost])
    salvage(marked)
    assert rows(marked) == before


def test_without_a_state_file_lost_sources_keep_their_articles(marked: Place) -> None:
    zero(marked, root_pages(marked)["sources"])
    forget_state(marked)
    salvage(marked)
    assert len(rows(marked)) == 60
    assert len(bookmarked(marked)) == 3


def test_a_truncated_cache_gives_its_first_part_and_the_rest_of_the_marks(marked: Place) -> None:
    before = rows(marked)
    size = cache(marked).stat().st_size // PAGE
    with cache(marked).open("r+b") as file:
        file.truncate(size * 2 // 3 * PAGE)
    salvage(marked)
    assert marked.run("refresh", "--force").code == 0
    after = rows(marked)
    assert sorted(str(row["title"]) for row in after.values()) == sorted(
        str(row["title"]) for row in before.values()
    )
    assert sum(bool(row["bookmarked"]) for row in after.values()) == 3
    assert sum(bool(row["read"]) for row in after.values()) == 10


@pytest.mark.parametrize("length", [16, 100, PAGE])
def test_a_lost_beginning_costs_nothing(marked: Place, length: int) -> None:
    before = rows(marked)
    with cache(marked).open("r+b") as file:
        file.write(b"\x07" * length)
    forget_state(marked)
    salvage(marked)
    assert rows(marked) == before


def test_an_empty_file_gives_the_marks_of_the_state_file(marked: Place) -> None:
    cache(marked).write_bytes(b"")
    salvage(marked)
    assert marked.run("refresh").code == 0
    assert len(bookmarked(marked)) == 3


@pytest.mark.parametrize("content", [b"x" * 50_000, b"SQLite format 3\0" + bytes(50_000)])
def test_what_never_was_a_cache_is_left_as_it_is(marked: Place, content: bytes) -> None:
    cache(marked).write_bytes(content)
    assert "nothing of a cache" in one_line(marked.run("doctor", "--salvage"))
    assert cache(marked).read_bytes() == content
    assert not list(marked.data_dir.glob("*corrupt*"))


def test_another_programs_database_is_not_salvaged(marked: Place) -> None:
    cache(marked).unlink()
    with closing(sqlite3.connect(cache(marked))) as connection:
        connection.execute("CREATE TABLE mine(x)")
        connection.commit()
    content = cache(marked).read_bytes()
    assert "nothing of a cache" in one_line(marked.run("doctor", "--salvage"))
    assert cache(marked).read_bytes() == content


# -- what goes on nevertheless ---------------------------------------------------------------------


@pytest.mark.parametrize("table", ["ft_data", "ft_idx", "ft_docsize", "facts_data"])
def test_without_its_index_everything_but_quick_searches_goes_on(
    marked: Place, table: str, site: DemoSite
) -> None:
    before = marked.run("search", "竹桥", "--json").json
    assert before
    zero(marked, *leaves(marked, table))
    found = marked.run("search", "竹桥", "--json")
    assert (found.code, found.json) == (0, before)
    assert marked.run("mark", "read", *(row["id"] for row in before)).code == 0
    assert marked.run("list").code == 0
    after = marked.run("search", "来源:日报", "--json")
    assert after.code in (0, 1)
    said = (found.err + after.err).splitlines()
    assert table == "ft_docsize" or any("search index" in line for line in said)


@pytest.mark.parametrize("table", ["ft_data", "facts_data"])
def test_without_its_index_a_refresh_stores_what_comes(marked: Place, table: str) -> None:
    ids = [row["id"] for row in marked.run("list", "--json").json]
    store = Store.open(cache(marked))
    store.delete(ids[:1])
    with closing(sqlite3.connect(cache(marked))) as connection:
        connection.execute("UPDATE identities SET is_deleted = 0")
        connection.commit()
    store.close()
    zero(marked, *leaves(marked, table))
    done = marked.run("refresh", "--force")
    assert done.code == 0, done
    assert len(rows(marked)) == 60
    salvage(marked)
    assert len(rows(marked)) == 60
    assert marked.run("search", "竹桥").code == 0
