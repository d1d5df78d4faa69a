"""tnews refresh --watch: real processes and signals; waits, clocks and troubles in this process."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import SimpleNamespace
from typing import Any

import pytest

from command_line import Place, rss, web_site
from tnews.cli import watching
from tnews.cli.arguments import command_of, parse
from tnews.cli.building import Workplace
from tnews.cli.watching import Watcher
from tnews.model import StoreError
from tnews.services.lock import RefreshLock
from tnews.store import Store

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

PATIENCE = 60.0
"""Seconds until what does not happen is given up."""


class Watching:
    """A watch in a process of its own that prints JSON."""

    def __init__(self, place: Place, *arguments: str) -> None:
        command = [sys.executable, "-m", "tnews", "refresh", "--watch", "--json", *arguments]
        self._process = subprocess.Popen(
            [*command, *place.options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=None if sys.platform == "win32" else _listening,
        )

    def line(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def told(self) -> str:
        assert self._process.stderr is not None
        return self._process.stderr.readline()

    def end(self, number: int) -> tuple[int, str]:
        self._process.send_signal(number)
        _out, err = self._process.communicate(timeout=PATIENCE)
        return self._process.returncode, err


def _listening() -> None:
    """Hear the signals that these tests may be deaf to: run by nohup, or in the background."""
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def started(place: Place, *arguments: str) -> Iterator[Watching]:
    running = Watching(place, *arguments)
    try:
        yield running
    finally:
        running._process.kill()
        running._process.communicate()


# -- in a process of its own ------------------------------------------------------------------


@posix
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGTERM, 0, ""), (signal.SIGHUP, 0, ""), (signal.SIGINT, 130, "interrupted\n")],
)
def test_a_signal_ends_it_cleanly_while_it_sleeps(
    empty: Place, number: int, code: int, said: str
) -> None:
    with web_site({"/a": rss("甲", "一", "二")}) as web:
        empty.add_source("a", f"{web}/a")
        with started(empty) as running:
            line = running.line()
            assert (line["sources"], line["new"], line["failed"]) == (1, 2, [])
            assert datetime.fromisoformat(line["next_at"]) > datetime.now(UTC)
            assert running.end(number) == (code, said)


class _Silent(BaseHTTPRequestHandler):
    asked, over = Event(), Event()

    def do_GET(self) -> None:
        self.asked.set()
        self.over.wait(PATIENCE)

    def log_message(self, format: str, *args: object) -> None:
        pass


@posix
def test_a_signal_in_the_middle_of_a_fetch_ends_it_at_once(empty: Place) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Silent)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        empty.add_source("a", f"http://127.0.0.1:{server.server_address[1]}/a")
        with started(empty) as running:
            assert _Silent.asked.wait(PATIENCE)
            assert running.end(signal.SIGTERM) == (0, "")
    finally:
        _Silent.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


@posix
def test_a_change_of_the_configuration_is_taken_over_and_a_mistake_is_not(empty: Place) -> None:
    with web_site({"/a": rss("甲", "一"), "/b": rss("乙", "二")}) as web:
        empty.add_source("a", f"{web}/a")
        with started(empty) as running:
            assert running.line()["sources"] == 1
            good = empty.config.read_text("utf-8")
            empty.config.write_text(good + "\nnonsense = \n", "utf-8")
            assert "the configuration before stays" in running.told()
            empty.config.write_text(good, "utf-8")
            empty.add_source("b", f"{web}/b")
            told = [running.told()]
            if len(told) == 1 and "has changed" not in told[0]:  # between the two writes
                told.append(running.told())
            assert "has changed" in told[-1]
            assert running.line()["new"] == 1
            assert running.end(signal.SIGTERM)[0] == 0


class _Slow(BaseHTTPRequestHandler):
    """Counts how many ask at once."""

    lock = Lock()
    now = most = asked = 0

    def do_GET(self) -> None:
        kind = type(self)
        with self.lock:
            kind.now += 1
            kind.asked += 1
            kind.most = max(kind.most, kind.now)
        body = rss("甲", *(f"第{n}篇" for n in range(kind.asked)))[1].encode()
        with self.lock:
            kind.now -= 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_of_many_refreshes_at_once_one_runs_and_the_others_say_so(empty: Place) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        empty.add_source("a", f"http://127.0.0.1:{server.server_address[1]}/a")
        empty.run("refresh")
        command = [sys.executable, "-m", "tnews", "refresh", "--quiet", *empty.options]
        running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _one in range(4)]
        ends = [(one.communicate(timeout=PATIENCE)[1], one.returncode) for one in running]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert {err for err, _code in ends} == {b""}
    codes = [code for _err, code in ends]
    assert set(codes) <= {0, 75}
    assert _Slow.most == 1
    assert _Slow.asked == 1 + codes.count(0)
    assert articles(empty) == _Slow.asked


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--force"], "--force does not go with --watch"),
        (["--older"], "--older does not go with --watch"),
        (["--demo"], "--demo does not go with --watch"),
        ([], "no source is configured"),
        (["--source", "nobody"], "nobody"),
    ],
)
def test_mistakes_end_it_before_it_begins(empty: Place, arguments: list[str], said: str) -> None:
    done = empty.run("refresh", "--watch", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


# -- in this process --------------------------------------------------------------------------


def watcher(place: Place, *arguments: str) -> Watcher:
    command, head, tail = command_of(["refresh", "--watch", *arguments, *place.options])
    options = parse(command, head, tail)
    with Workplace(options) as workplace:
        return Watcher(options, workplace)


async def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        await asyncio.sleep(0.01)


async def during(running: Watcher, act: Callable[[], Awaitable[None]]) -> None:
    """Let a watch run while `act` does."""
    task = asyncio.create_task(running.run())
    try:
        await act()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BUSY", "TROUBLE", "LEAST"):
        monkeypatch.setattr(watching, name, timedelta(milliseconds=20))
    monkeypatch.setattr(watching, "LOOK", 0.02)
    monkeypatch.setattr(watching, "WAKING", 0.0)


def articles(place: Place) -> int:
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(place.data_dir / "tnews.db")
        try:
            count: int = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
            return count
        finally:
            connection.close()
    return -1


@pytest.mark.usefixtures("impatient")
async def test_another_refresh_is_waited_for(
    empty: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a")
        running = watcher(empty)

        async def act() -> None:
            said = ""
            with RefreshLock(empty.data_dir / "refresh.lock"):
                while not said:
                    await asyncio.sleep(0.05)
                    said += capsys.readouterr().err
                assert articles(empty) <= 0
            assert said == "tnews: another refresh is running; try again when it has finished\n"
            await until(lambda: articles(empty) == 1)
            assert capsys.readouterr().err == ""

        await during(running, act)


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows by one with each round."""
    done: list[object] = []
    one = Watcher._round

    async def counted(self: Watcher) -> datetime:
        try:
            return await one(self)
        finally:
            done.append(None)

    monkeypatch.setattr(Watcher, "_round", counted)
    return done


