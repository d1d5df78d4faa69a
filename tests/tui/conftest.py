from collections.abc import Iterator
from pathlib import Path

import pytest

from cached_room import CONFIG, Cache, fill
from tnews import locale


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    locale.choose("zh_CN")
    made = fill(tmp_path, CONFIG)
    yield made
    made.store.close()
