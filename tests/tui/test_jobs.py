"""Work behind the screen: how it is told, stopped, and listed source by source."""

from __future__ import annotations

import pytest
from textual.message import Message

from cached_room import Cache
from tnews.model import Refreshed, Saved, Source
from tnews.services.refresh import Refresher
from tnews.tui import jobs, report
from tnews.tui.jobs import Job, Jobs
from tnews.tui.messages import RefreshEnded
from tnews.tui.refresh_desk import RefreshDesk
from tnews.tui.source_work import SLOW, RefreshWork
from tnews.tui.work_rows import job_rows, source_rows

NAMES = ("甲报", "乙报", "丙报", "丁报")
SOURCES = [Source(name, f"http://127.0.0.1:9/{name}", name, "新闻") for name in NAMES]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def ended(name: str, outcome: str, **more: object) -> Refreshed:
    return Refreshed(name, name, outcome, 1, 4, **more)  # type: ignore[arg-type]


def test_work_of_a_moment_is_not_told() -> None:
    woken = []
    runs = Jobs(lambda: woken.append(1))
    with runs.run("short"):
        assert [job.name for job in runs.running] == ["short"]
        assert runs.told == ()
    assert runs.running == ()
    assert woken == [1]


def test_longer_work_is_told_until_it_ends_however_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOMENT", 0)
    runs = Jobs(lambda: None)

    def fail() -> None:
        with runs.run("one"), runs.run("two"):
            assert [job.name for job in runs.told] == ["one", "two"]
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert runs.told == ()


def test_work_is_stopped_once() -> None:
    stopped = []
    job = Job("x", lambda: stopped.append(1))
    assert job.goes_on(1, 9)
    job.cancel()
    job.cancel()
    assert not job.goes_on(2, 9)
    assert stopped == [1]


def test_work_that_must_be_finished_is_not_stopped() -> None:
    job = Job("x", is_firm=True)
    job.cancel()
    assert job.goes_on(1, 2)


def test_the_line_tells_the_latest_work_and_how_far_it_is() -> None:
    one, two = Job("refreshing"), Job("marking")
    one.step(12, 55)
    two.step(30_000, 100_000)
    assert report.working([one], list) == "refreshing 12/55"
    assert report.working([one, two], list) == "marking 30% +1"


def test_the_line_names_the_source_one_waits_for() -> None:
    clock = Clock()
    work = RefreshWork(clock)
    work.planned(SOURCES)
    work.begun(SOURCES[1])
    clock.now += SLOW + 3
    job = Job("refreshing")
    job.step(3, 4)
    assert report.working([job], work.slow) == "refreshing 3/4 乙报 8 s"


def test_every_source_has_its_state_and_the_worst_stands_first() -> None:
    clock = Clock()
    work = RefreshWork(clock)
    work.planned(SOURCES)
    for source in SOURCES[:3]:
        work.begun(source)
    clock.now += 1
    work.ended(ended("甲报", "fetched", saved=Saved(new=(1, 2)), seconds=1.0))
    work.ended(ended("乙报", "failed", error="the server has a fault (500)", seconds=0.5))
    assert [(one.name, one.state) for one in work.works()] == [
        ("乙报", "failed"), ("丙报", "now"), ("丁报", "waiting"), ("甲报", "done"),
    ]  # fmt: skip
    clock.now += SLOW
    assert [one.name for one in work.slow()] == ["丙报"]
    work.over()
    assert [one.state for one in work.works()] == ["failed", "stopped", "stopped", "done"]
    assert work.slow() == []


def test_a_failure_stands_with_its_reason_and_what_to_do() -> None:
    work = RefreshWork(Clock())
    work.planned(SOURCES[:1])
    work.ended(ended("甲报", "failed", error="the server refuses access (403)"))
    head, why, advice = source_rows(work.works(), {})
    assert (head.said, head.name) == ("failed", "甲报")
    assert why.detail == "the server refuses access (403)"
    assert advice.detail == report.advice(False, {})
    assert {row.source for row in (head, why, advice)} == {"甲报"}


def test_a_setting_that_may_mend_a_failure_is_what_to_do() -> None:
    work = RefreshWork(Clock())
    work.planned(SOURCES[:1])
    work.ended(ended("甲报", "failed", error="the server refuses access (403)", failure="http-403"))
    assert "headers or user_agent" in source_rows(work.works(), {})[-1].detail


def test_no_way_to_a_source_asks_for_the_network() -> None:
    assert "R" in report.advice(True, {})
    assert "network" in report.advice(True, {})


def test_a_stopped_job_says_so_in_its_row() -> None:
    one, two = Job("one"), Job("two")
    one.cancel()
    assert [(row.name, row.said) for row in job_rows([one, two])] == [
        ("two", "running"), ("one", "stopping"),
    ]  # fmt: skip


def test_a_refresh_that_is_stopped_before_it_asks_anybody_asks_nobody(cache: Cache) -> None:
    posted: list[Message] = []
    running = Jobs(lambda: running.running[-1].cancel())
    desk = RefreshDesk(Refresher(cache.store, cache.config, cache.data_dir), running, posted.append)
    desk.start(None, asked=True)
    desk.join()
    (message,) = posted
    assert isinstance(message, RefreshEnded)
    assert (message.is_cancelled, message.results, message.error) == (True, [], "")
    assert not any(state.checked_at for state in cache.library.states().values())
