"""The state file: what is in it, and what comes back from it."""

from __future__ import annotations

import json
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tnews.model import (
    ArticleIntent,
    ExportError,
    FetchState,
    IdentityKeys,
    Query,
    Source,
    StoreError,
)
from tnews.services.decide import matches
from tnews.store import Store, state

MakeIntent = Callable[..., ArticleIntent]

TITLES = ("未碰", "已读", "收藏", "笔记", "标签", "留着")


@pytest.fixture
def intents(intent: MakeIntent) -> list[ArticleIntent]:
    return [intent(title, f"{title}的正文") for title in TITLES]


@pytest.fixture
def marked(store: Store, intents: list[ArticleIntent]) -> dict[str, int]:
    """Six articles of sky, each with something done to it, by their titles."""
    ids = dict(zip(TITLES, store.save("sky", FetchState(), intents).new, strict=True))
    store.set_read([ids["已读"], ids["笔记"], ids["留着"]], True)
    store.set_position(ids["已读"], 0.25)
    store.set_bookmark([ids["收藏"]], True)
    store.set_note(ids["笔记"], "先读第三段\n“再”想")
    store.set_tags(ids["标签"], ["经济", "待写"])
    store.set_read([ids["留着"]], False)
    return ids


@pytest.fixture
def other(tmp_path: Path, clock: Any) -> Iterator[Store]:
    """Another cache, with nothing in it."""
    opened = Store.open(tmp_path / "other" / "tnews.db", clock=clock)
    yield opened
    opened.close()


def statuses(store: Store, intents: list[ArticleIntent]) -> dict[str, Any]:
    """The statuses of what `store` knows of `intents`, by their titles."""
    known = store.known("sky", [one.keys for one in intents])
    titles = {one.keys: one.draft.title for one in intents}
    found = store.statuses([one.id for one in known])
    return {titles[one.keys]: found[one.id] for one in known}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_it_is_readable_whole_and_private(
    store: Store, marked: dict[str, int], tmp_path: Path
) -> None:
    path = store.write_state(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.glob("state*")] == [path.name]
    head, *records, end = lines(path)
    assert (head["tnews"], head["version"]) == ("state", 1)
    assert end == {"end": len(records) + 1}
    assert [r["subscription"] for r in records if "subscription" in r] == ["sky", "sea", "wind"]
    by_title = {r["title"]: r for r in records if "title" in r}
    assert set(by_title) == {"收藏", "笔记", "标签", "留着"}
    assert by_title["笔记"]["note"] == "先读第三段\n“再”想"
    assert by_title["标签"]["tags"] == ["待写", "经济"]
    assert by_title["留着"]["kept_unread"]
    assert by_title["收藏"]["url"] == "https://sky.example/1"
    (reads,) = [r["reads"] for r in records if "reads" in r]
    assert [position for _keys, _at, position in reads] == [0.25]


def test_everything_comes_back_into_an_empty_cache(
    store: Store,
    marked: dict[str, int],
    other: Store,
    intents: list[ArticleIntent],
    tmp_path: Path,
) -> None:
    done = other.merge_state(store.write_state(tmp_path), matches)
    assert (done.taken, done.waiting, done.unreadable) == (5, 5, 0)
    before = statuses(store, intents)
    del before["未碰"]
    assert statuses(other, intents) == before
    assert other.check() == []


def test_what_comes_later_has_its_state(
    store: Store,
    marked: dict[str, int],
    other: Store,
    intents: list[ArticleIntent],
    tmp_path: Path,
) -> None:
    other.merge_state(store.write_state(tmp_path), matches)
    known = {one.keys: one.id for one in other.known("sky", [one.keys for one in intents])}
    again = [ArticleIntent(known.get(i.keys), i.keys, i.draft, i.content_hash) for i in intents]
    other.save("sky", FetchState(), again)
    assert statuses(other, intents) == statuses(store, intents)
    assert {row.title for row in other.page(Query(bookmarked=True))} == {"收藏"}
    assert {row.title for row in other.page(Query(unread=True))} == {"未碰", "收藏", "标签", "留着"}
    assert other.check() == []


def test_of_two_states_the_newer_wins(
    store: Store, marked: dict[str, int], clock: Any, tmp_path: Path
) -> None:
    path = store.write_state(tmp_path)
    clock.now += 10
    store.set_bookmark([marked["收藏"]], False)
    store.set_note(marked["笔记"], "新的")
    before = store.statuses(marked.values())
    done = store.merge_state(path, matches)
    assert done.taken == done.waiting == 0
    assert store.statuses(marked.values()) == before


def test_a_tag_that_was_taken_away_since_stays_away(
    store: Store, marked: dict[str, int], clock: Any, tmp_path: Path
) -> None:
    path = store.write_state(tmp_path)
    clock.now += 10
    store.set_tags(marked["标签"], [])
    store.merge_state(path, matches)
    assert store.statuses([marked["标签"]])[marked["标签"]].tags == ()


