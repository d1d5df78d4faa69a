"""The floors at run time: what loading each room of the house brings along, and what it does not.

pyproject.toml checks the imports as they are written; a program counts what is really loaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

LIBRARIES = {
    "PIL", "feedparser", "httpcore", "httpx", "platformdirs", "selectolax", "sqlite3", "textual", "tomlkit",
}  # fmt: skip
"""Outside libraries that have one room each; rich comes with several of them."""

LOAD_ROOM = """
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(getattr(room, "__path__", ()), sys.argv[1] + "."):
    importlib.import_module(module.name)
print(*sys.modules)
"""

LOAD_EACH_ALONE = """
import importlib, pkgutil, sys, tnews
for found in list(pkgutil.walk_packages(tnews.__path__, "tnews.")):
    for name in [name for name in sys.modules if name.partition(".")[0] == "tnews"]:
        del sys.modules[name]
    importlib.import_module(found.name)
    print(found.name)
"""

READ = """
import asyncio, sys, tempfile
from pathlib import Path
from cached_room import CONFIG, fill, room

async def read(cache):
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await pilot.press("j", "enter", "space", "m", "slash", "a", "enter", "escape")
        assert room(pilot.app).articles.ids

with tempfile.TemporaryDirectory() as folder:
    cache = fill(Path(folder), CONFIG)
    asyncio.run(read(cache))
    cache.store.close()
print(*sys.modules)
"""


def loaded(program: str, *arguments: str) -> set[str]:
    """The modules that `program` names."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def rooms(modules: set[str]) -> set[str]:
    """The rooms of tnews among `modules`."""
    return {name.split(".")[1] for name in modules if name.startswith("tnews.")}


@pytest.mark.parametrize(
    ("room", "libraries"),
    [
        ("model", set()),
        ("locale", set()),
        ("folders", set()),
        ("text", {"selectolax"}),
        ("catalogue", set()),
        ("demo", set()),
        ("pictures", {"PIL"}),
        ("config", set()),
        ("export", set()),
        ("net", {"httpcore"}),  # httpx for addresses that are not plain, and certificates
        ("store", {"sqlite3"}),
        ("sources", {"feedparser", "selectolax"}),
        ("services", {"sqlite3"}),
        ("tui", {"textual", "platformdirs"}),  # Textual looks for its own folders
        ("cli", set()),
    ],
)
def test_a_room_loads_its_own_libraries_alone(room: str, libraries: set[str]) -> None:
    assert loaded(LOAD_ROOM, f"tnews.{room}") & LIBRARIES == libraries


@pytest.mark.parametrize(
    ("room", "below"),
    [
        ("model", set()),
        ("locale", set()),
        ("text", {"locale", "model"}),
        ("pictures", {"locale", "model"}),
        ("store", {"folders", "locale", "model", "text"}),
        ("sources", {"folders", "locale", "model", "net", "text"}),
        ("tui", {"folders", "locale", "model", "services", "store", "text"}),
    ],
)
def test_a_room_loads_only_rooms_below_it(room: str, below: set[str]) -> None:
    assert rooms(loaded(LOAD_ROOM, f"tnews.{room}")) <= {room, *below}


def test_every_module_can_be_the_first_to_be_loaded() -> None:
    modules = loaded(LOAD_EACH_ALONE)
    assert {"tnews.cli.edge", "tnews.store.db", "tnews.tui.app"} <= modules


def test_reading_what_is_cached_loads_no_network_and_no_parser() -> None:
    modules = loaded(READ)
    assert "textual" in modules
    assert modules.isdisjoint({"PIL", "httpx", "httpcore", "feedparser", "selectolax", "tomlkit"})
    assert rooms(modules).isdisjoint({"net", "export", "config", "catalogue"})
