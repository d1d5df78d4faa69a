"""The keys of the sources screen: all of them, and those that do something with a row. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.tui.widgets.source_list import ChannelRow

if TYPE_CHECKING:
    from tnews.services.sourcebook import Entry

Hints = list[tuple[str, str]]


def every() -> Hints:
    """Return all keys and what they do, in the order of their use."""
    return [
        ("a", _("add")), ("Enter", _("edit")), ("Space", _("switch")), ("c", _("channel")),
        ("J K", _("move")), ("d", _("remove")), ("u", _("bring back what was removed")),
        ("i", _("import")), ("e", _("export")), ("Esc", _("close")),
    ]  # fmt: skip


def most() -> Hints:
    """Return as many keys as any row has: the room that they need."""
    return [hint for hint in every() if hint[0] != "u"]


def of_row(row: ChannelRow | Entry | None) -> Hints:
    """Return the keys that mean something for what is under the cursor, and those without it."""
    if row is None:
        wanted = set[str]()
    elif isinstance(row, ChannelRow):
        wanted = {"Enter", "J K"}
    else:
        wanted = {"Enter", "Space", "c"}
        wanted |= {"J K"} if row.is_movable else set()
        wanted |= set() if row.is_bundled else {"d"}
    return [hint for hint in every() if hint[0] in wanted | {"a", "i", "e", "Esc"}]