def test_an_older_state_gives_way(
    store: Store,
    marked: dict[str, int],
    other: Store,
    intents: list[ArticleIntent],
    clock: Any,
    tmp_path: Path,
) -> None:
    clock.now -= 1000
    other.register([Source("sky", "", "Sky", "天气")])
    other.save("sky", FetchState(), intents)
    other.set_bookmark(list(other.ids(Query())), True)
    clock.now += 1000
    other.merge_state(store.write_state(tmp_path), matches)
    assert {row.title for row in other.page(Query(bookmarked=True))} == {"未碰", "收藏"}
    assert other.check() == []


def test_deleted_stays_deleted(
    store: Store, marked: dict[str, int], other: Store, intents: list[ArticleIntent], tmp_path: Path
) -> None:
    store.delete([marked["未碰"]])
    other.merge_state(store.write_state(tmp_path), matches)
    (known,) = other.known("sky", [intents[0].keys])
    assert known.is_deleted


def test_what_was_taken_apart_stays_apart(
    store: Store,
    path: Path,
    marked: dict[str, int],
    other: Store,
    intents: list[ArticleIntent],
    tmp_path: Path,
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        pair = (marked["收藏"], marked["未碰"])
        connection.execute("INSERT INTO splits(id, other) VALUES(?, ?)", pair)
        connection.commit()
    for _twice in range(2):
        assert other.merge_state(store.write_state(tmp_path), matches).unreadable == 0
    known = {one.keys: one.id for one in other.known("sky", [one.keys for one in intents])}
    ids = [known[intents[TITLES.index(title)].keys] for title in ("收藏", "未碰")]
    with closing(sqlite3.connect(tmp_path / "other" / "tnews.db")) as connection:
        assert connection.execute("SELECT id, other FROM splits").fetchall() == [tuple(ids)]
    assert other.check() == []


def test_seven_are_kept(store: Store, marked: dict[str, int], tmp_path: Path, clock: Any) -> None:
    for _day in range(10):
        newest = store.write_state(tmp_path)
        clock.now += 86_400
    files = sorted(tmp_path.glob("state-*.jsonl"))
    assert len(files) == 7
    assert files[-1] == newest


def test_a_damaged_file_gives_what_can_be_read(
    store: Store, marked: dict[str, int], other: Store, tmp_path: Path
) -> None:
    path = store.write_state(tmp_path)
    text = path.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(text) if "笔记".encode() in line)
    text[place] = b'{"source":"sky","keys":"zz::","changed_at":1}\n'
    text[-1] = text[-1][:4]
    path.write_bytes(b"".join(text))
    done = other.merge_state(path, matches)
    assert done.taken == 4
    assert done.unreadable == 3  # the bad keys, half a line, and no end


def test_of_a_newer_tnews_nothing_is_taken(other: Store, tmp_path: Path) -> None:
    path = tmp_path / "state.jsonl"
    path.write_text('{"tnews":"state","version":2}\n{"subscription":"a"}\n', "utf-8")
    with pytest.raises(StoreError, match="newer tnews"):
        other.merge_state(path, matches)
    assert other.states() == {}


def test_where_it_cannot_be_written_it_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        store.write_state(tmp_path / "nowhere")


LINES = st.one_of(
    st.binary(max_size=60),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "source",
                        "subscription",
                        "keys",
                        "reads",
                        "split",
                        "deleted",
                        "changed_at",
                        "tags",
                        "end",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode()),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=6))
def test_nothing_in_a_file_does_harm(store: Store, tmp_path: Path, content: list[bytes]) -> None:
    path = tmp_path / "any.jsonl"
    head = b'{"subscription":"sky","name":"","url":"","category":""}'
    path.write_bytes(b"\n".join([b'{"tnews":"state"}', head, *content]))
    store.merge_state(path, matches)
    assert store.check() == []


def test_what_was_read_and_then_deleted_stays_deleted(
    store: Store, marked: dict[str, int], other: Store, intents: list[ArticleIntent], tmp_path: Path
) -> None:
    store.delete([marked["已读"], marked["笔记"]])
    path = store.write_state(tmp_path)
    other.merge_state(path, matches)
    other.merge_state(path, matches)
    known = other.known("sky", [intents[1].keys, intents[3].keys])
    assert [one.is_deleted for one in known] == [True, True]
    assert "先读第三段\n“再”想" in {one.note for one in statuses(other, intents).values()}


