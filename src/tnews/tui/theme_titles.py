"""What the themes that come with tnews are called, and what they are like. Pure."""

from __future__ import annotations

from tnews.locale import N_, _

TITLES = {
    "ink": (N_("Ink"), N_("dark, quiet")),
    "paper": (N_("Paper"), N_("light, warm")),
    "moon": (N_("Moon"), N_("light, cool")),
    "night": (N_("Night"), N_("dark, hardly any blue")),
    "black": (N_("Black"), N_("dark, the most contrast")),
    "white": (N_("White"), N_("light, the most contrast")),
    "newsprint": (N_("Newsprint"), N_("light, like a newspaper")),
    "bamboo": (N_("Bamboo"), N_("dark, green and grey")),
    "terminal": (N_("Terminal"), N_("the terminal's own 16 colours")),
    "mono": (N_("Mono"), N_("no colours")),
}
"""By the name of a theme: its title, and what it is like."""


def title_of(name: str) -> str:
    """Return what the theme `name` is called; a person's own is called by its name."""
    title, _like = TITLES.get(name, ("", ""))
    return _(title) if title else name


def like_of(name: str) -> str:
    """Return what the theme `name` is like, "" of a person's own."""
    _title, like = TITLES.get(name, ("", ""))
    return _(like) if like else ""
