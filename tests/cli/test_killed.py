"""Killed in any phase: the cache is whole, no mark is lost, the next run does the rest."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from command_line import Place, Run, rss, web_site
from killing import killed_at, killed_in
from tnews.model import Query
from tnews.model.settings import Config, KeepSettings
from tnews.services.keeping import Keeper
from tnews.store import Store

OLD = [f"旧闻第{n}条：湖边的书店" for n in range(30)]
NEW = [f"新闻第{n}条：河上的石桥" for n in range(150)]

REFRESH = (
    ("tnews.net.client:Client.get", 0),  # nothing is fetched yet
    ("tnews.services.lists:store_drafts", 0),  # between fetch and commit
    ("tnews.store.saving:_insert", 40),  # in the first transaction
    ("tnews.store.saving:_insert", 140),  # in the second
    ("tnews.store.fetches:write", 0),  # the state comes with the last articles
    ("tnews.services.telling:Teller.tell", 0),  # all is committed, no story is told
    ("tnews.services.telling:Teller.catch_up", 0),
    ("tnews.store.index:_step", 0),  # nothing of it is in the index
    ("tnews.store.index:_step", 1),  # some is
    ("tnews.store.index:_add", 1),  # in a transaction of the index
    ("tnews.store.state:_records", 0),  # in the state file
    ("tnews.store.state:os.fsync", 0),
    ("pathlib:Path.replace", 0),
    ("tnews.store.db:Database.checkpoint", 0),
    ("tnews.store.db:Database.close", 0),
)
"""Where a refresh is killed, and at which call."""


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[str, str | bytes]]:
    return {"/feed": rss("书店", *OLD)}


@pytest.fixture(scope="module")
def site(pages: dict[str, tuple[str, str | bytes]]) -> Iterator[str]:
    with web_site(pages) as site:
        yield site


@pytest.fixture
def place(tmp_path: Path, run: Run, site: str, pages: dict[str, tuple[str, str | bytes]]) -> Place:
    """Thirty articles, the first bookmarked with a note and a tag, two read; 150 more are to come,
    and the state file is a day old."""
    place = Place(tmp_path, run)
    place.config.write_text("catalogue = false\n", encoding="utf-8")
    pages["/feed"] = rss("书店", *OLD)
    place.add_source("a", f"{site}/feed")
    assert place.run("refresh").code == 0
    store = Store.open(place.data_dir / "tnews.db")
    store.set_bookmark([1], True)
    store.set_note(1, "再去一次")
    store.set_tags(1, ["待读"])
    store.set_read([2, 3], True)
    store.remember("kept_at", 0)
    store.close()
    text = rss("书店", *NEW)[1].replace("<guid>", "<guid>new-").replace("com/", "com/new-")
    pages["/feed"] = ("application/rss+xml", text)
    return place


def require_marks(place: Place) -> Store:
    """Open the cache: it is whole, and has what the person did."""
    store = Store.open(place.data_dir / "tnews.db")
    assert store.check() == []
    status = store.statuses([1])[1]
    assert (status.is_bookmarked, status.note) == (True, "再去一次")
    assert {id for id, one in store.statuses(range(1, 31)).items() if one.is_read} == {2, 3}
    assert [tuple(tag) for tag in store.tags()] == [("待读", 1)]
    return store


@pytest.mark.parametrize(("where", "number"), REFRESH)
def test_a_refresh_that_is_killed(place: Place, where: str, number: int) -> None:
    killed_at(where, number, "refresh", *place.options)
    store = require_marks(place)
    stored = len(store.ids(Query()))
    assert stored in (30, 80, 130, 180)  # whole transactions
    assert len(store.ids(Query(text="石桥"))) == stored - 30, "found before they are indexed"
    store.close()
    assert place.run("refresh").code == 0
    store = require_marks(place)
    assert len(store.ids(Query())) == 180
    assert store.index_progress() is None
    assert len(store.ids(Query(text="石桥"))) == 150
    store.close()
    assert [file.name for file in place.data_dir.iterdir() if ".part" in file.name] == []


@pytest.mark.parametrize("command", [("search", "石桥", "--json"), ("refresh",)])
def test_what_is_not_indexed_is_caught_up(place: Place, command: tuple[str, ...]) -> None:
    killed_at("tnews.store.index:_step", 0, "refresh", *place.options)
    assert place.run("bookmark", "40").code == 0
    with closing(Store.open(place.data_dir / "tnews.db")) as store:
        assert store.index_progress() is not None
    assert place.run(*command).code == 0
    store = require_marks(place)
    assert store.index_progress() is None
    assert store.statuses([40])[40].is_bookmarked
    store.close()


_PRUNE = """
import os, signal, sys
from pathlib import Path
from threading import Event
from tnews.model.settings import Config, KeepSettings
from tnews.services.keeping import Keeper
from tnews.store import Store, retention
where, number = sys.argv[2], int(sys.argv[3])
owner = retention if where == "prune" else retention.index
original, calls = getattr(owner, where), []
def die(*given, **named):
    calls.append(None)
    if len(calls) > number:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*given, **named)
