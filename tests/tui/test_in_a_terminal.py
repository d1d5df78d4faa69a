"""The newer rooms of the reader in a real terminal: the ranked list, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

from terminal import Terminal, environment
from tnews.model import Query
from tnews.store import Store


def test_the_hot_list_of_the_demonstration(tmp_path: Path) -> None:
    with Terminal(["--demo"], environment(tmp_path), columns=80, lines=24) as terminal:
        terminal.wait("篇新文章")
        terminal.press("5", "h", "l")
        terminal.wait("湖畔热榜")
        terminal.press("j", "j")
        terminal.wait("万")
        terminal.press("l\r")  # two keys at once: neither overtakes the other
        terminal.wait("责任编辑")
        terminal.press(" ")
        terminal.press("q")
        terminal.press("G", "g", "q")
        assert terminal.wait_closed() == 0


def test_a_note_typed_and_pasted_in_chinese(tmp_path: Path) -> None:
    data_dir = tmp_path / "cache"
    options = ["--demo", "--data-dir", str(data_dir)]
    with Terminal(options, environment(tmp_path), columns=80, lines=24) as terminal:
        terminal.wait("篇新文章")
        terminal.press("\r")
        terminal.press("e")
        terminal.wait("Ctrl+S")
        terminal.press("这座桥", "，要再去看一次。")
        terminal.press("\x1b[200~第二段是贴进来的。\x1b[201~")
        terminal.press("\x13")
        terminal.wait("写了笔记")
        terminal.press("t")
        terminal.press("待读", "\r")
        terminal.press("\x1b")
        terminal.wait("#待读")
        terminal.press("q", "q")
        assert terminal.wait_closed() == 0
    store = Store.open(data_dir / "tnews.db", read_only=True)
    (tagged,) = store.tags()
    noted = [one for one in store.articles(Query()) if one.status.note]
    store.close()
    assert tuple(tagged) == ("待读", 1)
    assert [one.status.note for one in noted] == ["这座桥，要再去看一次。第二段是贴进来的。"]
