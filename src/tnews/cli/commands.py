"""Every command and option is one row here. Parser, help and the test of docs/commands.md use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from tnews.cli import values
from tnews.locale import N_
from tnews.model.record import Record


class Option(Record):
    """`--name VALUE`; without a `value` it is a switch.

    `bare` is what the option means when its value is left out (None: it may not be). `short` is
    another way to write it.
    """

    flag: str
    help: str
    value: str = ""
    parse: Callable[[str], object] = str
    bare: str | None = None
    repeats: bool = False
    short: str = ""

    @property
    def name(self) -> str:
        """The attribute it becomes: --data-dir → data_dir."""
        return self.flag.lstrip("-").replace("-", "_")

    @property
    def shown(self) -> str:
        """The option as help writes it."""
        value = f"[{self.value}]" if self.bare is not None else self.value
        return f"{self.flag} {value}".rstrip()


class Word(Record):
    """An argument without dashes. "many" is a list of one or more, "any" of none or more.

    `dashes` says that it may begin with one, as what a search shall not find does.
    """

    name: str
    help: str
    takes: Literal["one", "optional", "many", "any"] = "one"
    parse: Callable[[str], object] = str
    dashes: bool = False

    @property
    def shown(self) -> str:
        """The argument as help writes it."""
        shown = self.name + ("..." if self.takes in ("many", "any") else "")
        return f"[{shown}]" if self.takes in ("optional", "any") else shown


class Command(Record):
    """`run` is "module:function" in this package, imported when the command is used.

    `demo` says that --demo goes with it: "fetched" when the demonstration's articles must be
    there first, "fresh" when they need not. `creates_config` says that the command makes the
    configuration file when it is missing.
    """

    name: str
    help: str
    run: str
    words: tuple[Word, ...] = ()
    options: tuple[Option, ...] = ()
    selects: bool = False
    demo: Literal["", "fresh", "fetched"] = ""
    creates_config: bool = False

    @property
    def accepted(self) -> tuple[Option, ...]:
        """Every option that may stand with the command."""
        selection = SELECTION if self.selects else ()
        return (*self.options, *selection, *((DEMO,) if self.demo else ()), *EVERYWHERE)


LIMIT_MAX = 10_000_000

SELECTION = (
    Option("--query", N_("that this search finds (see tnews search)"), "Q"),
    Option("--view", N_("of this saved view"), "NAME"),
    Option("--category", N_("of this channel"), "C"),
    Option("--source", N_("of this source"), "S"),
    Option("--unread", N_("that are unread")),
    Option("--bookmarked", N_("that are bookmarked")),
    Option("--since", N_("from then on: 2026-11-01, today, 7d"), "D", values.since),
    Option("--until", N_("until then, a day counts whole"), "D", values.until),
    Option("--limit", N_("the newest N"), "N", values.number(1, LIMIT_MAX)),
)
DEMO = Option("--demo", N_("on the bundled demonstration site, with throw-away data"))
EVERYWHERE = (
    Option("--config", N_("configuration file (or TNEWS_CONFIG)"), "FILE"),
    Option("--data-dir", N_("folder of the cache (or TNEWS_DATA_DIR)"), "DIR"),
    Option("--lang", N_("language: zh_CN, zh_TW or en"), "LANG", values.language),
    Option("--version", N_("print the version")),
    Option("--help", N_("print this help, also -h")),
)
_JSON = Option("--json", N_("print JSON and nothing else"))
_PAGE = Word("FILE", N_("a file, - for stdin, or a web address"), "optional")
_BASE = Option("--base", N_("address that the file was at"), "URL")
_IDS = Word("ID", N_("the number that list shows"), "many", values.article_id)

READER = Command(
    "",
    N_("open the reader"),
    "reader:read_or_export",
    options=(
        Option("--export", N_("write articles to PATH (a file, a folder, - is stdout)"), "PATH", bare="-"),
        Option("--format", N_("jsonl, json, csv, markdown, html, txt; default: by the suffix"), "FORMAT"),
    ),
    selects=True,
    demo="fresh",
)  # fmt: skip

COMMANDS = (
    Command(
        "refresh",
        N_("fetch new articles"),
        "refreshing:refresh",
        options=(
            Option("--source", N_("only this source, by key or name; may be repeated"), "KEY", repeats=True),
            Option("--category", N_("only the sources of this channel"), "C"),
            Option("--force", N_("fetch everything anew, changed or not")),
            Option("--older", N_("fetch older articles too, where a source has further pages")),
            Option("--due", N_("only what is due by its interval")),
            Option("--watch", N_("stay, and fetch what is due until stopped")),
            Option(
                "--quiet",
                N_("print nothing but what needs a person, once: a source that failed three times in a row "
                   "or is closed for good; and whatever keeps from refreshing; also -q"),
                short="-q",
            ),
            Option("--wait", N_("end when the search index is made, too, however much has come")),
            _JSON,
        ),
        demo="fresh",
    ),
    Command("list", N_("list articles, the newest first"), "reading:list_articles",
            options=(_JSON,), selects=True, demo="fetched"),
    Command("search", N_("find articles"), "reading:search",
            (Word("WORD", N_("words that all occur, “phrases”, -word, OR, title: source: is:unread after: ..."), "any",
                  dashes=True),),
            (_JSON,), selects=True, demo="fetched"),
    Command("hot", N_("list today's stories by how many outlets bring them"), "hot:hot",
            options=(Option("--hours", N_("of the last N hours; default: 24"), "N",
                            values.number(1, 336)),
                     Option("--limit", N_("the first N"), "N", values.number(1, LIMIT_MAX)),
                     _JSON),
            demo="fetched"),
    Command("show", N_("print one article"), "reading:show",
            (Word("ID", N_("the number that list shows"), parse=values.article_id),),
            (Option("--width", N_("line length in cells, two a Chinese character"), "N",
                    values.number(20, 400)), _JSON),
            demo="fetched"),
    Command("read", N_("read line by line, for screen readers and pipes"), "reading:read",
            (Word("ID", N_("the number that list shows; without it what is unread"), "optional",
                  values.article_id),),
            selects=True, demo="fetched"),
    Command("mark", N_("mark articles read, unread, bookmark or unbookmark"), "marking:mark",
            (Word("MARK", N_("read, unread, bookmark or unbookmark"),
                  parse=values.one_of("read", "unread", "bookmark", "unbookmark")),
             Word("ID", N_("the numbers that list shows, or a selection"), "any",
                  values.article_id)),
            selects=True, demo="fetched"),
    Command("tag", N_("tag articles, or take the tag away"), "tagging:tag",
            (Word("TAG", N_("one tag, without a comma"), parse=values.tag),
             Word("ID", N_("the numbers that list shows, or a selection"), "any",
                  values.article_id)),
            (Option("--remove", N_("take the tag away")),), selects=True, demo="fetched"),
    Command("tags", N_("list the tags and how many articles have them"), "tagging:tags",
            options=(_JSON,), demo="fetched"),
    Command("note", N_("write a note on an article, or print it"), "tagging:note",
            (Word("ID", N_("the number that list shows"), parse=values.article_id),
             Word("TEXT", N_("the note, - is stdin; without it the note is printed"), "optional")),
            (Option("--remove", N_("take the note away")),), demo="fetched"),
    Command("bookmark", N_("bookmark articles"), "marking:bookmark", (_IDS,),
            (Option("--remove", N_("take the bookmarks away")),), demo="fetched"),
    Command("add", N_("subscribe to a site, a feed or a channel page"), "subscribing:add",
            (Word("URL", N_("address of a feed, of a page that names one, or of a channel page")),),
            (Option("--category", N_("channel to put it in"), "C"),
             Option("--name", N_("name to show; default: its own title"), "N"),
             Option("--unchecked", N_("add the address as a feed without looking at it")),
             Option("--dry-run", N_("show what would be added and change nothing")), _JSON),
            creates_config=True),
    Command("probe", N_("say what is at an address, and how to make it a source"), "probing:probe",
            (Word("URL", N_("address of a page, a feed or an API")),), (_JSON,)),
    Command("save", N_("keep pages to read later"), "saving:save",
            (Word("URL", N_("address of an article"), "many"),)),
    Command("extract", N_("print the article of a page"), "looking:extract",
            (_PAGE,), (_BASE, _JSON,
             Option("--jsonl", N_("a line of JSON for each file or address on stdin")))),
    Command("links", N_("print the articles that a page lists"), "looking:links",
            (_PAGE,), (_BASE, _JSON)),
    Command("sources", N_("list, check, enable, disable, move or remove sources"), "sources:sources",
            (Word("ACTION", N_("list (can be left out), check, enable, disable, move or remove"),
                  "optional"),
             Word("KEY", N_("the sources' keys as sources list shows them, or their names"), "any")),
            (Option("--category", N_("check only the sources of this channel"), "C"),
             Option("--all", N_("those that are off too")),
             Option("--failing", N_("list only those that something is wrong with")), _JSON),
            demo="fresh"),
    Command("views", N_("list, add, remove, rename or move saved views"), "views:views",
            (Word("ACTION", N_("list, add, remove, rename or move"), "optional",
                  values.one_of("list", "add", "remove", "rename", "move")),
             Word("WORD", N_("NAME QUERY to add, NAME to remove, OLD NEW, NAME up|down"), "any",
                  dashes=True)),
            (_JSON,), demo="fresh", creates_config=True),
    Command("import", N_("subscribe to the feeds of an OPML file"), "subscribing:import_opml",
            (Word("FILE", N_("the OPML file, - is stdin")),), creates_config=True),
    Command("opml", N_("print the subscriptions as OPML"), "subscribing:print_opml",
            demo="fresh"),
    Command("doctor", N_("check the cache, back it up, bring it back, repair or prune it"), "upkeep:doctor",
            options=(Option("--backup", N_("copy the cache to FILE"), "FILE"),
                     Option("--rebuild", N_("rebuild the search index")),
                     Option("--restore", N_("bring back a copy of the cache or a state file"), "FILE"),
                     Option("--salvage", N_("save what can be read of a damaged cache")),
                     Option("--prune", N_("take out what [keep] does not keep, free the space")),
                     Option("--dry-run", N_("with --prune: only say how much that is"))),
            demo="fresh"),
)  # fmt: skip


def named(name: str) -> Command | None:
    """Return the command called `name`, or None."""
    return next((command for command in COMMANDS if command.name == name), None)
