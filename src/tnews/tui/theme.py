"""Two colour themes of our own, ink on the night and paper by day, and what each part wears.

The parts are not Textual's component classes: those cost a whole style match each whenever a
class changes, a third of the time to the first screen.
"""

from __future__ import annotations

from functools import cache

from rich.style import Style
from textual.theme import Theme

INK = Theme(
    name="ink",
    dark=True,
    primary="#d7755b",
    secondary="#8fb3a5",
    accent="#e0b15e",
    foreground="#d9d4c7",
    background="#16181c",
    surface="#1b1e23",
    panel="#23272e",
    success="#8fb37e",
    warning="#e0b15e",
    error="#e0695c",
    variables={
        "tnews-muted": "#8b8a84",
        "tnews-faint": "#777a82",
        "tnews-cursor": "#3a2f2c",
        "tnews-cursor-blur": "#272a30",
        "tnews-input": "#2b3038",
        "tnews-hit-fg": "#16181c",
        "tnews-link": "#86a9d1",
        "scrollbar": "#33373f",
        "scrollbar-hover": "#4a4f59",
        "scrollbar-active": "#d7755b",
        "scrollbar-background": "#1b1e23",
        "scrollbar-background-hover": "#1b1e23",
        "scrollbar-background-active": "#1b1e23",
    },
)

PAPER = Theme(
    name="paper",
    dark=False,
    primary="#a63d2f",
    secondary="#3d6b5c",
    accent="#a8710b",
    foreground="#2c2a26",
    background="#f7f3ea",
    surface="#f1ecdf",
    panel="#e7e0cf",
    success="#4a7a3a",
    warning="#a8710b",
    error="#b3261e",
    variables={
        "tnews-muted": "#6f6a5e",
        "tnews-faint": "#9a9484",
        "tnews-cursor": "#ecd6c6",
        "tnews-cursor-blur": "#e4dccb",
        "tnews-input": "#ddd4bf",
        "tnews-hit-fg": "#f7f3ea",
        "tnews-link": "#2f5f9a",
        "scrollbar": "#d3c9b3",
        "scrollbar-hover": "#bfb398",
        "scrollbar-active": "#a63d2f",
        "scrollbar-background": "#f1ecdf",
        "scrollbar-background-hover": "#f1ecdf",
        "scrollbar-background-active": "#f1ecdf",
    },
)

THEMES = (INK, PAPER)

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
    "sidebar.failing": ("error", "", "bold"),
    "channels": ("foreground", "panel", ""),
    "channels.current": ("background", "primary", "bold"),
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
    "reader.caption": ("tnews-muted", "", "italic"),
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


def style_of(theme: Theme, part: str) -> Style:
    """Return the style of `part` ("reader.link") in `theme`, on its widget's background."""
    return _styles(theme.name)[part]


@cache
def _styles(name: str) -> dict[str, Style]:
    theme = next(theme for theme in THEMES if theme.name == name)
    named = {**theme.variables, "foreground": theme.foreground, "background": theme.background}
    for name in ("primary", "secondary", "accent", "error", "surface", "panel"):
        named[name] = getattr(theme, name)

    def worn(part: str) -> Style:
        colour, background, attributes = _PARTS[part]
        return Style(
            color=named[colour] if colour else None,
            bgcolor=named[background] if background else None,
            bold="bold" in attributes or None,
            italic="italic" in attributes or None,
            underline="underline" in attributes or None,
            strike="strike" in attributes or None,
        )

    return {
        part: worn(part.partition(".")[0]) + worn(part) if part != "cursor.blurred" else worn(part)
        for part in _PARTS
    }
