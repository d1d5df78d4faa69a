"""How keys are written, and what they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding

from tnews import locale
from tnews.text.keynames import MODIFIERS, NAMED, RESERVED, collide, narrow, shown, spelled


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.choose("en")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("j", "j"), ("G", "G"), ("?", "question_mark"), (",", "comma"), ("+", "plus"),
        ("home", "home"), ("Home", "home"), ("PgDn", "pagedown"), ("Esc", "escape"), ("↓", "down"),
        ("f5", "f5"), ("up", "up"), ("ctrl+x", "ctrl+x"), ("Ctrl+X", "ctrl+x"), ("ctrl++", "ctrl+plus"),
        ("shift+tab", "shift+tab"), ("shift+a", "A"), ("question_mark", "question_mark"),
        ("gg", "g g"), ("g g", "g g"), (" g  u ", "g u"), ("zt", "z t"), ("g ctrl+x", "g ctrl+x"),
        ("，", "fullwidth_comma"), ("是", "是"),
    ],
)  # fmt: skip
def test_a_key_is_written_as_people_do(written: str, name: str) -> None:
    assert spelled(written) == name


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("entr", 'there is no key "entr"; did you mean "enter"?'),
        ("ctl+x", 'there is no key "ctl+x"; did you mean "ctrl+x"?'),
        ("ctrl+pagdown", 'there is no key "ctrl+pagdown"; did you mean "ctrl+pagedown"?'),
        ("ctrl+c", "Ctrl+c always quits; take another key"),
        ("ctrl+i", 'the terminal takes Ctrl+i for "tab"; write "tab"'),
        ("a b c d", "3 keys in a row at most, found a b c d"),
        ("xyzzy", 'there is no key "xyzzy"'),
        ("\x1b", 'there is no key "�"'),
        (" ", "a key is missing"),
    ],
)
def test_what_is_no_key_is_named_with_the_right_one(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        spelled(written)
    assert str(caught.value) == message


ONE = st.one_of(
    st.sampled_from(NAMED),
    st.characters(min_codepoint=33, max_codepoint=126),
    st.builds("{}+{}".format, st.sampled_from(MODIFIERS), st.sampled_from([*NAMED, *"abxyz/@["])),
).filter(lambda key: key not in RESERVED)


@given(st.lists(ONE, min_size=1, max_size=3))
def test_what_help_shows_can_be_written(keys: list[str]) -> None:
    name = spelled(" ".join(keys))
    assert spelled(" ".join(shown(key) for key in name.split(" "))) == name
    assert spelled(name) == name


@given(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda mark: mark != ","))
def test_the_names_are_those_of_textual(mark: str) -> None:
    (bound,) = Binding.make_bindings([Binding(mark, "act")])
    assert bound.key == spelled(mark)


@given(st.text(max_size=12))
def test_whatever_is_written_is_a_key_or_a_mistake_in_one_line(text: str) -> None:
    said = ""
    try:
        spelled(text)
    except ValueError as error:
        said = str(error)
    assert said.isprintable()


def test_keys_collide_where_one_begins_the_other() -> None:
    assert collide("g", "g")
    assert collide("g", "g g")
    assert collide("g u", "g")
    assert not collide("g u", "g g")
    assert not collide("ctrl+x", "ctrl+xy")


def test_the_keys_behind_the_marks_of_an_input_method() -> None:
    assert [narrow(mark) for mark in "：；？／、。【】ｊ"] == [*":;?//.[]j"]
    assert [narrow(mark) for mark in ("a", "?", "", "中", "~")] == [""] * 5
