"""What each part of the screen wears: a table of parts, and the colours of the theme on show.

The parts are not Textual's component classes: those cost a whole style match each whenever a
class changes, a third of the time to the first screen. Nothing is said by colour alone: what a
part tells is told by a word, a mark or an attribute too, so that `mono` is readable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from tnews.model.palette import PALETTES, Palette

if TYPE_CHECKING:
    from textual.theme import Theme

# part: (colour, background, attributes); a part without a background lies on its widget's.
_PARTS: dict[str, tuple[str, str, str]] = {
    "sidebar": ("foreground", "surface", ""),
    "sidebar.place": ("foreground", "", ""),
    "sidebar.source": ("tnews-muted", "", ""),
    "sidebar.current": ("primary", "", "bold"),
    "sidebar.count": ("tnews-muted", "", ""),
    "sidebar.number": ("tnews-faint", "", ""),
    "sidebar.ranked": ("accent", "", ""),
    "sidebar.sign": ("tnews-faint", "", ""),
    "sidebar.off": ("tnews-faint", "", ""),
    "sidebar.failing": ("error", "", "bold"),
    "channels": ("foreground", "panel", ""),
    "channels.current": ("background", "primary", "bold"),
    "channels.label": ("background", "accent", "bold"),
    "channels.other": ("foreground", "", ""),
    "channels.count": ("tnews-muted", "", ""),
    "heading": ("foreground", "background", ""),
    "heading.title": ("primary", "", "bold"),
    "heading.detail": ("tnews-muted", "", ""),
    "edge": ("", "background", ""),
    "edge.lit": ("", "primary", ""),
    "list": ("foreground", "background", ""),
    "list.read": ("tnews-muted", "", ""),
    "list.unread": ("foreground", "", "bold"),
    "list.mark": ("primary", "", ""),
    "list.bookmark": ("accent", "", ""),
    "list.note": ("accent", "", ""),
    "list.date": ("secondary", "", ""),
    "list.excerpt": ("tnews-muted", "", ""),
    "list.detail": ("tnews-faint", "", ""),
    "list.copies": ("secondary", "", ""),
    "list.hit": ("tnews-hit-fg", "accent", ""),
    "ranks": ("foreground", "background", ""),
    "ranks.number": ("tnews-faint", "", ""),
    "ranks.top": ("primary", "", "bold"),
    "ranks.title": ("foreground", "", "bold"),
    "ranks.opened": ("tnews-muted", "", ""),
    "ranks.up": ("primary", "", ""),
    "ranks.down": ("secondary", "", ""),
    "ranks.new": ("accent", "", ""),
    "ranks.heat": ("tnews-muted", "", ""),
    "ranks.detail": ("tnews-faint", "", ""),
    "cursor": ("", "tnews-cursor", ""),
    "cursor.blurred": ("", "tnews-cursor-blur", ""),
    "metadata": ("foreground", "panel", ""),
    "metadata.title": ("foreground", "", "bold"),
    "metadata.hit": ("tnews-hit-fg", "accent", "bold"),
    "metadata.label": ("tnews-faint", "", ""),
    "metadata.value": ("secondary", "", ""),
    "metadata.link": ("tnews-faint", "", ""),
    "metadata.bookmark": ("accent", "", ""),
    "metadata.note": ("accent", "", ""),
    "metadata.tag": ("tnews-link", "", ""),
    "metadata.problem": ("error", "", ""),
    "reader": ("foreground", "surface", ""),
    "reader.text": ("foreground", "", ""),
    "reader.heading": ("primary", "", "bold"),
    "reader.quote": ("secondary", "", ""),
    "reader.section": ("", "primary", ""),
    "reader.bar": ("", "secondary", ""),
    "reader.code": ("accent", "panel", ""),
    "reader.cell": ("foreground", "", ""),
    "reader.link": ("tnews-link", "", "underline"),
    "reader.number": ("tnews-faint", "", ""),
    "reader.hit": ("tnews-hit-fg", "accent", ""),
    "reader.current": ("background", "primary", "bold underline"),
    "reader.caption": ("tnews-muted", "", ""),
    "reader.picture": ("foreground", "", ""),
    "reader.related": ("foreground", "", ""),
    "reader.note": ("tnews-faint", "", ""),
    "status": ("foreground", "panel", ""),
    "status.text": ("tnews-muted", "", ""),
    "status.key": ("accent", "", "bold"),
    "status.error": ("error", "", ""),
    "status.progress": ("secondary", "", ""),
    "search": ("foreground", "tnews-input", ""),
    "search.label": ("accent", "", "bold"),
    "suggestions": ("foreground", "panel", ""),
    "suggestions.text": ("foreground", "", ""),
    "suggestions.note": ("tnews-muted", "", ""),
    "suggestions.chosen": ("background", "primary", "bold"),
    "label": ("background", "accent", "bold"),
    "dialog": ("foreground", "panel", ""),
    "dialog.text": ("tnews-muted", "", ""),
    "dialog.key": ("accent", "", "bold"),
    "dialog.error": ("error", "", ""),
    "choice": ("foreground", "panel", ""),
    "choice.mark": ("primary", "", "bold"),
    "choice.name": ("foreground", "", "bold"),
    "choice.off": ("tnews-muted", "", ""),
    "choice.number": ("accent", "", ""),
    "choice.group": ("primary", "", "bold"),
    "choice.detail": ("tnews-faint", "", ""),
    "choice.added": ("secondary", "", "bold"),
    "choice.dropped": ("error", "", "strike"),
    "choice.failed": ("error", "", "bold"),
    "choice.kept": ("tnews-muted", "", ""),
    "help": ("foreground", "panel", ""),
    "help.group": ("primary", "", "bold"),
    "help.key": ("accent", "", ""),
    "help.text": ("foreground", "", ""),
}


_GROUNDS = ("primary", "secondary", "accent")
"""Colours of letters that are grounds too. Of a plain theme letters and ground change places there."""

_NAMES = {
    "foreground": "text",
    "tnews-muted": "quiet",
    "tnews-faint": "faint",
    "tnews-cursor": "cursor",
    "tnews-cursor-blur": "blurred",
    "tnews-input": "input",
    "tnews-link": "link",
}
"""Names of colours in the table that are called otherwise in a palette (and in tnews.tcss)."""

_palettes: dict[str, Palette] = {}
_worn: dict[str, dict[str, Style]] = {}


def style_by(palette: Palette) -> None:
    """Let what wears a theme of the name of `palette` be styled by it from now on."""
    if _palettes.get(palette.name) != palette:
        _palettes[palette.name] = palette
        _worn.pop(palette.name, None)


def style_of(theme: Theme | Palette, part: str) -> Style:
    """Return the style of `part` ("reader.link") in `theme`, on its widget's background."""
    worn = _worn.get(theme.name)
    if worn is None:
        worn = _worn[theme.name] = styles(_palettes.get(theme.name) or PALETTES["ink"])
    return worn[part]


