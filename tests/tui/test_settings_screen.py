"""The settings screen: the rows and their values, what is changed and written, what is told."""

from __future__ import annotations

import ast
import inspect
import tomllib
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input

from cached_room import CONFIG, Cache, fill, painted, ready, room, said, until
from tnews import locale
from tnews.model import settings as records
from tnews.model.settings import Config
from tnews.services.settings import mistake
from tnews.tui.app import ReaderApp
from tnews.tui.screens.help import HelpScreen
from tnews.tui.screens.note import NoteScreen
from tnews.tui.screens.settings import SettingsScreen
from tnews.tui.screens.themes import ThemeScreen
from tnews.tui.setting_rows import (
    KEYS,
    SETTINGS,
    Setting,
    as_typed,
    choices,
    default_of,
    matching,
    stepped,
    typed,
    value_of,
    with_value,
)

SIZES = [(140, 40), (80, 24), (40, 20)]


def docstrings(record: type) -> dict[str, str]:
    """The docstring under each field of a record, on one line."""
    (body,) = ast.parse(inspect.getsource(record)).body
    assert isinstance(body, ast.ClassDef)
    found, name = {}, ""
    for statement in body.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)):
                pass
            case ast.Expr(ast.Constant(str(text))) if name:
                found[name] = " ".join(text.split())
    return found


@pytest.mark.parametrize(
    "setting",
    [s for s in SETTINGS if s.table != KEYS],
    ids=lambda setting: f"{setting.table}.{setting.key}",
)
def test_its_help_is_what_the_record_says(setting: Setting) -> None:
    record = type(getattr(Config(), setting.table))
    assert record.__module__ == records.__name__
    assert docstrings(record)[setting.key] == setting.help


def test_every_setting_of_the_reader_has_a_row() -> None:
    rows = {setting.key for setting in SETTINGS if setting.table == "reader"}
    assert rows == set(docstrings(records.ReaderSettings))


@pytest.fixture
def english() -> Iterator[None]:
    locale.choose("en")
    yield
    locale.choose("zh_CN")


@given(st.sampled_from(SETTINGS), st.lists(st.sampled_from([1, -1]), max_size=40))
def test_every_value_one_steps_to_is_allowed_and_can_be_typed(
    setting: Setting, steps: list[int]
) -> None:
    value = default_of(setting)
    for step in steps:
        value = stepped(setting, value, step)
        assert mistake(setting.table, setting.key, value) == ""
        assert value_of(with_value(CONFIG, setting, value), setting) == value
        if not choices(setting):
            assert typed(setting, as_typed(value)) == value


def test_a_setting_is_found_by_name_help_or_key(english: None) -> None:
    assert [found.key for found in matching("line len")] == ["measure"]
    assert [found.key for found in matching("MEASURE")] == ["measure"]
    assert "days" in [found.key for found in matching("keep days")]
    assert list(matching("")) == list(SETTINGS)
    assert matching("no such thing") == []


# -- on the screen ---------------------------------------------------------------------------


def written(cache: Cache) -> dict[str, object]:
    return tomllib.loads(cache.config_path.read_text("utf-8"))


async def opened(pilot: Pilot[str]) -> SettingsScreen:
    await ready(pilot)
    await pilot.press("comma")
    await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
    await until(pilot, lambda: "行宽" in painted(pilot))
    screen = pilot.app.screen
    assert isinstance(screen, SettingsScreen)
    return screen


async def go_to(pilot: Pilot[str], screen: SettingsScreen, key: str) -> None:
    for _row in range(60):
        setting = screen._list.current
        if setting is not None and setting.key == key:
            return
        await pilot.press("j")
    raise AssertionError(key)


@pytest.mark.parametrize("size", SIZES)
async def test_a_change_shows_at_once_and_is_written_at_once(
    cache: Cache, size: tuple[int, int]
) -> None:
    cache.config_path.write_text("# mine\n[reader]\nhang = true  # yes\n", "utf-8")
    async with cache.app().run_test(size=size) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "measure")
        await pilot.press("right", "right", "left")
        await until(pilot, lambda: "measure" in cache.config_path.read_text("utf-8"))
        await until(pilot, lambda: written(cache)["reader"] == {"hang": True, "measure": 82})
        assert room(pilot.app).config.reader.measure == 82
        await until(pilot, lambda: "* 行宽" in painted(pilot).replace("  ", " "))
        await pilot.press("backspace")
        await until(pilot, lambda: written(cache)["reader"] == {"hang": True})
        assert room(pilot.app).config.reader.measure == 80
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        assert pilot.app.is_running
    assert cache.config_path.read_text("utf-8").startswith("# mine\n[reader]\nhang = true  # yes")


