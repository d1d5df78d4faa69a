"""What people change in the reader: the rows of the settings screen. Pure.

A setting of `tnews.model.settings` comes onto the screen by one row here; its type, choices and
limits are those of its record, and a test says that its help is the record's own words.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from tnews.locale import N_, _
from tnews.model.record import replace
from tnews.model.settings import Config, Range
from tnews.tui.theme_titles import title_of

Value = str | bool | int | float | tuple[str, ...]

READING = N_("Reading")
PICTURES = N_("Pictures")
LIST = N_("Lists")
SCREEN = N_("Screen")
REFRESH = N_("Refresh")
KEEPING = N_("Keeping")
PROGRAMS = N_("Programs")

KEYS = "keys"
"""The table whose preset is a field of Config itself."""

LATER = {
    ("reader", "language"),
    ("reader", "ambiguous_width"),
    ("reader", "search_history"),
    ("reader", "image_cache"),
}
"""Settings of [reader] that take the reader to begin again, as those of other tables do."""


class Setting(NamedTuple):
    """A row: the group it stands in, the key `key` of [table], its short name, what it does."""

    group: str
    table: str
    key: str
    label: str
    help: str

    @property
    def is_live(self) -> bool:
        """Whether the screen takes it at once."""
        return self.table == "reader" and (self.table, self.key) not in LATER


SETTINGS = (
    Setting(SCREEN, "reader", "language", N_("language"),
            N_("Language of the interface; empty follows the system.")),
    Setting(SCREEN, "reader", "theme", N_("theme"),
            N_("Colours: ink, night, bamboo, black (dark), paper, moon, newsprint, white (light), "
               "terminal (its own 16 colours), mono (none), or the name of a file in the folder "
               "themes, see themes.md.")),
    Setting(SCREEN, "keys", "preset", N_("keys"),
            N_("Keys for fingers that learned elsewhere; help shows them.")),
    Setting(SCREEN, "reader", "ambiguous_width", N_("width of “ … ●"),
            N_("Cells of characters like “ … — ● whose width is up to the terminal: auto asks it, "
               "1 or 2.")),
    Setting(READING, "reader", "measure", N_("line length"),
            N_("Widest text column in cells, two a Chinese character.")),
    Setting(READING, "reader", "indent", N_("indent"),
            N_("Begin each paragraph with two full-width spaces.")),
    Setting(READING, "reader", "paragraph_gap", N_("paragraph gap"),
            N_("Blank lines between paragraphs.")),
    Setting(READING, "reader", "hang", N_("hanging marks"),
            N_("Let a full stop or comma hang in the right margin.")),
    Setting(READING, "reader", "script", N_("characters"),
            N_("Characters of articles and titles: keep each as it is, or show all as simplified or "
               "as traditional ones. Only on the screen, as quotes and spacing are.")),
    Setting(READING, "reader", "quotes", N_("quotation marks"),
            N_("Quotation marks: keep them as they are, or show “” and ‘’ as corner brackets 「」 "
               "and 『』.")),
    Setting(READING, "reader", "spacing", N_("gaps beside Latin"),
            N_("Show a gap between Chinese and Latin letters or digits.")),
    Setting(READING, "reader", "read_after", N_("read after"),
            N_("Seconds after which an article that was opened counts as read; 0 at once.")),
    Setting(PICTURES, "reader", "images", N_("pictures"),
            N_("Pictures in the article: off, ask (a key shows them) or auto (they come by "
               "themselves). They need the extra `images`; see pictures.md.")),
    Setting(PICTURES, "reader", "image_protocol", N_("drawn as"),
            N_("How pictures are drawn: kitty (its graphics with placeholders), sixel, or blocks of "
               "coloured characters; auto takes the best the terminal can.")),
    Setting(PICTURES, "reader", "image_cache", N_("MiB kept"),
            N_("MiB of pictures that are kept, made small; those used longest ago leave first. 0 "
               "keeps none.")),
    Setting(LIST, "reader", "list_style", N_("lines of an article"),
            N_("The list of articles: compact (a line each) or roomy (two or three, with how the "
               "text begins). The key for it changes it until it is changed here.")),
    Setting(LIST, "reader", "date_headings", N_("headings of dates"),
            N_("Show in lists of which day, week or month the articles are.")),
    Setting(LIST, "stories", "collapse", N_("one row for a story"),
            N_("Show one row for a story in lists of several sources; v shows its other versions.")),
    Setting(LIST, "stories", "days", N_("days of a story"),
            N_("Days that two articles of one story may lie apart; 0 joins none.")),
    Setting(LIST, "stories", "read_all", N_("read all versions"),
            N_("Mark every version of a story read with the one that is opened or marked.")),
    Setting(LIST, "reader", "search_history", N_("past searches"),
            N_("Past searches that the search line remembers; 0 remembers none and forgets all.")),
    Setting(REFRESH, "refresh", "on_start", N_("at the start"),
            N_("Refresh what is due when the reader opens.")),
    Setting(REFRESH, "refresh", "interval", N_("interval"),
            N_("Minutes between two fetches of a source that sets none; 0 never by itself.")),
    Setting(REFRESH, "refresh", "adaptive", N_("less often where little comes"),
            N_("Ask a source that publishes rarely less often: eight times for each article it "
               "brings, at least once a day. One that sets its own interval is asked at that.")),
    Setting(REFRESH, "refresh", "concurrency", N_("at the same time"),
            N_("Sources fetched at the same time; fewer where a process may not have so many files "
               "open.")),
    Setting(REFRESH, "refresh", "per_host", N_("of one host"),
            N_("Requests to one host at the same time.")),
    Setting(REFRESH, "refresh", "host_pause", N_("pause at a host"),
            N_("Seconds between the beginnings of two requests to one host, lists and pages: forty "
               "sources of one portal are asked within four seconds and not at once. This machine "
               "needs none.")),
    Setting(REFRESH, "refresh", "page_pause", N_("pause"),
            N_("Seconds between two article pages of one host.")),
    Setting(REFRESH, "http", "timeout", N_("longest wait"),
            N_("Seconds for one whole fetch, redirects included. A server that is silent for 10 of them is "
               "given up; with more than 20 it may be silent for all.")),
    Setting(REFRESH, "http", "proxy", N_("proxy"),
            N_("Proxy address; socks5 needs the package socksio. Empty uses the system's.")),
    Setting(KEEPING, "keep", "days", N_("days"),
            N_("Days since an article came; 0 is no limit.")),
    Setting(KEEPING, "keep", "articles", N_("articles of a source"),
            N_("Articles of one source; 0 is no limit.")),
    Setting(KEEPING, "keep", "mebibytes", N_("size in MiB"),
            N_("Size of the cache in MiB, texts and search index together (100,000 articles are "
               "about 650); the oldest articles leave first; 0 is no limit.")),
    Setting(PROGRAMS, "reader", "browser", N_("browser"),
            N_("Command that opens a link, as a list of arguments; {url} is the address. Empty "
               "uses the system's browser.")),
    Setting(PROGRAMS, "reader", "pager", N_("pager"),
            N_("Command that shows an article's text, which it is given on stdin, as a list of "
               "arguments. Empty uses $PAGER, or less.")),
    Setting(PROGRAMS, "reader", "editor", N_("editor"),
            N_("Command that opens a copy of an article, as a list of arguments; the file is added "
               "at the end. Empty uses $VISUAL or $EDITOR. One that returns at once needs its "
               "waiting option: code --wait.")),
    Setting(PROGRAMS, "reader", "speak", N_("voice"),
            N_("Command that reads text on stdin aloud, as a list of arguments. Empty uses say or "
               "espeak-ng if they are there.")),
    Setting(PROGRAMS, "reader", "notify", N_("notification"),
            N_("Command that tells of new articles after a refresh nobody asked for, as a list of "
               "arguments; {count}, {title} and {body} are replaced: [\"notify-send\", "
               "\"{title}\", \"{body}\"]. Empty tells nothing.")),
)  # fmt: skip

GROUPS = tuple(dict.fromkeys(setting.group for setting in SETTINGS))
"""The groups, in the order they are shown."""

_NAMES: dict[tuple[str, str, str], str] = {
    ("reader", "language", ""): N_("of the system"),
    ("reader", "language", "zh_CN"): "简体中文",
    ("reader", "language", "zh_TW"): "繁體中文",
    ("reader", "language", "en"): "English",
    ("reader", "script", "keep"): N_("as they are"),
    ("reader", "script", "simplified"): N_("simplified"),
    ("reader", "script", "traditional"): N_("traditional"),
    ("reader", "quotes", "keep"): N_("as they are"),
    ("reader", "quotes", "corner"): "「」『』",
    ("reader", "images", "off"): N_("none"),
    ("reader", "images", "ask"): N_("by a key"),
    ("reader", "images", "auto"): N_("by themselves"),
    ("reader", "image_protocol", "auto"): N_("the best there is"),
    ("reader", "image_protocol", "blocks"): N_("blocks of colour"),
    ("reader", "ambiguous_width", "auto"): N_("ask the terminal"),
    ("reader", "list_style", "compact"): N_("one"),
    ("reader", "list_style", "roomy"): N_("two or three"),
    ("reader", "notify", ""): N_("none"),
    ("keys", "preset", "default"): N_("usual"),
    ("keys", "preset", "simple"): N_("simple"),
}
"""What choices are called where the file's word says too little."""


