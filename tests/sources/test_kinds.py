import subprocess
import sys

import pytest

from tnews import sources
from tnews.model import ConfigError


@pytest.mark.parametrize("kind", sources.KINDS)
def test_every_kind_has_what_a_kind_has(kind: str) -> None:
    module = sources.load(kind)
    assert all(
        isinstance(name, str) and isinstance(text, str) for name, text in module.OPTIONS.items()
    )
    assert callable(module.fetch)


def test_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"feeed.*“feed”"):
        sources.load("feeed")
    with pytest.raises(ConfigError, match="no source kind “”"):
        sources.load("")


def test_fetching_side_loads_no_parser() -> None:
    code = (
        "import sys, tnews.sources; list(map(tnews.sources.load, tnews.sources.KINDS));"
        "print([name for name in ('feedparser', 'selectolax') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