@pytest.mark.usefixtures("impatient")
async def test_a_cache_that_cannot_be_used_is_told_once_and_tried_again(
    empty: Place, capsys: pytest.CaptureFixture[str], rounds: list[object]
) -> None:
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a")
        running = watcher(empty)
        cache = empty.data_dir / "tnews.db"
        cache.mkdir(parents=True)
        said: list[str] = []

        def heard(words: str) -> bool:
            said.append(capsys.readouterr().err)
            return words in "".join(said)

        async def act() -> None:
            await until(lambda: heard("tnews.db"))
            await until(lambda: len(rounds) > 3)
            cache.rmdir()
            await until(lambda: heard("it works again"))
            assert articles(empty) == 1

        await during(running, act)
        assert "".join(said).count("\n") == 2


@pytest.mark.usefixtures("impatient")
async def test_what_came_is_told_though_it_cannot_be_indexed(
    empty: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: Store) -> None:
        raise StoreError("no room on the disk")

    monkeypatch.setattr(Store, "catch_up", full)
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a")
        printed: list[str] = []

        def heard() -> bool:
            printed.append(capsys.readouterr().out)
            return "no room" in "".join(printed)

        await during(watcher(empty, "--json"), lambda: until(heard))
    came, problem = map(json.loads, "".join(printed).splitlines())
    assert (came["new"], problem["error"]) == (1, "no room on the disk")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("jump", "is_woken"), [(3600, True), (-3600, True), (1, False)])
async def test_a_jump_of_the_clock_ends_the_sleep(
    empty: Place, monkeypatch: pytest.MonkeyPatch, jump: int, is_woken: bool
) -> None:
    empty.add_source("a", "http://127.0.0.1:9/a")
    running = watcher(empty)
    looks: list[float] = []

    def wall() -> float:
        looks.append(1_000.0 + (jump if looks else 0))
        return looks[-1]

    monkeypatch.setattr(watching, "time", SimpleNamespace(time=wall, monotonic=lambda: 5.0))
    asleep = asyncio.create_task(running._sleep(datetime.now(UTC) + timedelta(hours=1)))
    await until(lambda: asleep.done() or len(looks) > 6)
    assert asleep.done() == is_woken
    asleep.cancel()


@pytest.mark.usefixtures("impatient")
async def test_rounds_without_anything_due_say_nothing(
    empty: Place,
    capsys: pytest.CaptureFixture[str],
    rounds: list[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching, "LONGEST", timedelta(milliseconds=20))
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a", name="甲")
        await during(watcher(empty), lambda: until(lambda: len(rounds) > 3))
    printed = capsys.readouterr()
    (line,) = printed.out.splitlines()
    assert "  1 source  1 new article  next at " in line
    assert printed.err == ""


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("arguments", "said"), [((), "  nothing is due  next at "), (("-q",), ""), (("--json",), "")]
)
async def test_a_watch_with_nothing_due_says_at_the_start_when_something_is(
    empty: Place,
    capsys: pytest.CaptureFixture[str],
    rounds: list[object],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setattr(watching, "LONGEST", timedelta(milliseconds=20))
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a", name="甲")
        await asyncio.to_thread(empty.run, "refresh")
    capsys.readouterr()
    await during(watcher(empty, *arguments), lambda: until(lambda: len(rounds) > 3))
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == bool(said)
    assert said in printed.out


@pytest.mark.usefixtures("impatient")
async def test_a_person_is_told_what_failed(
    empty: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    with web_site({"/a": rss("甲", "一")}) as web:
        empty.add_source("a", f"{web}/a", name="甲")
        empty.add_source("b", f"{web}/b", name="乙")
        said: list[str] = []

        def heard() -> bool:
            said.append(capsys.readouterr().err)
            return "乙: " in "".join(said)

        await during(watcher(empty), lambda: until(heard))
