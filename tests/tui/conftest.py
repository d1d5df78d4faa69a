from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import page_site
from cached_room import CONFIG, Cache, fill
from tnews import locale


@pytest.fixture(autouse=True)
def _true_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a theme looks like depends on the terminal that the tests run in."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    locale.choose("zh_CN")
    made = fill(tmp_path, CONFIG)
    yield made
    made.store.close()


@pytest.fixture
def site() -> Iterator[page_site.PageSite]:
    with page_site.serve() as served:
        yield served
