"""What background work tells the screen. Workers post these and never touch a widget."""

from __future__ import annotations

from array import array

from textual.message import Message

from tnews.model import Counts, FetchState, Refreshed
from tnews.tui.view import Filter, View


class Listed(Message):
    """The ids of a view are known. `settled` is false for the first screenful only."""

    def __init__(self, view: View, filtered: Filter, ids: array[int], settled: bool) -> None:
        super().__init__()
        self.view = view
        self.filtered = filtered
        self.ids = ids
        self.settled = settled


class Counted(Message):
    """The counts and the sources' states have been read again."""

    def __init__(self, counts: Counts, states: dict[str, FetchState]) -> None:
        super().__init__()
        self.counts = counts
        self.states = states

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts matter."""
        return isinstance(message, Counted)


class Marked(Message):
    """A change of state is in the cache. `label` is "" for steps that are not talked about."""

    def __init__(self, label: str, changed: int, *, is_undo: bool = False) -> None:
        super().__init__()
        self.label = label
        self.changed = changed
        self.is_undo = is_undo


class Progressed(Message):
    """A source of the running refresh is done."""

    def __init__(self, refreshed: Refreshed) -> None:
        super().__init__()
        self.refreshed = refreshed


class RefreshEnded(Message):
    """The refresh is over. `error` says why it could not run; "" if it ran."""

    def __init__(self, asked: bool, results: list[Refreshed], error: str = "") -> None:
        super().__init__()
        self.asked = asked
        self.results = results
        self.error = error


class Failed(Message):
    """Background work failed in a way worth one line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
