"""Disks that are full or cannot be written: reading goes on, one line says why nothing is kept."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_line import Done, Place, rss, web_site
from disks import needs_limits, small_disk, tnews
from tnews.model.record import replace
from tnews.store import Store

pytestmark = needs_limits

_LEAVE_A_LOG = """
import os, signal, sys
from pathlib import Path
from tnews.store import Store
store = Store.open(Path(sys.argv[1]))
store.set_bookmark([1], True)
os.kill(os.getpid(), signal.SIGKILL)
"""

TITLES = [f"第{n}条：湖边的书店" for n in range(30)]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    feed = rss("书店", *TITLES)
    with web_site({"/feed": feed, **{f"/feed?{n}": feed for n in range(12)}}) as site:
        yield site


@pytest.fixture
def place(tmp_path: Path, site: str) -> Place:
    """A source with thirty articles, the first of which was bookmarked by a tnews that was killed
    before what it wrote was brought from the log into the cache."""
    return made(tmp_path, site)


def made(folder: Path, site: str) -> Place:
    place = Place(folder, tnews)
    place.config.write_text("catalogue = false\n", encoding="utf-8")
    place.add_source("a", f"{site}/feed")
    assert place.run("refresh").code == 0
    cache = place.data_dir / "tnews.db"
    killed = subprocess.run([sys.executable, "-c", _LEAVE_A_LOG, cache], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (place.data_dir / "tnews.db-wal").stat().st_size
    (place.data_dir / "tnews.db-shm").unlink()  # as after a restart of the machine
    return place


READ = (
    ("list", "--bookmarked", "--json"),
    ("search", "书店", "--bookmarked", "--json"),
    ("--export", "--bookmarked", "--format", "json"),
)
"""Commands that print the bookmarked article, and no other, as JSON."""


def assert_read(place: Place, **limits: object) -> None:
    """Everything that is cached can be read, what is in the log alone too, and stdout is clean."""
    for command in READ:
        done = tnews(*command, *place.options, **limits)  # type: ignore[arg-type]
        assert (done.code, [row["title"] for row in done.json]) == (0, [TITLES[-1]]), done.err
        assert len(done.err.splitlines()) <= 1
    shown = tnews("show", "1", *place.options, **limits)  # type: ignore[arg-type]
    assert (shown.code, TITLES[-1] in shown.out) == (0, True), shown.err
    assert len(tnews("list", "--json", *place.options, **limits).json) == len(TITLES)  # type: ignore[arg-type]


def assert_refused(place: Place, told: str, **limits: object) -> None:
    """What has to write ends with exit code 3 and says why, without a traceback."""
    for command in (("refresh", "--force"), ("bookmark", "2"), ("mark", "read", "2")):
        done = tnews(*command, *place.options, **limits)  # type: ignore[arg-type]
        assert done.code == 3, (command, done)
        assert told in done.err
        assert "Traceback" not in done.err
        assert len(done.err.splitlines()) == 1


def test_where_no_file_may_grow_what_is_cached_is_read(place: Place) -> None:
    assert_read(place, largest_file=0)
    assert_refused(place, "cannot be read or written", largest_file=0)
    assert len(place.run("list", "--bookmarked", "--json").json) == 1


@pytest.mark.parametrize("more", [0, 4096, 30_000, 100_000])
def test_a_limit_met_in_the_middle_loses_nothing(place: Place, more: int) -> None:
    size = max(file.stat().st_size for file in place.data_dir.iterdir())
    done = tnews("refresh", "--force", *place.options, largest_file=size + more)
    assert done.code in (0, 3), done
    assert len(done.err.splitlines()) == 1
    for command in READ:
        done = tnews(*command, *place.options, largest_file=size + more)
        assert (done.code, len(done.json)) == (0, 1), done.err
    assert place.run("refresh", "--force").code == 0
    assert place.run("doctor").code == 0
    assert len(place.run("list", "--bookmarked", "--json").json) == 1


def test_on_a_full_disk_what_is_cached_is_read_and_with_room_all_is_well(
    tmp_path: Path, site: str
) -> None:
    with small_disk(tmp_path / "disk", 24) as fill:
        place = made(tmp_path / "disk", site)
        fill(True)
        assert_read(place)
        assert_refused(place, "is full")
        fill(False)
        assert place.run("refresh", "--force").code == 0
        assert place.run("bookmark", "2").code == 0
        assert len(place.run("list", "--bookmarked", "--json").json) == 2
        assert place.run("doctor").code == 0


def test_wherever_the_disk_is_full_a_refresh_says_so_in_one_line(tmp_path: Path, site: str) -> None:
    with small_disk(tmp_path / "disk", 24) as fill:
        place = Place(tmp_path / "disk", tnews)
        place.config.write_text("catalogue = false\n", encoding="utf-8")
        for number in range(12):
            place.add_source(f"s{number}", f"{site}/feed?{number}")
        assert place.run("refresh", "--source", "s0").code == 0
        assert place.run("bookmark", "1").code == 0
        for left in (80, 160, 320, 640):
            fill(True, left << 10)
            done = place.run("refresh")
            assert (done.code, len(done.err.splitlines())) in ((0, 1), (3, 1)), (left, done.err)
            for command in READ:
                done = place.run(*command)
                assert (done.code, len(done.json)) == (0, 1), (left, command, done.err)
        fill(False)
        assert place.run("refresh", "--force").code == 0
        assert len(place.run("list", "--json").json) == 12 * len(TITLES)
        assert place.run("doctor").code == 0


def test_in_a_folder_of_others_what_is_cached_is_read(place: Place) -> None:
    (place.data_dir / "tnews.db").chmod(0o400)
    place.data_dir.chmod(0o500)
    try:
        assert_read(place, as_others=True)
        assert_refused(place, "check its permissions", as_others=True)
    finally:
        place.data_dir.chmod(0o700)
    assert not (place.data_dir / "tnews.db-shm").exists()


def test_a_quiet_refresh_that_can_remember_nothing_says_only_that(place: Place) -> None:
    cache = place.data_dir / "tnews.db"
    with closing(Store.open(cache)) as store:
        broken = replace(store.states()["a"], failures=3, failure="http-500", last_error="503")
        store.save_state("a", replace(broken, due_at=datetime.now(UTC) + timedelta(days=1)))
    cache.chmod(0o400)
    quiet = ("refresh", "--due", "-q", *place.options)
    done = tnews(*quiet, as_others=True)
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "check its permissions" in done.err
    cache.chmod(0o600)
    assert [tnews(*quiet).err.count("failed 3 times") for _again in range(2)] == [1, 0]


def test_a_lock_of_somebody_else_is_named(place: Place) -> None:
    lock = place.data_dir / "refresh.lock"
    lock.chmod(0)
    done = tnews("refresh", *place.options, as_others=True)
    assert done.code == 3
    assert done.err.startswith(f"tnews: cannot write {lock}: ")
    assert len(done.err.splitlines()) == 1
    assert len(tnews("list", "--json", *place.options, as_others=True).json) == len(TITLES)


def test_what_could_not_be_written_whole_is_not_left_behind(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    for arguments in (
        ("--export", target / "all.jsonl"),
        ("--export", target / "all.html"),
        ("doctor", "--backup", target / "copy.db"),
    ):
        done = tnews(*arguments, *place.options, largest_file=3000)
        assert (done.code, "Traceback" in done.err) == (2, False), done
        assert "cannot be written" in done.err
        assert list(target.iterdir()) == []


def test_the_configuration_is_whole_where_it_cannot_be_written_anew(place: Place) -> None:
    before = place.config.read_bytes()
    done = tnews("sources", "disable", "a", *place.options, largest_file=10)
    assert (done.code, "cannot be written" in done.err) == (2, True), done
    assert place.config.read_bytes() == before
    assert [file.name for file in place.folder.iterdir() if "config" in file.name] == [
        "config.toml"
    ]


def test_after_an_upgrade_on_a_full_disk_what_is_cached_is_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as fill:
        place = Place(tmp_path / "disk", tnews)
        place.config.write_text("catalogue = false\n", encoding="utf-8")
        place.data_dir.mkdir()
        old = Path(__file__).parents[1] / "store" / "version1.db.gz"
        (place.data_dir / "tnews.db").write_bytes(gzip.decompress(old.read_bytes()))
        fill(True)
        listed = place.run("list", "--json")
        assert (listed.code, len(listed.err.splitlines())) == (0, 1), listed.err
        assert "is full" in listed.err
        fill(False)
        assert place.run("list", "--json") == Done(0, listed.out, "")
        assert (place.data_dir / "tnews.db.v1.bak").exists()
