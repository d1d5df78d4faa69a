"""The configuration: what may be written, and how each mistake is told."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs import user_config_path, user_data_path

from tnews import config, locale, sources
from tnews.config import TOLD, default_key, is_record, load
from tnews.config.queries import query_problem
from tnews.folders import config_path, data_dir
from tnews.model import clean_line, settings
from tnews.model.errors import ConfigError, OptionError
from tnews.model.settings import Config
from tnews.model.source import SourceHttp
from tnews.text.query import parse

ROOT = Path(__file__).parent.parent


class _Kind:
    """A kind whose option `skip` must be a number and whose `fields.title` must not be empty."""

    def __init__(self, *options: str) -> None:
        self.OPTIONS = dict.fromkeys(options, "")

    def check(self, options: Mapping[str, Any]) -> None:
        if not isinstance(options.get("skip", 0), int):
            raise OptionError("skip", "must be a number")
        if options.get("fields", {}).get("title") == "":
            raise OptionError("fields.title", "must not be empty")


KINDS: config.Kinds = {
    "feed": _Kind(),
    "page": _Kind("select", "skip"),
    "json": _Kind("items", "fields"),
}

Write = Callable[[str], Path]


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.choose("en")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        return path

    return written


def _mistake(path: Path, **options: Any) -> str:
    """Return what the mistake in `path` is called, without the folder."""
    with pytest.raises(ConfigError) as caught:
        load(path, kinds=KINDS, **options)
    assert "\n" not in caught.value.message
    return caught.value.message.replace(f"{path.parent}/", "")


# What may be written.


def test_no_file_means_the_defaults() -> None:
    assert load(None, kinds=KINDS) == Config()
    assert not config_path().exists()
    assert load(config_path(), kinds=KINDS) == Config()


def test_every_table_is_read(write: Write) -> None:
    found = load(
        write(
            """
            categories = ["财经", "科技"]
            catalogue = false
            reader = { theme = "paper", measure = 60, browser = ["firefox", "{url}"] }
            http.timeout = 5
            [refresh]
            interval = 60
            [export]
            format = "csv"
            [keys]
            quit = "q"
            open = ["enter", "o"]
            """
        ),
        kinds=KINDS,
        actions=("quit", "open"),
    )
    assert found.categories == ("财经", "科技")
    assert found.catalogue is False
    assert (found.reader.theme, found.reader.measure) == ("paper", 60)
    assert found.reader.browser == ("firefox", "{url}")
    assert found.http.timeout == 5.0
    assert type(found.http.timeout) is float
    assert found.refresh.interval == 60
    assert found.export.format == "csv"
    assert found.keys == {"quit": ("q",), "open": ("enter", "o")}
    assert found.path.endswith("config.toml")


@pytest.mark.parametrize("text", ["keys = 'vim'", "[keys]\npreset = 'vim'\nquit = 'x'"])
def test_a_preset_of_keys_stands_beside_others_or_alone(write: Write, text: str) -> None:
    found = load(write(text), kinds=KINDS, actions=("quit",))
    assert found.preset == "vim"
    assert found.keys in ({}, {"quit": ("x",)})


def test_bundled_sources_are_chosen_by_channel(write: Write) -> None:
    assert load(write("catalogue = []"), kinds=KINDS).catalogue == ()
    found = load(write('catalogue = ["要闻", "IT"]\nrelays = false'), kinds=KINDS)
    assert (found.catalogue, found.relays) == (("要闻", "IT"), False)


def test_rsshub_has_servers_and_a_key_by_name(write: Write) -> None:
    path = write(
        """
        [rsshub]
        bases = ["http://127.0.0.1:1200", "https://me:pw@hub.example/x/"]
        key_env = "RSSHUB_KEY"
        [newsnow]
        base = "http://127.0.0.1:4444"
        [[source]]
        url = "rsshub:///36kr/news?limit=9"
        """
    )
    found = load(path, kinds=KINDS)
    assert found.rsshub.bases == ("http://127.0.0.1:1200", "https://me:pw@hub.example/x/")
    assert found.rsshub.key_env == "RSSHUB_KEY"
    assert found.newsnow.base == "http://127.0.0.1:4444"
    (source,) = found.sources
    assert (source.url, source.key) == ("rsshub://36kr/news?limit=9", "36kr")


def test_options_may_be_tables_and_lists(write: Write) -> None:
    path = write(
        """
        [[source]]
        url = "https://example.com/api"
        kind = "json"
        items = [["a"], {b = 1}]
        fields = {title = "t", more = {x = ["y"]}}
        """
    )
    (source,) = load(path, kinds=KINDS).sources
    wanted = {"items": [["a"], {"b": 1}], "fields": {"title": "t", "more": {"x": ["y"]}}}
    assert source.options == wanted


def test_a_kind_is_looked_up_only_for_its_sources(write: Write) -> None:
    class Lazy(dict[str, config.Kind]):
        def __getitem__(self, name: str) -> config.Kind:
            assert name == "feed"
            return super().__getitem__(name)

    path = write('[[source]]\nurl = "https://a.example/"')
    assert len(load(path, kinds=Lazy(KINDS)).sources) == 1


def test_a_source_needs_only_an_address(write: Write) -> None:
    path = write('[[source]]\nurl = "https://www.example.com/feed"')
    (source,) = load(path, kinds=KINDS).sources
    assert (source.key, source.name, source.category) == ("example.com", "example.com", "动态")
    assert (source.kind, source.interval, source.full_text) == ("feed", 1800, "auto")
    assert source.enabled
    assert source.options == {}


def test_a_source_says_everything(write: Write) -> None:
    path = write(
        """
        [[source]]
        url = "https://example.com/news"
        name = "示例"
        category = "科技"
        kind = "page"
        key = "sl"
        enabled = false
        interval = 0
        full_text = "never"
        skip = 3
        [source.select]
        title = "h1"
        """
    )
    (source,) = load(path, kinds=KINDS).sources
    assert (source.key, source.name, source.category) == ("sl", "示例", "科技")
    assert (source.kind, source.interval, source.full_text) == ("page", 0, "never")
    assert not source.enabled
    assert source.options == {"skip": 3, "select": {"title": "h1"}}


def test_a_source_says_how_it_is_asked(write: Write) -> None:
    fingerprint = ":".join(["0A"] * 32)
    path = write(
        f"""
        [[source]]
        url = "https://a.example/"
        user_agent = "mine/1"
        proxy = "direct"
        timeout = 5
        certificate = "sha256:{fingerprint}"
        headers = {{X-Token = "秘", Accept = "*/*"}}
        [[source]]
        url = "https://b.example/"
        verify_tls = false
        proxy = "socks5://me:secret@127.0.0.1:1080"
        """
    )
    first, second = load(path, kinds=KINDS).sources
    assert first.http == SourceHttp(
        headers=(("X-Token", "秘"), ("Accept", "*/*")),
        user_agent="mine/1",
        proxy="direct",
        timeout=5.0,
        certificate=f"sha256:{fingerprint}",
    )
    assert not second.http.verify_tls
    assert "secret" not in repr(second)
    assert "秘" not in repr(first)


def test_headers_of_a_kind_are_its_own_business(write: Write) -> None:
    real = {kind: sources.load(kind) for kind in sources.KINDS}
    path = write(
        """
        [[source]]
        url = "https://a.example/"
        kind = "json"
        headers = {X-Token = "x"}
        fields = {title = "t"}
        """
    )
    (source,) = load(path, kinds=real).sources
    assert (source.http.headers, source.options["headers"]) == ((), {"X-Token": "x"})


def test_a_mistake_in_the_headers_of_a_kind_is_told_once(write: Write) -> None:
    real = {kind: sources.load(kind) for kind in sources.KINDS}
    table = "url = 'https://a.example/'\nkind = 'json'\nheaders = {Host = 'x'}\n"
    with pytest.raises(ConfigError) as caught:
        load(write(f"[[source]]\n{table}"), kinds=real)
    assert caught.value.others == ()


def test_the_interval_of_sources_is_that_of_refresh_in_seconds(write: Write) -> None:
    path = write(
        """
        [[source]]
        url = "https://a.example/"
        [[source]]
        url = "https://b.example/"
        interval = 5
        [refresh]
        interval = 45
        """
    )
    assert [source.interval for source in load(path, kinds=KINDS).sources] == [2700, 300]


def test_keys_are_unique_and_given_ones_come_first(write: Write) -> None:
    names = ["Ars Technica", "ars technica", "36氪", "少数派", "x"]
    tables = [
        f'[[source]]\nurl = "https://www.e.example/{n}"\nname = "{name}"\n'
        for n, name in enumerate(names)
    ]
    path = write("".join(tables) + 'key = "ars-technica"\n')
    keys = [source.key for source in load(path, kinds=KINDS).sources]
    assert keys == ["ars-technica-2", "ars-technica-3", "e.example", "e.example-2", "ars-technica"]


@given(name=st.text(max_size=90), host=st.text(max_size=90), taken=st.sets(st.sampled_from("ab")))
def test_a_default_key_can_be_written_as_a_key(name: str, host: str, taken: set[str]) -> None:
    host = re.sub(r"[\[\]@:/?#\\\s]", "", unicodedata.normalize("NFKC", host))
    key = default_key(name, f"https://a{host}/", taken)
    assert key not in taken
    assert re.fullmatch(r"\w[\w.-]{0,99}", key)


@given(
    names=st.lists(st.sampled_from(["甲", "a", "A-2", "b"]), max_size=8),
    taken=st.sets(st.sampled_from(["a", "a-2", "a-3", "b", "a.example-2", "a.example-4"])),
)
def test_many_keys_are_those_that_each_would_have_alone(names: list[str], taken: set[str]) -> None:
    counted: dict[str, int] = {}
    for name in names:
        key = default_key(name, "https://a.example/", taken, counted)
        assert key == default_key(name, "https://a.example/", taken)
        taken.add(key)


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[reader]\r\nmeasure = 60\r\n")
    assert load(path, kinds=KINDS).reader.measure == 60


# Mistakes: one line that names file, line, key and remedy.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # unknown names
        ("\n[readr]\n", '2: readr: unknown; did you mean "reader"?'),
        ("[reader]\n\nmeasur = 3", '3: [reader] measur: unknown; did you mean "measure"?'),
        ("measure = 80", "1: measure: unknown; it belongs to [reader]"),
        ("[reader]\nper_host = 1", "2: [reader] per_host: unknown; it belongs to [refresh]"),
        ("[export]\nxyz = 1", "2: [export] xyz: unknown; known: format"),
        ("sources = []", '1: sources: unknown; did you mean "source"?'),
        ('path = "x"', "1: path: unknown; known: reader refresh"),
        ("[keys]\nqit = 'q'", '2: [keys] qit: unknown; did you mean "quit"?'),
        # types
        ("[reader]\nmeasure = '80'", '2: [reader] measure: must be a whole number, found "80"'),
        ("[reader]\nmeasure = true", "2: [reader] measure: must be a whole number, found true"),
        ("[reader]\nmeasure = 80.0", "2: [reader] measure: must be a whole number, found 80.0"),
        ("[reader]\nindent = 1", "2: [reader] indent: must be true or false, found 1"),
        ("[http]\ntimeout = [1]", "2: [http] timeout: must be a number, found a list"),
        ("[http]\nproxy = 1979-05-27", "2: [http] proxy: must be a string, found a table or a date"),
        ("categories = 'a'", '1: categories: must be a list of strings, found "a"'),
        ("categories = ['a', '']", "1: categories: must be a list of strings, found a list"),
        ("[keys]\nquit = [1]", "2: [keys] quit: must be a key or a list of keys, found a list"),
        ("[keys]\nopen = 'entr'", '2: [keys] open: there is no key "entr"; did you mean "enter"?'),
        ("[keys]\nopen = 'ctrl+c'", "2: [keys] open: Ctrl+c always quits; take another key"),
        ("[keys]\nquit = 'x'\nopen = ['o', 'x']", '3: [keys] open: "x" is a key of quit already'),
        ("[keys]\nquit = 'g'\nopen = 'gx'", '3: [keys] open: "gx" and "g" of quit begin alike'),
        ("[keys]\nquit = ''", '2: [keys] quit: must be a key or a list of keys, found ""'),
        ("reader = 3", "1: reader: must be a table, begun by [reader]"),
        ("[[reader]]\nindent = true", "1: reader: must be a table, begun by [reader]"),
        ("keys = 3", "1: keys: must be a table, begun by [keys]"),
        ("keys = 'vi'", "1: [keys] preset: must be one of default newsboat vim simple, found \"vi\""),
        ("[keys]\npreset = 'vi'", "2: [keys] preset: must be one of default newsboat vim simple"),
        ("[keys]\nprest = 'vim'", '2: [keys] prest: unknown; did you mean "preset"?'),
        ("[source]\nurl = ''", "1: source: write [[source]] with double brackets"),
        # ranges and choices
        ("[reader]\nmeasure = 39", "2: [reader] measure: must be 40 to 120, even, found 39"),
        ("[reader]\nmeasure = 81", "2: [reader] measure: must be 40 to 120, even, found 81"),
        ("[refresh]\ninterval = 4", "2: [refresh] interval: must be 5 to 1440, or 0, found 4"),
        ("[http]\ntimeout = nan", "2: [http] timeout: must be 1 to 60, found nan"),
        ("[http]\ntimeout = inf", "2: [http] timeout: must be 1 to 60, found inf"),
        (f"[http]\ntimeout = 0x{'f' * 9999}", "2: [http] timeout: must be 1 to 60, found an endless"),
        ("[reader]\ntheme = 'in/k'", "2: [reader] theme: may only hold letters digits . _ -"),
        ("[reader]\nlanguage = 'fr'", '2: [reader] language: must be one of "" zh_CN zh_TW en, found'),
        ("[reader]\ntheme = 1", "2: [reader] theme: must be a string, found 1"),
        ("[reader]\nbrowser = ['w3m']", '2: [reader] browser: one of the list must be "{url}"'),
        ("[http]\nuser_agent = '新闻'", "2: [http] user_agent: may only hold ASCII"),
        # bundled sources
        ("catalogue = 1", "1: catalogue: must be true, false or a list of channels, found 1"),
        ("catalogue = ['']", "1: catalogue: must be true, false or a list of channels, found a list"),
        ("catalogue = ['要问']", "1: catalogue: must be one of 要闻 动态"),
        ("catalogue = ['要闻', '互联往']", '; did you mean "互联网"?'),
        ("relays = 'no'", '1: relays: must be true or false, found "no"'),
        # addresses
        ("[rsshub]\nbases = 'http://a'", "2: [rsshub] bases: must be a list of strings"),
        ("[rsshub]\nbases = [\n'http://a',\n'ftp://b']", "2: [rsshub] bases: the address must begin"),
        ("[rsshub]\nbases = ['rsshub://b']", "2: [rsshub] bases: the address must begin"),
        ("[rsshub]\nkey_env = 'A-B'", "2: [rsshub] key_env: may only hold letters digits _"),
        ("[rsshub]\nbasis = []", '2: [rsshub] basis: unknown; did you mean "bases"?'),
        ("[newsnow]\nbase = 'a'", "2: [newsnow] base: the address must begin with one of http https"),
        ("[http]\nproxy = 'localhost:80'", "2: [http] proxy: the address must begin with one of http"),
        ("[http]\nproxy = 'http:// a'", "2: [http] proxy: not a web address"),
        ("[http]\nproxy = 'http://a:99999'", "2: [http] proxy: not a web address"),
        # places that are hard to find
        ("a = '''\n[x]\n'''\n", "1: a: unknown"),
        ("x = [\n 1, # ]\n 2,\n]\n[reader]\n", "1: x: unknown"),
        ("categories = [\n 'a'\n]\n\n[reader] # [x]\n'measur' = 3", "6: [reader] measur: unknown"),
        ("reader.theme = ''", "1: [reader] theme: may only hold"),
        ("reader = {theme = 'ink', hang = 3}", "1: [reader] hang: must be true or false"),
        # not TOML
        ("[reader]\nhang = yes", "2: not TOML; correct this line (Invalid value"),
        ("x = [1,\n2\n\n", "2: not TOML; correct this line (Unclosed array"),
        ("[reader]\nhang = true\nhang = true", "3: hang is given twice"),
        ("[reader]\n\n[reader]", "3: [reader] is given twice"),
        (f"x = {'9' * 5000}", "1: not TOML; correct this line (Exceeds the limit"),
    ],
)  # fmt: skip
def test_mistakes(write: Write, text: str, message: str) -> None:
    found = _mistake(write(text), actions=("quit", "open"))
    if message.startswith(";"):
        assert found.endswith(message), found
    else:
        assert found.startswith(f"config.toml, line {message}"), found


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("name = 'x'", "5: [[source]] url: is missing"),
        ("url = ''", "6: [[source]] url: is missing"),
        ("url = 'ftp://a.example/'", "6: [[source]] url: the address must begin with one of http https rsshub, found \"ftp://a.example/\""),
        ("url = 'a.example'", '6: [[source]] url: the address must begin with one of http https rsshub, found "a.example"'),
        ("url = 'me:secret@a'", '6: [[source]] url: the address must begin with one of http https rsshub, found "…@a"'),
        ("url = 'https://me:secret@a.example/'", '6: [[source]] url: the address must not hold a user name or password; write headers.Authorization = "Basic …"'),
        ("url = 'https:///x'", "6: [[source]] url: not a web address"),
        ("url = 'https://a b/'", "6: [[source]] url: not a web address"),
        ("url = 'https://[/'", "6: [[source]] url: not a web address"),
        ("url = 'https://a.example/'\nkind = 'pag'", "7: [[source]] kind: must be one of feed page json, found"),
        ("url = 'https://a.example/'\nkind = ['page']", "7: [[source]] kind: must be one of feed page json, found a list"),
        ("url = 'https://a.example/'\nselect = 1", '7: [[source]] select: unknown; it belongs to kind = "page"'),
        ("url = 'https://a.example/'\nintervall = 1", '7: [[source]] intervall: unknown; did you mean "interval"?'),
        ("url = 'https://a.example/'\ninterval = 3", "7: [[source]] interval: must be 5 to 1440, or 0, found 3"),
        ("url = 'https://a.example/'\nkind = 'page'\nselct = 1", '8: [[source]] selct: unknown; did you mean "select"?'),
        ("url = 'https://a.example/'\n[source.x]\ny = 1", "7: [[source]] x: unknown"),
        ("url = 'https://a.example/'\nkind = 'page'\nselect = 1\nskip = '1'", "9: [[source]] skip: must be a number"),
        ("url = 'https://a.example/'\nkind = 'json'\n[source.fields]\nx = 1\ntitle = ''", "10: [[source]] fields.title: must not be empty"),
        ("url = 'rsshub://'", "6: [[source]] url: not a route of RSSHub"),
        ("url = 'rsshub://a b'", "6: [[source]] url: not a route of RSSHub"),
        ("url = 'https://a.example/'\nkey = '-rf'", "7: [[source]] key: may only hold letters digits . _ -"),
        ("url = 'https://a.example/'\nkey = 'first'", '7: [[source]] key: "first" is already the key of "甲"'),
        ("url = 'https://first.example/'", '5: [[source]]: the same source as "甲"'),
        ("url = 'https://first.example/'\ntimeout = 9", '6: [[source]] url: "甲" has the same address and other headers'),
        ("url = 'https://a.example/'\nheaders = 'x'", "7: [[source]] headers: must be a table of strings, found \"x\""),
        ("url = 'https://a.example/'\nheaders = {Host = 'x'}", "7: [[source]] headers: the header Host is set by tnews"),
        ("url = 'https://a.example/'\nheaders = {'a b' = 'x'}", "7: [[source]] headers: “a b” is no name of a header"),
        ("url = 'https://a.example/'\nheaders = {X = 1}", "7: [[source]] headers: X: must be a string without line breaks"),
        ("url = 'https://a.example/'\nheaders = {X = \"a\\r\\nb\"}", "7: [[source]] headers: X: must be a string without line breaks"),
        ("url = 'https://a.example/'\nuser_agent = '新'", "7: [[source]] user_agent: may only hold ASCII"),
        ("url = 'https://a.example/'\nproxy = 'none'", "7: [[source]] proxy: the address must begin with one of http"),
        ("url = 'https://a.example/'\ntimeout = 0", "7: [[source]] timeout: must be 1 to 60, found 0"),
        ("url = 'https://a.example/'\nverify_tls = 'no'", "7: [[source]] verify_tls: must be true or false"),
        ("url = 'https://a.example/'\ncertificate = 'sha256:12'", "7: [[source]] certificate: may only hold sha256:FINGERPRINT"),
        ("url = 'https://a.example/'\ncertificate = 'ca.pem'", "7: [[source]] certificate: may only hold sha256:FINGERPRINT"),
        ("url = 'https://a.example/'\nverify_tls = false\ncertificate = '/x'", "8: [[source]] certificate: is there, so verify_tls"),
    ],
)  # fmt: skip
def test_mistakes_in_a_source(write: Write, table: str, message: str) -> None:
    first = "[[source]]\nurl = 'https://first.example/'\nname = '甲'\nkey = 'first'\n"
    found = _mistake(write(f"{first}[[source]]\n{table}\n"))
    assert found.startswith(f"config.toml, line {message}"), found


def test_all_mistakes_are_told_in_the_order_of_their_lines(write: Write) -> None:
    path = write("""[reader]