def _hint(setting: Setting) -> tuple[Any, Range | None]:
    """Return the type of the setting's field, and its limit if it is a number."""
    of_config = get_type_hints(Config, include_extras=True)
    if setting.table == KEYS:
        hint = of_config[setting.key]
    else:
        hint = get_type_hints(of_config[setting.table], include_extras=True)[setting.key]
    if NoneType in get_args(hint):
        hint = get_args(hint)[0]
    if get_origin(hint) is Annotated:
        hint, limit = get_args(hint)
        return hint, limit if isinstance(limit, Range) else None
    return hint, None


def value_of(config: Config, setting: Setting) -> Value:
    """Return what `setting` is under `config`."""
    table = config if setting.table == KEYS else getattr(config, setting.table)
    value: Value = getattr(table, setting.key)
    return value


def default_of(setting: Setting) -> Value:
    """Return what `setting` is where the file says nothing."""
    return value_of(Config(), setting)


def with_value(config: Config, setting: Setting, value: Any) -> Config:
    """Return `config` with another value of `setting`."""
    if setting.table == KEYS:
        return replace(config, **{setting.key: value})
    table = replace(getattr(config, setting.table), **{setting.key: value})
    return replace(config, **{setting.table: table})


def choices(setting: Setting) -> tuple[Value, ...]:
    """Return the values to choose from; () where one types."""
    hint, _limit = _hint(setting)
    if hint is bool:
        return (True, False)
    if get_origin(hint) is not Literal:
        return ()
    return tuple(value for value in get_args(hint))