async def test_a_number_is_typed_within_its_range(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "measure")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press("3", "9", "enter")
        await until(pilot, lambda: "40 到 120" in painted(pilot))
        assert pilot.app.screen is not screen
        await pilot.press("backspace", "backspace", "x", "enter")
        await pilot.press("backspace", "6", "0", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        await until(pilot, cache.config_path.exists)
        await until(pilot, lambda: written(cache)["reader"] == {"measure": 60})


async def test_what_needs_it_lets_the_reader_begin_again_where_it_was(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("j", "j")
        row = room(pilot.app).articles.current_id
        screen = await opened(pilot)
        await go_to(pilot, screen, "concurrency")
        await pilot.press("right", "escape")
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value == "again"
        assert cache.app().spot.article is None
        spot = pilot.app.spot  # type: ignore[attr-defined]
        assert spot.article == row
        assert written(cache)["refresh"] == {"concurrency": 110}


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Cache]:
    """A reader whose configuration lies so deep that its path fills three lines of 80."""
    locale.choose("zh_CN")
    folder = tmp_path.joinpath(*["a-folder-of-dotfiles"] * 12)
    folder.mkdir(parents=True)
    made = fill(folder, CONFIG)
    yield made
    made.store.close()


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_a_mistake_has_room_beside_the_file_it_is_in(
    deep: Cache, size: tuple[int, int]
) -> None:
    deep.config_path.write_text("[reader]\nmesure = 3\n", "utf-8")
    async with deep.app().run_test(size=size) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "mesure" in painted(pilot))
        assert "config.toml" in painted(pilot)


async def test_a_change_that_is_not_written_is_told_beside_the_file(deep: Cache) -> None:
    deep.config_path.write_text("", "utf-8")
    async with deep.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "indent")
        deep.config_path.write_text("reader = {}\n", "utf-8")
        await pilot.press("enter")
        await until(pilot, lambda: "config.toml" in painted(pilot))
        assert "[reader]" in painted(pilot)


async def test_a_file_that_was_broken_meanwhile_is_told_and_the_reader_goes_on(
    deep: Cache,
) -> None:
    cache = deep
    cache.config_path.write_text("", "utf-8")
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "concurrency")
        await pilot.press("right")
        await until(pilot, lambda: "110" in cache.config_path.read_text("utf-8"))
        cache.config_path.write_text("[reader]\nmesure = 3\n", "utf-8")
        await pilot.press("escape")
        await until(pilot, lambda: "measure" in painted(pilot).split("\n")[-1])
        assert pilot.app.is_running
        await pilot.press("comma")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await until(pilot, lambda: "mesure" in painted(pilot))


async def test_what_cannot_be_written_is_told_and_taken_back(cache: Cache) -> None:
    cache.config_path.write_text("", "utf-8")
    cache.config_path.chmod(0o444)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "indent")
        await pilot.press("enter")
        await until(pilot, lambda: "无法写入" in painted(pilot))
        assert room(pilot.app).config.reader.indent
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        assert pilot.app.is_running


async def test_finding_a_setting(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("slash", *"悬挂", "enter", "enter")
        await until(pilot, lambda: not room(pilot.app).config.reader.hang)
        assert "行宽" not in painted(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "行宽" in painted(pilot))
        await pilot.press("slash", *"没有这个")
        await until(pilot, lambda: "没有这样的设置" in painted(pilot))
        await pilot.press("enter", "enter", "right", "backspace", "j", "G")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: pilot.app.screen is not screen)


async def test_help_and_back(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)


async def test_the_demonstration_changes_but_writes_nothing(cache: Cache) -> None:
    async with cache.app(is_demo=True).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: "演示不保存设置" in painted(pilot))
        await go_to(pilot, screen, "indent")
        await pilot.press("right")
        await until(pilot, lambda: not room(pilot.app).config.reader.indent)
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
    assert not cache.config_path.exists()


