"""Which articles: the selection options as a `Query`, and what to say when nothing matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tnews.cli.printing import tell
from tnews.locale import _
from tnews.model import ConfigError, Query, clean_line
from tnews.text.nearest import did_you_mean

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.model import Source
    from tnews.store import Store
    from tnews.text.query import Problem

NARROWING = (
    "query",
    "view",
    "category",
    "source",
    "unread",
    "bookmarked",
    "since",
    "until",
    "limit",
)
"""The selection options' names."""

_LONGEST = 2000
"""Characters of a search that are handed on, more than are read: the end is told of."""


def is_given(options: Options) -> bool:
    """Say whether any selection option was given."""
    return any(getattr(options, name) for name in NARROWING)


def query_of(options: Options, workplace: Workplace, words: str = "") -> Query:
    """Return the query for the selection options; `words` are searched for as well.

    --source takes a source's key or its name. Raises `ConfigError` for a --query without a
    word to find, for a view that the configuration does not have, and for a channel or a source
    that neither the configuration nor the cache knows. Whatever `words` a person types is a
    search, one that finds nothing at worst.
    """
    if options.query is not None:
        _require_search(options.query, "--query")
    text = _together(words, options.query or "", _view_query(options.view, workplace))
    if text:
        from tnews.cli.indexing import prepare

        prepare(workplace.store)
    return Query(
        text=text,
        category=_known_category(options.category, workplace),
        source=_known_source(options.source, workplace),
        unread=options.unread,
        bookmarked=options.bookmarked,
        since=options.since,
        until=options.until,
        limit=options.limit,
    )


def _together(*said: str) -> str:
    """One search for all that was `said`; where one has a mistake, that one."""
    if not any(said):
        return ""
    from tnews.text.query import both, parse

    text = ""
    for part in said:
        if parse(part).problem:
            return clean_line(part, _LONGEST)
        text = both(text, part)
    return clean_line(text, _LONGEST)


def _require_search(text: str, name: str) -> None:
    from tnews.text.query import parse

    parsed = parse(text)
    if parsed.problem:
        problem = at_column(parsed.problem)
    elif parsed.root is None:
        problem = _("type a word to find")
    else:
        return
    raise ConfigError(_("{name}: {problem}").format(name=name, problem=problem))


def at_column(problem: Problem) -> str:
    """Return a mistake in a search with its place, as one line."""
    return _("column {n}: {problem}").format(n=problem.column, problem=problem.message)


def _view_query(said: str | None, workplace: Workplace) -> str:
    """The query of the view called `said`."""
    if said is None:
        return ""
    name = clean_line(said, 40)
    queries = {view.name: view.query for view in workplace.config.views}
    if name not in queries:
        from tnews.services.views import no_view

        raise ConfigError(no_view(name, queries) + _(" (tnews views lists them)"))
    return queries[name]


def _known_category(said: str | None, workplace: Workplace) -> str | None:
    if said is None:
        return None
    library = workplace.library
    known = dict.fromkeys(
        (*(channel.name for channel in library.channels()), *library.counts().categories)
    )
    if said not in known:
        raise no_channel(said, known)
    return said


def no_channel(said: str, known: Iterable[str]) -> ConfigError:
    """Return the error for a channel `said` that is none of the `known` ones."""
    return ConfigError(
        _("no channel is called {name}").format(name=clean_line(said, 40))
        + did_you_mean(said, known)
    )


def _known_source(said: str | None, workplace: Workplace) -> str | None:
    """The key of the source `said`; articles of a removed one stay in the cache."""
    if said is None or said in workplace.library.counts().sources:
        return said
    return known_keys([said], workplace.config.sources)[0]


def key_of(said: str, sources: Sequence[Source]) -> str:
    """Return the key of the source that `said` names by key or by name, else `said` itself."""
    if any(source.key == said for source in sources):
        return said
    return next((source.key for source in sources if source.name == said), said)


def known_keys(said: Iterable[str], sources: Sequence[Source]) -> list[str]:
    """Return the keys of the sources that `said` names. Raises `ConfigError` for an unknown one."""
    known = {source.key: source.name for source in sources}
    keys = [key_of(word, sources) for word in said]
    for key in keys:
        if key not in known:
            raise ConfigError(
                _("no source is called {name}").format(name=clean_line(key, 40))
                + did_you_mean(key, [*known, *known.values()])
                + _(" (tnews sources lists them)")
            )
    return keys


def tell_nothing(store: Store, query: Query) -> None:
    """Say that nothing matched, and the likely reason."""
    reason = _why_nothing(query.text) if query.text else ""
    if not reason and store.counts().total[1] == 0:
        reason = _("the cache is empty; tnews refresh fills it")
    if not reason and query.text:
        from tnews.services.misnamed import misnamed

        reason = misnamed(store, query.text)
    tell(_("nothing matched: {reason}").format(reason=reason) if reason else _("nothing matched"))


def _why_nothing(text: str) -> str:
    """Why a search for `text` finds nothing by its form, or ""."""
    from tnews.text.query import parse

    parsed = parse(text)
    if parsed.problem:
        return at_column(parsed.problem)
    return "" if parsed.root else _("type a word to find")
