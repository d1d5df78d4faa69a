"""The articles a command changes, named by ids or by a selection, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import tell
from tnews.cli.selection import is_given, query_of, tell_nothing
from tnews.locale import _, plural
from tnews.model import ConfigError, ExportError

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.services.library import Library


class Chosen(NamedTuple):
    """The ids of articles that there are, and those that were named but are missing."""

    ids: Sequence[int]
    missing: Sequence[int] = ()


def chosen(options: Options, workplace: Workplace, command: str) -> Chosen:
    """Return the articles of `command`: those of its ids, or those of the selection.

    Says so if the selection finds nothing. Raises `ConfigError` for both, or neither.
    """
    if bool(options.id) == is_given(options):
        raise ConfigError(
            _(
                "tnews {command} needs article ids or a selection such as --category, not both"
            ).format(command=command)
        )
    library = workplace.library
    if options.id:
        return known(library, options.id)
    query = query_of(options, workplace)
    ids = library.ids(query)
    if not ids:
        tell_nothing(workplace.store, query)
    return Chosen(ids)


def known(library: Library, ids: Sequence[int]) -> Chosen:
    """Return which of `ids` there are."""
    found = {row.id for row in library.rows(ids)}
    return Chosen(sorted(found), [id for id in ids if id not in found])


def tell_changed(
    articles: Chosen, act: Callable[[Sequence[int]], int], workplace: Workplace
) -> int:
    """Let `act` change `articles`, say how many it changed and which are missing; 1 if any is.

    The state file has the change, too. One that cannot be written is told: the cache has it.
    """
    if articles.ids:
        changed = act(articles.ids)
        tell(plural("{n} article changed", "{n} articles changed", changed).format(n=changed))
        if changed:
            _keep_state(workplace)
    for id in articles.missing:
        tell_missing(id)
    return DONE if articles.ids and not articles.missing else SOME_FAILED


def _keep_state(workplace: Workplace) -> None:
    from tnews.services.statefile import write_soon

    try:
        write_soon(workplace.store, workplace.data_dir)
    except ExportError as error:
        tell(error.message)


def tell_missing(id: int) -> None:
    """Say that there is no article `id`."""
    tell(_("there is no article {id}; tnews list shows what there is").format(id=id))
