"""Every key is one row here. Bindings, help and docs/keys.md are made from this table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tnews.locale import N_, _
from tnews.text import keynames


class Action(NamedTuple):
    """One thing a key does. `keys` are the defaults, "g g" is one key after the other; `hint` is its
    short name in the status line.

    A `numbered` action gets the position of the pressed key in `keys`, counted from 1. `where` are
    the zones in which it means something, empty: all of them. `label` is its name in two or three
    words where neither `hint` nor `help` is one.
    """

    id: str
    keys: tuple[str, ...]
    group: str
    help: str
    hint: str = ""
    numbered: bool = False
    label: str = ""
    where: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called where there is little room, in the person's language."""
        return _(self.label or self.hint or self.help)


MOVE = N_("Move")
CHANNELS = N_("Channels")
READ = N_("Read")
MARK = N_("Mark")
FETCH = N_("Fetch")
OTHER = N_("Other")

ACTIONS: tuple[Action, ...] = (
    Action("line_down", ("j", "down"), MOVE, N_("next line or article"), N_("move")),
    Action("line_up", ("k", "up"), MOVE, N_("previous line or article")),
    Action("zone_left", ("h", "left"), MOVE, N_("zone to the left: article, list, channels")),
    Action("zone_right", ("l", "right"), MOVE, N_("zone to the right: channels, list, article")),
    Action("zone_next", ("tab",), MOVE, N_("next zone")),
    Action("zone_previous", ("shift+tab",), MOVE, N_("previous zone")),
    Action("half_down", ("ctrl+d", "pagedown"), MOVE, N_("half a page down")),
    Action("half_up", ("ctrl+u", "pageup"), MOVE, N_("half a page up")),
    Action("first", ("gg", "home"), MOVE, N_("to the beginning"), label=N_("beginning")),
    Action("last", ("G", "end"), MOVE, N_("to the end")),
    Action("next_category", ("]",), CHANNELS, N_("next channel"), N_("channel")),
    Action("previous_category", ("[",), CHANNELS, N_("previous channel")),
    Action(
        "category",
        ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        CHANNELS,
        N_("the channel with this number"),
        numbered=True,
    ),
    Action("hot", ("H",), CHANNELS, N_("today's stories by how many outlets bring them")),
    Action("view", ("V",), CHANNELS, N_("save the search as a view; rename or delete a view")),
    Action("view_down", ("J",), CHANNELS, N_("move the view down, in the channels")),
    Action("view_up", ("K",), CHANNELS, N_("move the view up, in the channels")),
    Action("filter", ("F",), CHANNELS, N_("show all, unread, bookmarked in turn")),
    Action("open", ("enter",), READ, N_("open the article, and mark it read"), N_("open")),
    Action("advance", ("space",), READ, N_("page down; at the end the next unread"), N_("read on")),
    Action("back_page", ("b",), READ, N_("page up")),
    Action("next_unread", ("n",), READ, N_("open the next unread; in a search the next hit")),
    Action("previous_unread", ("p",), READ, N_("open the previous unread article")),
    Action("next_article", (), READ, N_("open the article below, read or not")),
    Action("previous_article", (), READ, N_("open the article above, read or not")),
    Action("zen", ("z",), READ, N_("nothing but the article, and back"), N_("zen")),
    Action(
        "fold",
        ("M",),
        READ,
        N_("fold what is known of the article into one line, and back"),
        label=N_("fold the details"),
    ),
    Action("narrower", ("<",), OTHER, N_("make the zone in hand narrower")),
    Action("wider", (">",), OTHER, N_("make the zone in hand wider")),
    Action(
        "list_style",
        ("gd",),
        CHANNELS,
        N_("lists of one line an article, or of two or three"),
        label=N_("dense or roomy list"),
    ),
    Action(
        "script",
        ("C",),
        READ,
        N_("simplified, traditional, or the characters of each article, in turn"),
        label=N_("simplified or traditional"),
    ),
    Action("longer_lines", ("+",), READ, N_("longer lines in articles"), label=N_("longer lines")),
    Action(
        "shorter_lines", ("-",), READ, N_("shorter lines in articles"), label=N_("shorter lines")
    ),
    Action("browser", ("o",), READ, N_("open in the browser")),
    Action("browser_read", (), READ, N_("open in the browser, and mark read")),
    Action("copy", ("y",), READ, N_("copy the link")),
    Action("links", ("L",), READ, N_("the links of the article")),
    Action("pictures", ("I",), READ, N_("show the pictures of the article, or hide them")),
    Action("versions", ("v",), READ, N_("the versions of the story, by outlet")),
    Action("contents", ("c",), READ, N_("the table of contents of the article")),
    Action("related", ("i",), READ, N_("the related articles")),
    Action("save", ("s",), MARK, N_("read later: a link, or an entry of a ranked list")),
    Action("bookmark", ("m",), MARK, N_("bookmark, or take the bookmark away"), N_("bookmark")),
    Action("note", ("e",), MARK, N_("write a note on the article")),
    Action("tags", ("t",), MARK, N_("the tags of the article")),
    Action("toggle_read", ("N",), MARK, N_("read or unread; in a search the hit before")),
    Action("mark_list_read", ("A",), MARK, N_("mark the whole list read")),
    Action(
        "mark_older",
        ("O",),
        MARK,
        N_("mark read what is older than a day you choose"),
        label=N_("mark older ones read"),
    ),
    Action("mark_all_read", (), MARK, N_("mark the articles of all channels read")),
    Action("undo", ("u", "ctrl+z"), MARK, N_("undo the last change")),
    Action("redo", ("U", "ctrl+r"), MARK, N_("redo what was undone")),
    Action("search", ("/",), OTHER, N_("search every article"), N_("search")),
    Action(
        "find",
        ("ctrl+f",),
        OTHER,
        N_("find words in this article; they are hits like those of a search"),
    ),
    Action("command", (":",), OTHER, N_("type a command")),
    Action("palette", ("ctrl+p",), OTHER, N_("find any action, channel or source by its name")),
    Action("clear", ("escape",), OTHER, N_("leave the search or the article")),
    Action("full_text", ("f",), FETCH, N_("fetch the whole text of the article"), N_("whole text")),
    Action("refresh", ("r",), FETCH, N_("refresh this channel or source")),
    Action("refresh_all", ("R",), FETCH, N_("refresh everything")),
    Action("load_new", (".",), FETCH, N_("show the articles that have arrived")),
    Action("work", ("X",), FETCH, N_("what runs, and how each source fared; again stops it")),
    Action("demo", ("D",), FETCH, N_("open the demonstration")),
    Action("pager", ("P",), READ, N_("show the article in the pager")),
    Action("editor", ("E",), READ, N_("open a copy of the article in the editor")),
    Action("speak", ("a",), READ, N_("read the article aloud, or be silent")),
    Action("copy_text", ("Y",), READ, N_("copy what is selected, else the text of the article")),
    Action("export", ("w",), OTHER, N_("write the article or the list to a file")),
    Action("settings", (",",), OTHER, N_("the settings"), label=N_("settings")),
    Action("sources", ("S",), OTHER, N_("channels and sources: add, change, move, import")),
    Action("log", ("!",), OTHER, N_("what was told, and what went wrong")),
    Action("themes", ("T",), OTHER, N_("choose the colours; the screen shows them at once")),
    Action("help", ("?",), OTHER, N_("this help"), N_("help")),
    Action("quit", ("q",), OTHER, N_("back, then quit"), N_("quit")),
    Action("quit_now", ("ctrl+q",), OTHER, N_("quit at once")),
)

