"""What the main screens look like: an SVG of each, as Textual draws it, beside the one kept in
`svg/`. Ten, as each takes half a second; what a key does is checked elsewhere, by its text.

Written by hand and without pytest-textual-snapshot, which brings syrupy and jinja2 for what takes
forty lines here: it compares once, when a test says that all has been painted, and its pictures
hold numbers and a font's address that change with Textual.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import unified_diff
from html import unescape
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

import tnews.tui
from cached_room import CONFIG, Cache, fill, ready
from tnews import locale
from tnews.model.record import replace
from tnews.model.settings import Config
from tnews.tui.app import ReaderApp
from tnews.tui.errands import Wishes

KEPT = Path(__file__).with_name("svg")

NOW = "2026-01-02T12:00:00+08:00"

PATIENCE = 10.0
"""Seconds for a screen to become what it was."""

STEADY = 5
"""How often in a row a new picture must be the same, 0.1 s apart, before it is kept."""


class Look(NamedTuple):
    """A screen: the keys that open it, in a terminal of this size, in this theme."""

    name: str
    keys: Sequence[str] = ()
    size: tuple[int, int] = (80, 24)
    theme: str = "ink"
    is_first_run: bool = False


LOOKS = (
    Look("wide", size=(140, 40)),
    Look("narrow", size=(40, 20)),
    Look("article", ["enter"]),
    Look("paper", ["enter"], theme="paper"),
    Look("terminal", ["enter"], theme="terminal"),
    Look("search", ["/", *"富裕", "enter"]),
    Look("help", ["question_mark"]),
    Look("palette", ["ctrl+p", *"xf"]),
    Look("settings", ["comma"]),
    Look("welcome", ["enter"], is_first_run=True),
)


@pytest.fixture(autouse=True)
def _same_moment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same time and version for ever, told as in Shanghai."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.fromisoformat(NOW)

    for module in walk_packages(tnews.tui.__path__, "tnews.tui."):
        loaded = import_module(module.name)
        if getattr(loaded, "datetime", None) is datetime:
            monkeypatch.setattr(loaded, "datetime", Clock)
        if hasattr(loaded, "__version__"):
            monkeypatch.setattr(loaded, "__version__", "1.2.3")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_a_screen_looks_as_it_did(
    tmp_path: Path, look: Look, request: pytest.FixtureRequest
) -> None:
    locale.choose("zh_CN")
    cache = fill(tmp_path, wearing(look.theme))
    cache.config_path.write_text("", "utf-8")
    renews = request.config.getoption("--renew-pictures")
    kept = KEPT / f"{look.name}.svg"
    was = kept.read_text("utf-8") if kept.exists() else ""
    try:
        async with app(cache, look).run_test(size=look.size) as pilot:
            await ready(pilot)
            await pilot.press(*look.keys)
            now = await steady(pilot) if renews else await becoming(pilot, was)
    finally:
        cache.store.close()
    if renews:
        kept.write_text(now, "utf-8")
    elif now != was:
        seen = tmp_path / f"{look.name}.svg"
        seen.write_text(now, "utf-8")
        differences = unified_diff(words(was), words(now), "kept", "now", lineterm="", n=1)
        pytest.fail(
            f"{look.name} looks different. Open {kept} and {seen} side by side in a browser; if "
            "the new one is right: pytest --renew-pictures tests/tui/test_pictures_of_screens.py\n"
            + ("\n".join(differences) or "The text is the same, colours or places are not.")
        )


def wearing(theme: str) -> Config:
    return replace(CONFIG, reader=replace(CONFIG.reader, theme=theme))


def app(cache: Cache, look: Look) -> ReaderApp:
    choices: list[Wishes] = []
    return cache.app(choices.append if look.is_first_run else None)


def picture(pilot: Pilot[str]) -> str:
    """The screen, without what tells one run of Textual from another."""
    for line in pilot.app.screen.query(Input):
        line.cursor_blink = False
    svg = re.sub(r"terminal-\d+", "tnews", pilot.app.export_screenshot(title="tnews"))
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


async def becoming(pilot: Pilot[str], was: str) -> str:
    """Return the picture once it is as it `was`, else what it is at last."""
    end = time.monotonic() + PATIENCE
    while (now := picture(pilot)) != was and time.monotonic() < end:
        await pilot.pause(0.05)
    return now


async def steady(pilot: Pilot[str]) -> str:
    """Return the picture once it stays."""
    seen: list[str] = []
    while len(seen) < STEADY or len(set(seen[-STEADY:])) > 1:
        await pilot.pause(0.1)
        seen.append(picture(pilot))
    return seen[-1]


def words(svg: str) -> list[str]:
    """The lines of text of a picture."""
    rows: dict[str, str] = {}
    for y, text in re.findall(r'<text [^>]*? y="([\d.]+)"[^>]*>([^<]*)</text>', svg):
        rows[y] = rows.get(y, "") + unescape(text).replace("\xa0", " ")
    return [row.rstrip() for row in rows.values()]
