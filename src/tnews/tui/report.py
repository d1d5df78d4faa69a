"""What the status line says of work behind the screen. Pure: results in, a sentence out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tnews.locale import _, plural
from tnews.model import Refreshed, TextFetched, TextState, TnewsError
from tnews.services.undoing import Way
from tnews.tui.actions import BY_ID, key_of, shown
from tnews.tui.keymap import Lost

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
    return message.format(n=count, key=key_of("load_new", keys))


def offline(keys: Keys) -> str:
    """Say that nothing can be reached, and what to do."""
    said = _(
        "No network: no source can be reached. {again} tries again, {demo} opens the demonstration."
    )
    return said.format(again=key_of("refresh_all", keys), demo=key_of("demo", keys))


def ended(results: Sequence[Refreshed], keys: Keys, waiting: int = 0) -> tuple[str, bool]:
    """Return what came of a refresh in one line, and whether it is an error.

    `waiting` articles have arrived that the list does not show yet.
    """
    if is_offline(results):
        return offline(keys), True
    new = sum(len(result.saved.new) for result in results)
    failed = [result for result in results if result.outcome == "failed"]
    first = arrived(waiting, keys) if waiting else _("Refreshed: {new} new.").format(new=new)
    if not failed:
        return first, False
    message = plural(
        "{first} {n} source failed ({name}: {why})",
        "{first} {n} sources failed (first {name}: {why})",
        len(failed),
    )
    name, why = failed[0].name, failed[0].error
    return message.format(first=first, n=len(failed), name=name, why=why), True


def done(what: str, changed: int, undo: str) -> str:
    """Say that `what` was done to `changed` articles, and that the key `undo` takes it back."""
    if not changed:  # then there is nothing to take back, and the key would undo something else
        return _("{what}: it was so already").format(what=what)
    if changed == 1:
        return _("{what}; {key} takes it back").format(what=what, key=undo)
    said = _("{what}, {n:,} articles; {key} takes it back")
    return said.format(what=what, n=changed, key=undo)


def turned(way: Way, what: str) -> str:
    """Say what was undone or redone; "" is nothing."""
    if way == "undone":
        return _("Undone: {what}").format(what=what) if what else _("Nothing to undo.")
    return _("Redone: {what}").format(what=what) if what else _("Nothing to redo.")


def progress(refreshed: Refreshed) -> str:
    """Say how far a refresh is; nothing when it is done."""
    if refreshed.done >= refreshed.total:
        return ""
    return _("refreshing {done}/{total}").format(done=refreshed.done, total=refreshed.total)


def indexing(percent: int) -> str:
    """Say how far the search index is."""
    return _("rebuilding the search index {percent}%").format(percent=percent)


def text_progress(fetched: TextFetched) -> str:
    """Say how many whole texts of a refresh are here; nothing when all of them are."""
    if fetched.done >= fetched.total:
        return ""
    return _("whole texts {done}/{total}").format(done=fetched.done, total=fetched.total)


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
    return _("Saved to read later: {title}").format(title=fetched.title), False


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
