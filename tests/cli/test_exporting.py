import csv
import io
import json

import pytest

from command_line import Place, Run
from tnews.export import FORMATS


def test_stdout_is_jsonl_unless_it_is_told_otherwise(filled: Place) -> None:
    done = filled.run("--export")
    assert (done.code, done.err) == (0, "")
    assert len([json.loads(line) for line in done.out.splitlines()]) == 60
    assert filled.run("--export", "-", "--format", "json").json


@pytest.mark.parametrize("name", ["csv", "html", "json", "jsonl", "markdown", "txt"])
def test_stdout_gets_what_a_file_gets(filled: Place, name: str) -> None:
    path = filled.folder / "one"
    assert filled.run("--export", path, "--format", name).code == 0
    file = path.read_bytes().decode("utf-8-sig")  # a byte order mark is for files only
    assert filled.run("--export", "-", "--format", name).out == file


def test_csv_on_stdout_is_read_back(filled: Place) -> None:
    printed = filled.run("--export", "--format", "csv").out
    rows = list(csv.reader(io.StringIO(printed, newline="")))
    assert len(rows) == 61
    assert rows[0][-1] == "text"


def test_the_suffix_chooses_the_format(filled: Place) -> None:
    path = filled.folder / "all.json"
    done = filled.run("--export", path)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"60 articles written to {path}\n"
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 60


def test_a_suffix_may_name_the_format(filled: Place) -> None:
    markdown = filled.run("--export", "--format", "markdown", "--limit", 1)
    assert markdown.code == 0
    assert filled.run("--export", "--format", "md", "--limit", 1).out == markdown.out


def test_a_folder_gets_a_file_for_each_article(filled: Place) -> None:
    folder = filled.folder / "out"
    assert filled.run("--export", f"{folder}/", "--category", "IT").code == 0
    assert len(list(folder.glob("*.md"))) == 5
    assert filled.run("--export", folder, "--format", "txt", "--limit", 2).code == 0
    assert len(list(folder.glob("*.txt"))) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_a_view_is_exported_as_its_search_is(filled: Place, name: str) -> None:
    assert filled.run("views", "add", "读书", "书 -手机").code == 0
    exported = filled.run("--export", "--format", name, "--view", "读书")
    assert exported.code == 0
    assert exported.out == filled.run("--export", "--format", name, "--query", "书 -手机").out
    assert exported.out != filled.run("--export", "--format", name, "--query", "书").out


def test_selection_and_nothing_matched(filled: Place) -> None:
    assert len(filled.run("--export", "--category", "IT").out.splitlines()) == 5
    assert len(filled.run("--export", "--limit", 3).out.splitlines()) == 3
    done = filled.run("--export", "--format", "json", "--query", "没有的词")
    assert (done.code, json.loads(done.out)) == (1, [])
    assert "nothing matched" in done.err


def test_the_configured_format_counts_where_nothing_else_does(filled: Place) -> None:
    with filled.config.open("a", encoding="utf-8") as file:
        file.write('[export]\nformat = "json"\n')
    assert len(filled.run("--export").json) == 60


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--export", "--format", "jsno"], 'did you mean "json"?'),
        (["--export", "x.xlsx"], "no format has this suffix; use one of .jsonl .ndjson"),
        (["--export", "--category", "教育x"], 'no channel is called 教育x; did you mean "教育"?'),
        (["--export", "missing-folder/x.json"], "there is no such folder"),
        (["--format", "json"], "--format goes with --export"),
        (["--unread"], "go with --export"),
    ],
)
def test_mistakes(filled: Place, arguments: list[str], message: str) -> None:
    done = filled.run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_folder_takes_no_format_of_one_file(filled: Place) -> None:
    done = filled.run("--export", filled.folder, "--format", "csv")
    assert done.code == 2
    assert "markdown" in done.err


def test_demo_exports_after_fetching(run: Run) -> None:
    done = run("--demo", "--export", "-")
    assert done.code == 0
    assert len(done.out.splitlines()) == 60
