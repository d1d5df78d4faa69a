"""What the status line says of a refresh. Pure: results in, a sentence out."""

from __future__ import annotations

from collections.abc import Sequence

from tnews.locale import _, plural
from tnews.model import Refreshed


def is_offline(results: Sequence[Refreshed]) -> bool:
    """Whether not one source could be reached."""
    return bool(results) and all(result.offline for result in results)


def arrived(count: int) -> str:
    """Say that `count` articles wait to be shown."""
    message = plural("{n} new article: . shows it.", "{n} new articles: . shows them.", count)
    return message.format(n=count)


def offline() -> str:
    """Say that nothing can be reached, and what to do."""
    return _("No network: no source can be reached. R tries again, D opens the demonstration.")


def ended(results: Sequence[Refreshed], waiting: int = 0) -> tuple[str, bool]:
    """Return what came of a refresh in one line, and whether it is an error.

    `waiting` articles have arrived that the list does not show yet.
    """
    if is_offline(results):
        return offline(), True
    new = sum(len(result.saved.new) for result in results)
    failed = [result for result in results if result.outcome == "failed"]
    first = arrived(waiting) if waiting else _("Refreshed: {new} new.").format(new=new)
    if not failed:
        return first, False
    message = plural(
        "{first} {n} source failed ({name}: {why})",
        "{first} {n} sources failed (first {name}: {why})",
        len(failed),
    )
    name, why = failed[0].name, failed[0].error
    return message.format(first=first, n=len(failed), name=name, why=why), True


def progress(refreshed: Refreshed) -> str:
    """Say how far a refresh is; nothing when it is done."""
    if refreshed.done >= refreshed.total:
        return ""
    return _("refreshing {done}/{total}").format(done=refreshed.done, total=refreshed.total)
