"""Which clue a search follows: what costs little and leads to few articles."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tnews.model import ArticleDraft, ArticleIntent, FetchState, IdentityKeys, Query, Source
from tnews.store import Store, clues, search
from tnews.store.clues import Clue, followed
from tnews.text.query import parse
from tnews.text.tokens import cut


def phrase(text: str) -> Clue:
    return Clue("ft", f'"{cut(text)}"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iphone", [Clue("grams", '(("hon" AND "iph" AND "one" AND "pho"))')]),
        ("abc OR xyz", [Clue("grams", '((("abc")) OR (("xyz")))')]),
        ("abc OR 中国", []),  # one of them has no letters
        ("abc -xyz", [Clue("grams", '((("abc")))')]),
        ("5g 手机", []),
        ("来源:abc", []),
        ("title:abc", [Clue("grams", '(("abc"))')]),
        ("的一是", []),
        ("的一是在", [phrase("一是在")]),
        ("鑫的淼焱 不了", [Clue("ft", f'NEAR("{cut("鑫")}" "{cut("淼焱")}", 1)')]),
        ("title:是在鑫淼", [Clue("ft", f'title : "{cut("在鑫淼")}"')]),
        ("鑫𠮷淼焱", [phrase("𠮷淼焱")]),
        ("操作系统", []),  # it means 作业系统, too
    ],
)
def test_clues_of_a_search(text: str, expected: list[Clue]) -> None:
    assert clues.clues(parse(text).root) == expected


def test_a_piece_that_is_common_among_the_newest_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clues, "_FEW", 5)
    monkeypatch.setattr(clues, "_LUCK", 0)
    path = tmp_path / "tnews.db"
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            """WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 160)
            INSERT INTO articles SELECT id, 1, 1, '', '', '', '', '', '', '', NULL, 0, 0, 0,
            x'', 0, 0, 0, 0 FROM n"""
        )
        rows = [(id, cut("雨" if id > 150 else "晴" if id < 5 else "风")) for id in range(1, 161)]
        connection.executemany("INSERT INTO ft(rowid, body) VALUES(?, ?)", rows)
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        assert followed(connection, phrase("雨"), 160, is_ordered=True) is None
        assert sum("MATCH" in sql for sql in asked) == 1  # the newest alone told it
        assert followed(connection, phrase("晴"), 160, is_ordered=True) == [1, 2, 3, 4]
        assert followed(connection, phrase("风"), 160, is_ordered=True) is None


def test_what_a_clue_finds_outside_the_list_need_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clues, "_FEW", 5)
    monkeypatch.delattr(search, "_found")  # who reads too much for a clue asks the index
    with closing(Store.open(tmp_path / "tnews.db")) as store:
        store.register([Source("a", "", "A", "many"), Source("b", "", "B", "few")])
        draft = ArticleDraft("", "", "iPhone", ())
        intents = [ArticleIntent(None, IdentityKeys(), draft, b"")] * 20
        store.save("a", FetchState(), intents)
        found = store.save("b", FetchState(), intents[:3]).new
        assert tuple(store.ids(Query("iphone", category="few", limit=50))) == found
        assert len(store.ids(Query("iphone", unread=True, bookmarked=True, limit=50))) == 0


def test_a_clue_that_leads_to_wrong_texts_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clues, "_FEW", 5)
    monkeypatch.setattr(search, "_READ", 2)
    asked = 0
    find = search._found

    def found(*arguments: Any, **named: Any) -> Iterator[int]:
        nonlocal asked
        asked += 1
        return find(*arguments, **named)

    monkeypatch.setattr(search, "_found", found)
    with closing(Store.open(tmp_path / "tnews.db")) as store:
        store.register([Source("a", "", "A", "A")])
        titles = ("abcd", *["abc bcd"] * 20)  # the first of a document is its newest
        drafts = [ArticleDraft("", "", title, ()) for title in titles]
        intents = [ArticleIntent(None, IdentityKeys(), draft, b"") for draft in drafts]
        (right, *_wrong) = store.save("a", FetchState(), intents).new
        assert list(store.ids(Query("abcd", limit=1))) == [right]
        assert asked == 0  # the first half of what was read is right, so one more is enough
        assert list(store.ids(Query("abcd", limit=20))) == [right]
        assert asked == 1
        assert list(store.ids(Query("abcd", limit=1, sort="oldest"))) == [right]
        assert asked == 2
