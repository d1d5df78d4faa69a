"""Themes: readable in every part, in fewer colours and without any, and a person's own."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rich.style import Style
from textual.geometry import Region

from cached_room import Cache, painted
from tnews.model.errors import ConfigError
from tnews.model.palette import COLOURS, PALETTES, Palette, contrast
from tnews.model.record import replace
from tnews.services.themes import Themes
from tnews.tui.app import ReaderApp
from tnews.tui.colours import shown
from tnews.tui.screens.main import MainScreen
from tnews.tui.screens.themes import ThemeScreen
from tnews.tui.theme import _PARTS, styles

ROOT = Path(__file__).parents[2]

COLOURED = [palette for palette in PALETTES.values() if not palette.is_plain]
WITH_CURSOR = ("list", "ranks", "sidebar", "choice")
"""Widgets whose rows can be under the cursor."""


def pairs(palette: Palette) -> list[tuple[str, str, str]]:
    """Every part with its colour and each ground that it is drawn on."""
    worn = styles(palette)
    found = []
    for part, style in worn.items():
        over = [Style()]
        if part.partition(".")[0] in WITH_CURSOR and not part.endswith(".hit"):
            over += [worn["cursor"], worn["cursor.blurred"]]
        for one in over:
            whole = style + one
            if _PARTS[part][0] and whole.color and whole.bgcolor:
                found.append((part, whole.color.name, whole.bgcolor.name))
    return found


@pytest.mark.parametrize("palette", [*COLOURED, *map(shown, COLOURED)], ids=lambda one: one.name)
def test_every_part_can_be_read(palette: Palette) -> None:
    """WCAG 2.2, 1.4.3: text 4.5; what is quiet on purpose has at least the 3 of large text."""
    low = [
        (part, ink, ground, round(contrast(ink, ground), 2))
        for part, ink, ground in pairs(palette)
        if contrast(ink, ground) < (3.0 if _PARTS[part][0] == "tnews-faint" else 4.5)
    ]
    assert low == []


@pytest.mark.parametrize("palette", COLOURED, ids=lambda one: one.name)
def test_the_text_is_for_long_reading(palette: Palette) -> None:
    """WCAG 2.2, 1.4.6."""
    assert contrast(palette.text, palette.surface) >= 7
    assert contrast(palette.text, palette.background) >= 7


@pytest.mark.parametrize("palette", [*COLOURED, *map(shown, COLOURED)], ids=lambda one: one.name)
def test_the_cursor_is_seen_by_its_brightness(palette: Palette) -> None:
    assert contrast(palette.cursor, palette.background) >= 1.2
    assert contrast(palette.blurred, palette.background) >= 1.1


def test_night_has_hardly_any_blue() -> None:
    night = PALETTES["night"]
    blue = {name: int(getattr(night, name)[5:], 16) for name in COLOURS}
    assert {name: value for name, value in blue.items() if value > 0x80} == {}


@pytest.mark.parametrize("name", ["terminal", "mono"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("list.read", "list.unread"),
        ("list.unread", "list.hit"),
        ("reader.text", "reader.hit"),
        ("reader.hit", "reader.current"),
        ("reader.text", "reader.link"),
        ("reader.text", "reader.section"),
        ("reader.text", "reader.heading"),
        ("sidebar.place", "sidebar.current"),
        ("channels.other", "channels.current"),
        ("suggestions.text", "suggestions.chosen"),
        ("choice.dropped", "choice.kept"),
        ("list", "cursor"),
    ],
)
def test_nothing_is_said_by_colour_alone(name: str, one: str, other: str) -> None:
    worn = styles(PALETTES[name])
    assert worn[one].without_color != worn[other].without_color


@pytest.mark.parametrize("part", _PARTS)
def test_mono_has_no_colour(part: str) -> None:
    style = styles(PALETTES["mono"])[part]
    named = [one.name for one in (style.color, style.bgcolor) if one is not None]
    assert set(named) <= {"default"}


@pytest.mark.parametrize("part", _PARTS)
def test_terminal_has_its_16_colours_alone(part: str) -> None:
    style = styles(PALETTES["terminal"])[part]
    colours = [one for one in (style.color, style.bgcolor) if one is not None]
    assert all(one.is_system_defined for one in colours)


def test_every_theme_is_documented() -> None:
    for language in ("", ".zh-CN"):
        told = (ROOT / "docs" / f"themes{language}.md").read_text("utf-8")
        assert [name for name in (*PALETTES, *COLOURS) if f"`{name}`" not in told] == []


# -- a person's own ------------------------------------------------------------------------------


def own(folder: Path, text: str, name: str = "mine") -> Themes:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return Themes(folder)


def test_the_example_of_the_documentation_is_a_theme(tmp_path: Path) -> None:
    told = (ROOT / "docs" / "themes.md").read_text("utf-8")
    example = re.search("```toml\n(.*?)```", told, re.DOTALL)
    assert example is not None
    palette = own(tmp_path, example[1]).load("mine")
    assert contrast(palette.text, palette.surface) >= 4.5
    assert [pair for pair in pairs(palette) if contrast(pair[1], pair[2]) < 3] == []


def test_what_is_left_out_goes_with_what_is_said(tmp_path: Path) -> None:
    palette = own(tmp_path, 'background = "#fff8e8"\ntext = "#332"').load("mine")
    assert palette.text == "#333322"
    assert palette.primary == PALETTES["paper"].primary
    assert contrast(palette.panel, palette.background) < 1.3
    assert contrast(palette.quiet, palette.background) > 4.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('backgroud = "#000000"', 'line 1: backgroud: unknown; did you mean "background"?'),
        (
            'base = "ink"\ntext = "red"',
            'line 2: text: must be a colour like "#2f5b4d", found "red"',
        ),
        ("text = 3", "line 1: text: must be a colour"),
        ('text = "#12345"', 'line 1: text: must be a colour like "#2f5b4d"'),
        ('base = "inkk"', "line 1: base: must be one of ink paper"),
        ('base = "mono"', "line 1: base: must be one of ink paper"),
        ('text = "#161820"\nbase = "ink"', "line 1: text: the text cannot be told from its ground"),
        ("text = ", "line 1: not TOML"),
        ('text = "#fff"\ntext = "#000"', "line 2: text is given twice"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as found:
        own(tmp_path, text).load("mine")
    assert said in found.value.message
    assert found.value.message.startswith(str(tmp_path / "mine.toml"))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    themes = own(tmp_path, "")
    (tmp_path / "mine.toml").write_bytes(b"text = '\xff'")
    with pytest.raises(ConfigError, match="not UTF-8"):
        themes.load("mine")


def test_a_theme_that_is_not_there_has_a_near_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='no theme is called papper; did you mean "paper"'):
        own(tmp_path, "").load("papper")


def test_ours_cannot_be_replaced(tmp_path: Path) -> None:
    themes = own(tmp_path, 'text = "#f00"', "ink")
    assert themes.names() == [*PALETTES]
    assert themes.load("ink") is PALETTES["ink"]


# -- on the screen -------------------------------------------------------------------------------


def dressed(cache: Cache, theme: str) -> ReaderApp:
    reader = replace(cache.config.reader, theme=theme)
    cache.config = replace(cache.config, reader=reader)
    return cache.app()


async def test_a_theme_is_seen_before_it_is_kept(cache: Cache) -> None:
    async with cache.app().run_test(size=(100, 30)) as pilot:
        await pilot.press("T", "j")
        assert pilot.app.theme == "paper"
        await pilot.press("j")
        assert pilot.app.theme == "moon"
        await pilot.press("escape")
        assert pilot.app.theme == "ink"
        assert not cache.config_path.exists()
        await pilot.press("T", "j", "enter")
        assert pilot.app.theme == "paper"
        assert "配色 纸" in painted(pilot).split("\n")[-1], "by its title, not its name"
        assert 'theme = "paper"' in cache.config_path.read_text("utf-8")


async def test_the_demonstration_says_that_it_keeps_no_theme(cache: Cache) -> None:
    async with cache.app(is_demo=True).run_test(size=(100, 30)) as pilot:
        await pilot.press("T", "j", "enter")
        assert pilot.app.theme == "paper"
        assert "演示不保存设置" in painted(pilot)


async def test_what_is_on_the_screen_changes_with_the_theme(cache: Cache) -> None:
    async with cache.app().run_test(size=(100, 30)) as pilot:
        await pilot.press("T", "j", "enter")
        room = pilot.app.screen
        assert isinstance(room, MainScreen)
        (line, *_rest) = room.articles.render_lines(Region(0, 0, 40, 1))
        (segment, *_rest) = line
        assert segment.style is not None
        assert segment.style.bgcolor is not None
        assert segment.style.bgcolor.name == PALETTES["paper"].background
        assert room.articles.styles.background.hex.lower() == PALETTES["paper"].background


async def test_an_own_theme_is_worn(cache: Cache) -> None:
    own(cache.data_dir / "themes", 'base = "paper"\nbackground = "#fff0e0"')
    async with dressed(cache, "mine").run_test() as pilot:
        assert pilot.app.current_theme.background == "#fff0e0"


async def test_a_broken_theme_is_told_and_ink_worn(cache: Cache) -> None:
    own(cache.data_dir / "themes", 'text = "blue"')
    async with dressed(cache, "mine").run_test() as pilot:
        room = pilot.app.screen
        assert isinstance(room, MainScreen)
        assert pilot.app.theme == "ink"
        assert "mine.toml" in room.status._text


async def test_a_theme_whose_file_changes(cache: Cache) -> None:
    path = cache.data_dir / "themes" / "mine.toml"
    own(path.parent, 'background = "#101010"')
    app = dressed(cache, "mine")
    async with app.run_test() as pilot:

        def change(text: str, at: int) -> None:
            path.write_text(text, "utf-8")
            os.utime(path, ns=(at, at))
            app.look_again()

        change('background = "#202020"', 1)
        await pilot.pause()
        assert app.current_theme.background == "#202020"
        change("background = ", 2)
        await pilot.pause()
        room = pilot.app.screen
        assert isinstance(room, MainScreen)
        assert app.current_theme.background == "#202020", "it stays as it was"
        assert "mine.toml" in room.status._text
        room.status.say("")
        path.unlink()  # as some editors do before they write it anew
        app.look_again()
        await pilot.pause()
        assert (app.current_theme.background, room.status._text) == ("#202020", "")
        change('background = "#303030"', 3)
        await pilot.pause()
        assert app.current_theme.background == "#303030"


async def test_a_broken_theme_in_the_list(cache: Cache) -> None:
    own(cache.data_dir / "themes", 'text = "blue"')
    async with cache.app().run_test(size=(100, 30)) as pilot:
        await pilot.press("T", "G", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, ThemeScreen), "it cannot be kept"
        assert pilot.app.theme == "ink"
        assert "mine.toml" in screen._keys._said


async def test_no_color_wears_mono_whatever_is_chosen(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dressed(cache, "paper").run_test(size=(100, 30)) as pilot:
        assert pilot.app.theme == "mono"
        await pilot.press("T", "j")
        assert pilot.app.theme == "mono"
        assert os.environ["NO_COLOR"] == "1", "a pager or an editor hears of it too"


async def test_an_empty_no_color_says_nothing(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    async with cache.app().run_test() as pilot:
        assert pilot.app.theme == "ink"
