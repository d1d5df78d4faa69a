"""Taking the command line apart needs no cache and no configuration."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.cli.arguments import command_of, parse, value_of
from tnews.cli.commands import COMMANDS, READER
from tnews.model import ConfigError


def parsed(*argv: str) -> tuple[str, dict[str, object]]:
    command, head, tail = command_of(argv)
    options = vars(parse(command, head, tail))
    return command.name, {
        name: value for name, value in options.items() if value not in (None, False, [])
    }


@pytest.mark.parametrize(
    ("argv", "command", "options"),
    [
        ([], "", {}),
        (["--demo"], "", {"demo": True}),
        (["--export"], "", {"export": "-"}),
        (["--export", "-"], "", {"export": "-"}),
        (["--export", "--format", "json"], "", {"export": "-", "format": "json"}),
        (["--export", "list"], "", {"export": "list"}),
        (["--export=a b.md"], "", {"export": "a b.md"}),
        (["list"], "list", {}),
        (["--unread", "list", "--json"], "list", {"unread": True, "json": True}),
        (["--source", "show", "list"], "list", {"source": "show"}),
        (["--limit=3", "list"], "list", {"limit": 3}),
        (["refresh", "--source", "a", "--source", "b"], "refresh", {"source": ["a", "b"]}),
        (["search", "人工", "--json", "智能"], "search", {"json": True, "word": ["人工", "智能"]}),
        (["search", "--json", "--", "-x", "--json"], "search", {"json": True, "word": ["-x", "--json"]}),
        (["--json", "--", "search", "-x"], "search", {"json": True, "word": ["-x"]}),
        (["search", "手机", "-广告", "--json"], "search", {"json": True, "word": ["手机", "-广告"]}),
        (["search", "-ad", '-"广告"', "-(a", "b)"], "search", {"word": ["-ad", '-"广告"', "-(a", "b)"]}),
        (["views", "add", "x", "手机", "-广告"], "views", {"action": "add", "word": ["x", "手机", "-广告"]}),
        (["mark", "read", "--lang", "en", "3", "4"], "mark", {"mark": "read", "lang": "en", "id": [3, 4]}),
        (["show", "7", "--width", "40"], "show", {"id": 7, "width": 40}),
        (["import", "-"], "import", {"file": "-"}),
        (["list", "--query", "-竹", "--json"], "list", {"query": "-竹", "json": True}),
        (["--query", "-竹", "list"], "list", {"query": "-竹"}),
        (["list", "--query=--竹", "--json"], "list", {"query": "--竹", "json": True}),
        (["list", "--limit", "3", "--limit", "4"], "list", {"limit": 4}),
        (["refresh", "--force", "--source=a=b"], "refresh", {"force": True, "source": ["a=b"]}),
        (["--export", "--unread"], "", {"export": "-", "unread": True}),
        (["list", "--lang", "zh-Hant"], "list", {"lang": "zh_TW"}),
    ],
)  # fmt: skip
def test_right(argv: list[str], command: str, options: dict[str, object]) -> None:
    assert parsed(*argv) == (command, options)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("lst", 'unknown command lst; did you mean "list"? (tnews --help)'),
        ("qqqqqq", "unknown command qqqqqq (tnews --help)"),
        ("list --jsn", 'unknown option --jsn; did you mean "--json"? (tnews list --help)'),
        ("list --limi=3", 'unknown option --limi; did you mean "--limit"? (tnews list --help)'),
        ("list -x", "unknown option -x (tnews list --help)"),
        ("list --limit", "--limit needs a value: --limit N (tnews list --help)"),
        ("list --limit= --json", "--limit: must be a whole number from 1 to 10000000, found"),
        ("list --json=", "--json takes no value"),
        ("--export -x", "unknown option -x"),
        ("list -广告", "unknown option -广告 (tnews list --help)"),
        ("search x -n 5", "unknown option -n (tnews search --help)"),
        ("search x -json", 'unknown option -json; did you mean "--json"? (tnews search --help)'),
        (
            "search x -limit=5",
            'unknown option -limit; did you mean "--limit"? (tnews search --help)',
        ),
        ("search x --jsn", 'unknown option --jsn; did you mean "--json"?'),
        ("list --limit --json", "--limit needs a value: --limit N (tnews list --help)"),
        ("list --json=yes", "--json takes no value (tnews list --help)"),
        ("list --limit 0", "--limit: must be a whole number from 1 to 10000000, found 0"),
        ("list --limit ٣", "--limit: must be a whole number"),
        ("list --limit 99999999999999999999", "--limit: must be a whole number"),
        ("list --since soon", "--since: “soon” is no date; write 2026-11-01"),
        ("list --lang fr", "--lang: must be one of zh_CN, zh_TW, en, found fr"),
        ("list extra", "one word too many: extra (tnews list --help)"),
        ("show", "ID is missing: tnews show ID (tnews show --help)"),
        ("show x", "ID: “x” is no article id; tnews list shows them"),
        ("show 0", "ID: “0” is no article id"),
        ("show 9223372036854775808", "is no article id"),
        ("show 1 2", "one word too many: 2"),
        ("show 1 --width 3", "--width: must be a whole number from 20 to 400, found 3"),
        ("mark", "MARK is missing: tnews mark MARK [ID...]"),
        ("mark red 1", "MARK: must be one of read, unread, bookmark, unbookmark, found red"),
        ("bookmark", "ID is missing"),
        ("add", "URL is missing"),
        ("import", "FILE is missing"),
        (
            "views lst",
            "ACTION: must be one of list, add, remove, rename, move, found lst",
        ),
        ("sources --unread", "--unread does not go with tnews sources (tnews sources --help)"),
        ("add http://a/ --demo", "--demo does not go with tnews add (tnews add --help)"),
        ("--json", "--json does not go with tnews (tnews --help)"),
        ("export", "export is an option, not a command: tnews --export [PATH]"),
        ("help", "help is an option, not a command: tnews --help"),
        ("version", "version is an option, not a command: tnews --version"),
        ("list --limit -5", "--limit: must be a whole number"),
        ("list --query -h", "--query needs a value"),
        ("list --query --jsn", "--query needs a value"),
        ("readr", 'unknown command readr; did you mean "read"? (tnews --help)'),
        ("zzz", "unknown command zzz (tnews --help)"),
        ("--config", "--config needs a value: --config FILE (tnews --help)"),
        ("-- lst", "unknown command lst"),
    ],
)
def test_wrong(line: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parsed(*line.split())
    assert message in caught.value.message


@given(st.lists(st.text(max_size=12) | st.sampled_from([f.flag for f in READER.accepted] + [c.name for c in COMMANDS] + ["--", "-", "="]), max_size=6))  # fmt: skip
def test_any_arguments_are_read_or_refused(argv: list[str]) -> None:
    with suppress(ConfigError):
        parsed(*argv)
    assert isinstance(value_of(argv, "--lang"), str)


def test_an_option_can_be_looked_up_before_the_line_is_understood() -> None:
    assert value_of([], "--lang") == ""
    assert value_of(["lst", "--lang"], "--lang") == ""
    assert value_of(["lst", "--lang", "en"], "--lang") == "en"
    assert value_of(["--lang=en", "--bogus"], "--lang") == "en"
