"""What the search line suggests: completions, else past searches. Pure: no widget.

Suggestions are counted from the line upwards: the first, which stands next to it, is the
likeliest; of past searches it is the newest. Walking up puts them into the line in turn, as a
shell does, and walking down gives back what was typed.
"""

from __future__ import annotations

from typing import NamedTuple

from tnews.locale import _, language
from tnews.text.fold import fold
from tnews.text.query.completion import Completion, Names, complete

NOTHING_CHOSEN = -1


class Line(NamedTuple):
    """What stands in the search line, and where its cursor is."""

    text: str = ""
    at: int = 0


class Suggestions:
    """Suggestions for one search line, and which of them is chosen."""

    def __init__(self) -> None:
        self.names = Names()
        self.history: list[str] = []
        self._typed = Line()
        self._line = Line()
        self.found: list[Completion] = []
        self.chosen = NOTHING_CHOSEN
        self._is_past = False
        self.past_note = _("searched before")

    def completions(self, text: str, at: int, *, asked: bool) -> list[Completion]:
        """Return how the line may go on; `asked` also where nothing has begun."""
        return complete(text, at, self.names, asked=asked, language=language())

    @property
    def line(self) -> Line:
        """What stands in the line: what was typed, or the chosen suggestion."""
        return self._line

    def typed(self, text: str, at: int, *, asked: bool = False) -> None:
        """Suggest for a line in which `text` was typed; `asked` also where nothing has begun."""
        self._typed = self._line = Line(text, at)
        self.chosen = NOTHING_CHOSEN
        self.found = self.completions(text, at, asked=asked)
        self._is_past = not self.found
        if self._is_past:
            self.found = self._past(text)

    def _past(self, text: str) -> list[Completion]:
        """The past searches that begin with `text`, then those that hold it."""
        wanted = fold(text.strip())
        folded = [(fold(past), past) for past in self.history]
        found = [past for low, past in folded if low.startswith(wanted)]
        found += [past for low, past in folded if wanted in low[1:] and not low.startswith(wanted)]
        note = self.past_note
        return [Completion(past, len(past), past, note) for past in found if past != text.strip()]

    def step(self, step: int) -> Line | None:
        """Choose the suggestion above (1) or below (-1); None where the way ends."""
        chosen = self.chosen + step
        if not NOTHING_CHOSEN <= chosen < len(self.found):
            return None
        self.chosen = chosen
        if chosen == NOTHING_CHOSEN:
            self._line = self._typed
        else:
            self._line = Line(self.found[chosen].text, self.found[chosen].at)
        return self._line

    def take(self) -> Line | None:
        """Take the chosen suggestion, else the likeliest, and suggest how to go on from it.

        Where no term has begun there is none yet: every field is suggested, and None returned.
        """
        if self.chosen == NOTHING_CHOSEN and self._is_past:
            self.typed(*self._line, asked=True)
            if not self._is_past:
                return None
        if not self.found:
            return None
        taken = self.found[max(0, self.chosen)]
        self.typed(taken.text, taken.at)
        return self._line

    @property
    def chosen_past(self) -> str:
        """The past search that is chosen, "" if none is."""
        return self.found[self.chosen].text if self._is_past and self.chosen >= 0 else ""

    def forget(self) -> Line:
        """Leave out the chosen past search and return what stands in the line then."""
        past = self.chosen_past
        self.history = [text for text in self.history if text != past]
        self.found = [one for one in self.found if one.text != past]
        self.chosen = min(self.chosen, len(self.found) - 1)
        return self.step(0) or self._line
