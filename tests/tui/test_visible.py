"""The second check at the screen: a cache that another program has filled with what terminals
obey, in a real terminal, on every screen that shows texts of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color

pytest.importorskip("pty", reason="needs pseudo-terminals")

import kept_demo
from terminal import Terminal, environment
from tnews.model import visible
from tnews.model.visible import UncleanError
from tnews.tui.visible import Visible

PAYLOADS = (b"\x1b]0;PWN", b"\x1b[66;77H", b"\xc2\x9b31m", b"\xe2\x80\xae", b"\x7f")
EVIL = b"".join(PAYLOADS).decode()


def taint(folder: Path) -> None:
    """Put `EVIL` into every text that lists and articles show."""
    database = sqlite3.connect(folder / "data" / "tnews.db")
    texts = {
        "articles": ("title", "origin", "author", "editor", "section"), "sources": ("name",),
        "rank_entries": ("title", "summary", "heat"), "statuses": ("note",), "tags": ("tag",),
    }  # fmt: skip
    with database:
        database.execute(
            "INSERT INTO statuses(id, note, changed_at) SELECT id, '笔记', 0 FROM articles"
        )
        database.execute("INSERT INTO tags SELECT id, '标签' FROM articles")
        for table, columns in texts.items():
            for column in columns:
                database.execute(f"UPDATE {table} SET {column} = '新' || ? || {column}", (EVIL,))
    database.close()


def test_nothing_of_it_reaches_the_terminal(kept: Path, tmp_path: Path) -> None:
    taint(kept)
    for _ in ("first", "from the curtain"):
        with Terminal(kept_demo.options(kept), environment(tmp_path), columns=130) as terminal:
            terminal.wait_reader("新\ufffd")
            for keys in (
                "j\r",
                "G",
                "q",
                "S",
                "\x1b",
                "!",
                "\x1b",
                "5",
                "l",
                "\r",
                "q",
                "/新",
                "\r",
            ):
                terminal.press(*keys)
            terminal.press("\x11")
            terminal.wait_closed()
            for payload in PAYLOADS:
                assert payload not in terminal.everything


def test_a_clean_line_is_left_as_it_is() -> None:
    segments = [Segment("　“新闻”👨‍👩‍👧"), Segment("[/]")]
    assert Visible().apply(segments, Color(0, 0, 0)) == segments


def test_an_unclean_one_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    segments = [Segment("新"), Segment("\x1b[2J闻")]
    with pytest.raises(UncleanError):
        Visible().apply(segments, Color(0, 0, 0))
    monkeypatch.setattr(visible, "is_strict", False)
    assert Visible().apply(segments, Color(0, 0, 0)) == [Segment("新"), Segment("\ufffd[2J闻")]
