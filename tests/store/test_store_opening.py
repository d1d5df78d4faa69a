import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tnews.model import ArticleIntent, ExportError, FetchState, Query, Source, StoreError
from tnews.store import Store, opening, schema

Fill = Callable[..., list[int]]


def test_folder_and_file_belong_to_their_owner_alone(store: Store, path: Path) -> None:
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["tnews.db"]


def test_what_was_saved_is_there_again(store: Store, path: Path, fill: Fill) -> None:
    ids = fill("一", "二")
    store.close()
    again = Store.open(path)
    assert list(again.ids(Query())) == ids
    again.close()


@pytest.mark.parametrize("name", ["a b#c?d%e", "数据"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    Store.open(tmp_path / name / "tnews.db").close()
    assert (tmp_path / name / "tnews.db").is_file()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"not a database, but rather long " * 100, "is not a cache"),
        (b"SQLite format 3\0" + b"\xff" * 4096, "cache"),
    ],
)
def test_a_foreign_file_is_refused_and_left_alone(
    path: Path, content: bytes, reason: str, read_only: bool
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match=reason):
        Store.open(path, read_only=read_only)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("read_only", [False, True])
def test_another_programs_database_is_refused(path: Path, read_only: bool) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine(x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is not a cache"):
        Store.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_folder_in_its_place_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(path)


def test_a_file_where_the_folder_should_be_is_refused(path: Path) -> None:
    path.parent.write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        Store.open(path)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_cache_is_refused(store: Store, path: Path, read_only: bool) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    with pytest.raises(StoreError, match="newer tnews"):
        Store.open(path, read_only=read_only)


def test_an_older_cache_is_copied_and_upgraded(
    store: Store, path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = len(schema.MIGRATIONS)
    ids = fill("一")
    store.set_bookmark(ids, True)
    store.close()
    step = ("ALTER TABLE articles ADD COLUMN mood TEXT", "UPDATE articles SET title = title || '!'")
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, step])
    monkeypatch.setattr("tnews.store.migrate.MIGRATIONS", schema.MIGRATIONS)
    monkeypatch.setattr(opening, "MIGRATIONS", schema.MIGRATIONS)
    older = path.read_bytes()
    reader = Store.open(path, read_only=True)
    assert [row.title for row in reader.page(Query(bookmarked=True))] == ["一!"]
    reader.close()
    assert path.read_bytes() == older, "a copy of it was upgraded and read"
    Store.open(path).close()
    upgraded = Store.open(path)
    assert [row.title for row in upgraded.page(Query(bookmarked=True))] == ["一!"]
    upgraded.close()
    backup = path.with_name(f"tnews.db.v{version}.bak")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert connection.execute("SELECT title FROM articles").fetchall() == [("一",)]