GROUPS = (MOVE, CHANNELS, READ, MARK, FETCH, OTHER)

BY_ID = {action.id: action for action in ACTIONS}


def shown(keys: str) -> str:
    """Return a key or sequence of the table as help and documents write it."""
    return keynames.shown(keynames.spelled(keys))


def keys_of(action: Action, overrides: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys of `action`: those of the configuration, else its own."""
    return overrides.get(action.id, action.keys)


def shown_keys(action: Action, overrides: Mapping[str, tuple[str, ...]]) -> str:
    """Return all keys of `action` as help writes them: "j ↓", "1–9"."""
    keys = keys_of(action, overrides)
    if action.numbered and len(keys) > 2:
        return f"{shown(keys[0])}–{shown(keys[-1])}"
    return " ".join(shown(key) for key in keys)


def key_of(action_id: str, overrides: Mapping[str, tuple[str, ...]]) -> str:
    """Return the first key of the action `action_id`, as help writes it; where it has none, what
    is typed into the command line."""
    keys = keys_of(BY_ID[action_id], overrides)
    return shown(keys[0]) if keys else f":{action_id}"


def hints(overrides: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return (key, short name) of the actions the status line teaches, the first ones first."""
    return [
        (shown(keys[0]), _(action.hint))
        for action in ACTIONS
        if action.hint and (keys := keys_of(action, overrides))
    ]
