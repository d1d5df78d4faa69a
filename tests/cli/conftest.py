"""The command line on the demonstration site, in this process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import Done, Place, Run
from tnews.cli import main
from tnews.demo import DemoSite, serve
from tnews.services.subscriptions import add_sources


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Done:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def site() -> Iterator[DemoSite]:
    with serve(port=0) as site:  # its usual one is for those who keep a cache
        yield site


@pytest.fixture(scope="session")
def _filled(site: DemoSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    place = Place(folder, lambda *arguments: Done(main(list(arguments)), "", ""))
    place.config.write_text("# mine\n", encoding="utf-8")
    add_sources(place.config, site.sources(), catalogue=False)
    assert place.run("refresh", "--json").code == 0
    return folder


@pytest.fixture
def empty(tmp_path: Path, run: Run) -> Place:
    """No sources, no cache yet."""
    place = Place(tmp_path, run)
    place.config.write_text("# mine\n", encoding="utf-8")
    return place


@pytest.fixture
def filled(_filled: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> Place:
    """The demonstration site's sources and its sixty articles."""
    capsys.readouterr()
    shutil.copytree(_filled, tmp_path, dirs_exist_ok=True)
    return Place(tmp_path, run)
