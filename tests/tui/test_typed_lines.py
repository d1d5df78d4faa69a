"""What is typed breaks like what is read; and no text is left to Textual's own breaker."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.document import _wrapped_document
from textual.document._document import Document

import tnews.tui
from tnews.text.wrap import cells
from tnews.tui import typed_lines
from tnews.tui.typed_lines import offsets

WRITES_ITS_OWN = {"Input", "TextArea"}
"""Widgets of Textual's that show text: one line, and the one whose lines are broken here."""


def wrapped(text: str, width: int) -> list[str]:
    places = [0, *offsets(text, width, 4), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("一二三四五，六七", 10, ["一二三四", "五，六七"]),
        ("用 Python 写的一段话，很长", 16, ["用 Python 写的一", "段话，很长"]),
        ("一二三四五    六", 10, ["一二三四五", "    ", "六"]),
        ("", 10, [""]),
        ("a\tb", 10, ["a\tb"]),
        ("一二", 1, ["一", "二"]),
    ],
)
def test_marks_stay_where_they_belong(text: str, width: int, expected: list[str]) -> None:
    assert wrapped(text, width) == expected


@given(st.text(st.sampled_from("一二，。“”ab1 \u3000👍"), max_size=60), st.integers(4, 40))
def test_nothing_is_wider_than_the_line_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines) == text
    assert all(lines) or lines == [""]
    assert all(cells(line) <= width for line in lines)


def test_textual_asks_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_wrapped_document, "compute_wrap_offsets", None)
    typed_lines.use()
    document = _wrapped_document.WrappedDocument(Document("一二三四五，六七"), 10)
    assert document.lines == [["一二三四", "五，六七"]]


def test_no_text_is_left_to_textual() -> None:
    folder = Path(tnews.tui.__file__).parent
    used = {
        name.name
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets"
        for name in node.names
    }
    assert used <= WRITES_ITS_OWN
