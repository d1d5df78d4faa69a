"""tnews refresh: fetch the sources, say what came."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
from collections.abc import Callable, Sequence

from tnews.cli.building import Workplace
from tnews.cli.exits import DONE, OFFLINE, SOME_FAILED
from tnews.cli.printing import out, out_json, tell, visible
from tnews.cli.selection import known_keys, no_channel
from tnews.locale import _, plural
from tnews.model import ConfigError, Refreshed, Source
from tnews.services.refresh import Refresher
from tnews.text.wrap import cells, truncate

_CLEAR = "\r\x1b[K"
"""Carriage return, erase to the end of the line (ECMA-48 EL)."""

_NAME_WIDTH = 24
"""Widest name in the table of results, in cells."""


def refresh(options: argparse.Namespace, workplace: Workplace) -> int:
    """Run `tnews refresh`."""
    sources = workplace.config.sources
    keys = _chosen(options, sources)
    progress = _Progress() if sys.stderr.isatty() else None
    try:
        results = asyncio.run(
            _collect(workplace.refresher, keys, options.force, progress or (lambda _done: None))
        )
    finally:
        if progress:
            progress.clear()
    order = {source.key: place for place, source in enumerate(sources)}
    results.sort(key=lambda result: order[result.source])
    if options.json:
        out_json([_json(result) for result in results])
    elif len(results) > 1 and exit_code(results) == OFFLINE:
        _tell_offline(results)
    else:
        _print_table(results)
    return exit_code(results)


def fill(workplace: Workplace) -> None:
    """Refresh every source before another command works with the articles."""
    asyncio.run(_collect(workplace.refresher, None, False, lambda _done: None))


def exit_code(results: Sequence[Refreshed]) -> int:
    """Return the exit code: no source could be reached, some failed, or all went well."""
    if results and all(result.offline for result in results):
        return OFFLINE
    return SOME_FAILED if any(result.outcome == "failed" for result in results) else DONE


def _chosen(options: argparse.Namespace, sources: Sequence[Source]) -> list[str]:
    """Return the keys of the sources to refresh. Raises `ConfigError` if there are none."""
    if options.source:
        return known_keys(options.source, sources)
    enabled = [source for source in sources if source.enabled]
    if not enabled:
        raise ConfigError(_("no source is configured; tnews add URL adds one"))
    if options.category is None:
        return [source.key for source in enabled]
    keys = [source.key for source in enabled if source.category == options.category]
    if not keys:
        raise no_channel(options.category, {source.category for source in enabled})
    return keys


async def _collect(
    refresher: Refresher,
    keys: Sequence[str] | None,
    force: bool,
    each: Callable[[Refreshed], None],
) -> list[Refreshed]:
    results = []
    async for result in refresher.run(keys, force=force):
        each(result)
        results.append(result)
    return results


class _Progress:
    """One line on stderr that says how far the refresh is."""

    def __call__(self, result: Refreshed) -> None:
        text = f"{result.done}/{result.total} {result.name} {result.error}"
        shown = truncate(visible(text), shutil.get_terminal_size().columns - 1)
        print(f"{_CLEAR}{shown}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        print(_CLEAR, end="", file=sys.stderr, flush=True)


def _json(result: Refreshed) -> dict[str, object]:
    return {
        "source": result.source,
        "name": result.name,
        "outcome": result.outcome,
        "articles": result.articles,
        "new": len(result.saved.new),
        "updated": len(result.saved.updated),
        "error": result.error,
        "seconds": round(result.seconds, 3),
    }


def _print_table(results: Sequence[Refreshed]) -> None:
    names = [truncate(result.name, _NAME_WIDTH) for result in results]
    widest = max(map(cells, names), default=0)
    for result, name in zip(results, names, strict=True):
        out(f"{name}{' ' * (widest - cells(name))}  {_in_words(result)}")
    new = sum(len(result.saved.new) for result in results)
    failed = sum(result.outcome == "failed" for result in results)
    total = plural("{n} new article", "{n} new articles", new).format(n=new)
    if failed:
        total += _("; {failed} of {all} sources failed").format(failed=failed, all=len(results))
    tell(total)


def _tell_offline(results: Sequence[Refreshed]) -> None:
    """Say once what each of the sources would say."""
    tell(
        _(
            "none of {n} sources could be reached; is the network up? (first {name}: {reason})"
        ).format(n=len(results), name=results[0].name, reason=results[0].error)
    )


def _in_words(result: Refreshed) -> str:
    if result.outcome == "failed":
        return _("failed: {reason}").format(reason=result.error)
    new, updated = len(result.saved.new), len(result.saved.updated)
    if not new and not updated:
        return _("nothing new")
    return _("{new} new, {updated} updated").format(new=new, updated=updated)