def styles(palette: Palette) -> dict[str, Style]:
    """Return what every part of the table wears in `palette`."""

    def worn(part: str) -> Style:
        ink, ground, attributes = _PARTS[part]
        ink, ground = _NAMES.get(ink, ink), _NAMES.get(ground, ground)
        if palette.is_plain:
            return _plain(palette, ink, ground, attributes)
        if ink == "tnews-hit-fg":
            ink = "background"
        return Style(
            color=getattr(palette, ink) if ink else None,
            bgcolor=getattr(palette, ground) if ground else None,
            bold="bold" in attributes or None,
            italic="italic" in attributes or None,
            underline="underline" in attributes or None,
            strike="strike" in attributes or None,
        )

    return {
        part: worn(part.partition(".")[0]) + worn(part) if part != "cursor.blurred" else worn(part)
        for part in _PARTS
    }


def _plain(palette: Palette, ink: str, ground: str, attributes: str) -> Style:
    """Return a style of attributes, and of the 16 colours where the palette has some."""
    said = [attributes]
    if ground in _GROUNDS:  # letters cut out of a block of its colour
        said += [getattr(palette, ground), "reverse"]
        said += ["underline"] if ground == "accent" else []  # a hit, in a turned row too
    elif ground:
        said.append(getattr(palette, ground))
    if ink and ground not in _GROUNDS and ink not in ("background", "tnews-hit-fg"):
        said.append(getattr(palette, ink))
    words = dict.fromkeys(word for words in said for word in words.split())
    return Style.parse(" ".join(words)) if words else Style()