def test_what_is_stored_is_not_deleted_by_an_older_state(
    store: Store, marked: dict[str, int], other: Store, intents: list[ArticleIntent], tmp_path: Path
) -> None:
    store.delete([marked["已读"]])
    other.register([Source("sky", "", "Sky", "天气")])
    other.save("sky", FetchState(), intents)
    other.merge_state(store.write_state(tmp_path), matches)
    (known,) = other.known("sky", [intents[1].keys])
    assert not known.is_deleted


def test_files_of_a_day_to_come_do_not_push_out_todays(
    store: Store, marked: dict[str, int], tmp_path: Path, clock: Any
) -> None:
    clock.now += 3650 * 86_400  # the clock was wrong for a week
    for _day in range(7):
        store.write_state(tmp_path)
        clock.now += 86_400
    clock.now -= 3657 * 86_400
    assert store.write_state(tmp_path).exists()


@pytest.mark.parametrize(
    "line",
    [
        '{"source":"sky","keys":"01:02:03","changed_at":1000000000000000000000}',
        '{"source":"sky","keys":"01:02:03","changed_at":9000000000000000000}',
        '{"source":"sky","keys":"01:02:03","changed_at":5,"bookmarked_at":90000000000000000}',
        '{"source":"sky","keys":"01:02:03","changed_at":5,"position":NaN}',
        '{"source":"sky","keys":"01:02:03","changed_at":5,"note":"\\ud800"}',
        '{"source":"sky","keys":"01:02:03","changed_at":5,"tags":["\\ud800a"]}',
        '{"source":"\\ud800","keys":"01:02:03","changed_at":5}',
        '{"subscription":"\\ud800","name":"\\ud800","url":"\\ud800","category":"\\ud800"}',
        '{"split":[["gone","01:02:03"],["sky","04:05:06"]]}',
        '{"split":[["\\ud800","01:02:03"],["sky","04:05:06"]]}',
        "[" * 100_000,
    ],
)
def test_a_line_out_of_bounds_costs_nothing_but_itself(
    store: Store, marked: dict[str, int], tmp_path: Path, line: str
) -> None:
    path = tmp_path / "any.jsonl"
    good = '{"source":"sky","keys":"0a:0b:0c","changed_at":7,"note":"好"}'
    path.write_text(f'{{"tnews":"state","version":1}}\n{line}\n{good}\n{{"end":3}}\n', "utf-8")
    store.merge_state(path, matches)
    keys = [IdentityKeys(b"\1", b"\2", b"\3"), IdentityKeys(b"\x0a", b"\x0b", b"\x0c")]
    known = store.known("sky", keys)
    found = store.statuses([one.id for one in known])
    assert "好" in [status.note for status in found.values()]
    assert store.check() == []


def test_a_version_that_makes_no_sense_is_no_newer_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "any.jsonl"
    path.write_text('{"tnews":"state","version":"1"}\n{"end":1}\n', "utf-8")
    assert store.merge_state(path, matches).unreadable == 0


def test_a_subscription_is_cleaned(other: Store, tmp_path: Path) -> None:
    path = tmp_path / "any.jsonl"
    path.write_text(
        '{"tnews":"state","version":1}\n{"subscription":"a","name":"A\\u001b[31m","url":"u",'
        '"category":"B\\u001b]0;x\\u0007"}\n{"end":2}\n',
        "utf-8",
    )
    other.merge_state(path, matches)
    (category,) = other.counts().categories
    assert "\x1b" not in category


def steps_to_write(path: Path, folder: Path) -> int:
    """How many hundreds of steps SQLite takes to write the state."""
    taken = 0

    def step() -> None:
        nonlocal taken
        taken += 1

    with closing(sqlite3.connect(path)) as connection:
        connection.set_progress_handler(step, 100)
        state.write(connection, folder / "state.jsonl", "now")
    return taken


def test_four_times_as_many_read_take_four_times_as_long(
    store: Store, path: Path, tmp_path: Path, fill: Callable[..., list[int]]
) -> None:
    store.set_read(fill(*(f"甲{n}" for n in range(100))), True)
    few = steps_to_write(path, tmp_path)
    store.set_read(fill(*(f"乙{n}" for n in range(300)), source="sea"), True)
    assert steps_to_write(path, tmp_path) < 6 * few


@pytest.mark.skipif(sys.platform == "win32", reason="folders are locked on POSIX")
def test_several_that_write_the_state_at_once_each_write_all_of_it(
    store: Store, tmp_path: Path, fill: Callable[..., list[int]]
) -> None:
    ids = fill(*(f"甲{n}" for n in range(20)))

    def change(id: int) -> str:
        store.set_note(id, f"记{id}。")
        return store.write_state(tmp_path).read_text("utf-8")

    with ThreadPoolExecutor(4) as pool:
        for id, written in zip(ids, pool.map(change, ids), strict=True):
            assert f"记{id}。" in written
            assert written.splitlines()[-1].startswith('{"end":')
