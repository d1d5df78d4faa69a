"""What scripts run often loads no screen, no network and no parser."""

import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Place

HEAVY = (
    *("textual", "httpx", "feedparser", "selectolax", "tomlkit", "rich.console", "asyncio"),
    *("dataclasses", "inspect"),  # 9 ms; records do without (decisions/0015)
)

PROGRAM = """
import sys
from tnews.cli import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


def loaded(*arguments: object) -> set[str]:
    """The modules that a command loads."""
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return set(modules)


def of_tnews(modules: set[str], room: str) -> set[str]:
    """The names of the modules of a room."""
    return {name.rpartition(".")[2] for name in modules if name.startswith(f"tnews.{room}.")}


@pytest.mark.parametrize("argument", ["--version", "-V"])
def test_version_loads_nothing(argument: str) -> None:
    modules = loaded(argument)
    assert modules.isdisjoint({*HEAVY, "sqlite3", "argparse", "gettext", "json", "tnews.locale"})


def test_help_loads_no_cache() -> None:
    assert loaded("--help").isdisjoint({*HEAVY, "sqlite3"})
    assert loaded("list", "-h").isdisjoint({*HEAVY, "sqlite3"})


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--json"],
        ["list"],
        ["search", "竹桥"],
        ["show", "1"],
        ["--export"],
        ["--export", "--format", "html"],
        ["mark", "read", "1"],
        ["sources"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_reading_what_is_cached_stays_cold(filled: Place, command: list[str]) -> None:
    assert loaded(*command, *filled.options).isdisjoint(HEAVY)


SLOW = {"argparse", "tomllib", "platformdirs", "tempfile", "difflib", "shutil", "hashlib"}
"""Of the standard library and beyond: 1 to 8 ms each, which no list, search or article needs."""

RECORDS = {"clean", "errors", "outlet", "packing", "query", "record", "row", "visible"}
"""The modules of tnews.model: what a list is made of, and what looks at it when it is printed."""


@pytest.fixture
def unconfigured(filled: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The options for the cache of `filled` without a configuration."""
    monkeypatch.delenv("TNEWS_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no configuration"))
    return ["--data-dir", filled.data_dir]


@pytest.mark.skipif(sys.platform != "linux", reason="platformdirs says where folders are")
@pytest.mark.parametrize("command", [["list"], ["search", "竹桥"]], ids=" ".join)
def test_a_list_loads_what_it_needs(unconfigured: list[object], command: list[str]) -> None:
    first = loaded(*command, *unconfigured)
    assert first.isdisjoint(SLOW)
    modules = loaded(*command, *unconfigured)  # the configuration is known now
    assert "gettext" not in modules
    assert modules.isdisjoint({"tnews.catalogue", "tnews.config", "tnews.services.library"})
    assert of_tnews(modules, "model") <= RECORDS
    assert of_tnews(modules, "store").isdisjoint({"articles", "fetches", "saving", "stories"})
    assert of_tnews(modules, "cli").isdisjoint({"page", "chosen", "ranking", "progress"})


@pytest.mark.skipif(sys.platform != "linux", reason="platformdirs says where folders are")
@pytest.mark.parametrize("command", [["show", "1"], ["--export"]], ids=" ".join)
def test_an_article_loads_what_it_needs(unconfigured: list[object], command: list[str]) -> None:
    assert loaded(*command, *unconfigured).isdisjoint(SLOW)


def test_version_takes_little_longer_than_python() -> None:
    resource = pytest.importorskip("resource", reason="needs POSIX")

    def seconds(*arguments: str) -> float:
        """CPU time: what other programs do meanwhile does not count."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return float(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)

    pairs = [(seconds("-c", "pass"), seconds("-m", "tnews", "--version")) for _ in range(9)]
    python, version = map(sum, zip(*pairs, strict=True))
    assert version <= 3 * python
