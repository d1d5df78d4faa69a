"""The log: nothing that was told is lost, what went wrong outlives the session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cached_room import Cache, painted, ready, room, said, until
from tnews.model import Refreshed
from tnews.services.journal import Entry, Journal
from tnews.tui.log import Log
from tnews.tui.screens.log import LogScreen, folded, rows_of


def failed(name: str, why: str, **more: object) -> Refreshed:
    return Refreshed(name, name, "failed", 1, 2, error=why, **more)  # type: ignore[arg-type]


def test_the_same_said_twice_in_a_row_is_one_message() -> None:
    log = Log()
    for text in ("甲", "甲", "乙", "甲"):
        log.tell(text, False)
    assert [one.text for one in log.entries()] == ["甲", "乙", "甲"]


def test_only_what_went_wrong_is_kept() -> None:
    kept: list[Entry] = []
    log = Log(kept.append)
    log.tell("好", False)
    log.tell("坏", True)
    assert [one.text for one in kept] == ["坏"]


def test_a_source_that_fails_as_before_is_told_once_and_again_after_it_worked() -> None:
    log = Log()
    good = Refreshed("a", "a", "unchanged", 1, 2)
    for results in ([failed("a", "500")], [failed("a", "500")], [good], [failed("a", "500")]):
        log.refreshed(results, {})
    assert [(one.name, one.text) for one in log.entries()] == [("a", "500")] * 2


def test_without_a_network_no_source_is_blamed() -> None:
    log = Log()
    log.refreshed([failed(name, "x", offline=True) for name in "abc"], {})
    assert log.entries() == []


def test_earlier_sessions_stand_below_this_one() -> None:
    log = Log()
    log.tell("今", False)
    old = Entry(datetime.now(UTC) - timedelta(days=1), "昨")
    of_now = Entry(datetime.now(UTC) + timedelta(seconds=1), "今")
    assert [one.text for one in log.entries([of_now, old])] == ["今", "昨"]


async def test_a_message_that_a_key_swept_away_stands_in_the_log(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("m")
        await until(pilot, lambda: "已收藏" in said(pilot))
        await pilot.press("escape", "escape")
        assert "已收藏" not in said(pilot)
        await pilot.press("!")
        await until(pilot, lambda: isinstance(pilot.app.screen, LogScreen))
        assert "已收藏" in painted(pilot)
        await pilot.press("!")
        await until(pilot, lambda: not isinstance(pilot.app.screen, LogScreen))


async def test_a_failure_leads_to_its_source_and_is_there_the_next_time(cache: Cache) -> None:
    async with cache.app().run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("R")
        await until(pilot, lambda: "没有网络" in said(pilot))
        screen.log_book.refreshed([failed("b", "服务器坏了")], {})
        await pilot.press("!")
        await until(pilot, lambda: "服务器坏了" in painted(pilot))
        await pilot.press("y")
        await until(pilot, lambda: "已复制" in painted(pilot))
        assert "服务器坏了" in pilot.app.clipboard
        await pilot.press("enter")
        await until(pilot, lambda: screen.view.name == "b")
    assert "服务器坏了" in [one.text for one in Journal(cache.data_dir).entries()]
    async with cache.app().run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await pilot.press("!")
        await until(pilot, lambda: "服务器坏了" in painted(pilot))


def test_what_was_told_again_and_again_is_one_row_of_the_last_time() -> None:
    now = datetime.now(UTC)
    told = [
        Entry(now - timedelta(minutes=n), text, is_error=False)
        for n, text in enumerate(("甲", "乙", "甲", "甲"))
    ]
    assert [(one.text, one.at, times) for one, times in folded(told)] == [
        ("甲", now, 3),
        ("乙", now - timedelta(minutes=1), 1),
    ]
    rows = rows_of(folded(told), now.astimezone())
    assert [row.said.endswith(" ×3") for row in rows] == [True, False]


def test_what_two_sources_say_alike_stays_apart() -> None:
    now = datetime.now(UTC)
    told = [Entry(now, "500", source, source) for source in ("a", "b", "a")]
    assert [(one.source, times) for one, times in folded(told)] == [("a", 2), ("b", 1)]
