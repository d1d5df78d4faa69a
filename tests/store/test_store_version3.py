"""A cache that tnews made before it remembered how often to ask opens, whole and upgraded."""

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tnews.model import FetchState, Query
from tnews.model.record import replace
from tnews.store import Store

MADE_BY_VERSION_3 = Path(__file__).with_name("version3.db.gz")
THEN = datetime(2023, 11, 14, 22, tzinfo=UTC)


@pytest.fixture
def old(path: Path) -> Path:
    path.parent.mkdir()
    path.write_bytes(gzip.decompress(MADE_BY_VERSION_3.read_bytes()))
    return path


def test_what_was_known_of_fetching_is_known_still(old: Path) -> None:
    with closing(Store.open(old)) as store:
        assert store.states() == {
            "sky": FetchState(
                etag='"1"',
                last_modified="Tue, 14 Nov 2023 21:00:00 GMT",
                body_hash=b"12345678",
                cursor="2023-11-14T22:00:00+00:00",
                checked_at=THEN,
                succeeded_at=THEN,
                due_at=THEN,
            ),
            "sea": FetchState(
                checked_at=THEN,
                due_at=THEN,
                failures=3,
                last_error="the server has a fault (503)",
            ),
        }
        assert {row.title: row.is_read for row in store.page(Query())} == {
            "今天多云": True,
            "台风": False,
        }
        assert store.check() == []


def test_what_is_new_is_kept(old: Path) -> None:
    with closing(Store.open(old)) as store:
        state = replace(store.states()["sea"], failure="http-503", retry_at=THEN, ttl=3600)
        store.save_state("sea", state)
        assert store.states()["sea"] == state


def test_a_copy_of_the_former_cache_stays(old: Path) -> None:
    Store.open(old).close()
    with closing(sqlite3.connect(old.with_name("tnews.db.v3.bak"))) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (3,)
        assert copy.execute("SELECT count(*) FROM fetches").fetchone() == (2,)
