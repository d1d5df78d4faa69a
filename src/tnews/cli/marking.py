"""tnews mark and bookmark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.cli.chosen import Chosen, chosen, known, tell_changed

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace


def mark(options: Options, workplace: Workplace) -> int:
    """Run `tnews mark`: the articles are named by ids or by a selection."""
    return _mark(workplace, options.mark, chosen(options, workplace, "mark"))


def bookmark(options: Options, workplace: Workplace) -> int:
    """Run `tnews bookmark`."""
    mark = "unbookmark" if options.remove else "bookmark"
    return _mark(workplace, mark, known(workplace.library, options.id))


def _mark(workplace: Workplace, mark: str, articles: Chosen) -> int:
    library = workplace.library

    def act(ids: Sequence[int]) -> int:
        if mark in ("read", "unread"):
            return library.set_read(ids, mark == "read")
        return library.set_bookmark(ids, mark == "bookmark")

    return tell_changed(articles, act, workplace)
