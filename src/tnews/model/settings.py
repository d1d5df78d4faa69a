"""The configuration as records: the one list of its keys.

The types, choices and limits here drive the checks in `tnews.config`. The docstring under
each field is its documentation: docs/config.md is made from it, and config.example.toml is
checked against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from tnews.model.clean import clean_line
from tnews.model.record import Record, field
from tnews.model.source import FullText, Source


class Range(NamedTuple):
    """Limit of a number: `low` to `high` in steps of `step`, or 0 if `zero`."""

    low: int
    high: int
    step: int = 1
    zero: bool = False


class Address(NamedTuple):
    """Limit of a string, or of each in a list: an address with one of `schemes`; user name and
    password if `login`. A `word` may stand for one."""

    schemes: tuple[str, ...] = ("http", "https")
    login: bool = False
    word: str = ""


class Matching(NamedTuple):
    """Limit of a string: `pattern` matches all of it; `allowed` says the same to a person."""

    pattern: str
    allowed: str


class Holding(NamedTuple):
    """Limit of a list: `item` is in it, unless it is empty."""

    item: str


class Headers(NamedTuple):
    """Limit of a table: names and values of headers that a person may set."""


VIEW_NAME_LIMIT = 40
"""Longest name of a saved view, in characters."""

QUERY_LIMIT = 500
"""Most characters of a view's query that are kept."""

_PROXIES = ("http", "https", "socks5", "socks5h")
_CERTIFICATE = r"(sha256:([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}|[/~].*|[A-Za-z]:\\.*)?"
"""A fingerprint, or a whole path."""

_VARIABLE = "([A-Za-z_][A-Za-z0-9_]*)?"
"""The name of an environment variable (POSIX 8.1), or none."""


class ReaderSettings(Record):
    """[reader]: the screen."""

    language: Literal["", "zh_CN", "zh_TW", "en"] = ""
    """Language of the interface; empty follows the system."""
    theme: Annotated[str, Matching(r"\w[\w.-]{0,39}", "letters digits . _ -")] = "ink"
    """Colours: ink, night, bamboo, black (dark), paper, moon, newsprint, white (light), terminal (its
    own 16 colours), mono (none), or the name of a file in the folder themes, see themes.md."""
    ambiguous_width: Literal["auto", "1", "2"] = "auto"
    """Cells of characters like “ … — ● whose width is up to the terminal: auto asks it, 1 or 2."""
    measure: Annotated[int, Range(40, 120, step=2)] = 80
    """Widest text column in cells, two a Chinese character."""
    indent: bool = True
    """Begin each paragraph with two full-width spaces."""
    paragraph_gap: Annotated[int, Range(0, 2)] = 1
    """Blank lines between paragraphs."""
    hang: bool = True
    """Let a full stop or comma hang in the right margin."""
    quotes: Literal["keep", "corner"] = "keep"
    """Quotation marks: keep them as they are, or show “” and ‘’ as corner brackets 「」 and 『』."""
    spacing: bool = False
    """Show a gap between Chinese and Latin letters or digits."""
    script: Literal["keep", "simplified", "traditional"] = "keep"
    """Characters of articles and titles: keep each as it is, or show all as simplified or as
    traditional ones. Only on the screen, as quotes and spacing are."""
    list_style: Literal["compact", "roomy"] = "roomy"
    """The list of articles: compact (a line each) or roomy (two or three, with how the text
    begins). The key for it changes it until it is changed here."""
    date_headings: bool = True
    """Show in lists of which day, week or month the articles are."""
    images: Literal["off", "ask", "auto"] = "ask"
    """Pictures in the article: off, ask (a key shows them) or auto (they come by themselves).
    They need the extra `images`; see pictures.md."""
    image_protocol: Literal["auto", "kitty", "sixel", "blocks"] = "auto"
    """How pictures are drawn: kitty (its graphics with placeholders), sixel, or blocks of
    coloured characters; auto takes the best the terminal can."""
    image_cache: Annotated[int, Range(0, 10_000)] = 100
    """MiB of pictures that are kept, made small; those used longest ago leave first. 0 keeps
    none."""
    browser: Annotated[tuple[str, ...], Holding("{url}")] = ()
    """Command that opens a link, as a list of arguments; {url} is the address. Empty uses the
    system's browser."""
    pager: tuple[str, ...] = ()
    """Command that shows an article's text, which it is given on stdin, as a list of arguments.
    Empty uses $PAGER, or less."""
    editor: tuple[str, ...] = ()
    """Command that opens a copy of an article, as a list of arguments; the file is added at the
    end. Empty uses $VISUAL or $EDITOR. One that returns at once needs its waiting option: code
    --wait."""
    speak: tuple[str, ...] = ()
    """Command that reads text on stdin aloud, as a list of arguments. Empty uses say or espeak-ng
    if they are there."""
    notify: tuple[str, ...] = ()
    """Command that tells of new articles after a refresh nobody asked for, as a list of arguments;
    {count}, {title} and {body} are replaced: ["notify-send", "{title}", "{body}"]. Empty tells
    nothing."""
    read_after: Annotated[int, Range(0, 600)] = 0
    """Seconds after which an article that was opened counts as read; 0 at once."""
    search_history: Annotated[int, Range(0, 1000)] = 200
    """Past searches that the search line remembers; 0 remembers none and forgets all."""


