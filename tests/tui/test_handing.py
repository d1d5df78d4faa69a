"""Articles handed on: to a pager and an editor in a real terminal, aloud, to the clipboard, to files."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from cached_room import Cache, painted, ready, room, said, until
from tnews.model import Refreshed, Saved
from tnews.model.record import replace
from tnews.tui.messages import RefreshEnded
from tnews.tui.screens.export import ExportScreen


def with_reader(cache: Cache, **settings: object) -> Cache:
    """The same cache under other settings."""
    cache.config = replace(cache.config, reader=replace(cache.config.reader, **settings))
    return cache


def script(folder: Path, code: str) -> tuple[str, ...]:
    path = folder / "program.py"
    path.write_text(f"import sys, time\nout = {str(folder / 'out')!r}\n{code}\n", "utf-8")
    return sys.executable, str(path)


async def test_where_there_is_no_terminal_the_pager_is_one_line(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("P")
        await until(pilot, lambda: "没法打开终端程序" in said(pilot))


async def test_an_article_is_read_aloud_by_paragraphs(cache: Cache, tmp_path: Path) -> None:
    speak = script(tmp_path, "open(out, 'ab').write(sys.stdin.buffer.read())")
    async with with_reader(cache, speak=speak).app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("a")
        await until(pilot, lambda: (tmp_path / "out").exists())
        await until(pilot, lambda: room(pilot.app)._voice is None)
    lines = (tmp_path / "out").read_text("utf-8").splitlines()
    assert lines[0] == "共同富裕的一种算法"
    assert len(lines) == 4


async def test_the_same_key_is_silence_and_so_is_leaving(cache: Cache, tmp_path: Path) -> None:
    speak = script(tmp_path, "time.sleep(600)")
    async with with_reader(cache, speak=speak).app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("a")
        await until(pilot, lambda: screen._voice is not None and screen._voice._process is not None)
        first = screen._voice
        await pilot.press("a")
        await until(pilot, lambda: screen._voice is None)
        assert first is not None
        assert first._process is not None
        assert first._process.wait(60) < 0
        await pilot.press("a")
        await until(pilot, lambda: screen._voice is not None and screen._voice._process is not None)
        second = screen._voice
        assert second is not None
    assert second._process is not None
    assert second._process.wait(60) < 0


async def test_a_voice_that_is_missing_is_one_line(cache: Cache) -> None:
    async with with_reader(cache, speak=("/no/voice",)).app().run_test(size=(120, 24)) as pilot:
        await ready(pilot)
        await pilot.press("a")
        await until(pilot, lambda: "reader.speak" in said(pilot))


async def test_the_text_is_copied_as_it_was_written(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("Y")
        await until(pilot, lambda: "已复制" in said(pilot))
        article = cache.library.open(room(pilot.app).articles.current_id or 0)
        assert article is not None
        assert pilot.app.clipboard == f"{article.title}\n\n{article.text}"


async def test_what_the_mouse_selects_is_the_original_text(cache: Cache) -> None:
    async with cache.app().run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        reader = room(pilot.app).reader
        left = reader._left
        # Over the indent of the first line, to the second character of the next one.
        await pilot.mouse_down(reader, offset=(left, 1))
        await pilot.hover(reader, offset=(left + 2, 2))
        await pilot.mouse_up(reader, offset=(left + 2, 2))
        await until(pilot, lambda: "已选中" in said(pilot))
        text = reader._sheet.blocks[0].text if reader._sheet is not None else ""
        selected = reader.selected_text()
        assert text.startswith(selected)
        assert len(selected) == reader._lines[2].offset + 2
        await pilot.press("Y")
        assert pilot.app.clipboard == selected
        await pilot.click(reader, offset=(left, 3))
        assert reader.selected_text() == ""


async def test_at_an_edge_the_text_moves_along_with_the_selection(cache: Cache) -> None:
    async with cache.app().run_test(size=(60, 14)) as pilot:
        await ready(pilot)
        await pilot.press("enter", *"jjj")
        reader = room(pilot.app).reader
        await until(pilot, lambda: reader.scroll_offset.y == 3)
        left, last = reader._left, reader.size.height - 1
        await pilot.mouse_down(reader, offset=(left + 4, 2))
        await pilot.hover(reader, offset=(left, 0))
        await until(pilot, lambda: reader.scroll_offset.y == 2)
        await pilot.hover(reader, offset=(left, last))
        await until(pilot, lambda: reader.scroll_offset.y == 3)
        await pilot.mouse_up(reader, offset=(left, last))
        await until(pilot, lambda: "已选中" in said(pilot))


async def test_a_list_is_written_to_a_file_and_not_over_one_without_a_word(
    cache: Cache, tmp_path: Path
) -> None:
    target = tmp_path / "all.jsonl"
    target.write_text("mine")
    async with cache.app().run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        assert "整个列表，12 篇" in painted(pilot)
        await pilot.press("G", "k", "k", "enter")
        await until(pilot, lambda: "写到文件（JSON Lines）" in painted(pilot))
        screen = pilot.app.screen
        screen._input.value = str(target)
        await pilot.press("enter")
        await until(pilot, lambda: "已有这个文件" in painted(pilot))
        assert target.read_text() == "mine"
        await pilot.press("enter")
        await until(pilot, lambda: "12 篇" in said(pilot))
    assert len([json.loads(line) for line in target.read_text("utf-8").splitlines()]) == 12


async def test_a_stopped_export_leaves_the_file_as_it_was(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "all.jsonl"
    target.write_text("mine")
    async with cache.app().run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        read = cache.library.open

        def open_and_stop(id: int) -> object:
            for job in screen.jobs.running:
                job.cancel()
            return read(id)

        monkeypatch.setattr(cache.library, "open", open_and_stop)
        ids = screen.articles.ids
        screen.desk.aside(
            lambda: screen._export(lambda: screen._each(ids), len(ids), "jsonl", target)
        )
        await until(pilot, lambda: "还是原样" in said(pilot))
    assert target.read_text() == "mine"
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".tmp")]  # noqa: PTH208


@pytest.mark.parametrize("asked", [True, False])
async def test_only_a_refresh_nobody_asked_for_notifies_and_once(
    cache: Cache, tmp_path: Path, asked: bool
) -> None:
    notify = (*script(tmp_path, "open(out, 'a').write(sys.argv[1] + '\\n')"), "{count} {title}")
    async with with_reader(cache, notify=notify).app().run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        ids = tuple(screen.articles.ids)
        results = [
            Refreshed("a", "a", "fetched", 1, 2, saved=Saved(new=ids[:2])),
            Refreshed("b", "b", "fetched", 2, 2, saved=Saved(new=ids[2:3])),
        ]
        screen.post_message(RefreshEnded(asked, results))
        if asked:
            await until(pilot, lambda: "3 篇" in said(pilot))
        else:
            await until(pilot, lambda: (tmp_path / "out").exists())
    told = (tmp_path / "out").read_text("utf-8") if (tmp_path / "out").exists() else ""
    assert told == ("" if asked else "3 3 篇新文章\n")


async def test_an_article_counts_as_read_after_a_stay(cache: Cache) -> None:
    async with with_reader(cache, read_after=600).app().run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: screen.opened is not None)
        assert screen._reading is not None
        assert not screen.articles.row(0).is_read  # type: ignore[union-attr]
        screen._reading._callback()  # type: ignore[misc]
        await until(pilot, lambda: screen.articles.row(0).is_read)  # type: ignore[union-attr]
        await until(pilot, lambda: cache.store.counts().total[0] == 11)


async def test_who_has_gone_on_by_then_has_not_read_it(cache: Cache) -> None:
    async with with_reader(cache, read_after=600).app().run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: screen.opened is not None)
        first = screen._reading
        screen.articles.go(3)
        await until(pilot, lambda: screen.opened is None)
        assert first is not None
        first._callback()  # type: ignore[misc]
        await pilot.pause()
        assert not screen.articles.row(0).is_read  # type: ignore[union-attr]
