"""What keys do: the table with the configuration over it."""

import re
from typing import get_args

import pytest

from tnews import locale
from tnews.catalogue.guidebook import guide
from tnews.model.settings import Preset
from tnews.text.keynames import collide
from tnews.tui import report
from tnews.tui.actions import ACTIONS, BY_ID, command_of
from tnews.tui.commands import understood
from tnews.tui.keymap import Keymap, Lost, action_of, other_keys
from tnews.tui.presets import PRESETS


@pytest.mark.parametrize("preset", PRESETS)
def test_no_key_does_two_things(preset: str) -> None:
    table = Keymap({}, preset).keys
    keys = [(key, action) for action, keys in table.items() for key in keys]
    for number, (key, action) in enumerate(keys):
        for other, owner in keys[:number]:
            assert not collide(key, other), (key, action, other, owner)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_names_actions_of_the_table(preset: str) -> None:
    assert set(PRESETS[preset]) <= set(BY_ID)


@pytest.mark.parametrize("preset", PRESETS)
def test_with_every_preset_one_can_move_open_get_help_and_leave(preset: str) -> None:
    keys = Keymap({}, preset).keys
    for action in ("line_down", "line_up", "open", "clear", "help", "quit", "search", "advance"):
        assert keys[action], action


def test_the_presets_are_those_of_the_settings() -> None:
    assert set(PRESETS) == set(get_args(Preset))


def test_newsboats_keys_do_what_they_do_there() -> None:
    keymap = Keymap({}, "newsboat")
    wanted = {
        "n": "next_unread", "N": "toggle_read", "A": "mark_list_read", "C": "mark_all_read",
        "r": "refresh", "R": "refresh_all", "o": "browser", "O": "browser_read", "u": "links",
        "J": "next_article", "K": "previous_article", "Q": "quit_now", "ctrl+b": "bookmark",
        "E": "editor", "g s": "sources", "q": "quit",
    }  # fmt: skip
    assert {key: action_of(keymap.call(key)).id for key in wanted} == wanted
    assert keymap.call("D") == "", "it deletes there"


def test_the_configuration_stands_above_the_preset() -> None:
    keymap = Keymap({"zen": ("d",)}, "vim")
    assert keymap.keys["half_down"] == ("ctrl+d", "pagedown")
    assert action_of(keymap.call("d")).id == "zen"


def test_a_key_of_the_configuration_is_taken_from_who_had_it() -> None:
    keymap = Keymap({"zen": ("m",)})
    assert action_of(keymap.call("m")).id == "zen"
    assert keymap.call("z") == ""
    assert keymap.lost == [Lost("m", "bookmark", "zen")]


def test_who_has_another_key_left_has_lost_nothing() -> None:
    keymap = Keymap({"zen": ("u",)})
    assert keymap.keys["undo"] == ("ctrl+z",)
    assert keymap.lost == []


def test_a_key_that_begins_sequences_takes_them_away() -> None:
    keymap = Keymap({"first": ("g",)})
    assert action_of(keymap.call("g")).id == "first"
    assert not keymap.begins("g")
    assert keymap.call("g g") == ""


def test_a_sequence_takes_the_key_it_begins_with() -> None:
    keymap = Keymap({"hot": ("z h",)})
    assert keymap.begins("z")
    assert Lost("z h", "zen", "hot") in keymap.lost


def test_an_action_may_be_without_a_key() -> None:
    keymap = Keymap({"demo": ()})
    assert keymap.call("D") == ""
    assert keymap.lost == []


def test_the_number_of_a_key_goes_along() -> None:
    keymap = Keymap({"category": ("a", "b")})
    assert keymap.call("b") == "@category/2"


def test_resolved_keys_are_their_own_configuration() -> None:
    once = Keymap({"zen": ("m",), "first": ("g",)})
    assert Keymap(once.keys).keys == once.keys


def test_what_was_lost_is_said() -> None:
    locale.choose("en")
    assert report.lost_keys([]) == ""
    said = report.lost_keys(Keymap({"zen": ("m",)}).lost)
    assert said == "[keys]: m is “zen” now; “bookmark” (bookmark) has no key any more"


def test_every_action_has_a_short_name() -> None:
    locale.choose("zh_CN")
    assert all(action.name for action in ACTIONS)


def test_which_first_keys_are_others_than_usual() -> None:
    assert other_keys({}, "default") == {}
    of_vim = other_keys({"zen": ("Z", "z")}, "vim")
    assert (of_vim["zen"], of_vim["next_category"], of_vim["category"]) == (
        "Z",
        "gt",
        ":category 3",
    )
    assert "line_down" not in of_vim


@pytest.mark.parametrize("name", locale.LANGUAGES)
def test_what_is_written_for_a_key_that_is_not_there_can_be_typed(name: str) -> None:
    locale.choose(name)
    assert all(understood(command_of(action)).what.id == action.id for action in ACTIONS)


def test_nobody_is_told_to_press_a_command() -> None:
    locale.choose("zh_CN")
    keys = Keymap({}, "simple").keys
    assert report.offline(keys) == "没有网络。输入 :刷新全部 回车重试，输入 :演示 回车打开演示。"
    written = "".join(str(one) for one in guide("zh_CN", other_keys({}, "simple")))
    assert not re.search("按 ?:.", written)
    assert "输入 :来源 回车打开来源" in written
