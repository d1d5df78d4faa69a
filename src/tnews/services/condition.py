"""How the cache is: damaged, for reading only, not all in the search index; and what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tnews.locale import _

if TYPE_CHECKING:
    from tnews.store import Store
    from tnews.store.index import Progress


def index_damaged() -> str:
    """Say what a damaged search index means for searches, and what to do."""
    return _(
        "the search index is damaged: the texts are looked through instead, which takes longer; "
        "tnews doctor --rebuild makes it anew, or --salvage if that fails"
    )


class Condition:
    """The condition of one cache, told in words."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def damage(self) -> str:
        """Return what is wrong with the file if the last tnews did not close it, or "".

        Reads all of it: 1 s for 650 MB.
        """
        problems = self._store.check_quickly() if self._store.was_left else []
        if not problems:
            return ""
        told = _(
            "the cache is damaged; leave, and tnews doctor --salvage saves what can be read "
            "({problem})"
        )
        return told.format(problem=problems[0])

    @property
    def read_only(self) -> str:
        """That the cache can only be read, and why; "" if it can be written."""
        why = self._store.why_read_only
        told = _("nothing is kept this time: {problem}")
        return told.format(problem=why) if why else ""

    @property
    def is_index_damaged(self) -> bool:
        """Whether a search found its index damaged and looked through the texts instead."""
        return self._store.is_index_damaged

    def catch_up(self) -> Iterator[Progress]:
        """Index what the search index misses, yielding how far it is after each short step."""
        return self._store.catch_up()