setattr(owner, where, die)
store = Store.open(Path(sys.argv[1]), clock=lambda: LATE)
Keeper(store, Config(keep=KeepSettings(days=30)), Path(sys.argv[1]).parent, clock=lambda: LATE).prune(Event())
"""


@pytest.mark.parametrize(("where", "number"), [("prune", 0), ("prune", 2), ("changes", 1)])
def test_pruning_that_is_killed(place: Place, where: str, number: int) -> None:
    place.run("refresh")
    store = Store.open(place.data_dir / "tnews.db")
    late = store._now + 400 * 86_400
    store.close()
    cache = place.data_dir / "tnews.db"
    with closing(sqlite3.connect(cache)) as connection:  # the site lists other articles now
        connection.execute("UPDATE identities SET seen_at = seen_at - 30 * 86400 WHERE id < 150")
        connection.commit()
    killed_in(_PRUNE.replace("LATE", str(late)), cache, where, number)
    store = require_marks(place)
    assert len(store.ids(Query())) < 180 or not number
    config = Config(keep=KeepSettings(days=30))
    late_store = Store.open(cache, clock=lambda: late)
    Keeper(late_store, config, place.data_dir, clock=lambda: late).prune(Event())
    assert late_store.check() == []
    assert 1 in list(late_store.ids(Query())), "bookmarked"
    assert len(late_store.ids(Query())) < 60
    late_store.close()
    store.close()
    require_marks(place).close()


@pytest.mark.parametrize(
    "where",
    [
        "tnews.store.migrate:copy",
        "tnews.store.migrate:os.fsync",
        "tnews.store.migrate:_run",
        "tnews.store.opening:_write_ahead",
    ],
)
def test_an_upgrade_that_is_killed(tmp_path: Path, run: Run, where: str) -> None:
    place = Place(tmp_path, run)
    place.config.write_text("catalogue = false\n", encoding="utf-8")
    place.data_dir.mkdir()
    old = gzip.decompress((Path(__file__).parents[1] / "store" / "version1.db.gz").read_bytes())
    (place.data_dir / "tnews.db").write_bytes(old)
    killed_at(where, 0, "list", *place.options)
    listed = place.run("list", "--json")
    assert listed.code == 0
    assert listed.json
    assert place.run("doctor").code == 0
    names = {file.name for file in place.data_dir.iterdir()}
    assert "tnews.db.v1.bak" in names
    assert not any(".part" in name for name in names)


@pytest.mark.parametrize("where", ["tnews.store.migrate:os.fsync", "pathlib:Path.replace"])
def test_a_backup_that_is_killed(place: Place, tmp_path: Path, where: str) -> None:
    target = tmp_path / "copy.db"
    killed_at(where, 0, "doctor", "--backup", target, *place.options)
    assert not target.exists(), "there is a whole backup or none"
    require_marks(place).close()
    assert place.run("doctor", "--backup", target).code == 0
    assert [file.name for file in tmp_path.glob("copy.db*")] == ["copy.db"]


@pytest.mark.parametrize("where", ["tnews.services.config_file:os.fsync", "pathlib:Path.replace"])
def test_editing_the_configuration_that_is_killed(place: Place, where: str) -> None:
    before = place.config.read_bytes()
    killed_at(where, 0, "sources", "disable", "a", *place.options)
    assert place.config.read_bytes() == before
    assert place.run("sources", "disable", "a").code == 0
    assert b"enabled = false" in place.config.read_bytes()
