"""The guide 使用指南: short articles about tnews itself, in the languages of the interface."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from tnews.catalogue import markup
from tnews.locale import DEFAULT, normalise
from tnews.model import ArticleDraft, Source

GUIDE_KEY = "guide"
"""Key of the guide's source, the same in every language."""


def guide(language: str) -> tuple[ArticleDraft, ...]:
    """Return the guide in `language` (any tag `locale.normalise` knows, else zh_CN), in order.

    The uids are the same in every language, so what was read stays read when it changes.
    """
    data = _data(language)
    return tuple(
        ArticleDraft(
            uid=table["uid"],
            url="",
            title=table["title"],
            blocks=markup.blocks(table["text"]),
            is_full_text=True,
            origin="tnews",
            category=data["category"],
        )
        for table in data["article"]
    )


def guide_source(language: str) -> Source:
    """Return the source the guide's articles belong to; it has no address."""
    name = _data(language)["category"]
    return Source(key=GUIDE_KEY, url="", name=name, category=name, kind="guide")


@cache
def _data(language: str) -> dict[str, Any]:
    name = normalise(language) or DEFAULT
    file = resources.files("tnews.catalogue") / "guide" / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8"))
