"""What lies over columns of Chinese text loses no character, at every width from 60 to 120."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from cached_room import Cache, ready, room
from painted import HALF, Painted
from tnews.text.query.completion import Completion
from tnews.tui.widgets.search_lines import SuggestionList

WIDTHS = range(60, 121)
LINES = 30


def paint(app: App[object], painted: Painted, *, full: bool = True) -> Painted:
    """Paint what the compositor writes, all of it or what has changed, over `painted`."""
    screen = app.screen
    update = screen._compositor.render_update(full=full, screen_stack=app._background_screens)
    if update is not None:
        painted.feed(update.render_segments(app.console).encode())
    return painted


def own_text(widget: Widget) -> list[str]:
    """The lines of a widget as it draws them."""
    size = widget.region.size
    return [strip.text for strip in widget.render_lines(Region(0, 0, size.width, size.height))]


def lost(app: App[object], painted: Painted, widget: Widget) -> list[str]:
    """The lines of `widget` that do not stand on the screen as it draws them, where there is one
    without the scrollbar."""
    region = widget.region
    region = region.shrink((0, widget.scrollbar_size_vertical, 0, 0))
    return [
        line
        for y, line in enumerate(own_text(widget), region.y)
        if painted.cells(y, region.x, region.right).rstrip() != line.rstrip()
    ]


async def suggested(pilot: Pilot[str]) -> SuggestionList:
    """Open the search and suggest Chinese words that begin in odd columns and in even ones."""
    await ready(pilot)
    await pilot.press("slash")
    texts = [
        "来源:湖畔晚报测试在线与白鹭洲晚报新闻",
        "x频道:要闻动态消费创业汽车商业房产互联网健康",
        "书店",
    ]
    found = room(pilot.app).query_one(SuggestionList)
    found.show([Completion(text, 0, text * 3, "三十二篇") for text in texts], 1)
    await pilot.pause()
    return found


async def test_suggestions_over_columns(cache: Cache) -> None:
    async with cache.app().run_test(size=(60, LINES)) as pilot:
        found = await suggested(pilot)
        torn = {}
        for width in WIDTHS:
            await pilot.resize_terminal(width, LINES)
            assert found.display
            painted = paint(pilot.app, Painted(width, LINES))
            if lines := lost(pilot.app, painted, found):
                torn[width] = lines
            assert HALF not in painted.text
            assert painted.beyond == 0
        assert torn == {}


async def test_what_changes_below_suggestions_leaves_them_whole(cache: Cache) -> None:
    async with cache.app().run_test(size=(60, LINES)) as pilot:
        await suggested(pilot)
        for width in range(110, 121):
            await pilot.resize_terminal(width, LINES)
            await pilot.pause()
            painted = paint(pilot.app, Painted(width, LINES))
            whole = painted.text
            for name in ("#list", "#reader", "#sidebar"):
                widget = pilot.app.screen.query_one(name)
                widget.refresh()
                pilot.app.screen._compositor.update_widgets({widget})
                paint(pilot.app, painted, full=False)
            assert painted.text == whole


@pytest.mark.parametrize("key", ["?", "T", "t", "e", ",", "!"])
async def test_dialogs_over_columns(cache: Cache, key: str) -> None:
    async with cache.app().run_test(size=(60, LINES)) as pilot:
        await pilot.press(key)
        screen = pilot.app.screen
        assert screen.is_modal
        torn = {}
        for width in WIDTHS if key == "?" else WIDTHS[::3]:  # each 80 ms
            await pilot.resize_terminal(width, LINES)
            painted = paint(pilot.app, Painted(width, LINES))
            assert HALF not in painted.text
            assert painted.beyond == 0
            for widget in screen.walk_children(Widget):
                if not widget.is_on_screen:
                    continue
                inside = screen.find_widget(widget)
                is_leaf = not widget.children and inside.visible_region == widget.region
                if is_leaf and (lines := lost(pilot.app, painted, widget)):
                    torn[width, widget.css_identifier] = lines
        assert torn == {}


async def test_messages_over_the_whole_width(cache: Cache) -> None:
    said = "一条很长的消息，说的是“刚才”发生了什么，" * 4
    async with cache.app().run_test(size=(60, LINES)) as pilot:
        status = pilot.app.screen.query_one("#status")
        status.say(said)  # type: ignore[attr-defined]
        for width in WIDTHS:
            await pilot.resize_terminal(width, LINES)
            painted = paint(pilot.app, Painted(width, LINES))
            assert lost(pilot.app, painted, status) == []
