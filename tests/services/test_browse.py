"""Links go to a program of the person's, as one argument and never through a shell."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from threading import enumerate as threads

import pytest

from tnews.model import ConfigError, TnewsError
from tnews.services.browse import open_link

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are scripts with #!")

NASTY = "http://example.com/?a=1&b=$(touch$IFS'x');*#~"


@pytest.fixture(autouse=True)
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("BROWSER", raising=False)
    return folder


def write_program(folder: Path, name: str) -> Path:
    """Make a program that writes down its arguments; return where."""
    arguments = folder / f"{name}.arguments"
    program = folder / name
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open({str(arguments)!r}, 'w').write('\\n'.join(sys.argv[1:]))\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return arguments


def opened(arguments: Path) -> list[str]:
    """What the program that was started got, once it has ended."""
    for thread in threads():
        if thread.name == "tnews-browser":
            thread.join(20)
    return arguments.read_text().split("\n")


def test_the_configured_command_gets_the_address_as_one_argument(programs: Path) -> None:
    said = write_program(programs, "mine")
    open_link(NASTY, ["mine", "--new", "{url}", "at={url}"])
    assert opened(said) == ["--new", NASTY, f"at={NASTY}"]


@pytest.mark.parametrize(
    ("name", "before"), [("xdg-open", []), ("gio", ["open"]), ("sensible-browser", [])]
)
def test_the_systems_opener(programs: Path, name: str, before: list[str]) -> None:
    said = write_program(programs, name)
    open_link(NASTY)
    assert opened(said) == [*before, NASTY]


def test_browser_of_the_environment_comes_first(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = write_program(programs, "mine")
    write_program(programs, "xdg-open")
    monkeypatch.setenv("BROWSER", f"mine{os.pathsep}other")
    open_link(NASTY)
    assert opened(said) == [NASTY]
    monkeypatch.setenv("BROWSER", "missing")
    open_link("http://example.com/")
    assert opened(programs / "xdg-open.arguments") == ["http://example.com/"]


@pytest.mark.parametrize(
    "url",
    ["", "file:///etc/passwd", "javascript:alert(1)", "--help", "http://a b/", "http://u:p@a.example/",
     "http://a.example/\x1b[31m", "ftp://a.example/"],
)  # fmt: skip
def test_nothing_but_a_clean_web_address_is_opened(programs: Path, url: str) -> None:
    said = write_program(programs, "xdg-open")
    with pytest.raises(TnewsError, match="no web address"):
        open_link(url)
    with pytest.raises(TnewsError, match="no web address"):
        open_link(url, ["xdg-open", "{url}"])
    assert not said.exists()


def test_without_any_program_it_says_what_to_do() -> None:
    with pytest.raises(TnewsError, match=r"reader\.browser"):
        open_link("http://example.com/")


@pytest.mark.parametrize("program", ["missing", "nul\0inside", "not-executable"])
def test_a_command_that_cannot_be_run_is_told(programs: Path, program: str) -> None:
    (programs / "not-executable").write_text("")
    with pytest.raises(ConfigError, match=r"reader\.browser"):
        open_link("http://example.com/", [program, "{url}"])
