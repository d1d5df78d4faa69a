"""Every key is one row here. Bindings, help and docs/keys.md are made from this table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tnews.locale import N_, _, language
from tnews.locale.pressing import is_command, with_keys
from tnews.text import keynames


class Action(NamedTuple):
    """One thing a key does. `keys` are the defaults, "g g" is one key after the other; `hint` is its
    short name in the status line.

    A `numbered` action gets the position of the pressed key in `keys`, counted from 1. `where` are
    the zones in which it means something, empty: all of them. `label` is its name in two or three
    words where `help` is none.
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
        return _(self.label or self.help)


MOVE = N_("Move")
CHANNELS = N_("Channels")
READ = N_("Read")
MARK = N_("Mark")
FETCH = N_("Fetch")
OTHER = N_("Other")

TEXTS = ("list", "reader")
"""Zones in which there is an article."""

# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("line_down", ("j", "down"), MOVE, N_("next line or article"), N_("move"),
           label=N_("next line")),
    Action("line_up", ("k", "up"), MOVE, N_("previous line or article"), label=N_("line before")),
    Action("zone_left", ("h", "left"), MOVE, N_("zone to the left: article, list, channels; there fold"),
           label=N_("zone to the left")),
    Action("zone_right", ("l", "right"), MOVE, N_("zone to the right; a channel unfolds first"),
           label=N_("zone to the right")),
    Action("zone_next", ("tab",), MOVE, N_("next zone")),
    Action("zone_previous", ("shift+tab",), MOVE, N_("previous zone")),
    Action("half_down", ("ctrl+d", "pagedown"), MOVE, N_("half a page down")),
    Action("half_up", ("ctrl+u", "pageup"), MOVE, N_("half a page up")),
    Action("first", ("gg", "home"), MOVE, N_("to the beginning"), label=N_("beginning")),
    Action("last", ("G", "end"), MOVE, N_("to the end"), label=N_("end")),
    Action("next_category", ("]",), CHANNELS, N_("next channel"), N_("channel")),
    Action("previous_category", ("[",), CHANNELS, N_("previous channel")),
    Action("next_unread_channel", ("gu",), CHANNELS, N_("next channel with something unread")),
    Action("category", tuple("123456789"), CHANNELS, N_("the channel with this number"),
           label=N_("channel by its number"), numbered=True),
    Action("hot", ("H",), CHANNELS, N_("today's stories by how many outlets bring them"),
           label=N_("hot stories")),
    Action("view", ("V",), CHANNELS, N_("save the search as a view; rename or delete a view"),
           label=N_("save as a view")),
    Action("view_down", ("J",), CHANNELS, N_("move the view down, in the channels"),
           label=N_("move the view down"), where=("sidebar",)),
    Action("view_up", ("K",), CHANNELS, N_("move the view up, in the channels"),
           label=N_("move the view up"), where=("sidebar",)),
    Action("filter", ("F",), CHANNELS, N_("show all, unread, bookmarked in turn"),
           label=N_("filter"), where=("sidebar", "list")),
    Action("open", ("enter",), READ, N_("open the article, and mark it read"), N_("open"),
           label=N_("open"), where=("sidebar", "list")),
    Action("advance", ("space",), READ, N_("page down; at the end the next unread"), N_("read on"),
           label=N_("read on"), where=TEXTS),
    Action("back_page", ("b",), READ, N_("page up"), where=TEXTS),
    Action("next_unread", ("n",), READ, N_("open the next unread; in a search the next hit"),
           label=N_("next unread article")),
    Action("previous_unread", ("p",), READ, N_("open the previous unread article"),
           label=N_("previous unread article")),
    Action("next_article", (), READ, N_("open the article below, read or not"),
           label=N_("next article"), where=TEXTS),
    Action("previous_article", (), READ, N_("open the article above, read or not"),
           label=N_("previous article"), where=TEXTS),
    Action("zen", ("z",), READ, N_("nothing but the article, and back"), N_("zen"),
           label=N_("zen")),
    Action("fold", ("M",), READ, N_("fold what is known of the article into one line, and back"),
           label=N_("fold the details"), where=TEXTS),
    Action("narrower", ("<",), OTHER, N_("make the zone in hand narrower"),
           label=N_("narrower zone")),
    Action("wider", (">",), OTHER, N_("make the zone in hand wider"), label=N_("wider zone")),
    Action("list_style", ("gd",), CHANNELS, N_("lists of one line an article, or of two or three"),
           label=N_("dense or roomy list"), where=("sidebar", "list")),
    Action("script", ("C",), READ,
           N_("simplified, traditional, or the characters of each article, in turn"),
           label=N_("simplified or traditional")),
    Action("longer_lines", ("+",), READ, N_("longer lines in articles"), label=N_("longer lines")),
    Action("shorter_lines", ("-",), READ, N_("shorter lines in articles"),
           label=N_("shorter lines")),
    Action("browser", ("o",), READ, N_("open in the browser"), where=TEXTS),
    Action("browser_read", (), READ, N_("open in the browser, and mark read"),
           label=N_("open in the browser and mark read"), where=TEXTS),
    Action("copy", ("y",), READ, N_("copy the link"), where=TEXTS),
    Action("links", ("L",), READ, N_("the links of the article"), label=N_("links"), where=TEXTS),
    Action("pictures", ("I",), READ, N_("show the pictures of the article, or hide them"),
           where=TEXTS),
    Action("versions", ("v",), READ, N_("the versions of the story, by outlet"),
           label=N_("versions of the story"), where=TEXTS),
    Action("contents", ("c",), READ, N_("the table of contents of the article"), where=TEXTS),
    Action("related", ("i",), READ, N_("the related articles"), label=N_("related articles"),
           where=TEXTS),
    Action("save", ("s",), MARK, N_("read later: a link, or an entry of a ranked list"),
           label=N_("read later"), where=TEXTS),
    Action("bookmark", ("m",), MARK, N_("bookmark, or take the bookmark away"), N_("bookmark"),
           label=N_("bookmark"), where=TEXTS),
    Action("note", ("e",), MARK, N_("write a note on the article"), label=N_("note"), where=TEXTS),
    Action("tags", ("t",), MARK, N_("the tags of the article"), label=N_("tags"), where=TEXTS),
    Action("toggle_read", ("N",), MARK, N_("read or unread; in a search the hit before"),
           label=N_("read or unread"), where=TEXTS),
    Action("mark_list_read", ("A",), MARK, N_("mark the whole list read"),
           label=N_("mark the list read"), where=("sidebar", "list")),
    Action("mark_older", ("O",), MARK, N_("mark read what is older than a day you choose"),
           label=N_("mark older ones read")),
    Action("mark_all_read", (), MARK, N_("mark the articles of all channels read"),
           label=N_("mark everything read")),
    Action("undo", ("u", "ctrl+z"), MARK, N_("undo the last change"), label=N_("undo")),
    Action("redo", ("U", "ctrl+r"), MARK, N_("redo what was undone"), label=N_("redo")),
    Action("search", ("/",), OTHER, N_("search every article"), N_("search"), label=N_("search")),
    Action("find", ("ctrl+f",), OTHER,
           N_("find words in this article; they are hits like those of a search"),
           label=N_("find in the article"), where=TEXTS),
    Action("command", (":",), OTHER, N_("type a command"), label=N_("command line")),
    Action("palette", ("ctrl+p",), OTHER, N_("find any action, channel or source by its name"),
           label=N_("palette")),
    Action("jump", (";",), MOVE, N_("show a label on all that can be gone to; type it"),
           label=N_("jump")),
    Action("clear", ("escape",), OTHER, N_("leave the search or the article"), label=N_("leave")),
    Action("full_text", ("f",), FETCH, N_("fetch the whole text of the article"), N_("whole text"),
           label=N_("whole text"), where=TEXTS),
    Action("refresh", ("r",), FETCH, N_("refresh this channel or source"), label=N_("refresh")),
    Action("refresh_all", ("R",), FETCH, N_("refresh everything")),
    Action("load_new", (".",), FETCH, N_("show the articles that have arrived"),
           label=N_("show new articles")),
    Action("work", ("X",), FETCH, N_("what runs, and how each source fared; again stops it"),
           label=N_("running work")),
    Action("demo", ("D",), FETCH, N_("open the demonstration"), label=N_("demonstration")),
    Action("pager", ("P",), READ, N_("show the article in the pager"), where=TEXTS),
    Action("editor", ("E",), READ, N_("open a copy of the article in the editor"), where=TEXTS),
    Action("speak", ("a",), READ, N_("read the article aloud, or be silent"), where=TEXTS),
    Action("copy_text", ("Y",), READ, N_("copy what is selected, else the text of the article"),
           label=N_("copy the text"), where=TEXTS),
    Action("export", ("w",), OTHER, N_("write the article or the list to a file"), where=TEXTS),
    Action("settings", (",",), OTHER, N_("the settings"), label=N_("settings")),
    Action("sources", ("S",), OTHER, N_("channels and sources: add, change, move, import"),
           label=N_("sources")),
    Action("log", ("!",), OTHER, N_("what was told, and what went wrong"), label=N_("log")),
    Action("themes", ("T",), OTHER, N_("choose the colours; the screen shows them at once"),
           label=N_("colours")),
    Action("help", ("?", "f1"), OTHER, N_("this help"), N_("help"), label=N_("help")),
    Action("quit", ("q",), OTHER, N_("back, then quit"), N_("quit"), label=N_("back or quit")),
    Action("quit_now", ("ctrl+q",), OTHER, N_("quit at once")),
)
# fmt: on

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
    return shown(keys[0]) if keys else command_of(BY_ID[action_id])


def command_of(action: Action) -> str:
    """Return what is typed into the command line for `action`: its Chinese name where that is one
    word, ":标签", else its id; ":category 3" for one that needs a number."""
    name = action.name
    if name.isascii() or set(name) & set(" ，：、；。"):
        name = action.id
    return f":{name} 3" if action.numbered else f":{name}"


def told(message: str, keys: Mapping[str, str], **fields: object) -> str:
    """Return `message` with the `keys` of actions (from `key_of`) and the other fields in it; what
    has no key is typed there, not pressed."""
    if any(map(is_command, keys.values())):
        message = with_keys(message, keys, traditional=language() == "zh_TW")
    return message.format(**keys, **fields)


def hints(overrides: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return (key, short name) of the actions the status line teaches, the first ones first."""
    return [
        (shown(keys[0]), _(action.hint))
        for action in ACTIONS
        if action.hint and (keys := keys_of(action, overrides))
    ]
