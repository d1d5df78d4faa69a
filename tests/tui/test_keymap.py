"""What keys do: the table with the configuration over it."""

from tnews import locale
from tnews.text.keynames import collide
from tnews.tui import report
from tnews.tui.actions import ACTIONS
from tnews.tui.keymap import Keymap, Lost, action_of


def test_no_key_of_the_table_does_two_things() -> None:
    keys = [(key, action) for action, keys in Keymap({}).keys.items() for key in keys]
    for number, (key, action) in enumerate(keys):
        for other, owner in keys[:number]:
            assert not collide(key, other), (key, action, other, owner)


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
