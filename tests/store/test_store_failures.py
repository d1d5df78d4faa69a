import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tnews.locale.reasons import reason
from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, Query, Source, StoreError
from tnews.store import Store, opening
from tnews.store.failures import as_write_failure, explain

Fill = Callable[..., list[int]]
MakeIntent = Callable[..., ArticleIntent]


def test_a_full_disk_is_told_and_reading_goes_on(
    path: Path, sources: list[Source], intent: MakeIntent, monkeypatch: pytest.MonkeyPatch
) -> None:
    pragmas = (*opening._PRAGMAS, "PRAGMA max_page_count = 100")
    monkeypatch.setattr(opening, "_PRAGMAS", pragmas)
    store = Store.open(path)
    store.register(sources)
    (id,) = store.save("sky", FetchState(), [intent("一")]).new
    many = [intent(str(n), "".join(map(chr, range(n * 999, n * 999 + 999)))) for n in range(21, 50)]
    with pytest.raises(StoreError, match="full"):
        store.save("sky", FetchState(etag="lost"), many)
    assert [row.id for row in store.page(Query())] == [id]
    assert store.states()["sky"] == FetchState()
    assert store.check() == []
    store.close()


def test_a_cache_in_use_is_told(
    path: Path, sources: list[Source], fill: Fill, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill("一")
    monkeypatch.setattr(opening, "WAIT", 0.01)
    other = Store.open(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use"):
            other.set_read(ids, True)
        assert list(other.ids(Query())) == ids
    other.set_read(ids, True)
    other.close()


def test_a_damaged_page_is_told(store: Store, path: Path, fill: Fill) -> None:
    fill(*(f"第{n}篇" for n in range(300)))
    store.close()
    data = bytearray(path.read_bytes())
    data[-8192:] = bytes(8192)  # the first pages are those of the schema
    path.write_bytes(data)
    damaged = Store.open(path)
    assert damaged.check()
    damaged.close()


def test_a_truncated_cache_is_told(store: Store, path: Path, fill: Fill) -> None:
    fill(*(f"第{n}篇" for n in range(300)))
    store.close()
    path.write_bytes(path.read_bytes()[:20000])
    with pytest.raises(StoreError, match="damaged"):
        Store.open(path).page(Query())


def test_a_damaged_text_costs_that_text_alone(store: Store, path: Path, fill: Fill) -> None:
    bad, good = fill(("一", "甲"), ("二", "乙"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE bodies SET blocks = x'00' WHERE id = ?", (bad,))
        connection.commit()
    assert [article.id for article in store.articles(Query())] == [bad, good]
    article = store.article(bad)
    assert article is not None
    assert "damaged" in article.text
    assert store.check() == ["damaged texts: 1"]
    store.delete([bad])
    assert store.check() == []


JSON = (
    "[" * 100_000,
    "null",
    "[1, 2]",
    '{"a": 1}',
    '[["p", "x", ""]]',
    '[["p", null, "", []]]',
    '[["p", "x", "", [[1]]]]',
)


@pytest.mark.parametrize(
    "stored",
    [b"", b"\0", b"g", "text", 5, *(b"g" + zlib.compress(text.encode()) for text in JSON)],
)
def test_an_article_with_a_damaged_text_is_found_by_its_title(
    store: Store, path: Path, fill: Fill, stored: object
) -> None:
    (id,) = fill(("德国大学生租房费用昂贵", "正文"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE bodies SET blocks = ?", (stored,))
        connection.commit()
    for words in (
        "德",
        "德国",
        "德国大学生租房费用",
        '"租房费用昂贵"',
        "标题:租房",
        "大学 费用",
        "租房 -台风",
    ):
        assert list(store.ids(Query(text=words))) == [id], words
        assert store.count(Query(text=words), 9) == 1
        assert [row.id for row in store.rows([id], words)] == [id]
    for words in ("台风", "德国 台风", "德国大学生租房费用便宜"):
        assert list(store.ids(Query(text=words))) == [], words
    article = store.article(id)
    assert article is not None
    assert "damaged" in article.text
    assert store.check() == ["damaged texts: 1"]
    for _step in store.rebuild_index():
        pass
    assert list(store.ids(Query(text="租房"))) == [id]


@pytest.mark.parametrize("damage", ["UPDATE bodies SET blocks = x'00'", "DELETE FROM bodies"])
def test_a_text_in_the_place_of_a_lost_one_is_found_by_its_own_words_alone(
    store: Store, path: Path, fill: Fill, intent: MakeIntent, damage: str
) -> None:
    (id,) = fill(("台风", "渔船回港"))
    fill("晴")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"{damage} WHERE id = {id}")
        connection.commit()
    store.save("sky", FetchState(), [intent("雨", id=id)])
    for _when in ("at once", "with a new index"):
        assert list(store.ids(Query(text="雨"))) == [id]
        assert list(store.ids(Query(text="渔船"))) == []
        assert list(store.ids(Query(text="台风"))) == []
        for _step in store.catch_up():
            pass
    assert store.index_progress() is None
    assert store.check() == []


def test_a_damaged_text_of_the_feed_is_never_shown(store: Store, path: Path, fill: Fill) -> None:
    (id,) = fill(("一", "甲"))
    page = ArticleDraft("", "", "一", (Block("p", "甲乙"),))
    assert store.save_page(id, page, leads=False, has_time=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE pages SET text = x'00'")
        connection.commit()
    assert store.check() == ["damaged texts: 1"]
    assert not store.save_page(id, page, leads=False, has_time=True)
    article = store.article(id)
    assert article is not None
    assert article.text == "甲乙"
    assert store.check() == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM bodies WHERE id = 1", "articles without a text"),
        ("UPDATE articles SET is_read = 1 WHERE id = 1", "lists disagree"),
        ("UPDATE sources SET unread_count = 7", "counts"),
        ("UPDATE articles SET source_id = 99", "missing"),
        ("INSERT INTO ft(rowid, title, body) VALUES(99, 'a', '')", "misses articles"),
        ("INSERT INTO pages(id, is_shown) VALUES(1, 1)", "never read"),
        ("INSERT INTO pages(id, text) VALUES(1, x'00')", "damaged texts: 1"),
        ("INSERT INTO placings VALUES(7, 1, 1, '')", "missing"),
        ("DELETE FROM ft_docsize WHERE id = 1", "misses articles"),
        ("UPDATE ft_data SET block = x'00ff' WHERE id > 10", "index is damaged"),
    ],
)
def test_check_finds(store: Store, path: Path, fill: Fill, damage: str, told: str) -> None:
    fill("一", "二")
    assert store.check() == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(damage)
        connection.commit()
    assert any(told in problem for problem in store.check())


def test_no_full_text_search_is_told() -> None:
    error = sqlite3.OperationalError("no such module: fts5")
    assert "FTS5" in explain(error, Path("x"))


def test_what_cannot_be_bound_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot be stored"):
        store.save_state("sky", FetchState(cursor="\ud800"))
    with pytest.raises(StoreError, match="cannot be stored"):
        store.save_state("sky", FetchState(failures=2**70))


@pytest.fixture
def rotten(store: Store, path: Path, fill: Fill) -> Store:
    """A cache of three articles whose search index is damaged."""
    fill("大雨", "小雨", "晴")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE ft_data SET block = x'0000ffffffff' WHERE id > 1000")
        connection.commit()
    return store


def test_a_damaged_index_does_not_stop_counting(rotten: Store) -> None:
    assert rotten.count(Query(text="雨"), 10) == 2
    assert rotten.is_index_damaged


def test_a_damaged_index_that_cannot_be_given_up_now_does_not_stop_a_search(
    rotten: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(rotten.ids(Query(text="雨"))) == 2


_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from tnews.locale import choose
from tnews.model import TnewsError
from tnews.store import Store
choose("en")
here, there = map(Path, sys.argv[2:])
if sys.argv[1] == "backup":
    act = Store.open(here).backup
else:
    act = lambda other: Store.take_copy(other, here)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    act(there)
except TnewsError as error:
    print(type(error).__name__, error.message)
"""


def without_room(act: str, here: Path, there: Path) -> str:
    """What is said when `act` with the cache `here` finds no room for the file `there`."""
    with closing(sqlite3.connect(here)) as connection:
        connection.execute("CREATE TABLE large(x)")  # more than SQLite holds in memory
        connection.executemany("INSERT INTO large VALUES(zeroblob(?))", [(3000,)] * 3000)
        connection.commit()
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_ROOM, act, str(here), str(there)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_cache_that_cannot_be_replaced_for_want_of_room_is_named_and_nothing_is_left(
    store: Store, path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    store.backup(copy)
    store.close()
    said = f"the cache {path} cannot be replaced: the disk cannot be read or written"
    assert without_room("take_copy", copy, path) == f"StoreError {said}\n"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_backup_for_which_there_is_no_room_is_named_and_nothing_is_left(
    store: Store, path: Path, tmp_path: Path
) -> None:
    store.close()
    target = tmp_path / "there" / "copy.db"
    target.parent.mkdir()
    said = f"the backup {target} cannot be written: the disk cannot be read or written"
    assert without_room("backup", path, target) == f"ExportError {said}\n"
    assert list(target.parent.iterdir()) == []


def test_a_full_disk_is_an_error_of_writing_and_damage_is_none() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t(x)")
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as full:
            connection.execute("INSERT INTO t VALUES(zeroblob(20000))")
        with pytest.raises(sqlite3.OperationalError) as other:
            connection.execute("SELECT nothing")
    failure = as_write_failure(full.value)
    assert failure is not None
    assert reason(failure) == "the disk is full"
    assert as_write_failure(other.value) is None


def test_a_full_disk_on_opening_is_called_so(path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    assert "is full" in explain(error, path)
    failure = as_write_failure(error)
    assert failure is not None
    assert reason(failure) == "the disk is full"
