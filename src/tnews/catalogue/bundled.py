"""The bundled sources and the default order of the channels, read from sources.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from tnews.model import Source


def sources() -> tuple[Source, ...]:
    """Return the bundled sources, all enabled: the publishers' own feeds, channel by channel."""
    return tuple(Source(**table) for table in _data()["source"])


def categories() -> tuple[str, ...]:
    """Return the channels in their default order; some may have no source."""
    return tuple(_data()["categories"])


@cache
def _data() -> dict[str, Any]:
    file = resources.files("tnews.catalogue") / "sources.toml"
    return tomllib.loads(file.read_text("utf-8"))
