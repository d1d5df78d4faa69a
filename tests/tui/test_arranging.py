"""How the room is arranged, and that it opens as it was left."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from cached_room import Cache, draft, painted, ready, room, said, until
from tnews.model import ArticleDraft, Block
from tnews.model.record import replace
from tnews.tui.theme import style_of


async def test_folded_metadata_are_one_line_and_stay_so_after_a_restart(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert "责任编辑" in painted(pilot)
        await pilot.press("M")
        await pilot.pause()
        assert "责任编辑" not in painted(pilot)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert "责任编辑" not in painted(pilot)
        assert len(room(pilot.app).metadata.lines(80)) == 1
        await pilot.press("M")
        await pilot.pause()
        assert "责任编辑" in painted(pilot)


async def test_folded_metadata_say_source_and_time(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        room(pilot.app).metadata.is_folded = True
        line = "".join(text for text, _part in room(pilot.app).metadata.lines(80)[0])
        assert "共同富裕的一种算法" in line
        assert "湖畔日报" in line


async def test_a_broken_layout_is_told(cache: Cache) -> None:
    (cache.data_dir / "layout.json").write_text("{")
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert "layout.json" in said(pilot)


def today(number: int, title: str, hours: float = 0) -> ArticleDraft:
    moment = datetime.now().astimezone() - timedelta(hours=hours)
    return replace(draft(number, title), published_at=moment)


def listed(pilot: Pilot[str]) -> list[str]:
    """What stands in the list, a line a row."""
    articles = room(pilot.app).articles
    return [articles.render_line(y).text.strip() for y in range(articles.size.height)]


async def test_rows_stand_under_their_dates_and_the_cursor_passes_the_headings(
    cache: Cache,
) -> None:
    cache.add("a", today(90, "今天的一篇"))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        lines = listed(pilot)
        assert lines[:2] == ["今天", "● 今天的一篇"]
        await pilot.press("j")
        assert room(pilot.app).articles.cursor == 1
        await pilot.press("H")
        await until(pilot, lambda: not room(pilot.app).is_list_coming)
        await pilot.pause()
        assert "今天" not in listed(pilot)


async def test_a_list_without_headings_where_the_configuration_says_so(cache: Cache) -> None:
    cache.add("a", today(90, "今天的一篇"))
    reader = replace(cache.config.reader, date_headings=False)
    cache.config = replace(cache.config, reader=reader)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        assert "今天" not in listed(pilot)
        screen = room(pilot.app)
        screen.apply(replace(screen.config, reader=replace(reader, date_headings=True)))
        await pilot.pause()
        assert "今天" in listed(pilot)


@pytest.mark.parametrize("moved", [1, 5])
async def test_a_new_heading_moves_neither_the_cursor_nor_what_is_around_it(
    cache: Cache, moved: int
) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press(*"j" * moved)
        await pilot.pause()
        top = screen.articles.cursor_offset
        before = listed(pilot)[top:]
        cache.add("a", *(today(80 + n, f"今天的第{n}篇") for n in range(9)))
        await pilot.press(".")
        await until(pilot, lambda: len(screen.articles.ids) == 21)
        await pilot.pause()
        assert "今天" in screen.articles._labels.values()
        assert screen.articles.cursor_offset == top
        assert listed(pilot)[top:] == before


async def test_one_key_makes_lists_dense_and_it_is_remembered(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        articles = room(pilot.app).articles
        await pilot.press("j", "j")
        assert articles.form == "roomy"
        await pilot.press("g", "d")
        assert articles.form == "compact"
        assert articles.cursor == 2
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        assert screen.articles.form == "compact"
        other = replace(screen.config.reader, list_style="compact")
        screen.apply(replace(screen.config, reader=other))
        screen.apply(replace(screen.config, reader=replace(other, list_style="roomy")))
        assert screen.articles.form == "roomy"


async def test_times_go_on_by_themselves(cache: Cache) -> None:
    cache.add("a", today(90, "今天的一篇", hours=-0.001))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.pause()
        assert "刚刚" in painted(pilot)
        room(pilot.app).articles.tick(datetime.now().astimezone() + timedelta(minutes=5))
        await pilot.pause()
        assert "4分钟前" in painted(pilot)


async def test_after_midnight_today_is_yesterday(cache: Cache) -> None:
    cache.add("a", today(90, "今天的一篇"))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        tomorrow = datetime.now().astimezone() + timedelta(days=1)
        room(pilot.app).articles.tick(tomorrow)
        await pilot.pause()
        assert "昨天" in listed(pilot)


async def test_a_click_on_the_link_hands_it_to_the_browser(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("tnews.tui.browsing.open_link", lambda url, _command: opened.append(url))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.pause()
        metadata = room(pilot.app).metadata
        lines = metadata.lines(metadata.size.width)
        y = next(y for y, line in enumerate(lines) if any(part == "link" for _t, part in line))
        await pilot.click(metadata, offset=(4, y))
        await pilot.pause()
        assert not opened, "beside the pane's text nothing is clicked"
        await pilot.click(metadata, offset=(4, y + 1))  # its padding
        await until(pilot, lambda: opened == ["https://example.com/1.html"])


async def test_a_click_unfolds_the_metadata(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("M")
        await pilot.pause()
        await pilot.click("#metadata", offset=(4, 1))
        await pilot.pause()
        assert not room(pilot.app).metadata.is_folded


@pytest.mark.parametrize(
    "sizes", [[(80, 24), (40, 20), (140, 40)], [(40, 9), (200, 60), (140, 40)]]
)
async def test_the_reader_stays_at_its_words_through_resizes(
    cache: Cache, sizes: list[tuple[int, int]]
) -> None:
    paragraphs = [
        f"第{n}段。" + "湖边的书店在清晨开门，店主先扫落叶，再煮一壶茶。" * 6 for n in range(40)
    ]
    blocks = tuple(Block("p", text) for text in paragraphs)
    cache.add("a", replace(draft(-5, "长文"), blocks=blocks))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        reader = room(pilot.app).reader
        await pilot.press("enter")
        reader.go_to_block(20)
        await pilot.pause()
        for size in sizes:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert reader.block_in_sight == 20
        assert "第20段" in reader.render_line(0).text


@pytest.mark.parametrize(
    ("title", "lit"), [("雨伞", [True, False, False]), ("雨伞" * 30, [True, True, False])]
)
async def test_the_cursor_lights_the_title_of_a_roomy_row(
    cache: Cache, title: str, lit: list[bool]
) -> None:
    cache.add("a", draft(-5, title))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        articles = room(pilot.app).articles
        ground = style_of(pilot.app.current_theme, "list").bgcolor
        strips = [articles.line_strip(0, line, 50, True) for line in range(3)]
        assert [any(s.style.bgcolor != ground for s in strip if s.style) for strip in strips] == lit


async def test_an_empty_list_may_lose_the_keys(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("3")
        await until(pilot, lambda: not room(pilot.app).articles.ids)
        await pilot.press("h", "tab", "h")
        await pilot.pause()
        assert room(pilot.app).zone == "sidebar"
