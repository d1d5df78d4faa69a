"""The screens of which docs/screens/ has pictures: the keys that open each, and what it must show."""

from __future__ import annotations

from typing import NamedTuple

ENTER, ESCAPE, CTRL_F, CTRL_P, CTRL_S = "\r", "\x1b", "\x06", "\x10", "\x13"


class Scene(NamedTuple):
    """A screen to take a picture of.

    `shows` is a message of the program, in English and up to its first {field}, that must stand
    where it did not before `enter` was pressed, if `is_new`; `hides` one that must be gone. `screen`
    is the class that draws it, and then the message is its title. `leave` are the keys that go
    back. A scene may begin where the one before has ended.
    """

    name: str
    about: str
    shows: str
    screen: str = ""
    enter: tuple[str, ...] = ()
    leave: tuple[str, ...] = (ESCAPE,)
    is_new: bool = True
    hides: str = ""


STAY: tuple[str, ...] = ()

FOUND = "晨雾里的竹桥"
"""Stands below the photograph of an article of the demonstration."""

SCENES = (
    Scene("list", "The list", "quit", leave=STAY),  # in the status line: the whole reader is there
    Scene("article", "An article", "%", enter=(ENTER,), leave=STAY),
    Scene("zen", "Nothing but the article", "Source", enter=("z",), leave=("z",)),
    Scene("contents", "Its table of contents", "Contents", "ContentsScreen", ("c",)),
    Scene("links", "Its links", "Links", "LinksScreen", ("L",)),
    Scene("note", "A note", "Note", "NoteScreen", ("e", "周末去看看。"), (CTRL_S,)),
    Scene("tags", "Tags", "Tags", "TagScreen", ("t", "旅行", ENTER)),
    Scene("jump", "Jumping to what is in sight", "jump: type a label", enter=(";",)),
    Scene("find", "Finding words in the article", "Find", enter=(CTRL_F, "的")),
    Scene("export", "Writing to a file", "Write to a file", "ExportScreen", ("w",)),
    Scene("help", "Help", "Keys", "HelpScreen", ("?",), (ESCAPE,)),
    Scene("channels", "The channels", "All", enter=(ESCAPE, "h"), leave=("l",), is_new=False),
    Scene("related", "Related articles", "Related", "RelatedScreen",
          ("/", "野餐", ENTER, ENTER, "i"), (ESCAPE, ESCAPE, ESCAPE)),
    Scene("search", "Searching", FOUND, enter=("/", FOUND), leave=(ENTER,)),
    Scene("results", "What was found", FOUND, leave=STAY),
    Scene("hit", "A hit in the article", "hit {place}/{count}", enter=(ENTER, "n"), leave=STAY),
    Scene("picture", "A picture, in blocks", FOUND, enter=("I",), leave=(ESCAPE,),
          hides="[picture is coming…]"),
    Scene("view", "Keeping a search", "Save as a view, called:", "AskScreen", ("V",), (ESCAPE,) * 2),
    Scene("view-menu", "A saved view", "View “{name}”", "ViewMenu", (CTRL_P, "天气与潮", ENTER, "V")),
    Scene("hot", "Stories by how many outlets bring them", "Hot", enter=("H",), leave=STAY),
    Scene("versions", "Who tells it how", "Versions of the story", "VersionsScreen", ("v",), STAY),
    Scene("differences", "Two versions compared", "Differences", "DifferencesScreen", ("d",),
          (ESCAPE, ESCAPE, "1")),
    Scene("older", "Marking older ones read", "Mark older ones read", "OlderScreen", ("O",)),
    Scene("command", "The command line", "theme", enter=(":", "the")),
    Scene("palette", "The palette", "Palette", "PaletteScreen", (CTRL_P, "xf")),
    Scene("themes", "Colours", "Themes", "ThemeScreen", ("T",)),
    Scene("settings", "Settings", "Settings", "SettingsScreen", (",",)),
    Scene("sources", "Channels and sources", "Sources", "SourcesScreen", ("S",), STAY),
    Scene("source", "Changing a source", "Source", "FieldsScreen", ("j", ENTER)),
    Scene("channel", "Moving it to a channel", "Channel", "ChannelScreen", ("c",)),
    Scene("add", "Adding a source", "Add a source", "AddScreen", ("a",)),
    Scene("import", "Importing OPML", "Import OPML", "ImportScreen", ("i",), (ESCAPE, ESCAPE)),
    Scene("work", "How the sources fared", "The last refresh", "WorkScreen", ("R", "X")),
    Scene("log", "What went wrong", "Log", "LogScreen", ("!",)),
)  # fmt: skip
"""In the order in which one reader shows them."""

FIRST_RUN = (
    Scene("welcome-1", "The first run: the language", "Language", "WelcomeScreen", leave=STAY),
    Scene("welcome-2", "The channels", "Channels", "WelcomeScreen", (ENTER,), STAY),
    Scene("welcome-3", "The keys", "Keys", "WelcomeScreen", (ENTER,), STAY),
)
"""Those of a reader that was never begun."""
