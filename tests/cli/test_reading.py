import json
from pathlib import Path

import pytest

from command_line import Place, Run
from tnews.cli import reading
from tnews.text.wrap import cells

ROW = {
    "id", "title", "url", "source", "category", "origin", "author", "editor", "published_at",
    "read", "bookmarked", "copies", "outlets", "has_note", "tags",
}  # fmt: skip


def test_list_json_is_one_array_of_rows_newest_first(filled: Place) -> None:
    done = filled.run("list", "--json")
    assert (done.code, done.err) == (0, "")
    assert len(done.json) == 60
    assert all(set(row) == ROW for row in done.json)
    times = [row["published_at"] for row in done.json]
    assert times == sorted(times, reverse=True)
    assert done.json[0]["origin"]


def test_json_is_not_escaped_and_has_a_row_a_line(filled: Place) -> None:
    lines = filled.run("list", "--json", "--limit", 3).out.splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 5)
    assert "湖畔日报" in filled.run("list", "--json").out
    assert json.loads(lines[1].rstrip(","))


def test_the_newest_fifty_without_json_and_as_many_as_asked(filled: Place) -> None:
    assert len(filled.run("list").out.splitlines()) == reading.NEWEST
    assert len(filled.run("list", "--limit", 55).out.splitlines()) == 55
    assert len(filled.run("list", "--json", "--limit", 7).json) == 7


def test_a_pipe_gets_tab_separated_fields(filled: Place) -> None:
    first = filled.run("list", "--json", "--limit", 1).json[0]
    fields = filled.run("list", "--limit", 1).out.rstrip("\n").split("\t")
    assert fields[0] == str(first["id"])
    assert fields[2:] == [first["source"], first["category"], first["title"], first["url"]]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_person_gets_columns_that_fit(
    filled: Place, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    (first, *_rest) = filled.run("list", "--json", "--limit", 1).json
    filled.run("bookmark", first["id"])
    done = filled.run("list")
    assert done.err == "these are the newest 50; --limit N lists more\n"
    lines = done.out.splitlines()
    assert len(lines) == reading.NEWEST
    assert max(map(cells, lines)) <= max(width, 56)
    assert lines[0].split()[:2] == [str(first["id"]), "★"]
    assert lines[1].split()[1] == "•"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_person_sees_why_a_search_found_an_article(
    filled: Place, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    (row,) = filled.run("search", "--json", "竹子停止生长").json
    title, piece = filled.run("search", "竹子停止生长").out.splitlines()
    indent = len(str(row["id"])) + 3
    assert title.startswith(f"{row['id']} • ")
    assert piece.startswith(" " * indent + "…")
    assert piece[indent + 1].isalnum()
    assert "竹子停止生长" in piece
    assert cells(piece) <= width
    (line,) = filled.run("search", "标题:一座竹桥").out.splitlines()
    assert "一座竹桥" in line
    assert len(filled.run("search", "来源:湖畔日报", "--limit", 3).out.splitlines()) == 3


def test_selection_narrows(filled: Place) -> None:
    rows = filled.run("list", "--json").json
    it = filled.run("list", "--json", "--category", "IT").json
    assert {row["category"] for row in it} == {"IT"}
    assert len(it) == 5
    by_key = filled.run("list", "--json", "--source", "demo-it").json
    by_name = filled.run("list", "--json", "--source", "湖畔日报·IT").json
    assert by_key == by_name == it
    assert filled.run("list", "--json", "--unread").json == rows
    assert len(filled.run("list", "--json", "--since", "2020-01-01").json) == 60
    assert filled.run("list", "--json", "--until", "2020-01-01").json == []
    assert filled.run("list", "--json", "--bookmarked").json == []


def test_nothing_matched_is_exit_code_1_and_an_empty_array(filled: Place) -> None:
    done = filled.run("list", "--json", "--query", "没有的词")
    assert (done.code, done.out, done.err) == (1, "[]\n", "nothing matched\n")


def test_an_empty_cache_says_what_to_do(empty: Place) -> None:
    done = empty.run("list")
    assert (done.code, done.out) == (1, "")
    assert "tnews refresh" in done.err


def test_search_finds_and_adds_snippets(filled: Place) -> None:
    done = filled.run("search", "竹桥", "--json")
    assert done.code == 0
    assert all(set(row) == ROW | {"snippet"} for row in done.json)
    assert any("竹桥" in row["title"] for row in done.json)
    assert filled.run("search", "--query", "竹桥", "--json").json == done.json
    assert filled.run("list", "--query", "竹桥", "--json").json == done.json


def test_search_takes_several_words_and_those_that_begin_with_a_dash(filled: Place) -> None:
    one = filled.run("search", "竹桥", "--json").json
    both = filled.run("search", "竹桥", "冬天", "--json").json
    without = filled.run("search", "竹桥", "-冬天", "--json")
    assert filled.run("search", "--json", "--", "竹桥", "-冬天").json == without.json
    assert {row["id"] for row in both} <= {row["id"] for row in one}
    assert both
    assert {row["id"] for row in without.json}.isdisjoint(row["id"] for row in both)


def test_search_without_words_is_a_mistake(filled: Place) -> None:
    done = filled.run("search")
    assert (done.code, done.out) == (2, "")
    assert "needs words" in done.err


def test_show_has_metadata_body_and_numbered_links(filled: Place) -> None:
    (row,) = filled.run("search", "竹桥", "--json", "--limit", 1).json
    done = filled.run("show", row["id"], "--width", 40)
    lines = done.out.splitlines()
    assert done.code == 0
    assert lines[0] == row["title"]
    assert lines[2].split() == ["Source", row["origin"]]
    assert {"Published", "Author", "Editor", "Channel", "Characters", "Link"} <= {
        line.split()[0] for line in lines[3:9]
    }
    assert max(cells(line) for line in lines[10:] if not line.startswith("[")) <= 42
    assert lines[-1].startswith("[1] http")


def test_show_json_has_the_row_and_the_paragraphs(filled: Place) -> None:
    (row,) = filled.run("list", "--json", "--limit", 1).json
    shown = filled.run("show", row["id"], "--json").json
    assert {name: shown[name] for name in ROW} == row
    assert set(shown) == ROW | {
        "section", "first_seen_at", "updated_at", "full_text", "characters", "note",
        "paragraphs", "versions",
    }  # fmt: skip
    assert {"kind", "text"} <= set(shown["paragraphs"][0])
    assert shown["characters"] > 100


def test_show_of_what_is_not_there(filled: Place) -> None:
    done = filled.run("show", 9999)
    assert (done.code, done.out) == (1, "")
    assert "9999" in done.err


@pytest.mark.parametrize("command", [["list", "--json"], ["search", "竹桥", "--json"]])
def test_demo_fetches_first_and_leaves_nothing(
    run: Run, command: list[str], tmp_path: Path
) -> None:
    done = run("--demo", *command)
    assert done.code == 0
    assert done.json


def test_demo_keeps_its_cache_where_it_is_told(run: Run, tmp_path: Path) -> None:
    done = run("--demo", "list", "--json", "--data-dir", tmp_path / "kept")
    assert len(done.json) == 60
    assert (tmp_path / "kept" / "tnews.db").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "--query", '""'], "--query: type a word to find"),
        (["list", "--query", "竹 is:unraed"], "--query: column 6: “unraed” is no state; did you"),
        (["list", "--category", "教育x"], 'no channel is called 教育x; did you mean "教育"?'),
        (["list", "--category", "教玉"], 'no channel is called 教玉; did you mean "教育"?'),
        (["list", "--source", "demo-ti"], 'no source is called demo-ti; did you mean "demo-it"?'),
    ],
)
def test_what_cannot_find_anything_is_a_mistake(
    filled: Place, arguments: list[str], message: str
) -> None:
    done = filled.run_(*filled.options, *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


@pytest.mark.parametrize("words", ["", " ", '""', "-", '"', "（", "竹 OR"])
def test_any_words_are_a_search_that_finds_nothing_at_worst(filled: Place, words: str) -> None:
    done = filled.run_(*filled.options, "search", "--json", "--", words)
    assert (done.code, done.json) == (1, [])
    assert "nothing matched" in done.err


def test_a_mistake_in_a_search_is_one_line_with_its_column(filled: Place) -> None:
    done = filled.run_(*filled.options, "search", "--json", "竹", "after:昨昨")
    assert (done.code, done.json) == (1, [])
    assert done.err.startswith("nothing matched: column 9: “昨昨” is no date")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("频道:教玉", 'no channel is called 教玉; did you mean "教育"?'),
        ("category:教玉 竹", 'no channel is called 教玉; did you mean "教育"?'),
        ("频道:（教玉 OR 教有）", 'no channel is called 教玉; did you mean "教育"?'),
        ("頻道:科技視窗", "no channel is called 科技視窗"),
        ("来源:demo-itt", 'no source is called demo-itt; did you mean "demo-it"?'),
        ("标签:待堵", 'no tag is called 待堵; did you mean "待读"?'),
        ("tag:X", "no tag is called X"),
    ],
)
def test_a_name_that_nothing_has_is_told_with_the_nearest(
    filled: Place, words: str, message: str
) -> None:
    (id, *_more) = (row["id"] for row in filled.run("list", "--json").json)
    assert filled.run("tag", "待读", id).code == 0
    assert filled.run("search", words).err == f"nothing matched: {message}\n"


