"""What is written in fewer bytes paints the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from tnews.tui.brief import brief

_CODES = re.compile(r"\x1b\[([0-9;]*)m")


def painted(text: str) -> list[tuple[str, frozenset[str], str, str]]:
    """What a terminal does with `text`: each character, sequence and the pen it meets."""
    seen = []
    attributes: set[str] = set()
    letters = ground = ""
    ends = {"22": "12", "23": "3", "24": "4", "27": "7", "29": "9"}
    at = 0
    while at < len(text):
        codes = _CODES.match(text, at)
        if codes is None:
            other = re.compile(r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[@-~])").match(
                text, at
            )
            end = other.end() if other else at + 1
            is_place = text[at] in "\r\n" or (other is not None and other[0].endswith("H"))
            pen = (
                (frozenset[str](), "", "") if is_place else (frozenset(attributes), letters, ground)
            )
            seen.append((text[at:end], *pen))
            at = end
            continue
        at = codes.end()
        numbers = codes[1].split(";")
        while numbers:
            number = numbers.pop(0) or "0"
            if number == "0":
                attributes, letters, ground = set(), "", ""
            elif number in ("38", "48"):
                size = 4 if numbers[0] == "2" else 2
                colour = ";".join(numbers[:size])
                del numbers[:size]
                letters, ground = (colour, ground) if number == "38" else (letters, colour)
            elif number in ends:
                attributes -= set(ends[number])
            elif len(number) == 1:
                attributes.add(number)
            elif number in ("39", "49"):
                letters, ground = ("", ground) if number == "39" else (letters, "")
            elif number[0] in "39":
                letters = number
            else:
                ground = number
    assert (attributes, letters, ground) == (set(), "", ""), "the pen is left as it was"
    return seen


COLOURS = st.sampled_from([None, "#aa0000", "#00aa00", "red", "bright_blue", "color(200)"])
FLAGS = st.sampled_from([None, True])
STYLES = st.builds(
    Style, color=COLOURS, bgcolor=COLOURS, bold=FLAGS, dim=FLAGS, italic=FLAGS, underline=FLAGS,
    reverse=FLAGS, strike=FLAGS,
)  # fmt: skip
SYSTEMS = st.sampled_from([ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
STYLED = st.builds(
    lambda style, text, system: style.render(text, color_system=system),
    STYLES,
    st.sampled_from(["字", "a b", "   ", "“"]),
    SYSTEMS,
)
BETWEEN = st.sampled_from(
    ["", "\x1b[3;7H", "\r\n", "\x1b[2K", "\x1b]8;;http://a.example\x1b\\", "\x1b[?25h", "plain"]
)


@given(st.lists(st.one_of(STYLED, BETWEEN)))
def test_it_paints_the_same_in_no_more_bytes(parts: list[str]) -> None:
    text = "".join(parts)
    said = brief(text)

    assert painted(said) == painted(text)
    assert len(said) <= len(text)


def test_a_colour_that_stays_is_not_said_again() -> None:
    one = Style(color="#d9d4c7", bgcolor="#16181c").render("甲")
    other = Style(color="#8b8a84", bgcolor="#16181c").render("乙")

    assert (
        brief(one + other) == "\x1b[38;2;217;212;199;48;2;22;24;28m甲\x1b[38;2;139;138;132m乙\x1b[m"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\x1b7\x1b[1mA\x1b8",
        "\x1b[1mA\x1b[m\x1b[21mB\x1b[0mC",
        "\x1b[38;9mA\x1b[0m",
        "\x1bPq#0;2;0;0;0~~\x1b\\",
        "\x1b_Gf=24;AAAA\x1b\\",
        "\x1b",
        "\x1b[",
        "\x1b[4:3mA\x1b[0m",
    ],
)
def test_what_is_not_known_passes(text: str) -> None:
    assert brief(text).replace("\x1b[m", "\x1b[0m") == text.replace("\x1b[m", "\x1b[0m")
