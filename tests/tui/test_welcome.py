"""The first run: language, channels and keys, above a reading room that is filling already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from cached_room import CONFIG, Cache, fill, painted, room, said, until
from page_site import PageSite
from tnews import locale
from tnews.model import ConfigError, Source
from tnews.model.record import replace
from tnews.model.settings import RefreshSettings
from tnews.tui.errands import Wishes
from tnews.tui.presets import PRESETS
from tnews.tui.screens.help import HelpScreen
from tnews.tui.screens.welcome import WelcomeScreen
from tnews.tui.widgets.bars import StatusBar

FEED = """<rss version="2.0"><channel><title>消息</title><item><title>刚刚到的消息</title>
<guid>1</guid><link>https://example.com/new.html</link><description>一句话。</description></item>
</channel></rss>"""

Choices = list[Wishes]


@pytest.fixture
def first(tmp_path: Path, site: PageSite) -> Iterator[Cache]:
    """A cache before its first refresh: two channels from publishers, two through a relay."""
    locale.choose("zh_CN")
    site.pages["/direct"] = site.pages["/relayed"] = FEED
    sources = (
        *CONFIG.sources,
        Source("direct", f"{site.url}/direct", "直来的", "要闻", full_text="never"),
        Source("relayed", f"{site.url}/relayed", "转来的", "要闻", relay="中转站", full_text="never"),
        Source("cars", f"{site.url}/relayed", "转来的车", "汽车", relay="中转站", full_text="never"),
    )  # fmt: skip
    config = replace(
        CONFIG,
        sources=sources,
        categories=("要闻", "消费", "教育", "汽车"),
        refresh=RefreshSettings(),
    )
    cache = fill(tmp_path, config)
    yield cache
    cache.store.close()


@pytest.fixture
def chosen() -> Choices:
    return []


def write_to(chosen: Choices) -> Callable[[Wishes], None]:
    return chosen.append


async def asking(pilot: Pilot[str]) -> None:
    """Wait for the channels to choose from, and for the end of the refresh behind them."""
    await begun(pilot)
    await at_rest(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: "[x] 全部频道" in painted(pilot))


async def begun(pilot: Pilot[str]) -> None:
    """Wait for the first step."""
    await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))
    await until(pilot, lambda: "简体中文" in painted(pilot))


def step(pilot: Pilot[str]) -> int:
    screen = pilot.app.screen
    assert isinstance(screen, WelcomeScreen)
    return screen._step + 1


async def at_rest(pilot: Pilot[str]) -> None:
    await until(pilot, lambda: not room(pilot.app).desk.is_refreshing)


def has_left(pilot: Pilot[str]) -> bool:
    return pilot.app.screen is room(pilot.app)


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_it_asks_above_the_status_line(
    first: Cache, chosen: Choices, size: tuple[int, int]
) -> None:
    async with first.app(write_to(chosen)).run_test(size=size) as pilot:
        await asking(pilot)
        lines = painted(pilot).split("\n")
        await until(pilot, lambda: said(pilot)[:6] in painted(pilot).split("\n")[-1])
        assert any("[x]" in line for line in lines)
        assert "教育" in painted(pilot)
        assert "╰" not in lines[-1]


async def test_relays_are_not_contacted_before_the_answer(
    first: Cache, site: PageSite, chosen: Choices
) -> None:
    async with first.app(write_to(chosen)).run_test(size=(140, 40)) as pilot:
        await asking(pilot)
        await until(pilot, lambda: "刚刚到的消息" in painted(pilot))
        room(pilot.app)._refresh_due()
        await at_rest(pilot)
        assert site.asked == ["/direct"]
        await pilot.press("enter", "enter")
        await until(pilot, lambda: site.asked.count("/relayed") == 2)
        await at_rest(pilot)
        assert has_left(pilot)
        assert site.asked.count("/direct") == 1
    (wishes,) = chosen
    assert (wishes.is_all, wishes.relays, wishes.preset) == (True, True, "default")


async def test_an_answer_during_the_refresh_waits_for_its_end(
    first: Cache, site: PageSite, chosen: Choices
) -> None:
    site.is_open.clear()
    async with first.app(write_to(chosen)).run_test(size=(140, 40)) as pilot:
        await begun(pilot)
        await until(pilot, lambda: site.asked == ["/direct"])
        await pilot.press("escape")
        await until(pilot, lambda: has_left(pilot))
        assert site.asked == ["/direct"]
        site.is_open.set()
        await until(pilot, lambda: site.asked.count("/relayed") == 2)
        await at_rest(pilot)


async def test_a_part_is_written_and_the_reader_begins_again(
    first: Cache, site: PageSite, chosen: Choices
) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await asking(pilot)
        await pilot.press("j", "j", "space", "enter", "enter")
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value == "again"
    assert [wishes[:2] for wishes in chosen] == [(["要闻", "教育", "汽车"], True)]
    assert "/relayed" not in site.asked


async def test_without_relays_all_channels_stay_chosen(first: Cache, chosen: Choices) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await asking(pilot)
        await pilot.press("G", "space", "enter", "enter")
        await until(pilot, lambda: not pilot.app.is_running)
    ((channels, relays, _language, _preset, is_all),) = chosen
    assert (channels, relays, is_all) == (["要闻", "消费", "教育", "汽车"], False, True)


async def test_nothing_is_no_choice(first: Cache, chosen: Choices) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await asking(pilot)
        await pilot.press("space", "enter")
        assert step(pilot) == 2
        assert "至少" in painted(pilot)
        await pilot.press("space", "enter", "enter")
        await until(pilot, lambda: has_left(pilot))
    assert len(chosen) == 1


async def test_what_cannot_be_written_is_said_and_the_reader_goes_on(
    first: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(_wishes: Wishes) -> None:
        raise ConfigError("the disk is full")

    told: list[str] = []
    say = StatusBar.say

    def listened(bar: StatusBar, text: str, **more: bool) -> None:
        told.append(text)  # the refresh that ends may have the last word
        say(bar, text, **more)

    monkeypatch.setattr(StatusBar, "say", listened)
    async with first.app(choose).run_test(size=(80, 24)) as pilot:
        await asking(pilot)
        await pilot.press("j", "space", "enter", "enter")
        await until(pilot, lambda: has_left(pilot))
        assert "the disk is full" in told


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_help_is_at_hand_at_each_step(first: Cache, chosen: Choices, number: int) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press(*["enter"] * (number - 1), "question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))
        assert step(pilot) == number


async def test_back_through_the_steps_and_later(first: Cache, chosen: Choices) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        steps = []
        for key in ("enter", "enter", "left", "q", "right", "escape", "enter", "h"):
            await pilot.press(key)
            steps.append(step(pilot))
        assert steps == [2, 3, 2, 1, 2, 1, 2, 1]
        await pilot.press("escape")
        await until(pilot, lambda: has_left(pilot))
    assert chosen == []


async def test_the_welcome_speaks_the_language_under_the_cursor(
    first: Cache, chosen: Choices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TNEWS_LANG", "zh_CN")
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press("j")
        await until(pilot, lambda: "歡迎使用" in painted(pilot))
        await pilot.press("j")
        await until(pilot, lambda: "Welcome to tnews" in painted(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "All channels" in painted(pilot))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value == "again"
    assert [wishes.language for wishes in chosen] == ["en"]
    locale.choose("zh_CN")


async def test_it_says_where_the_environment_decides_on_the_language(
    first: Cache, chosen: Choices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TNEWS_LANG", "zh_CN")
    async with first.app(chosen.append).run_test(size=(40, 20)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))
        assert "TNEWS_LANG" not in painted(pilot)
        await pilot.press("j")
        await until(pilot, lambda: "TNEWS_LANG" in painted(pilot))
        await pilot.press("k")
        await until(pilot, lambda: "TNEWS_LANG" not in painted(pilot))


async def test_who_leaves_the_welcome_keeps_the_language(first: Cache, chosen: Choices) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press("j", "j", "escape")
        await until(pilot, lambda: has_left(pilot))
        assert locale.language() == "zh_CN"


@pytest.mark.parametrize("name", list(PRESETS))
async def test_a_set_of_keys_is_chosen_by_going_there(
    first: Cache, chosen: Choices, name: str
) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await asking(pilot)
        await pilot.press("enter", *["j"] * list(PRESETS).index(name), "enter")
        await until(pilot, lambda: bool(chosen))
        await until(pilot, lambda: has_left(pilot) or not pilot.app.is_running)
        assert (pilot.app.return_value == "again") == (name != "default")
    assert [wishes.preset for wishes in chosen] == [name]


async def test_a_key_without_a_meaning_leaves_nothing(first: Cache, chosen: Choices) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press("f7", "grave_accent", "at")
        assert step(pilot) == 1


async def test_words_typed_right_behind_the_key_of_a_search_are_searched_for(
    first: Cache, chosen: Choices
) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await asking(pilot)
        for key in ("slash", *"共同", "space", *"富裕", "space"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else " "))
        pilot.app.post_message(events.Paste("-北京"))
        line = room(pilot.app).query_one(Input)
        await until(pilot, lambda: line.value == "共同 富裕 -北京")
        assert room(pilot.app).opened is None


async def test_r_refreshes_everything(first: Cache, site: PageSite, chosen: Choices) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await asking(pilot)
        await pilot.press("R")
        await until(pilot, lambda: site.asked.count("/direct") == 2)
        await until(pilot, lambda: site.asked.count("/relayed") == 2)
        await at_rest(pilot)


async def test_q_quits(first: Cache, chosen: Choices) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press("q")
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value is None


async def test_d_opens_the_demonstration(first: Cache, chosen: Choices) -> None:
    async with first.app(write_to(chosen)).run_test(size=(80, 24)) as pilot:
        await asking(pilot)
        await pilot.press("D")
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value == "demo"
