"""Started in poor surroundings: few descriptors, no home, no stdin, stdout nobody reads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest

from command_line import Place, rss, web_site
from disks import needs_limits, tnews
from killing import children, has_ended
from tnews.model import StoreError
from tnews.store import Store

pytestmark = needs_limits

TITLES = [f"第{n}条：湖边的书店" for n in range(60)]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with web_site({"/feed": rss("书店", *TITLES), "/other": rss("另", "一")}) as site:
        yield site


@pytest.fixture
def place(tmp_path: Path, site: str) -> Place:
    place = Place(tmp_path, tnews)
    place.config.write_text("catalogue = false\n", encoding="utf-8")
    place.add_source("a", f"{site}/feed")
    place.add_source("b", f"{site}/other")
    return place


@pytest.mark.parametrize(
    "surroundings",
    [
        {"most_files": 32},
        {"environment": {"HOME": None, "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None}},
        {"environment": {"HOME": "/nowhere", "TMPDIR": "/nowhere"}},
        {"close": (0,)},
        {"close": (2,)},
    ],
    ids=["descriptors", "homeless", "nowhere", "stdin", "stderr"],
)
def test_a_refresh_and_a_list(place: Place, surroundings: dict[str, object]) -> None:
    done = tnews("refresh", "--json", *place.options, **surroundings)  # type: ignore[arg-type]
    assert (done.code, [one["new"] for one in done.json]) == (0, [60, 1]), done.err
    done = tnews("list", "--json", *place.options, **surroundings)  # type: ignore[arg-type]
    assert (done.code, len(done.json)) == (0, 61), done.err


def test_without_any_stream_the_work_is_done_all_the_same(place: Place) -> None:
    assert tnews("refresh", *place.options, close=(0, 1, 2)).code == 0
    assert len(tnews("list", "--json", *place.options).json) == 61


def test_two_data_folders_know_nothing_of_each_other(place: Place, tmp_path: Path) -> None:
    assert place.run("refresh").code == 0
    other = Place(
        tmp_path, lambda *a: tnews(*a, "--config", place.config, "--data-dir", tmp_path / "b")
    )
    assert other.run_("refresh").code == 0
    assert place.run("bookmark", "1").code == 0
    assert [row["bookmarked"] for row in other.run_("list", "--json").json].count(True) == 0
    assert [row["bookmarked"] for row in place.run("list", "--json").json].count(True) == 1


@pytest.mark.parametrize("command", [("list",), ("--export",), ("search", "书店"), ("show", "1")])
def test_who_reads_the_beginning_alone_ends_it_in_silence(
    place: Place, command: tuple[str, ...]
) -> None:
    assert place.run("refresh").code == 0
    line = [sys.executable, "-m", "tnews", *command, *place.options]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_refresh_that_is_ended_by_a_signal_leaves_the_cache_whole_and_no_worker(
    tmp_path: Path, number: int
) -> None:
    with held_site() as held, refreshing(tmp_path, held) as process:
        workers = children(process.pid)
        assert workers or not Path("/proc/self/task").exists()
        process.send_signal(number)
        _out, said = process.communicate(timeout=60)
        assert b"Traceback" not in said
        assert process.returncode in (-number, 130)
        held.answer.set()
        assert all(has_ended(worker) for worker in workers)
        require_all_is_well(tmp_path)


def test_a_machine_that_was_asleep_in_the_middle_of_a_fetch(tmp_path: Path) -> None:
    with held_site() as held, refreshing(tmp_path, held, "[http]\ntimeout = 1\n") as process:
        for number in (signal.SIGSTOP, signal.SIGCONT):
            for pid in (process.pid, *children(process.pid)):
                os.kill(pid, number)
            if number == signal.SIGSTOP:
                Event().wait(1.5)  # all its time passes while it sleeps
        said, told = process.communicate(timeout=60)
        assert (process.returncode, b"Traceback" in told) == (1, False), told
        quick, slow = json.loads(said)
        assert (quick["outcome"], slow["outcome"]) == ("fetched", "failed")
        held.answer.set()
        require_all_is_well(tmp_path)


class Held(NamedTuple):
    """A site with a feed, and one whose answer is held back until `answer` is set."""

    url: str
    asked: Event
    answer: Event


@contextmanager
def held_site() -> Iterator[Held]:
    asked, answer = Event(), Event()

    class Pages(dict[str, tuple[str, str | bytes]]):
        def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
            if path == "/slow":
                asked.set()
                answer.wait(60)
            return super().get(path, default)

    pages = Pages({"/feed": rss("书店", *TITLES), "/slow": rss("慢", "一")})
    with web_site(pages) as url:
        try:
            yield Held(url, asked, answer)
        finally:
            answer.set()


@contextmanager
def refreshing(folder: Path, held: Held, settings: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A refresh that has read the feed, and waits for the answer that is held back."""
    place = Place(folder, tnews)
    place.config.write_text(f"catalogue = false\n{settings}", encoding="utf-8")
    place.add_source("a", f"{held.url}/feed")
    place.add_source("slow", f"{held.url}/slow")
    line = [sys.executable, "-m", "tnews", "refresh", "--json", *place.options]

    def listen() -> (
        None
    ):  # whatever who started the tests ignores: a shell in the background, nohup
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)

    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=listen
    ) as process:
        assert held.asked.wait(60)
        while not stored(place):
            assert process.poll() is None
        yield process
        if process.poll() is None:
            process.kill()


def stored(place: Place) -> int:
    """How many articles are in the cache by now."""
    try:
        store = Store.open(place.data_dir / "tnews.db", read_only=True)
    except StoreError:
        return 0
    with closing(store):
        return store.counts().total[1]


def require_all_is_well(folder: Path) -> None:
    """The next refresh brings all."""
    place = Place(folder, tnews)
    done = place.run("refresh", "--json", "--force")
    assert done.code == 0, done
    assert place.run("doctor").code == 0
    assert len(place.run("list", "--json").json) == 61
