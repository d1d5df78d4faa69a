"""tnews doctor: is the cache whole, how large is it, copy it, rebuild its index."""

from __future__ import annotations

import platform
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tnews import __version__
from tnews.cli.bringing_back import restore, salvage
from tnews.cli.exits import CACHE, DONE, USAGE
from tnews.cli.indexing import finish
from tnews.cli.printing import out
from tnews.folders import named
from tnews.locale import _, language, plural
from tnews.locale.reasons import begun
from tnews.model import ConfigError, StoreError
from tnews.model.settings import Config

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.store import Store

_ONE_OF = ("backup", "restore", "rebuild", "salvage", "prune")


def doctor(options: Options, workplace: Workplace) -> int:
    """Run `tnews doctor`: without an option it only looks."""
    chosen = [f"--{name}" for name in _ONE_OF if getattr(options, name)]
    if len(chosen) > 1:
        told = _("{one} and {other} do not go together")
        raise ConfigError(told.format(one=chosen[0], other=chosen[1]))
    if options.dry_run and not options.prune:
        raise ConfigError(_("--dry-run goes with --prune"))
    if options.backup:
        return _backup(named(options.backup), workplace)
    if options.rebuild:
        count = finish(workplace.store.rebuild_index())
        told = plural(
            "search index of {n} article rebuilt", "search index of {n} articles rebuilt", count
        )
        out(told.format(n=count))
        return DONE
    if options.restore or options.salvage:
        with suppress(ConfigError):  # its language; a mistake in it must not keep from the cache
            workplace.written_config  # noqa: B018
    if options.restore:
        return restore(named(options.restore), workplace.cache_path)
    if options.salvage:
        return salvage(workplace.cache_path)
    if options.prune:
        return _prune(workplace, is_trial=options.dry_run)
    return _look(workplace)


def _backup(path: Path, workplace: Workplace) -> int:
    workplace.store.backup(path)
    out(_("the cache was copied to {file}").format(file=path))
    return DONE


def _prune(workplace: Workplace, *, is_trial: bool) -> int:
    """Take out what [keep] does not keep, and give the space back where that is worth the wait."""
    from tnews.services.keeping import Keeper
    from tnews.services.lock import RefreshLock

    keeper = Keeper(workplace.store, workplace.config, workplace.data_dir)
    if is_trial:
        out(_would_go(len(workplace.store.prunable(keeper.rule))))
        return DONE
    with RefreshLock(workplace.data_dir / "refresh.lock"):
        before = workplace.store.sizes()["bytes"]
        kept = keeper.prune()
        keeper.compact()
        after = workplace.store.sizes()["bytes"]
    told = plural("{n} article taken out", "{n} articles taken out", kept.pruned)
    told += _("; the cache had {before} MiB and has {after} MiB")
    out(told.format(n=kept.pruned, before=_mebibytes(before), after=_mebibytes(after)))
    return DONE


def _would_go(count: int) -> str:
    told = plural(
        "{n} article would be taken out by [keep]",
        "{n} articles would be taken out by [keep]",
        count,
    )
    return told.format(n=count)


def _mebibytes(bytes: int) -> str:
    return f"{bytes / 2**20:.1f}"


def _look(workplace: Workplace) -> int:
    """Print what there is and every problem found. A configuration with mistakes does not keep from
    looking at the cache."""
    try:
        workplace.check_keys()
        mistakes: tuple[str, ...] = ()
        config = workplace.config
    except ConfigError as error:
        mistakes, config = (error.message, *error.others), Config()
    out(f"tnews {__version__}, Python {platform.python_version()}, {language()}")
    found = str(workplace.config_path)
    if not config.path and not mistakes:
        found = _("{file} (not there, defaults are used)").format(file=found)
    out(_("configuration: {file}").format(file=found))
    for mistake in mistakes:
        out(_("wrong: {mistake}").format(mistake=mistake))
    if mistakes and workplace.config_path.is_file():
        out(_("correct that in an editor; a line with # before it is left out"))
    elif not mistakes:
        count = len(config.sources)
        out(plural("{n} source configured", "{n} sources configured", count).format(n=count))
    out(_("cache: {file}").format(file=workplace.cache_path))
    with suppress(StoreError):  # what cannot be counted is damaged, and told below
        _tell_figures(workplace, config)
    from tnews.cli import progress

    with progress.during(_("reading the whole cache …")):
        problems = workplace.store.check()
    if not problems:
        out(_("the cache is whole"))
        return USAGE if mistakes else DONE
    if workplace.store.is_file_damaged():
        out(
            _(
                "the cache is damaged: tnews doctor --salvage saves what can be read into a new "
                "cache, tnews doctor --restore FILE brings a backup back"
            )
        )
    for problem in problems:
        out(problem)
    return CACHE


def _tell_figures(workplace: Workplace, config: Config) -> None:
    """Print how much there is, what takes the space, and which sources need a look."""
    sizes = workplace.store.sizes()
    out(
        _("{articles} articles, {bookmarked} bookmarked, {size} MiB").format(
            articles=sizes["articles"],
            bookmarked=sizes["bookmarked"],
            size=_mebibytes(sizes["bytes"]),
        )
    )
    out(
        _("texts {texts} MiB, index {index} MiB, lists {lists} MiB, free {free} MiB").format(
            **{name: _mebibytes(sizes[name]) for name in ("texts", "index", "lists", "free")}
        )
    )
    _tell_ailing(workplace.store, config)
    if (left := workplace.store.index_progress()) is not None:
        told = _("search index: {done} of {total} articles; tnews refresh makes the rest")
        out(told.format(done=left.done, total=left.total))


def _tell_ailing(store: Store, config: Config) -> None:
    """Print what is wrong with sources and what can be done; once where it is the same with all."""
    from tnews.services.failures import words
    from tnews.services.health import failing, healths

    states, now = store.states(), datetime.now(UTC)
    asked = [source for source in config.sources if source.enabled]
    for source in asked:
        if (state := states.get(source.key)) is not None and state.moved_to:
            told = _("{name} has moved to {url}").format(name=source.name, url=state.moved_to)
            out(told)
            out("  " + _("tnews sources move {key} writes that down").format(key=source.key))
        if not source.http.verify_tls:
            told = _("{name}: its certificate is not checked (verify_tls = false)")
            out(told.format(name=source.name))
    bad = failing(asked, states)
    codes = {states[key].failure for key in bad}
    # Where a server answers the network is up; a proxy that wants a password (407) answers for all.
    has_answer = "http-407" not in codes and any(code.startswith("http-") for code in codes)
    if len(bad) > 1 and len(bad) == len(asked) and not has_answer:
        error = words(states[asked[0].key], asked[0].url)
        told = _(
            "none of {n} sources could be fetched; is the network up? (first {name}: {reason})"
        )
        out(told.format(n=len(bad), name=asked[0].name, reason=begun(error)))
        return
    for health in healths(asked, states, bad, now, store.pulses()).values():
        if health.is_ailing:
            out(health.reason)
            if health.advice:
                out(f"  {health.advice}")
