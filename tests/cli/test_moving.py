"""tnews sources move and enable: addresses that have changed, sources that were gone."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import pytest

from command_line import Place, rss, web_site
from tnews.model import FetchState
from tnews.store import Store


@pytest.fixture
def place(empty: Place) -> Place:
    """A place with a source that has moved, one that is gone and one that is well."""
    with web_site({f"/{key}": rss(key, "一") for key in ("a", "b", "new")}) as web:
        empty.config.write_text(
            f'# mine\n[[source]]\nurl = "{web}/a"  # the old one\nname = "甲"\n', encoding="utf-8"
        )
        empty.add_source("b", f"{web}/b", name="乙")
        empty.run("refresh")
    with closing(Store.open(empty.data_dir / "tnews.db")) as store:
        store.save_state("127.0.0.1", FetchState(moved_to="https://new.example/feed"))
        store.save_state("b", FetchState(gone_at=datetime.now(UTC), failures=1, last_error="410"))
    return empty


def test_a_new_address_is_told_and_written_down_with_all_else_kept(place: Place) -> None:
    moved, _gone = place.run("sources", "--json").json
    assert moved["moved_to"] == "https://new.example/feed"
    told = place.run("doctor").out
    assert "甲 has moved to https://new.example/feed" in told
    assert "tnews sources move 127.0.0.1" in told
    done = place.run("sources", "move")
    assert done.code == 0
    assert done.err == "甲 (127.0.0.1) is at https://new.example/feed now\n"
    text = place.config.read_text(encoding="utf-8")
    assert text.startswith("# mine\n[[source]]\n")
    assert 'url = "https://new.example/feed"  # the old one\n' in text
    moved, _gone = place.run("sources", "--json").json
    assert (moved["key"], moved["url"], moved["moved_to"], moved["articles"]) == (
        "127.0.0.1",
        "https://new.example/feed",
        None,
        1,
    )


def test_where_nothing_has_moved_that_is_said(place: Place) -> None:
    done = place.run("sources", "move", "b")
    assert (done.code, done.err) == (1, "no source has moved\n")


def test_two_sources_never_get_one_address(place: Place) -> None:
    """The file would be wrong then, and no command work any more."""
    (there,) = [one["url"] for one in place.run("sources", "--json").json if one["key"] == "b"]
    with closing(Store.open(place.data_dir / "tnews.db")) as store:
        store.save_state("127.0.0.1", FetchState(moved_to=there))
    before = place.config.read_bytes()
    done = place.run("sources", "move")
    assert done.code == 1
    assert done.err.startswith("甲 (127.0.0.1) has moved to where 乙 (b) is already; ")
    assert place.config.read_bytes() == before


def test_who_is_gone_is_told_and_comes_back_when_it_is_switched_on(place: Place) -> None:
    (gone,) = place.run("sources", "--failing", "--json").json
    assert (gone["key"], gone["state"]) == ("b", "gone")
    assert "tnews sources enable b asks once more" in gone["advice"]
    assert place.run("sources", "enable", "b").code == 0
    with closing(Store.open(place.data_dir / "tnews.db")) as store:
        assert store.states()["b"] == FetchState()