class RefreshSettings(Record):
    """[refresh]: when and how sources are fetched."""

    on_start: bool = True
    """Refresh what is due when the reader opens."""
    interval: Annotated[int, Range(5, 1440, zero=True)] = 30
    """Minutes between two fetches of a source that sets none; 0 never by itself."""
    adaptive: bool = True
    """Ask a source that publishes rarely less often: eight times for each article it brings, at
    least once a day. One that sets its own interval is asked at that."""
    concurrency: Annotated[int, Range(1, 256)] = 100
    """Sources fetched at the same time; fewer where a process may not have so many files open."""
    per_host: Annotated[int, Range(1, 8)] = 3
    """Requests to one host at the same time."""
    host_pause: Annotated[float, Range(0, 60)] = 0.1
    """Seconds between the beginnings of two requests to one host, lists and pages: forty sources of
    one portal are asked within four seconds and not at once. This machine needs none."""
    page_pause: Annotated[float, Range(0, 60)] = 0.5
    """Seconds between two article pages of one host."""


class HttpSettings(Record):
    """[http]: every request."""

    timeout: Annotated[float, Range(1, 60)] = 20.0
    """Seconds for one whole fetch, redirects included. A server that is silent for 10 of them is given
    up; with more than 20 it may be silent for all."""
    max_mebibytes: Annotated[int, Range(1, 50)] = 10
    """Largest document, inflated, in MiB."""
    proxy: Annotated[str, Address(_PROXIES, login=True)] = ""
    """Proxy address; socks5 needs the package socksio. Empty uses the system's."""
    user_agent: Annotated[str, Matching("[ -~]*", "ASCII")] = ""
    """User-Agent header; empty sends tnews and its version."""


class RssHubSettings(Record):
    """[rsshub]: where addresses like rsshub://ifeng/news are fetched."""

    bases: Annotated[tuple[str, ...], Address(login=True)] = ()
    """RSSHub servers, tried in this order. Without one the catalogue's RSSHub sources are off."""
    key_env: Annotated[str, Matching(_VARIABLE, "letters digits _")] = ""
    """Name of the environment variable that holds the servers' access key."""
    key_file: str = ""
    """File with the access key, readable for you alone (mode 0600)."""


class NewsnowSettings(Record):
    """[newsnow]: the catalogue's hot lists that come through a newsnow server."""

    base: Annotated[str, Address()] = ""
    """Address of the server. Without one these lists are off."""


class StoriesSettings(Record):
    """[stories]: the same story from several outlets (转载)."""

    days: Annotated[int, Range(1, 14, zero=True)] = 7
    """Days that two articles of one story may lie apart; 0 joins none."""
    collapse: bool = True
    """Show one row for a story in lists of several sources; v shows its other versions."""
    read_all: bool = False
    """Mark every version of a story read with the one that is opened or marked."""


class ExportSettings(Record):
    """[export]: `tnews --export`."""

    format: Literal["jsonl", "json", "csv", "markdown", "html", "txt"] = "jsonl"
    """Format where neither --format nor the file's suffix says one."""


class KeepSettings(Record):
    """[keep]: how long articles stay in the cache. Once a day, after a refresh, older ones leave it;
    what was bookmarked, tagged, given a note or marked unread again never does, nor what its source
    still lists, nor the 20 newest of a source. See upkeep.md."""

    days: Annotated[int, Range(1, 36_500, zero=True)] = 180
    """Days since an article came; 0 is no limit."""
    articles: Annotated[int, Range(20, 1_000_000, zero=True)] = 0
    """Articles of one source; 0 is no limit."""
    mebibytes: Annotated[int, Range(50, 1_000_000, zero=True)] = 2048
    """Size of the cache in MiB, texts and search index together (100,000 articles are about 650);
    the oldest articles leave first; 0 is no limit."""


