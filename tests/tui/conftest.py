from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import idle
import kept_demo
import page_site
from cached_room import CONFIG, Cache, fill
from tnews import demo, locale
from tnews.model.settings import ReaderSettings
from tnews.text import ambiguous
from tnews.tui import looks


@pytest.fixture(autouse=True)
def _true_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a theme looks like depends on the terminal that the tests run in."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def _usual_looks() -> None:
    """What one test has chosen for the whole process is not the next one's."""
    looks.use(ReaderSettings())
    ambiguous.use(1)


@pytest.fixture(autouse=True)
def _honest_idleness(monkeypatch: pytest.MonkeyPatch) -> None:
    if idle.KNOWS:
        monkeypatch.setattr("textual.app.wait_for_idle", idle.wait_for_idle)
        monkeypatch.setattr("textual.pilot.wait_for_idle", idle.wait_for_idle)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    locale.choose("zh_CN")
    made = fill(tmp_path, CONFIG)
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demonstration")
    with demo.serve(port=0) as site:
        kept_demo.make(folder, site)
        yield folder


@pytest.fixture
def kept(_made: Path, tmp_path: Path) -> Path:
    """A folder for `kept_demo.options`; the site still answers."""
    return shutil.copytree(_made, tmp_path / "kept")


@pytest.fixture
def site() -> Iterator[page_site.PageSite]:
    with page_site.serve() as served:
        yield served
