"""What the status line says of work behind the screen. Pure: results in, a sentence out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tnews.locale import _, plural
from tnews.model import Refreshed, TextFetched, TextState, TnewsError
from tnews.services import failures
from tnews.services.undoing import Way
from tnews.text.wrap import truncate
from tnews.tui import looks
from tnews.tui.actions import BY_ID, key_of, shown, told
from tnews.tui.keymap import Lost

if TYPE_CHECKING:
    from tnews.tui.jobs import Job
    from tnews.tui.source_work import SourceWork

SLOW_NAME = 16
"""Cells for the name of a slow source in the status line."""

COUNTED = 1000
"""Most pieces of work that are counted one by one."""

Keys = Mapping[str, tuple[str, ...]]
"""The keys of the configuration, by the actions that have others than their own."""


def is_offline(results: Sequence[Refreshed]) -> bool:
    """Whether not one source could be reached."""
    return bool(results) and all(result.offline for result in results)


def arrived(count: int, keys: Keys) -> str:
    """Say that `count` articles wait to be shown."""
    message = plural(
        "{n} new article: {key} shows it.", "{n} new articles: {key} shows them.", count
    )
    return told(message, {"key": key_of("load_new", keys)}, n=count)


def offline(keys: Keys) -> str:
    """Say that nothing can be reached, and what to do."""
    said = _(
        "No network: no source can be reached. {again} tries again, {demo} opens the demonstration."
    )
    return told(said, {"again": key_of("refresh_all", keys), "demo": key_of("demo", keys)})


def ended(
    results: Sequence[Refreshed], keys: Keys, waiting: int = 0, is_cancelled: bool = False
) -> tuple[str, bool]:
    """Return what came of a refresh in one line, and whether it is an error.

    `waiting` articles have arrived that the list does not show yet.
    """
    if is_offline(results) and not is_cancelled:
        return offline(keys), True
    new = sum(len(result.saved.new) for result in results)
    failed = [result for result in results if result.outcome == "failed"]
    if is_cancelled:
        first = _("Refresh stopped: {new} new are kept.").format(new=new)
        return " ".join([first, arrived(waiting, keys)] if waiting else [first]), False
    first = arrived(waiting, keys) if waiting else _("Refreshed: {new} new.").format(new=new)
    if not failed:
        left = [result for result in results if result.outcome == "waiting"]
        return f"{first} {_left(left)}" if left else first, False
    message = plural(
        "{first} {n} source failed ({name}: {why})",
        "{first} {n} sources failed (first {name}: {why})",
        len(failed),
    )
    name, why = looks.shown(failed[0].name), failed[0].error
    return message.format(first=first, n=len(failed), name=name, why=why), True


def _left(results: Sequence[Refreshed]) -> str:
    """Say that the servers of these sources were not asked, and why."""
    message = plural(
        "{n} source was not asked ({name}: {why})",
        "{n} sources were not asked (first {name}: {why})",
        len(results),
    )
    name, why = looks.shown(results[0].name), results[0].error
    return message.format(n=len(results), name=name, why=why)


def done(what: str, changed: int, undo: str) -> str:
    """Say that `what` was done to `changed` articles, and that the key `undo` takes it back."""
    if not changed:  # then there is nothing to take back, and the key would undo something else
        return _("{what}: it was so already").format(what=what)
    if changed == 1:
        return told(_("{what}; {key} takes it back"), {"key": undo}, what=what)
    said = _("{what}, {n:,} articles; {key} takes it back")
    return told(said, {"key": undo}, what=what, n=changed)


def stopped(what: str, changed: int, undo: str) -> str:
    """Say that a person stopped `what` after `changed` articles."""
    if not changed:
        return _("Stopped: nothing was changed.")
    said = _("Stopped: {what}, {n:,} articles; {key} takes it back")
    return told(said, {"key": undo}, what=what, n=changed)


def turned(way: Way, what: str) -> str:
    """Say what was undone or redone; "" is nothing."""
    if way == "undone":
        return _("Undone: {what}").format(what=what) if what else _("Nothing to undo.")
    return _("Redone: {what}").format(what=what) if what else _("Nothing to redo.")


def advice(offline: bool, keys: Keys, failure: str = "") -> str:
    """Say what to do about a source that failed; `failure` is the code of its `SourceError`."""
    if mend := failures.advice(failure):
        return _("What to do: {remedy}.").format(remedy=mend)
    if offline:
        said = _("What to do: see whether the network is up; {again} tries again.")
        return told(said, {"again": key_of("refresh_all", keys)})
    said = _("What to do: {again} in its list tries again.")
    return told(said, {"again": key_of("refresh", keys)})


def working(jobs: Sequence[Job], slow: Callable[[], Sequence[SourceWork]]) -> str:
    """Say what runs: the work begun last, how far it is and, where a refresh waits for someone,
    for whom; how many others run beside it."""
    job = jobs[-1]
    parts = [job.name]
    if job.total:
        parts.append(how_far(job.done, job.total))
    for one in slow()[:1] if job.name == _("refreshing") else ():
        said = _("{name} {seconds:.0f} s")
        parts.append(
            said.format(name=truncate(looks.shown(one.name), SLOW_NAME), seconds=one.seconds)
        )
    if len(jobs) > 1:
        parts.append(f"+{len(jobs) - 1}")
    return " ".join(parts)


def how_far(done: int, total: int) -> str:
    """Say how far something is: 12/55, and of more than a thousand in percent."""
    return f"{done}/{total}" if total <= COUNTED else f"{100 * done // total}%"


def text_came(fetched: TextFetched, state: TextState, characters: int) -> tuple[str, bool]:
    """Return what came of the wish for a whole text, and whether it is an error.

    `state` and `characters` are those of the article as it is now.
    """
    if fetched.error:
        return refused(fetched), True
    if not fetched.is_better and state.shown == "feed":
        return _("Its own page has no more text than this."), False
    message = plural("Whole text: {n:,} character", "Whole text: {n:,} characters", characters)
    return message.format(n=characters), False


def refused(fetched: TextFetched) -> str:
    """Say why there is no whole text."""
    return _("No whole text: {why}").format(why=fetched.error)


def saved_for_later(fetched: TextFetched) -> tuple[str, bool]:
    """Return what came of saving a page to read it later, and whether it is an error."""
    if fetched.error and fetched.article:
        kept = _("The link is saved; its page could not be read: {why}")
        return kept.format(why=fetched.error), True
    if fetched.error:
        return _("Not saved: {why}").format(why=fetched.error), True
    return _("Saved to read later: {title}").format(title=looks.shown(fetched.title)), False


def lost_keys(lost: Sequence[Lost]) -> str:
    """Say which action has lost its key to which other one; "" if none has."""
    if not lost:
        return ""
    one = lost[0]
    winner, loser = BY_ID[one.winner].name, BY_ID[one.loser].name
    message = plural(
        "[keys]: {key} is “{winner}” now; “{loser}” ({id}) has no key any more",
        "[keys]: {key} is “{winner}” now; “{loser}” ({id}) has no key any more, {n} actions in all",
        len(lost),
    )
    return message.format(key=shown(one.key), winner=winner, loser=loser, id=one.loser, n=len(lost))


def in_words(problem: Exception) -> str:
    """Return a problem as one line: our own errors as they are, a defect with its kind."""
    if isinstance(problem, TnewsError):
        return problem.message
    return _("internal error: {error}").format(error=f"{type(problem).__name__}: {problem}")
