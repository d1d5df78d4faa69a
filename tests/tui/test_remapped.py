"""Keys of a person's own: what is said names them, and dialogs know them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

import tnews.tui
from cached_room import CONFIG, Cache, draft, fill, painted, ready, room, until
from tnews import locale
from tnews.model import Block, Link
from tnews.model.record import replace
from tnews.tui import report
from tnews.tui.actions import ACTIONS
from tnews.tui.screens.dialog import Dialog
from tnews.tui.screens.help import HelpScreen
from tnews.tui.view import BOOKMARKED

KEYS = {
    "line_down": ("e",), "line_up": ("u",), "quit": ("Q",), "links": ("w",), "copy": ("Y",),
    "save": ("S",), "bookmark": ("B",), "filter": ("G",), "last": ("ctrl+e",), "undo": ("ctrl+z",),
    "note": ("N",), "toggle_read": ("r",), "refresh": ("ctrl+r",), "redo": ("ctrl+y",),
    "help": ("f1",), "load_new": ("+",), "refresh_all": ("ctrl+a",), "demo": ("ctrl+x",),
}  # fmt: skip


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    locale.choose("zh_CN")
    made = fill(tmp_path, replace(CONFIG, keys=KEYS))
    yield made
    made.store.close()


def is_open(pilot: Pilot[str], kind: type) -> bool:
    return isinstance(pilot.app.screen, kind)


async def test_a_dialog_moves_acts_and_closes_by_them(cache: Cache) -> None:
    links = (Link(0, 1, "http://a.example/"), Link(1, 2, "http://b.example/"))
    text = Block("p", "甲乙", "", links)
    cache.add("a", replace(draft(-9, "两个链接"), blocks=(text,)))
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "w")
        await until(pilot, lambda: is_open(pilot, Dialog))
        assert "S 稍后读" in painted(pilot)
        assert "Y 复制" in painted(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Dialog)
        await pilot.press("e")
        assert dialog.rows.cursor == 1
        await pilot.press("u", "j")
        assert dialog.rows.cursor == 0
        await pilot.press("Y")
        await until(pilot, lambda: "http://a.example/" in painted(pilot).split("已复制")[-1])
        await pilot.press("q")
        assert is_open(pilot, Dialog)
        await pilot.press("Q")
        await until(pilot, lambda: not is_open(pilot, Dialog))


@pytest.mark.parametrize("key", ["Q", "f1", "escape"])
async def test_help_closes_by_them(cache: Cache, key: str) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: is_open(pilot, HelpScreen))
        await pilot.press("q", "question_mark")
        assert is_open(pilot, HelpScreen)
        await pilot.press(key)
        await until(pilot, lambda: not is_open(pilot, HelpScreen))


async def test_an_empty_list_names_them(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        room(pilot.app).go_to(BOOKMARKED)
        await until(pilot, lambda: "按 B 即可收藏" in painted(pilot))
        await pilot.press("G")
        await until(pilot, lambda: "按 G 看全部" in painted(pilot))


def test_what_is_said_of_a_refresh_names_them() -> None:
    locale.choose("en")
    assert report.arrived(2, KEYS) == "2 new articles: + shows them."
    assert "ctrl+a" not in report.offline(KEYS)
    assert "Ctrl+a tries again, Ctrl+x opens" in report.offline(KEYS)


FIXED = {
    "Not saved: Ctrl+S saves, Esc again keeps a draft",
    "Not saved: Ctrl+S saves; Esc, then {quit} loses the draft",
    "A quiet room for the news. Three questions first; Enter is always a good answer.",
    "There already: Enter once more replaces it; {name} is free.",
    "{n} h ago",
    "removed {name}; its articles stay in the cache; u brings it back",
    "Enter renames the channel, J and K move it. {unread} unread.",
    "Show one row for a story in lists of several sources; v shows its other versions.",
}
"""What names keys of a text field or of a dialog's own, which are not in the table, hours, and what
the documents say of a setting."""


def test_no_message_names_a_key_itself() -> None:
    keys = {key for action in ACTIONS for key in action.keys if len(key) == 1} - set(
        ",.:;!?-0123456789"
    )
    marks = "|".join(map(re.escape, sorted(keys - {"A", "a"})))
    naming = re.compile(rf"(?<![\w\'’{{\]-])({marks}|Esc|Enter|Ctrl\+\w)(?= [a-z])")
    found = []
    for path in Path(tnews.tui.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_", "plural"):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                found += [t for t in texts if isinstance(t, str) and naming.search(t)]
    assert set(found) <= FIXED