async def test_a_theme_is_chosen_on_the_screen_of_the_themes(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "theme")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemeScreen))
        await pilot.press("j", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        chosen = room(pilot.app).config.reader.theme
        assert chosen != "ink"
        await until(pilot, lambda: value_of(screen._config, screen._list.current) == chosen)  # type: ignore[arg-type]
        await until(pilot, cache.config_path.exists)
        await until(pilot, lambda: written(cache)["reader"] == {"theme": chosen})
        await pilot.press("backspace")
        await until(pilot, lambda: room(pilot.app).config.reader.theme == "ink")


async def test_a_set_of_keys_holds_once_the_screen_is_left(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "preset")
        await pilot.press("right", "escape")
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value == "again"
    assert written(cache)["keys"] == {"preset": "newsboat"}


@pytest.mark.parametrize("text", ["inf", "-1e999", "nan", "", "x"])
def test_what_is_no_number_is_none(text: str) -> None:
    for setting in SETTINGS:
        if isinstance(default_of(setting), int | float) and not choices(setting):
            with pytest.raises(ValueError):
                typed(setting, text)


async def test_the_beginning_is_the_first_setting(cache: Cache) -> None:
    async with cache.app().run_test(size=(40, 20)) as pilot:
        screen = await opened(pilot)
        first = screen._list.current
        await pilot.press("G", "home")
        assert screen._list.current == first
        await pilot.press("j", "j", "pageup")
        assert screen._list.current == first
        assert screen._list.scroll_offset.y == 0


async def test_quitting_in_the_settings_does_not_begin_again(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await go_to(pilot, screen, "concurrency")
        await pilot.press("right", "ctrl+c")
        await until(pilot, lambda: not pilot.app.is_running)
        assert pilot.app.return_value is None
        assert written(cache)["refresh"] == {"concurrency": 110}


async def waiting_to_begin_again(pilot: Pilot[str]) -> tuple[ReaderApp, Event]:
    """The reader is to begin again once what is being stored is: when the event is set."""
    await ready(pilot)
    app, stored = pilot.app, Event()
    assert isinstance(app, ReaderApp)
    room(app).desk.in_turn(stored.wait)
    app.begin_again()
    return app, stored


async def test_the_reader_says_what_it_waits_for_before_it_begins_again(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        app, stored = await waiting_to_begin_again(pilot)
        await until(pilot, lambda: "存完" in said(pilot))
        assert app.is_running
        stored.set()
        await until(pilot, lambda: not app.is_running)
        assert app.return_value == "again"


async def test_who_quits_while_the_reader_is_to_begin_again_leaves(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        app, stored = await waiting_to_begin_again(pilot)
        await pilot.press("ctrl+c")
        stored.set()
        await until(pilot, lambda: not app.is_running)
        assert app.return_value is None


async def test_a_draft_of_a_note_is_there_when_the_reader_has_begun_again(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("e", "x", "escape", "escape")
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        app = pilot.app
        assert isinstance(app, ReaderApp)
        app.begin_again()
        await until(pilot, lambda: not app.is_running)
        assert list(app.spot.drafts.values()) == ["x"]
    async with cache.app(start=app.spot).run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        assert "x" in painted(pilot)


async def test_a_note_that_is_being_written_comes_along_when_the_reader_begins_again(
    cache: Cache,
) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        app, stored = await waiting_to_begin_again(pilot)
        await pilot.press("e", *"xyz")
        assert isinstance(app.screen, NoteScreen)
        stored.set()
        await until(pilot, lambda: not app.is_running)
        assert app.return_value == "again"
        assert list(app.spot.drafts.values()) == ["xyz"]


@pytest.mark.parametrize("is_fixed", [True, False])
async def test_of_the_language_it_says_whether_the_environment_decides(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, is_fixed: bool
) -> None:
    monkeypatch.setenv("TNEWS_LANG", "zh_CN" if is_fixed else "")
    cache.config_path.write_text("", "utf-8")
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "[reader] language" in painted(pilot))
        assert ("TNEWS_LANG" in painted(pilot)) is is_fixed
