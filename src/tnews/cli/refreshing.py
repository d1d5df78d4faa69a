"""tnews refresh: fetch the sources, say what came."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, NamedTuple

from tnews.cli import progress
from tnews.cli.arguments import Options
from tnews.cli.building import Workplace
from tnews.cli.exits import BUSY, DONE, OFFLINE, SOME_FAILED
from tnews.cli.indexing import follow
from tnews.cli.printing import out, out_json, tell
from tnews.cli.selection import known_keys, no_channel
from tnews.locale import _, plural
from tnews.locale.reasons import begun
from tnews.model import BusyError, ConfigError, ExportError, Refreshed, Source, TextFetched
from tnews.services.refresh import Refresher
from tnews.text.wrap import cells, truncate

if TYPE_CHECKING:
    from tnews.services.health import Health
    from tnews.store import Store

_NAME_WIDTH = 24
"""Widest name in the table of results, in cells."""


class Came(NamedTuple):
    """What a refresh brought: the sources, and the articles' own pages."""

    results: list[Refreshed]
    pages: list[TextFetched]

    def of(self, source: str) -> list[TextFetched]:
        """The pages of one source."""
        return [page for page in self.pages if page.source == source]


def refresh(options: Options, workplace: Workplace) -> int:
    """Run `tnews refresh`."""
    if options.watch:
        from tnews.cli.watching import watch

        return watch(options, workplace)
    try:
        return _refresh(options, workplace)
    except BusyError:
        if options.quiet:  # the other one does it
            return BUSY
        raise


def _refresh(options: Options, workplace: Workplace) -> int:
    sources = workplace.config.sources
    keys = chosen(options, sources)
    came = Came([], [])
    show = (lambda _step: None) if options.quiet else _show
    problem = None
    try:
        asyncio.run(
            collect(
                *(workplace.refresher, keys, came, show),
                force=options.force,
                older=options.older,
                only_due=options.due,
                named=bool(options.source),
            )
        )
    except ExportError as error:  # the state file; every source is done
        problem = error
    finally:
        progress.show("")
    order = {source.key: place for place, source in enumerate(sources)}
    came.results.sort(key=lambda result: order[result.source])
    if options.quiet:
        tell_troubles(workplace.store, sources, keys)
    if options.json:
        out_json([_json(result, came.of(result.source)) for result in came.results])
    elif options.quiet:
        pass
    elif options.due and not any(came):
        tell(_("nothing is due"))
    elif len(came.results) > 1 and exit_code(came.results) == OFFLINE:
        tell(in_one_line(came.results))
    else:
        _print_table(came.results, {source.key for source in sources if source.kind == "rank"})
        _tell_texts(came.pages)
    follow(workplace.store, workplace.cache_path, waits=options.wait or workplace.is_demo)
    if problem is not None:
        raise problem
    return exit_code(came.results)


def fill(workplace: Workplace) -> None:
    """Refresh every source before another command works with the articles."""
    asyncio.run(collect(workplace.refresher, None, Came([], []), lambda _step: None))


def exit_code(results: Sequence[Refreshed]) -> int:
    """Return the exit code: no source could be reached, some failed, or all went well."""
    if results and all(result.offline for result in results):
        return OFFLINE
    return SOME_FAILED if any(result.outcome == "failed" for result in results) else DONE


def chosen(options: Options, sources: Sequence[Source]) -> list[str]:
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


async def collect(
    refresher: Refresher,
    keys: Sequence[str] | None,
    came: Came,
    each: Callable[[Refreshed | TextFetched], None],
    *,
    force: bool = False,
    older: bool = False,
    only_due: bool = False,
    named: bool = False,
) -> None:
    """Refresh, put what came into `came` and hand each step to `each`."""
    run = refresher.run(keys, only_due=only_due, force=force, older=older, named=named)
    async with aclosing(run) as steps:
        async for step in steps:
            each(step)
            if isinstance(step, Refreshed):
                came.results.append(step)
            else:
                came.pages.append(step)


def _show(step: Refreshed | TextFetched) -> None:
    """Say on the terminal how far the refresh is."""
    place = f"{step.done}/{step.total}"
    if isinstance(step, Refreshed):
        progress.show(f"{place} {step.name} {step.error}")
    else:
        told = _("full texts {place} {title} {error}")
        progress.show(told.format(place=place, title=step.title, error=step.error))


def _json(result: Refreshed, pages: Sequence[TextFetched]) -> dict[str, object]:
    return {
        "source": result.source,
        "name": result.name,
        "outcome": result.outcome,
        "articles": result.articles,
        "new": len(result.saved.new),
        "updated": len(result.saved.updated),
        "texts": sum(page.is_better for page in pages),
        "text_failures": sum(bool(page.error) for page in pages),
        "text_error": _reason(pages),
        "error": result.error,
        "seconds": round(result.seconds, 3),
    }


def _reason(pages: Sequence[TextFetched]) -> str:
    """Return why most of the pages that failed did, "" if none did."""
    reasons = Counter(page.error for page in pages if page.error)
    return reasons.most_common(1)[0][0] if reasons else ""


def _tell_texts(pages: Sequence[TextFetched]) -> None:
    """Say how many articles have their whole text now, and why others do not."""
    if not pages:
        return
    count = sum(page.is_better for page in pages)
    told = plural("{n} full text", "{n} full texts", count).format(n=count)
    if failed := sum(bool(page.error) for page in pages):
        told += _("; {n} failed, such as: {reason}").format(n=failed, reason=_reason(pages))
    tell(told)


def _print_table(results: Sequence[Refreshed], ranked: Collection[str]) -> None:
    """Print a line for each source; those in `ranked` are ranked lists."""
    names = [truncate(result.name, _NAME_WIDTH) for result in results]
    widest = max(map(cells, names), default=0)
    for result, name in zip(results, names, strict=True):
        out(f"{name}{' ' * (widest - cells(name))}  {_in_words(result, result.source in ranked)}")
    new = sum(len(result.saved.new) for result in results)
    failed = sum(result.outcome == "failed" for result in results)
    total = plural("{n} new article", "{n} new articles", new).format(n=new)
    if failed:
        total += _("; {failed} of {all} sources failed").format(failed=failed, all=len(results))
    tell(total)


def in_one_line(results: Sequence[Refreshed]) -> str:
    """Say once what each of the sources would say, when none could be reached."""
    return _(
        "none of {n} sources could be reached; is the network up? (first {name}: {reason})"
    ).format(n=len(results), name=results[0].name, reason=begun(results[0].error))


def tell_troubles(store: Store, sources: Sequence[Source], keys: Sequence[str]) -> None:
    """Say on one line each what no quiet refresh has told yet and is a person's business."""
    from tnews.services.untold import tell_untold

    tell_untold(store, sources, keys, _tell_trouble)


def _tell_trouble(health: Health) -> None:
    told = _("{reason} {advice}").format(reason=health.reason, advice=health.advice)
    tell(f"tnews: {told}".rstrip())


def _in_words(result: Refreshed, is_ranked: bool) -> str:
    if result.outcome == "failed":
        return _("failed: {reason}").format(reason=result.error)
    if result.outcome == "waiting":
        return _("not asked: {reason}").format(reason=result.error)
    if is_ranked and result.outcome == "fetched":
        return _("{n} on the list").format(n=result.articles)
    new, updated = len(result.saved.new), len(result.saved.updated)
    if not new and not updated:
        return _("nothing new")
    return _("{new} new, {updated} updated").format(new=new, updated=updated)
