"""Every way out of the command line, with a cache that is not as tnews writes it: another program
has put into every text of it what terminals obey."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import Place
from tnews.cli import printing, progress
from tnews.export import FOLDER_FORMATS, FORMATS
from tnews.model import visible
from tnews.model.visible import UncleanError

EVIL = "新\x1b]0;PWN\x07闻\x9b31m\u202e\x00\r\b\x7f"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

TEXTS = {
    "articles": ("title", "origin", "author", "editor", "section"),
    "statuses": ("note",),
    "tags": ("tag",),
    "sources": ("name",),
    "categories": ("name",),
    "rank_entries": ("title", "summary", "heat"),
    "searches": ("text",),
}


@pytest.fixture
def tainted(filled: Place) -> Place:
    """The demonstration site's articles, each text of them with `EVIL` in it."""
    assert filled.run("note", 1, "备注").code == 0
    assert filled.run("tag", "标签", 1).code == 0
    database = sqlite3.connect(filled.data_dir / "tnews.db")
    with database:
        for table, columns in TEXTS.items():
            for column in columns:
                database.execute(f"UPDATE {table} SET {column} = {column} || ?", (EVIL,))
    database.close()
    return filled


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is for a person."""
    monkeypatch.setattr(visible, "is_strict", False)


COMMANDS = (
    ("list",), ("list", "--json"), ("search", "新"), ("search", "新", "--json"),
    ("show", "1"), ("show", "1", "--json"), ("read", "1"),
    ("sources",), ("sources", "--json"), ("tags",), ("tags", "--json"), ("doctor",),
    ("hot",), ("hot", "--json"), ("opml",),
    *(("--export", "-", "--format", name) for name in FORMATS),
)  # fmt: skip


@pytest.mark.usefixtures("lenient")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_a_terminal_obeys_is_printed(tainted: Place, command: tuple[str, ...]) -> None:
    done = tainted.run(*command)
    assert done.code in (0, 1, 2), done.err
    said = (done.out + done.err).replace("\r\n", "\n")
    assert not OBEYED.search(said)
    if "--json" in command or command[-1] in ("json", "jsonl"):
        decoder, at, text = json.JSONDecoder(), 0, done.out.strip()
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            assert not OBEYED.search("".join(_texts(value)))
            at += len(text[at:]) - len(text[at:].lstrip())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


@pytest.mark.usefixtures("lenient")
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_a_terminal_obeys_is_exported(tainted: Place, tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    assert tainted.run("--export", path, "--format", name).code == 0
    said = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert "\ufffd" in said, "the test taints nothing that is exported"
    assert not OBEYED.search(said)
    assert not re.search(r"\\u00[01]|\\[bfr]", said)


@pytest.mark.usefixtures("lenient")
@pytest.mark.parametrize("name", FOLDER_FORMATS)
def test_nor_into_a_folder(tainted: Place, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert tainted.run("--export", folder, "--format", name).code == 0
    for path in folder.iterdir():
        assert not OBEYED.search(path.name)
        assert not OBEYED.search(path.read_text("utf-8"))


@pytest.mark.parametrize("name", FORMATS)
def test_an_unclean_export_is_a_defect(tainted: Place, tmp_path: Path, name: str) -> None:
    assert tainted.run("--export", tmp_path / "out", "--format", name).code == 70
    assert not (tmp_path / "out").exists()


EXITS = {
    "out": printing.out,
    "out_fields": printing.out_fields,
    "out_json": printing.out_json,
    "out_json_line": printing.out_json_line,
    "out_json_array": lambda text: printing.out_json_array([{text: "", "a": {"b": [text]}}]),
    "result_stream": lambda text: printing.result_stream().write(text),
    "tell": printing.tell,
    "ask": printing.ask,
}


@pytest.mark.parametrize("name", EXITS)
@pytest.mark.parametrize("character", "\x1b\x9b\x07\x7f\u202e\u200f")
def test_every_function_that_prints_looks_again(name: str, character: str) -> None:
    with pytest.raises(UncleanError):
        EXITS[name](f"新{character}闻")


def test_progress_looks_again_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with pytest.raises(UncleanError):
        progress.show("新\x1b闻")