class SourceSettings(Record):
    """[[source]]: one source of articles. The options of its kind stand in the same table."""

    url: Annotated[str, Address(("http", "https", "rsshub"))] = ""
    """Address of the feed, the API or the channel page; rsshub://route goes to [rsshub].
    Required."""
    name: str = ""
    """Name to show; empty uses the host."""
    category: str = "动态"
    """Channel its articles are listed under."""
    kind: str = "feed"
    """Kind of source: feed (RSS, Atom, JSON Feed), page (a channel page without a feed), json
    (an API) or rank (热榜, a ranked list)."""
    key: Annotated[str, Matching(r"(\w[\w.-]{0,99})?", "letters digits . _ -")] = ""
    """Its lasting short name for commands and the cache, where state follows the key and not
    the address; empty makes one of the name or the host."""
    enabled: bool = True
    """Fetch it and show its articles."""
    interval: Annotated[int, Range(5, 1440, zero=True)] | None = None
    """Minutes between two fetches, whatever the source and its server say; 0 never by itself.
    Left out: that of [refresh], at least."""
    full_text: FullText = "auto"
    """The article's own page for its whole text: auto where the source's own is short, always or
    never."""
    headers: Annotated[Mapping[str, str], Headers()] | None = None
    """Headers of its requests, sent to its own host alone."""
    user_agent: Annotated[str, Matching("[ -~]*", "ASCII")] = ""
    """User-Agent header; empty is that of [http]."""
    proxy: Annotated[str, Address(_PROXIES, login=True, word="direct")] = ""
    """Proxy address, or direct for none; empty is that of [http]."""
    timeout: Annotated[float, Range(1, 60)] | None = None
    """Seconds for one whole fetch. Left out: those of [http]."""
    verify_tls: bool = True
    """Check the certificate of its host; false takes any, and the source is marked everywhere."""
    certificate: Annotated[
        str, Matching(_CERTIFICATE, "sha256:FINGERPRINT, or a path begun with / or ~")
    ] = ""
    """The certificate its host must show, as sha256:FINGERPRINT, or a file (PEM) with the authority
    that has signed it: for a host of your own, safer than verify_tls = false."""
    keep_days: Annotated[int, Range(1, 36_500, zero=True)] | None = None
    """Days its articles are kept; 0 is no limit. Left out: that of [keep]."""
    keep_articles: Annotated[int, Range(20, 1_000_000, zero=True)] | None = None
    """Articles of it that are kept; 0 is no limit. Left out: that of [keep]."""


class ViewSettings(Record):
    """[[view]]: a search that is kept under a name and stands in the sidebar."""

    name: str = ""
    """Name to show, and to call it by: `--view NAME`. Required."""
    query: str = ""
    """What is searched, as it is typed into the search line. Required."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", clean_line(self.name, VIEW_NAME_LIMIT))
        object.__setattr__(self, "query", clean_line(self.query, QUERY_LIMIT))


Preset = Literal["default", "newsboat", "vim", "simple"]
"""Sets of keys for fingers that learned elsewhere."""


class Config(Record):
    """Everything the configuration says. `path` is the file it came from, "" if there is none."""

    reader: ReaderSettings = field(default_factory=ReaderSettings)
    refresh: RefreshSettings = field(default_factory=RefreshSettings)
    http: HttpSettings = field(default_factory=HttpSettings)
    rsshub: RssHubSettings = field(default_factory=RssHubSettings)
    newsnow: NewsnowSettings = field(default_factory=NewsnowSettings)
    stories: StoriesSettings = field(default_factory=StoriesSettings)
    export: ExportSettings = field(default_factory=ExportSettings)
    keep: KeepSettings = field(default_factory=KeepSettings)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """[keys]: action id = key or list of keys, [] is none; replaces the action's default keys. "gg" is
    one key after the other. A key given here is taken from the action that has it otherwise.
    `preset` = default, newsboat, vim or simple: what the other actions have; `keys = "vim"` does for
    a preset alone."""
    preset: Preset = "default"
    categories: tuple[str, ...] = ()
    """Order of the channels in the sidebar; those not named follow as their sources come."""
    catalogue: bool | tuple[str, ...] | None = None
    """Use the bundled sources too, or those of the channels in this list; default true, false
    under --config."""
    relays: bool = True
    """Use bundled sources that a third party relays, which sees what is read."""
    sources: tuple[Source, ...] = ()
    """[[source]] tables in their order."""
    views: tuple[ViewSettings, ...] = ()
    """[[view]] tables in their order."""
    path: str = ""

    def __post_init__(self) -> None:
        names = tuple(clean_line(name, 40) for name in self.categories)  # as Source does
        object.__setattr__(self, "categories", names)