def test_a_search_whose_names_are_right_blames_none(filled: Place) -> None:
    origin = filled.run("list", "--json").json[0]["origin"]
    for words in ("频道:教 没有这样的词", f"来源:{origin} 没有这样的词", "作者:没有这样的人"):
        assert filled.run("search", words).err == "nothing matched\n"


def test_a_name_only_in_an_older_article_is_right(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = filled.run("list", "--json").json[-1]["origin"]
    monkeypatch.setattr("tnews.store.searches._RECENT", 0)
    words = f"来源:{origin} 没有这样的词"
    assert filled.run("search", words).err == "nothing matched\n"


def test_a_mistyped_name_in_a_view_is_told(filled: Place) -> None:
    with filled.config.open("a", encoding="utf-8") as file:
        file.write('[[view]]\nname = "读书"\nquery = "频道:教玉"\n')
    done = filled.run("list", "--view", "读书")
    assert done.err == 'nothing matched: no channel is called 教玉; did you mean "教育"?\n'
    done = filled.run("list", "--view", "渎书")
    assert 'no view is called "渎书"; did you mean "读书"?' in done.err


def test_words_options_and_the_language_narrow_together(filled: Place) -> None:
    either = filled.run("search", "竹桥 OR 冬天", "--json").json
    fewer = filled.run("search", "竹桥 OR 冬天", "--query", "-竹桥 is:unread", "--json").json
    assert 0 < len(fewer) < len(either)
    assert not filled.run_(*filled.options, "search", "竹桥", "--query", "is:read", "--json").json
    (category,) = {row["category"] for row in filled.run("search", "频道:教育", "--json").json}
    assert category == "教育"
