"""Sets of keys for fingers that learned elsewhere: what `[keys] preset` may say, and what it changes.

An action that a preset does not name has the keys of the table, as far as the preset leaves them.
"""

from __future__ import annotations

from collections.abc import Mapping

Keys = Mapping[str, tuple[str, ...]]
"""Keys by action id."""

DEFAULT = "default"

# newsboat's doc/keycmds.dsv. Its j and k go to another feed; nearly everybody binds them to down
# and up, so they stay that here, and J and K are newsboat's next and previous entry.
_NEWSBOAT: Keys = {
    "quit_now": ("Q", "ctrl+q"),
    "next_article": ("J",),
    "previous_article": ("K",),
    "view_down": (),
    "view_up": (),
    "mark_all_read": ("C",),
    "links": ("u", "L"),
    "undo": ("ctrl+z",),
    "browser_read": ("O",),
    "bookmark": ("ctrl+b", "m"),
    "filter": ("F", "l"),
    "zone_right": ("right",),
    "next_unread_channel": ("ctrl+n", "gu"),
    "pager": ("|", "P"),
    "export": ("s", "w"),
    "save": ("S",),
    "editor": ("E",),
    "sources": ("gs",),
    "demo": (),  # D deletes there: nothing should come of it
}

_VIM: Keys = {
    "category": (),  # digits are counts
    "half_down": ("ctrl+d", "d", "pagedown"),
    "half_up": ("ctrl+u", "pageup"),
    "advance": ("space", "ctrl+f"),
    "back_page": ("b", "ctrl+b"),
    "next_category": ("gt", "]"),
    "previous_category": ("gT", "["),
    "find": ("g/",),
    "quit_now": ("ZZ", "ZQ", "ctrl+q"),
    "undo": ("u",),
}

# Few letters, the same as in the table, so that who has learned them can go on.
_SIMPLE: Keys = {
    "line_down": ("down",),
    "line_up": ("up",),
    "zone_left": ("left",),
    "zone_right": ("right",),
    "half_down": ("pagedown",),
    "half_up": ("pageup",),
    "first": ("home",),
    "last": ("end",),
    "next_category": ("ctrl+right", "ctrl+down"),
    "previous_category": ("ctrl+left", "ctrl+up"),
    "back_page": ("backspace",),
    "next_unread": ("n",),
    "help": ("f1", "?"),
    "refresh": ("f5", "r"),
    "undo": ("u", "ctrl+z"),
    "redo": ("ctrl+r",),
    "quit": ("q",),
}

_SIMPLE_LETTERS = frozenset(
    (
        "category", "zone_next", "zone_previous", "open", "advance", "browser", "bookmark", "search",
        "find", "clear", "toggle_read", "mark_list_read", "quit_now", "load_new", "command", "palette", "settings", "jump",
    )
)  # fmt: skip
"""Actions that keep their keys in the simple preset; the others are in the palette."""

PRESETS: Mapping[str, Keys] = {DEFAULT: {}, "newsboat": _NEWSBOAT, "vim": _VIM, "simple": _SIMPLE}

STEPPING = ("newsboat",)
"""Presets in which the key that quits leads from the list of a channel to that of all first."""

COUNTING = ("vim",)
"""Presets in which digits before a key are a count."""


def keys_of(preset: str, action_id: str) -> tuple[str, ...] | None:
    """Return the keys that a preset gives to an action, None where it says nothing of it."""
    keys = PRESETS[preset].get(action_id)
    if keys is None and preset == "simple" and action_id not in _SIMPLE_LETTERS:
        return ()
    return keys