measure = 7
thme = "ink"
[keys]
serch = "s"
help = "q"
quit = "q"
[refresh]
interval = 3
[[source]]
urll = "https://a.example/"
[[source]]
url = "https://b.example/"
interval = 1
enabled = "no"
[[view]]
name = "x"
""")
    with pytest.raises(ConfigError) as caught:
        load(path, kinds=KINDS, actions=("search", "help", "quit"))
    told = (caught.value.message, *caught.value.others)
    assert [line.split("config.toml, line ")[1].partition(" must")[0] for line in told] == [
        "2: [reader] measure:",
        '3: [reader] thme: unknown; did you mean "theme"?',
        '5: [keys] serch: unknown; did you mean "search"?',
        '7: [keys] quit: "q" is a key of help already',
        "9: [refresh] interval:",
        '11: [[source]] urll: unknown; did you mean "url"?',
        "14: [[source]] interval:",
        "15: [[source]] enabled:",
        "16: [[view]] query: is missing",
    ]


def test_of_many_mistakes_the_first_are_told(write: Write) -> None:
    path = write("[reader]\n" + "".join(f"x{number} = 1\n" for number in range(TOLD + 2)))
    with pytest.raises(ConfigError) as caught:
        load(path, kinds=KINDS)
    assert len(caught.value.others) == TOLD
    assert caught.value.others[-1].endswith("config.toml: 2 more mistakes")


def test_views_are_read_in_their_order(write: Write) -> None:
    text = """
        [[view]]
        name = " 芯片 "
        query = '芯片 -手机 “国产 化”'
        [[source]]
        url = "https://a.example/"
        [[view]]
        query = "书"
        name = "读书"
    """
    found = load(write(text), kinds=KINDS)
    assert [(view.name, view.query) for view in found.views] == [
        ("芯片", "芯片 -手机 “国产 化”"),
        ("读书", "书"),
    ]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("query = '书'", "4: [[view]] name: is missing"),
        ("name = '读书'", "4: [[view]] query: is missing"),
        ("name = '读书'\nquery = '  '", "6: [[view]] query: is missing"),
        (
            "name = '读书'\nquery = '书 is:新'",
            "6: [[view]] query: column 6: “新” is no state; there are unread,",
        ),
        (
            "name = '读书'\nquery = '书 OR'",
            "6: [[view]] query: column 3: OR needs something on both sides;",
        ),
        ("name = '读书'\nquery = '“”'", "6: [[view]] query: type a word to find"),
        ("name = '读书'\nquery = 1", "6: [[view]] query: must be a string, found 1"),
        ("name = '读书'\nquer = '书'", '6: [[view]] quer: unknown; did you mean "query"?'),
        ("query = '书'\nname = '芯片'", '6: [[view]] name: "芯片" is already the name of a view'),
    ],
)
def test_mistakes_in_a_view(write: Write, table: str, message: str) -> None:
    first = "[[view]]\nname = '芯片'\nquery = '芯片'\n"
    found = _mistake(write(f"{first}[[view]]\n{table}\n"))
    assert found.startswith(f"config.toml, line {message}")


@given(st.text(alphabet='书 -a1OＲR:"()', max_size=30) | st.text(max_size=30))
def test_a_query_that_is_taken_unread_has_no_mistake(query: str) -> None:
    parsed = parse(clean_line(query))
    is_right = parsed.problem is None and parsed.root is not None
    assert (query_problem(clean_line(query)) == "") is is_right


def test_a_view_needs_double_brackets(write: Write) -> None:
    found = _mistake(write("[view]\nname = '书'"))
    assert found == "config.toml, line 1: view: write [[view]] with double brackets"


def test_passwords_are_never_repeated(write: Write) -> None:
    for text in (
        "[[source]]\nurl = 'https://me:secret@a.example/'",
        "[http]\nproxy = 'ftp://me:secret@a.example/'",
        "[http]\nproxy = 'http://me:secret@:x/'",
        "[rsshub]\nbases = ['ftp://me:secret@a.example/']",
    ):
        assert "secret" not in _mistake(write(text))
    proxy = "socks5://me:secret@127.0.0.1:1080"
    assert load(write(f"[http]\nproxy = '{proxy}'"), kinds=KINDS).http.proxy == proxy


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"
    assert _mistake(missing) == "none.toml: cannot be read: there is no such file or folder"
    assert "it is a folder, not a file" in _mistake(tmp_path)
    path = tmp_path / "config.toml"
    path.write_bytes("[reader]\n# 中文\n".encode("gbk"))
    assert _mistake(path) == "config.toml, line 2: not UTF-8; save the file in UTF-8"
    path.write_text("x = " + "[" * 99_999)
    assert _mistake(path) == "config.toml: nested too deeply"
    path.write_bytes(b"#" * (config.SIZE_LIMIT + 1))
    assert _mistake(path) == "config.toml: larger than 4 MiB, not a configuration"


@given(st.text(max_size=60) | st.text(alphabet="[]{}=\"'\n.,#reader source1", max_size=60))
def test_any_text_is_a_configuration_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load(path, kinds=KINDS)
    except ConfigError as error:
        assert error.message.count("\n") == 0  # noqa: PT017 (both outcomes are right)


# Folders.


def test_folders_are_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/c")
    monkeypatch.setenv("XDG_DATA_HOME", "/d")
    if sys.platform == "linux":
        assert config_path() == Path("/c/tnews/config.toml")
        assert data_dir() == Path("/d/tnews")
    monkeypatch.setenv("TNEWS_CONFIG", "/e/x.toml")
    monkeypatch.setenv("TNEWS_DATA_DIR", "/f")
    assert config_path() == Path("/e/x.toml")
    assert data_dir() == Path("/f")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(config_path(), kinds=KINDS)


@pytest.mark.parametrize("home", ["/home/someone", "/", "", "here", None])
@pytest.mark.parametrize("said", ["/c d", "c", "", " ", "~/c", None])
def test_folders_are_those_of_platformdirs(
    said: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TNEWS_CONFIG", "TNEWS_DATA_DIR", "ANDROID_ROOT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("XDG_CONFIG_HOME", said), ("XDG_DATA_HOME", said), ("HOME", home)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert config_path().parent == user_config_path("tnews", appauthor=False)
    assert data_dir() == user_data_path("tnews", appauthor=False)


def test_the_import_is_cheap() -> None:
    code = "import sys, tnews.config, tnews.export, tnews.export.opml; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"textual", "rich", "httpx", "feedparser", "selectolax", "sqlite3", "platformdirs"}
    assert heavy & set(run.stdout.split()) == set()


# The example and the page are made of the same records.

RECORDS = {name: hint for name, hint in get_type_hints(Config).items() if is_record(hint)}


def test_the_example_holds_the_defaults() -> None:
    path = ROOT / "config.example.toml"
    found = load(path, kinds=KINDS)
    assert found == Config(path=str(path))


def test_the_example_has_every_key(write: Write) -> None:
    text = (ROOT / "config.example.toml").read_text("utf-8")
    whole = re.sub(r"(?m)^#(?=\S)", "", text)  # "# " is prose, "#x" a key that is left out
    document = tomllib.loads(whole)
    for table, record in RECORDS.items():
        assert list(document[table]) == list(record.__match_args__)
    top = {f"{name}s" if name in ("source", "view") else name for name in document}
    assert top == {*Config.__match_args__} - {"path", "preset"}
    assert set(document["source"][0]) == {*settings.SourceSettings.__match_args__}
    assert set(document["view"][0]) == {*settings.ViewSettings.__match_args__}
    loaded = load(write(whole), kinds={kind: sources.load(kind) for kind in sources.KINDS})
    examples = ["feed", "feed", "page", "json", "json", "rank", "feed"]
    assert [source.kind for source in loaded.sources] == examples
    assert loaded.sources[-1].url == "rsshub://ifeng/news"
    assert set(loaded.sources[2].options) == set(sources.load("page").OPTIONS)


def test_every_key_of_the_example_has_a_comment_in_both_languages() -> None:
    text = (ROOT / "config.example.toml").read_text("utf-8")
    comments = re.findall(r"(?m)^# (.*)\n# (.*)\n(?:#?[a-z_]+ =|#?\[)", text)
    assert len(comments) >= 20
    for chinese, english in comments:
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert not re.search("[\u4e00-\u9fff]", english)


@pytest.fixture(scope="module")
def make_config_docs() -> ModuleType:
    path = ROOT / "scripts" / "make_config_docs.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(make_config_docs: ModuleType) -> None:
    page = (ROOT / "docs" / "config.md").read_text("utf-8")
    assert page == make_config_docs.document(), "run `make docs`"


def test_every_field_has_a_docstring(make_config_docs: ModuleType) -> None:
    for record in (*RECORDS.values(), settings.SourceSettings, settings.ViewSettings):
        docs = make_config_docs.docstrings(record)
        assert set(docs) == {*record.__match_args__}