def stepped(setting: Setting, value: Value, step: int) -> Value:
    """Return the next value (1) or the one before (-1); the same where there is none, or where
    one has to type."""
    if offered := choices(setting):
        place = offered.index(value) if value in offered else 0
        return offered[(place + step) % len(offered)]
    _type, limit = _hint(setting)
    if limit is None or isinstance(value, str | tuple):
        return value
    if limit.zero and value == 0:
        return limit.low if step > 0 else value
    if limit.zero and step < 0 and value <= limit.low:
        return 0
    width = max(limit.step, _STEPS.get((setting.table, setting.key), 1))
    return type(value)(max(limit.low, min(limit.high, value + step * width)))


_STEPS = {
    ("reader", "search_history"): 50,
    ("refresh", "interval"): 5,
    ("refresh", "concurrency"): 10,
    ("keep", "days"): 30,
    ("keep", "articles"): 100,
    ("keep", "mebibytes"): 256,
}
"""How far one press goes where steps of one would take a hundred presses."""


def shown(setting: Setting, value: Value) -> str:
    """Return `value` as a person reads it."""
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if value == ():
        return _(_NAMES.get((setting.table, setting.key, ""), N_("of the system")))
    if isinstance(value, tuple):
        return shlex.join(value)
    name = _NAMES.get((setting.table, setting.key, str(value)))
    if name is not None:
        return _(name)
    if value == "":
        return _("of the system")
    if (setting.table, setting.key) == ("reader", "theme"):
        return title_of(str(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def typed(setting: Setting, text: str) -> Value:
    """Return what a person typed as the setting wants it. Raises `ValueError` where it is no
    number, or where a quote is not closed."""
    hint, _limit = _hint(setting)
    if hint in (int, float):
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(text)
        return int(number) if hint is int and number == int(number) else number
    return tuple(shlex.split(text)) if get_origin(hint) is tuple else text


def as_typed(value: Value) -> str:
    """Return `value` as it is typed."""
    if isinstance(value, tuple):
        return shlex.join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def range_of(setting: Setting) -> str:
    """Return the limits of a number in words, "" where there are none."""
    from tnews.services.settings import range_text

    _type, limit = _hint(setting)
    return range_text(limit) if limit is not None else ""


def matching(words: str) -> Sequence[Setting]:
    """Return the settings whose name, key or help holds what was typed, all of them for ""."""
    wanted = words.lower().split()

    def is_meant(setting: Setting) -> bool:
        said = " ".join(
            (_(setting.group), _(setting.label), _(setting.help), setting.table, setting.key)
        ).lower()
        return all(word in said for word in wanted)

    return [setting for setting in SETTINGS if is_meant(setting)]
