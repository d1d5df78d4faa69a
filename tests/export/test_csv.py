"""csv: a spreadsheet shows it and runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews import export
from tnews.export.csv import COLUMNS, cell
from tnews.export.record import as_json
from tnews.model import Article


def _rows(*articles: Article) -> list[list[str]]:
    out = io.StringIO(newline="")
    export.write("csv", articles, out)
    return list(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True))


def test_a_row_holds_the_whole_article(article: Article) -> None:
    header, row = _rows(article)
    values = dict(zip(header, row, strict=True))
    assert values["id"] == "7"
    assert values["text"] == article.text
    assert values["published_at"] == "2026-03-01T04:05:06+00:00"
    assert (values["note"], values["tags"]) == ("再读\n一遍", "待读, 科技")
    assert (values["read"], values["full_text"]) == ("true", "true")


def test_the_columns_are_those_of_json_but_the_paragraphs(article: Article) -> None:
    assert [*COLUMNS, "paragraphs"] == list(as_json(article))


def test_a_file_begins_with_the_mark_excel_wants(tmp_path: Path, article: Article) -> None:
    path = tmp_path / "a.csv"
    export.write_file("csv", [article], path)
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"id","title"')
    assert path.read_bytes().count(b"\xef\xbb\xbf") == 1


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\u3000="]
)
def test_formulas_get_an_apostrophe(sign: str) -> None:
    assert cell(f"{sign}1+1") == f"'{sign}1+1"


def test_other_values_stay() -> None:
    assert [cell(value) for value in (None, True, 12, "a=b", "'", "“=”")] == [
        "", "true", "12", "a=b", "'", "“=”",
    ]  # fmt: skip


def test_without_articles_there_is_a_header() -> None:
    assert _rows() == [list(COLUMNS)]


@given(st.data())
def test_no_cell_begins_a_formula_and_nothing_is_lost(
    article_of: Callable[..., Article],
    hostile_articles: st.SearchStrategy[Article],
    data: st.DataObject,
) -> None:
    article = data.draw(hostile_articles)
    _header, row, last = _rows(article, article_of(8, title="末"))
    assert last[1] == "末"
    known = as_json(article)
    for column, value in zip(COLUMNS, row, strict=True):
        assert not value.lstrip().startswith(tuple("=+-@＝＋－＠"))
        assert not value.startswith(("\t", "\r"))
        if isinstance(known[column], str):
            assert value in (known[column], f"'{known[column]}")
