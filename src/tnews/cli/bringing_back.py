"""tnews doctor --restore and --salvage: the cache again, from a copy, a state file or its ruins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import out
from tnews.locale import _, plural

if TYPE_CHECKING:
    from tnews.store.merging import Merged


def restore(file: Path, cache: Path) -> int:
    """Run `tnews doctor --restore FILE`."""
    from tnews.services import restoring

    done = restoring.restore(file, cache)
    if done.merged is not None:
        _tell_state(done.merged, file)
        return DONE
    out(_("the cache is now the copy {file}").format(file=file))
    _tell_aside(done.aside)
    return DONE


def salvage(cache: Path) -> int:
    """Run `tnews doctor --salvage`; articles that could not be read are a failure in part."""
    from tnews.cli import progress
    from tnews.services import restoring

    with progress.during(_("saving what can be read; a large cache takes minutes …")):
        told = restoring.salvage(cache)
    if told is None:
        out(_("the cache is whole; there is nothing to salvage"))
        return DONE
    count = told.articles
    out(plural("{n} article saved", "{n} articles saved", count).format(n=count))
    if told.headlines:
        headlines = plural(
            "{n} of them lost its text, which is fetched again where its page still is",
            "{n} of them lost their texts, which are fetched again where their pages still are",
            told.headlines,
        )
        out(headlines.format(n=told.headlines))
    if told.lost:
        lost = plural("{n} article could not be read", "{n} articles could not be read", told.lost)
        out(lost.format(n=told.lost))
        out(
            _(
                "tnews refresh fetches those that their sources still list; if you have a backup, "
                "tnews doctor --restore FILE brings it back in place of what was saved"
            )
        )
    if count := told.rows["statuses"]:
        out(
            plural(
                "read marks, bookmarks, notes and places of {n} article are there",
                "read marks, bookmarks, notes and places of {n} articles are there",
                count,
            ).format(n=count)
        )
    if told.state is not None and told.state_file is not None:
        _tell_state(told.state, told.state_file)
    _tell_aside(told.aside)
    return SOME_FAILED if told.lost else DONE


def _tell_state(merged: Merged, file: Path) -> None:
    count = merged.taken
    message = plural(
        "the state of {n} article taken from {file}",
        "the state of {n} articles taken from {file}",
        count,
    )
    out(message.format(n=count, file=file))
    if merged.waiting:
        waiting = plural(
            "{n} article of the file is not stored yet; it has its state when it comes",
            "{n} articles of the file are not stored yet; they have their state when they come",
            merged.waiting,
        )
        out(waiting.format(n=merged.waiting))
    if merged.unreadable:
        unreadable = plural(
            "{n} line of it could not be read",
            "{n} lines of it could not be read",
            merged.unreadable,
        )
        out(unreadable.format(n=merged.unreadable))


def _tell_aside(aside: Path | None) -> None:
    if aside is not None:
        out(_("what was there before is {file}").format(file=aside))
