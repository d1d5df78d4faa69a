"""Undo: changes of state as data, newest first, for one session.

A step is what its change replaced. Taking it back replaces that in its turn, which is the
step that does it again. Nothing of this outlives the program: what is in the cache does.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from tnews.model import ConfigError

if TYPE_CHECKING:
    from tnews.model import Before
    from tnews.model.story import Split
    from tnews.services.config_file import Removed
    from tnews.services.views import Views
    from tnews.store import Store

Way = Literal["done", "undone", "redone"]
"""How a change of state came to be."""


class Step(Protocol):
    """What a change replaced, as data. A kind of state with a step of its own adds a class."""

    @property
    def size(self) -> int:
        """How many articles it holds; 0 if nothing was changed."""

    def take_back(self, store: Store) -> Step:
        """Put back what was replaced and nothing else; return the step that reverts this."""


class StatusStep(NamedTuple):
    """A field of articles' statuses, or their tags, as it was."""

    before: Before

    @property
    def size(self) -> int:
        """How many articles were changed."""
        return self.before.count

    def take_back(self, store: Store) -> StatusStep:
        """Give the articles that field back."""
        return StatusStep(store.restore(self.before))


class SplitStep(NamedTuple):
    """An article that was taken out of its story."""

    taken: Split

    @property
    def size(self) -> int:
        """The one article."""
        return 1

    def take_back(self, store: Store) -> RejoinStep:
        """Put it back."""
        from tnews.services.stories import order

        store.rejoin(self.taken, order)
        return RejoinStep(self.taken.id)


class RejoinStep(NamedTuple):
    """An article that was put back into its story."""

    id: int

    @property
    def size(self) -> int:
        """The one article."""
        return 1

    def take_back(self, store: Store) -> Step:
        """Take it out again; if it is in no story any more, there is nothing to revert."""
        taken = store.split(self.id)
        return self if taken is None else SplitStep(taken)


class ViewStep(NamedTuple):
    """A saved view that was deleted from the configuration."""

    views: Views
    removed: Removed

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.removed.table["name"])

    @property
    def size(self) -> int:
        """One thing was changed."""
        return 1

    def take_back(self, _store: Store) -> ViewBackStep:
        """Write it back."""
        self.views.put_back(self.removed)
        return ViewBackStep(self.views, self.name)


class ViewBackStep(NamedTuple):
    """A saved view that was added, or written back."""

    views: Views
    name: str

    @property
    def size(self) -> int:
        """One thing was changed."""
        return 1

    def take_back(self, _store: Store) -> ViewStep:
        """Delete it again."""
        return ViewStep(self.views, self.views.take_out(self.name))


class ViewNameStep(NamedTuple):
    """A saved view that was called `before` and is called `name` now."""

    views: Views
    name: str
    before: str

    @property
    def size(self) -> int:
        """One thing was changed."""
        return 1

    def take_back(self, _store: Store) -> ViewNameStep:
        """Give it the name that it had."""
        self.views.rename(self.name, self.before)
        return ViewNameStep(self.views, self.before, self.name)


class ViewMoveStep(NamedTuple):
    """A saved view that changed places with the one after it (1) or before it (-1)."""

    views: Views
    name: str
    step: int

    @property
    def size(self) -> int:
        """One thing was changed."""
        return 1

    def take_back(self, _store: Store) -> ViewMoveStep:
        """Move it back."""
        self.views.move(self.name, -self.step)
        return ViewMoveStep(self.views, self.name, -self.step)


class Change(NamedTuple):
    """An undoable change: what was done, in a person's words, and what it replaced.

    One that `is_passing` was made by the way, by opening an article; of several in a row the
    last alone can be taken back, or those a person made would drown in them.
    """

    label: str
    step: Step
    is_passing: bool = False

    @property
    def is_split(self) -> bool:
        """Whether an article left its story, or came back."""
        return isinstance(self.step, SplitStep | RejoinStep)

    @property
    def views(self) -> Views | None:
        """What writes saved views, if one was changed."""
        kinds = ViewStep | ViewBackStep | ViewNameStep | ViewMoveStep
        return self.step.views if isinstance(self.step, kinds) else None


class History:
    """The changes of a session. Safe to use from any thread."""

    STEPS = 100
    """Changes kept."""

    ARTICLES = 4_000_000
    """Articles in all of them, 8 bytes each: the oldest changes go first, the newest stays."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._lock = Lock()

    def keep(self, change: Change) -> None:
        """Remember a change that was made. What was undone before it cannot be redone any more."""
        if not change.step.size:
            return
        with self._lock:
            self._undone.clear()
            if change.is_passing and self._done and self._done[-1].is_passing:
                self._done.pop()
            self._done.append(change)
            del self._done[: -self.STEPS]
            held = sum(kept.step.size for kept in self._done)
            while held > self.ARTICLES and len(self._done) > 1:
                held -= self._done.pop(0).step.size

    def undo(self, store: Store) -> Change | None:
        """Take back the newest change and return it, or None if there is none."""
        return self._turn(store, self._done, self._undone)

    def redo(self, store: Store) -> Change | None:
        """Make the change that was undone last once more and return it, or None."""
        return self._turn(store, self._undone, self._done)

    def _turn(self, store: Store, here: list[Change], there: list[Change]) -> Change | None:
        with self._lock:
            if not here:
                return None
            change = here[-1]
            try:
                reverse = change.step.take_back(store)  # if it fails, the change stays where it is
            except ConfigError:  # the file says something else now, and will go on to
                here.pop()
                raise
            there.append(Change(change.label, reverse, change.is_passing))
            return here.pop()
