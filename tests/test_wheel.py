"""The built wheel, installed with its runtime dependencies alone: everything is in it and it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent

BLOCKER = """
import sys
ABSENT = frozenset({absent!r})

class Absent:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"{{name}} is for development", name=name)

sys.meta_path.insert(0, Absent)
"""

IMPORT_ALL = """
import importlib, pkgutil, sys, tnews
for module in pkgutil.walk_packages(tnews.__path__, "tnews."):
    if sys.argv[1:] or not module.name.startswith("tnews.pictures."):
        importlib.import_module(module.name)
print(tnews.__file__)
"""


def runtime_packages(extra: str = "") -> set[str]:
    """The distributions that tnews, with an `extra`, needs to run, its own included."""
    found: set[tuple[str, frozenset[str]]] = set()
    wanted = [Requirement(f"tnews[{extra}]")]
    while wanted:
        one = wanted.pop()
        named = (canonicalize_name(one.name), frozenset(one.extras))
        if named in found:
            continue
        found.add(named)
        needed = map(Requirement, metadata.requires(one.name) or ())
        wanted += [
            other
            for other in needed
            if not other.marker
            or any(other.marker.evaluate({"extra": extra}) for extra in ("", *one.extras))
        ]
    return {name for name, _extras in found}


def development_modules(extra: str = "") -> set[str]:
    """The top-level modules that only a developer's environment has, if the `extra` is installed."""
    runtime = runtime_packages(extra)
    return {
        module
        for module, names in metadata.packages_distributions().items()
        if runtime.isdisjoint(map(canonicalize_name, names))
    }


def block_all_but(extra: str, site: Path) -> None:
    """Let nothing be imported in `site` that tnews with `extra` does not need."""
    (site / "sitecustomize.py").write_text(
        BLOCKER.format(absent=sorted(development_modules(extra)))
    )


@pytest.fixture
def with_images(site: Path) -> Iterator[Path]:
    """The folder with the installed wheel, and its extra `images`."""
    block_all_but("images", site)
    yield site
    block_all_but("", site)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed wheel, where development packages cannot be imported."""
    wheels, site = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*pip, *build, wheels, ROOT], check=True)
    (wheel,) = wheels.glob("*.whl")
    install = ["install", "--no-index", "--no-deps", "--no-compile", "--target"]
    subprocess.run([*pip, *install, site, wheel], check=True)
    block_all_but("", site)
    return site


def run(site: Path, *arguments: str) -> str:
    """What the program prints, run from the installed wheel."""
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=site,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_development_packages_are_told_from_the_others() -> None:
    modules = development_modules()
    assert {"PIL", "_pytest", "babel", "click", "hypothesis", "mypy", "pytest"} <= modules
    assert modules.isdisjoint(
        {"feedparser", "httpx", "platformdirs", "rich", "selectolax", "textual", "tnews", "tomlkit"}
    )


def test_every_file_of_the_package_is_in_it(site: Path) -> None:
    def files(folder: Path) -> set[Path]:
        found = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder) for path in found if path.suffix != ".pyc"}

    assert files(site / "tnews") == files(ROOT / "src" / "tnews")
    suffixes = {path.suffix for path in files(site / "tnews")}
    assert suffixes >= {".py", ".toml", ".tcss", ".po", ".mo", ".typed"}


def test_the_licences_and_the_command_are_in_it(site: Path) -> None:
    (about,) = metadata.distributions(name="tnews", path=[str(site)])
    licences = [path for path in about.files or () if "licenses" in path.parts]
    names = {path.name for path in licences}
    assert {"LICENSE", "NOTICE", *(path.name for path in (ROOT / "LICENSES").iterdir())} == names
    (command,) = about.entry_points
    assert (command.group, command.name, command.value) == (
        "console_scripts",
        "tnews",
        "tnews.cli:main",
    )


def test_every_module_does_without_development_packages(site: Path) -> None:
    assert Path(run(site, "-c", IMPORT_ALL).strip()) == site / "tnews" / "__init__.py"


def test_the_extra_images_brings_what_pictures_need(with_images: Path) -> None:
    assert "PIL" not in development_modules("images")
    found = run(with_images, "-c", IMPORT_ALL, "with images").strip()
    assert Path(found) == with_images / "tnews" / "__init__.py"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["sources"], ["opml"]])
def test_commands_run(site: Path, tmp_path: Path, arguments: list[str]) -> None:
    assert run(site, "-m", "tnews", *arguments, "--data-dir", str(tmp_path)).strip()


def test_the_demonstration_is_fetched_listed_and_exported(site: Path) -> None:
    # A cache for each: the second site may find its usual port taken, and so others its addresses.
    rows = json.loads(run(site, "-m", "tnews", "--demo", "list", "--json"))
    lines = run(site, "-m", "tnews", "--demo", "--export", "-").splitlines()
    assert len(rows) == len(lines) == 60
    assert all(json.loads(line)["paragraphs"] for line in lines)
