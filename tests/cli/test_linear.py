"""Reading line by line: a dialogue without a screen, and a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cached_room import CONFIG as ROOM
from cached_room import Cache, draft, fill
from command_line import Place
from tnews import locale
from tnews.cli.linear import Dialogue
from tnews.model import Query


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    locale.choose("en")
    made = fill(tmp_path, ROOM)
    yield made
    made.store.close()


def talk(cache: Cache, *typed: str) -> list[str]:
    """Type lines into a dialogue about what is unread; return what it said."""
    said: list[str] = []
    lines = iter(typed)
    Dialogue(cache.library, Query(unread=True), said.append, lambda _ask: next(lines, None)).run()
    return said


def test_titles_have_numbers_ten_at_a_time(cache: Cache) -> None:
    said = talk(cache)
    assert "12 articles; these are 1 to 10." in said
    numbered = [line for line in said if line.split(".")[0].isdecimal()]
    assert len(numbered) == 10
    assert numbered[0].startswith("1. 共同富裕的一种算法, 湖畔日报, ")
    assert "Enter: more." in said


def test_enter_lists_more_until_the_end(cache: Cache) -> None:
    said = talk(cache, "", "")
    assert "12 articles; these are 11 to 12." in said
    assert said[-1] == "There are no more titles."


def test_a_number_reads_and_marks_read(cache: Cache) -> None:
    said = talk(cache, "3")
    assert "慢生活的价格" in said
    assert "Source: 湖畔日报" in said
    assert "End of the article. n: next, m: bookmark, l: list, q: quit." in said
    assert cache.store.counts().total[0] == 11


def test_next_goes_through_what_is_unread(cache: Cache) -> None:
    said = talk(cache, "n", "n")
    assert [line for line in said if line.startswith("Number ")] == ["Number 1.", "Number 2."]


def test_m_bookmarks_what_was_read_and_takes_it_back(cache: Cache) -> None:
    said = talk(cache, "m", "1", "m", "m")
    assert "Read an article first." in said
    assert said[-2:] == [
        "“共同富裕的一种算法” bookmarked", "“共同富裕的一种算法” no longer bookmarked",
    ]  # fmt: skip


def test_a_slash_searches_also_a_chinese_one(cache: Cache) -> None:
    assert any("3. " in line or "2. " in line for line in talk(cache, "/富裕"))
    assert "Nothing found." in talk(cache, "／没有这样的词")


@pytest.mark.parametrize("typed", ["0", "13", "99999999999999999999", "x", "\x1b[A"])
def test_what_makes_no_sense_is_answered(cache: Cache, typed: str) -> None:
    assert talk(cache, typed)[-1] != ""
    assert cache.store.counts().total[0] == 12


def test_q_quits_and_nothing_behind_it_counts(cache: Cache) -> None:
    talk(cache, "q", "1")
    assert cache.store.counts().total[0] == 12


def test_no_line_has_anything_a_terminal_could_obey_or_a_box(cache: Cache) -> None:
    cache.add("a", draft(0, "\x1b[31m红\x07"))
    for line in talk(cache, "?", "1", "l"):
        assert not [one for one in line if ord(one) < 32 or "─" <= one <= "╿"]


def test_a_pipe_gets_what_is_unread_one_after_the_other(filled: Place) -> None:
    done = filled.run("read", "--limit", 2)
    titles = [row["title"] for row in filled.run("list", "--json", "--limit", 2).json]
    assert done.code == 0
    assert done.out.startswith(titles[0] + "\n")
    assert f"\n\n\n{titles[1]}\n" in done.out
    assert filled.run("list", "--json", "--unread").json[0]["title"] == titles[0]


def test_one_article_by_its_number(filled: Place) -> None:
    (row,) = filled.run("list", "--json", "--limit", 1).json
    assert filled.run("read", row["id"]).out.startswith(row["title"] + "\n")
    assert filled.run("read", 999_999).code == 1
    assert filled.run("read", row["id"], "--unread").code == 2
