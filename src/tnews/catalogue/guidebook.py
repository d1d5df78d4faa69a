"""The guide 使用指南: short articles about tnews itself, in the languages of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from tnews import model
from tnews.locale import DEFAULT, normalise
from tnews.locale.pressing import with_keys

if TYPE_CHECKING:
    from tnews.model import ArticleDraft, Source

GUIDE_KEY = "guide"
"""Key of the guide's source, the same in every language."""

_NAMES = {"zh_CN": "使用指南", "zh_TW": "使用指南", "en": "Guide"}
"""Its category and name. Here, because the texts take 5 ms to parse and are stored but once."""


_USUAL: Mapping[str, str] = {}


def guide(language: str, keys: Mapping[str, str] = _USUAL) -> tuple[ArticleDraft, ...]:
    """Return the guide in `language` (any tag `locale.normalise` knows, else zh_CN), in order.

    `keys` are those that the person has for an action in place of the usual ones, by its id. The
    uids are the same in every language, so what was read stays read when it changes.
    """
    from tnews.catalogue import markup  # the texts are wanted once per version, not at each start

    name = normalise(language) or DEFAULT
    written = partial(with_keys, keys=keys, usual=True, traditional=name == "zh_TW")
    return tuple(
        model.ArticleDraft(
            uid=table["uid"],
            url="",
            title=table["title"],
            blocks=markup.blocks(written(table["text"])),
            is_full_text=True,
            origin="tnews",
            category=_NAMES[name],
        )
        for table in _articles(name)
    )


def guide_source(language: str) -> Source:
    """Return the source the guide's articles belong to; it has no address."""
    name = _NAMES[normalise(language) or DEFAULT]
    return model.Source(key=GUIDE_KEY, url="", name=name, category=name, kind="guide")


def _articles(name: str) -> list[dict[str, Any]]:
    import tomllib
    from importlib import resources

    file = resources.files("tnews.catalogue") / "guide" / f"{name}.toml"
    articles: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["article"]
    return articles
