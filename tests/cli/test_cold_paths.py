"""What scripts run often loads no screen, no network and no parser."""

import subprocess
import sys
import time

import pytest

from command_line import Place

HEAVY = ("textual", "httpx", "feedparser", "selectolax", "tomlkit", "rich.console", "asyncio")

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


def test_version_takes_little_longer_than_python() -> None:
    def seconds(*arguments: str) -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - started

    python = min(seconds("-c", "pass") for _ in range(9))
    assert min(seconds("-m", "tnews", "--version") for _ in range(9)) <= 3 * python
