"""The colours of a theme, as data: what a theme of a person's own may say, and ours.

Which part of the screen wears which colour stands in `tnews.tui.theme`. The docstring under each
field is its documentation in docs/themes.md.
"""

from __future__ import annotations

from typing import Any

from tnews.model.record import Record


class Palette(Record):
    """Colours are "#rrggbb". In an `is_plain` one they are colours of the terminal itself (of its
    16) and attributes, "" is its usual one; what should stand out there is turned about."""

    name: str
    background: str = ""
    """Ground of the list."""
    surface: str = ""
    """Ground of the article and of the channels."""
    panel: str = ""
    """Ground of the metadata, the status line and the dialogs."""
    input: str = ""
    """Ground of the lines one types in."""
    cursor: str = ""
    """Ground of the row under the cursor."""
    blurred: str = ""
    """The same in a list that has not the keys."""
    text: str = ""
    """Text and titles."""
    quiet: str = ""
    """Titles that were read, captions, explanations."""
    faint: str = ""
    """Times, numbers, labels."""
    primary: str = ""
    """Headings, the current channel, the mark of what is unread."""
    secondary: str = ""
    """Quotes, values of the metadata, what is under way."""
    accent: str = ""
    """Keys, bookmarks, notes; ground of the hits of a search."""
    error: str = ""
    """What went wrong."""
    link: str = ""
    """Links and tags."""
    is_plain: bool = False

    @property
    def is_dark(self) -> bool:
        """Whether light letters stand on a dark ground."""
        return not self.background or luminance(self.background) < luminance(self.text)


COLOURS = (
    "background", "surface", "panel", "input", "cursor", "blurred", "text", "quiet", "faint",
    "primary", "secondary", "accent", "error", "link",
)  # fmt: skip
"""The fields that hold colours."""

PALETTES = {
    palette.name: palette
    for palette in (
        Palette(
            "ink", background="#16181c", surface="#1b1e23", panel="#23272e", input="#2b3038",
            cursor="#3a2f2c", blurred="#272a30", text="#d9d4c7", quiet="#a6a49c",
            faint="#878a92", primary="#e08a70", secondary="#8fb3a5", accent="#e0b15e",
            error="#f08a7c", link="#8fb2dc",
        ),
        Palette(
            "paper", background="#f7f3ea", surface="#f2ede1", panel="#e8e1d1", input="#ddd4bf",
            cursor="#ecd6c6", blurred="#e4dccb", text="#2c2a26", quiet="#5a5548",
            faint="#706a5b", primary="#96321f", secondary="#2f5b4d", accent="#774c00",
            error="#a01c14", link="#234f86",
        ),
        Palette(
            "moon", background="#f5f7f9", surface="#eef1f5", panel="#e1e7ed", input="#d3dbe4",
            cursor="#d0e0f0", blurred="#dde4eb", text="#1f2733", quiet="#4a5666",
            faint="#5f6b7a", primary="#1d5c93", secondary="#2c6a5c", accent="#8a3f5e",
            error="#a8201f", link="#1f55a8",
        ),
        Palette(
            "night", background="#120c07", surface="#170f09", panel="#20150c", input="#2a1c10",
            cursor="#36200e", blurred="#2a1c10", text="#d6a878", quiet="#b58555",
            faint="#97693a", primary="#f08a3c", secondary="#c9a05a", accent="#e8b04a",
            error="#ff7a4a", link="#e0a060",
        ),
        Palette(
            "black", background="#000000", surface="#000000", panel="#1a1a1a", input="#2a2a2a",
            cursor="#0b3d70", blurred="#333333", text="#ffffff", quiet="#e0e0e0",
            faint="#c4c4c4", primary="#ffd84a", secondary="#7df0c8", accent="#ffb05c",
            error="#ff9a90", link="#9ecbff",
        ),
        Palette(
            "white", background="#ffffff", surface="#ffffff", panel="#ececec", input="#dcdcdc",
            cursor="#ffe28a", blurred="#e0e0e0", text="#000000", quiet="#262626",
            faint="#3d3d3d", primary="#7a0014", secondary="#00443a", accent="#5a2a00",
            error="#8c0000", link="#00308f",
        ),
        Palette(
            "newsprint", background="#ebe7dd", surface="#efece4", panel="#dedacf",
            input="#d2cdc0", cursor="#cfc8b8", blurred="#dad5c8", text="#1b1a18",
            quiet="#4b4841", faint="#615d54", primary="#8b1a1a", secondary="#34443c",
            accent="#5e3b12", error="#9c1414", link="#26406e",
        ),
        Palette(
            "bamboo", background="#1a211d", surface="#1f2722", panel="#28322c",
            input="#313d36", cursor="#314230", blurred="#2c372f", text="#d2dacc",
            quiet="#a4b2a4", faint="#87978a", primary="#a3cf7a", secondary="#86c2b0",
            accent="#d8c070", error="#f09a86", link="#93bfe0",
        ),
        Palette(
            "terminal", cursor="reverse default", blurred="reverse dim default", quiet="", faint="dim",
            primary="red", secondary="green", accent="magenta", error="red bold", link="",
            is_plain=True,
        ),
        Palette(
            "mono", cursor="reverse", blurred="reverse dim", faint="dim", error="bold",
            is_plain=True,
        ),
    )
}  # fmt: skip
"""Ours, by their names."""


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", from 0 to 1 (WCAG 2.2)."""
    parts = [one / 255 for one in bytes.fromhex(colour[1:])]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return `one` with a `share` (0 to 1) of `other` in it."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def completed(name: str, said: dict[str, Any], base: Palette) -> Palette:
    """Return the palette `name` that says `said`; what it leaves out goes with what it says, else
    it is that of `base`."""
    made: dict[str, Any] = {colour: said.get(colour) or getattr(base, colour) for colour in COLOURS}
    ground, text = made["background"], made["text"]
    follows: dict[str, Any] = {}
    if "background" in said:
        follows = {
            "surface": mixed(ground, text, 0.03),
            "panel": mixed(ground, text, 0.07),
            "input": mixed(ground, text, 0.12),
            "cursor": mixed(ground, made["primary"], 0.18),
            "blurred": mixed(ground, text, 0.1),
        }
    if "background" in said or "text" in said:
        follows |= {"quiet": mixed(text, ground, 0.22), "faint": mixed(text, ground, 0.38)}
    return Palette(name, **{**made, **follows, **said})
