import re
from pathlib import Path

import pytest

from command_line import Run
from tnews.cli import exits
from tnews.cli.commands import COMMANDS, EVERYWHERE, READER, SELECTION
from tnews.text.wrap import cells

DOCS = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")


def test_the_overview_has_every_command_and_every_common_option(run: Run) -> None:
    done = run("--help")
    assert (done.code, done.err) == (0, "")
    for command in COMMANDS:
        assert re.search(rf"^  {command.name} +\S", done.out, re.M)
    for option in (*READER.options, *SELECTION, *EVERYWHERE):
        assert option.shown in done.out
    assert run("-h").out == done.out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_tells_each_of_its_options(run: Run, command: object) -> None:
    for arguments in ([command.name, "--help"], ["-h", command.name]):  # type: ignore[attr-defined]
        done = run(*arguments)
        assert (done.code, done.err) == (0, "")
        for option in command.accepted:  # type: ignore[attr-defined]
            assert re.search(rf"^  {re.escape(option.shown)} +\S", done.out, re.M)


def test_help_of_an_unknown_command(run: Run) -> None:
    done = run("lst", "--help")
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_help_fits_the_terminal(
    run: Run, width: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = run("--help", "--lang", language).out
    assert max(map(cells, out.splitlines())) <= max(width, 44)


def test_the_documents_name_every_command_option_and_exit_code() -> None:
    for command in COMMANDS:
        assert re.search(rf"\btnews {command.name}\b", DOCS)
    for option in {option for command in (READER, *COMMANDS) for option in command.accepted}:
        assert re.search(rf"(?<![\w-]){option.flag}(?![\w-])", DOCS), option.flag
    codes = sorted(value for value in vars(exits).values() if isinstance(value, int))
    assert codes == [int(code) for code in re.findall(r"^\| (\d+) \|", DOCS, re.M)]


def test_the_documents_name_no_command_that_is_not_there() -> None:
    names = {command.name for command in COMMANDS}
    assert set(re.findall(r"^    tnews ([a-z]+)", DOCS, re.M)) == names
    flags = {option.flag for command in (READER, *COMMANDS) for option in command.accepted}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", DOCS)) <= flags | {"--option"}