def test_a_failed_upgrade_changes_nothing(
    store: Store, path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill("一")
    store.close()
    broken = [*schema.MIGRATIONS, ("DELETE FROM bodies", "SELECT no_such_function()")]
    with monkeypatch.context() as patch:
        patch.setattr("tnews.store.migrate.MIGRATIONS", broken)
        with pytest.raises(StoreError):
            Store.open(path)
    again = Store.open(path)
    assert again.check() == []
    assert again.counts().total == (1, 1)
    again.close()


def test_reading_only_makes_and_changes_nothing(
    store: Store, path: Path, fill: Fill, sources: list[Source]
) -> None:
    ids = fill("一")
    with pytest.raises(StoreError, match="no cache"):
        Store.open(path.with_name("other.db"), read_only=True)
    reader = Store.open(path, read_only=True)
    reader.register(sources[:1])
    assert [row.id for row in reader.page(Query(text="一"))] == ids
    assert reader.check() == []
    for change in (
        lambda: reader.set_read(ids, True),
        lambda: reader.save("sky", FetchState(), []),
        lambda: reader.delete(ids),
    ):
        with pytest.raises(StoreError, match="reading only"):
            change()
    reader.close()


READ = """
import importlib, os, pkgutil, sys
from pathlib import Path
import encodings.gb18030, encodings.utf_16_be, gettext, tnews.store, tnews.text
from tnews.model import Query, StoreError
from tnews.store import Store
for room in (tnews.store, tnews.text):  # the other user may not be allowed to read the checkout
    for module in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
        importlib.import_module(module.name)
if os.getuid() == 0:  # root may write anywhere
    os.setuid(65534)
path = Path(sys.argv[1])
try:
    Store.open(path)
except StoreError as error:
    print(error.message)
print(len(Store.open(path, read_only=True).page(Query(text="一"))))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_place_that_cannot_be_written_can_be_read(
    sources: list[Source], intent: Callable[..., ArticleIntent]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "tnews.db"
        store = Store.open(path)
        store.register(sources)
        store.save("sky", FetchState(), [intent("一")])
        store.close()
        path.chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", READ, path], capture_output=True, text=True, check=False
        )
        folder.chmod(0o700)
    assert done.stdout.splitlines() == [
        f"the cache cannot be written: {path}; check its permissions or --data-dir",
        "1",
    ], done.stderr


OPEN = """
import sys
from pathlib import Path
from tnews.model import Source
from tnews.store import Store
store = Store.open(Path(sys.argv[1]))
store.register([Source("a", "", "A", "A")])
store.close()
"""


def test_many_processes_may_make_it_at_once(path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN, path], stderr=subprocess.PIPE)
        for _ in range(6)
    ]
    assert [process.communicate()[1] for process in started] == [b""] * 6
    store = Store.open(path)
    assert list(store.states()) == ["a"]
    assert store.check() == []
    store.close()


def test_another_process_may_take_the_log_away_at_any_moment(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    log = path.with_name("tnews.db-wal")
    look = Path.stat

    def look_and_lose(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = look(self, follow_symlinks=follow_symlinks)
        if self == log:
            log.unlink()
        return found

    log.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", look_and_lose)
        again = Store.open(path)
    assert again.was_left
    again.close()


def test_who_comes_late_takes_no_log_away(
    store: Store, path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill("一")
    files = [path, path.with_name("tnews.db-wal")]
    aside = [file.with_name(f"other-{file.name}") for file in files]
    for file, other in zip(files, aside, strict=True):
        shutil.copyfile(file, other)  # the article is in the log alone
    store.close()
    path.unlink()

    @contextmanager
    def waiting(_folder: Path) -> Iterator[None]:
        for file, other in zip(files, aside, strict=True):
            other.rename(file)  # meanwhile another process makes the cache, and writes
        yield

    monkeypatch.setattr(opening, "alone", waiting)
    late = Store.open(path)
    assert list(late.ids(Query())) == ids
    late.close()


def test_a_log_left_behind_is_not_taken_for_the_new_caches(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("tnews.db-wal").write_bytes(b"old" * 1000)
    store = Store.open(path)
    assert store.check() == []
    store.close()


def test_without_hard_links_it_is_renamed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    Store.open(path).close()
    assert [file.name for file in path.parent.iterdir()] == ["tnews.db"]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.counts()


def test_backup_is_whole_and_overwrites_nothing(store: Store, tmp_path: Path, fill: Fill) -> None:
    ids = fill("一", "二")
    target = tmp_path / "copy.db"
    store.backup(target)
    copy = Store.open(target)
    assert list(copy.ids(Query(text="二"))) == ids[1:]
    assert copy.check() == []
    copy.close()
    with pytest.raises(ExportError, match="exists"):
        store.backup(target)
    for impossible in (
        tmp_path / "nowhere" / "copy.db",
        target / "copy.db",
        tmp_path / ("x" * 300),
    ):
        with pytest.raises(ExportError, match="cannot be written"):
            store.backup(impossible)
