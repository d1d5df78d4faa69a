"""tnews mark and bookmark."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tnews.cli.building import Workplace
from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import tell
from tnews.cli.selection import is_given, query_of, tell_nothing
from tnews.locale import _, plural
from tnews.model import ConfigError
from tnews.services.library import Library


def mark(options: argparse.Namespace, workplace: Workplace) -> int:
    """Run `tnews mark`: the articles are named by ids or by a selection."""
    if bool(options.id) == is_given(options):
        raise ConfigError(
            _("tnews mark needs article ids or a selection such as --category, not both")
        )
    library = workplace.library
    if options.id:
        return _mark_named(library, options.mark, options.id)
    query = query_of(options, workplace)
    ids = library.ids(query)
    if not ids:
        tell_nothing(library, query)
        return SOME_FAILED
    _mark(library, options.mark, ids)
    return DONE


def bookmark(options: argparse.Namespace, workplace: Workplace) -> int:
    """Run `tnews bookmark`."""
    mark = "unbookmark" if options.remove else "bookmark"
    return _mark_named(workplace.library, mark, options.id)


def _mark_named(library: Library, mark: str, ids: Sequence[int]) -> int:
    """Mark those of `ids` that there are; 1 if one is missing."""
    known = {row.id for row in library.rows(ids)}
    if known:
        _mark(library, mark, sorted(known))
    missing = [article_id for article_id in ids if article_id not in known]
    for article_id in missing:
        tell(_("there is no article {id}; tnews list shows what there is").format(id=article_id))
    return SOME_FAILED if missing else DONE


def _mark(library: Library, mark: str, ids: Sequence[int]) -> None:
    if mark in ("read", "unread"):
        changed = library.set_read(ids, mark == "read")
    else:
        changed = library.set_bookmark(ids, mark == "bookmark")
    tell(plural("{n} article changed", "{n} articles changed", changed).format(n=changed))
