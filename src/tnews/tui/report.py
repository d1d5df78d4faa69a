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
    message = plural(
        "{n} new article, press . to show it", "{n} new articles, press . to show them", count
    )
    return message.format(n=count)


def ended(results: Sequence[Refreshed]) -> tuple[str, bool]:
    """Return what came of a refresh in one line, and whether it is an error."""
    if is_offline(results):
        said = _("No network: no source can be reached. R tries again, D opens the demonstration.")
        return said, True
    new = sum(len(result.saved.new) for result in results)
    failed = [result for result in results if result.outcome == "failed"]
    if not failed:
        return _("Refreshed: {new} new.").format(new=new), False
    message = plural(
        "{new} new; {n} source failed ({name}: {why})",
        "{new} new; {n} sources failed (first {name}: {why})",
        len(failed),
    )
    first = failed[0]
    return message.format(new=new, n=len(failed), name=first.name, why=first.error), True


def progress(refreshed: Refreshed) -> str:
    """Say how far a refresh is; nothing when it is done."""
    if refreshed.done >= refreshed.total:
        return ""
    return _("refreshing {done}/{total}").format(done=refreshed.done, total=refreshed.total)
