"""The one-line bars: the channels of a narrow screen, the heading of the list, the status."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import events
from textual.message import Message
from textual.timer import Timer

from tnews.text.wrap import cells, truncate
from tnews.tui.marks import marks
from tnews.tui.view import View
from tnews.tui.widgets.line import LineWidget, Pieces

MESSAGE_SECONDS = 8.0
ERROR_SECONDS = 30.0
"""How long a passing message and an error stand where the keys are taught."""


class ChannelBar(LineWidget):
    """The channels on one line, the current one always in sight: the sidebar of small screens."""

    part = "channels"

    class Chosen(Message):
        """A channel was clicked."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._views: Sequence[tuple[View, str, str]] = ()
        self._current: View | None = None
        self._where: list[tuple[int, int, View]] = []
        self._labels: Mapping[View, str] = {}

    def views_in_sight(self) -> list[View]:
        """Return the channels that are shown, from the left."""
        return [view for _start, _end, view in self._where]

    def label(self, labels: Mapping[View, str]) -> None:
        """Show labels before the names of channels."""
        if labels != self._labels:
            self._labels = labels
            self.refresh()

    def update(self, views: Sequence[tuple[View, str, str]], current: View) -> None:
        """Show `views` by their titles, with their unread counts."""
        self._views = views
        self._current = current
        self.refresh()

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line, as many channels as fit around the current one."""
        if not self._views:
            return [[("", "")]]
        items = [(view, title, f" {count}" if count else "") for view, title, count in self._views]
        width -= 2  # for the signs that more lie to the left and to the right
        sizes = [cells(title) + cells(count) + 3 for _view, title, count in items]
        current = next((i for i, (view, *_r) in enumerate(items) if view == self._current), 0)
        shown = _around(sizes, current, width)
        pieces: Pieces = []
        self._where = []
        at = 0
        for before, index in zip([-1, *shown], shown, strict=False):
            if index != before + 1:
                pieces.append((marks().more_left, "count"))
                at += 1
            view, title, count = items[index]
            name = "current" if index == current else "other"
            title = truncate(title, max(2, width - cells(count) - 3))
            label = self._labels.get(view, "")
            pieces += [(label, "label"), (f"{' ' * (not label)}{title}", name)]
            is_current = index == current
            pieces += [(f"{count} ", name if is_current else "count")]
            pieces += [(" " * (len(label) < 2), "")]  # a label of two letters takes what parts them
            size = cells(title) + cells(count) + 3
            self._where.append((at, at + size, view))
            at += size
        more = marks().more_right if shown[-1] + 1 < len(items) else " "
        return [[*pieces, (" " * (width + 1 - at), ""), (more, "count")]]

    def on_click(self, event: events.Click) -> None:
        """Go to the channel under the mouse."""
        for start, end, view in self._where:
            if start <= event.x < end:
                self.post_message(self.Chosen(view))


def _around(sizes: Sequence[int], current: int, width: int) -> list[int]:
    """Return which items fit into `width`: the first, the current one, then its neighbours."""
    first = last = current
    pinned = sizes[0] if current and sizes[0] + sizes[current] <= width else 0
    room = width - pinned - sizes[current]
    lowest = 1 if pinned else 0
    while True:
        if last + 1 < len(sizes) and sizes[last + 1] <= room:
            last += 1
            room -= sizes[last]
        elif first > lowest and sizes[first - 1] <= room:
            first -= 1
            room -= sizes[first]
        else:
            break
    return [*([0] if pinned else []), *range(first, last + 1)]


class ListHeading(LineWidget):
    """What the list shows and how much of it is unread."""

    part = "heading"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = ""
        self._detail = ""

    def update(self, title: str, detail: str) -> None:
        """Show a title and, at the right, a detail."""
        self._title = title
        self._detail = detail
        self.refresh()

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line."""
        room = width - 4
        title = truncate(self._title, room)
        detail = self._detail if cells(title) + cells(self._detail) + 2 <= room else ""
        gap = " " * (room - cells(title) - cells(detail))
        left: Pieces = [("  ", ""), (title, "title"), (gap, "")]
        return [[*left, (detail, "detail"), ("  ", "")]]


class StatusBar(LineWidget):
    """The last line: a message or the keys at the left, the refresh at the right."""

    class Clicked(Message):
        """A key that is taught was clicked, as it is shown; "" is a message, or what runs."""

        def __init__(self, key: str, *, is_work: bool = False) -> None:
            super().__init__()
            self.key = key
            self.is_work = is_work

    part = "status"

    def __init__(self, hints: Sequence[tuple[str, str]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints = self._usual = hints
        self._text = ""
        self._is_error = False
        self._right = ""
        self._begun: list[tuple[str, str]] = []
        self._rest: Timer | None = None
        self.told: Callable[[str, bool], object] | None = None
        """Is given every message, and whether it is an error."""

    def say(self, text: str, *, is_error: bool = False, lasting: bool = False) -> None:
        """Show a message in place of the keys; "" shows the keys again.

        A `lasting` message stays until the next one, an error for a while, others for seconds.
        """
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if (text, is_error) != (self._text, self._is_error):
            self._text = text
            self._is_error = is_error
            self.refresh()
            if text and self.told is not None:
                self.told(text, is_error)
        if text and not lasting:
            seconds = ERROR_SECONDS if is_error else MESSAGE_SECONDS
            self._rest = self.set_timer(seconds, lambda: self.say(""))

    def remember(self, text: str) -> None:
        """Have the log keep what went wrong, and show nothing: it stands elsewhere."""
        if self.told is not None:
            self.told(text, True)

    def unsay(self, text: str) -> None:
        """Take the message `text` away if it stands there still."""
        if text and self._text == text:
            self.say("")

    def set_right(self, text: str) -> None:
        """Show `text` at the right end."""
        if text != self._right:
            self._right = text
            self.refresh()

    def show_keys(self, begun: str, following: Sequence[tuple[str, str]]) -> None:
        """Show at the right the keys that were pressed, and what may follow: (keys, what they
        do). "" shows what stood there again."""
        keys = [(begun, ""), *following] if begun else []
        if keys != self._begun:
            self._begun = keys
            self.refresh()

    def _keys_begun(self, room: int) -> Pieces:
        """Return the keys that were pressed and as much of what may follow as has room."""
        pieces: Pieces = []
        for keys, name in self._begun:
            lead = "  " if pieces else ""
            said = f" {name}" if name else ""
            room -= cells(lead) + cells(keys) + cells(said)
            if room < 0:
                break
            pieces += [(lead, ""), (keys, "key" if name else "progress"), (said, "text")]
        return pieces

    def on_click(self, event: events.Click) -> None:
        """Say which key was clicked, by itself or by its name."""
        piece = self.piece_at(event.x, event.y) if event.button == 1 else None
        if piece is None:
            return
        number, text, part = piece
        if part == "progress" and text:
            self.post_message(self.Clicked("", is_work=True))
        elif self._text and part in ("text", "error"):
            self.post_message(self.Clicked(""))
        elif part == "key" or (part == "text" and number):
            key = text if part == "key" else self._made[0][number - 1][0]
            self.post_message(self.Clicked(key.split()[0]))

    def teach(self, hint: tuple[str, str] | None) -> None:
        """Teach these keys before the others; None: the usual ones."""
        hints = self._usual if hint is None else [hint, *self._usual]
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def _beside(self, room: int) -> str:
        """Return as many parts of what stands at the right, the first before others, as leave a
        message whole: it passes after seconds, and they come back."""
        parts = self._right.split("  ")
        while parts and cells("  ".join(parts)) > room:
            parts.pop()
        return "  ".join(parts)

    def _fitting(self, room: int) -> list[tuple[str, str]]:
        """Return the hints that fit, in order; the last two, help and quit, before all others."""
        sizes = {hint: cells(hint[0]) + cells(hint[1]) + 3 for hint in self._hints}
        chosen: set[tuple[str, str]] = set()
        for hint in (*self._hints[-2:], *self._hints[:-2]):
            room -= sizes[hint]
            if room < -2:
                break
            chosen.add(hint)
        return [hint for hint in self._hints if hint in chosen]

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line: what is at the right gives way to a message, and last to keys."""
        standing = self._beside(width - 3 - cells(self._text)) if self._text else self._right
        right: Pieces = [(truncate(standing, max(2, width - 2)), "progress")]
        if self._begun:
            right = self._keys_begun(width - 2)
        taken = sum(cells(text) for text, _part in right)
        room = width - taken - (3 if taken else 2)  # at each end a space, and one between
        pieces: Pieces = [(" ", "")]
        used = 0
        if self._text and room >= 2:
            text = truncate(self._text, room)
            pieces.append((text, "error" if self._is_error else "text"))
            used = cells(text)
        elif not self._text:
            for key, hint in self._fitting(room):
                lead = 2 if used else 0
                pieces += [(" " * lead, ""), (key, "key"), (f" {hint}", "text")]
                used += lead + cells(key) + 1 + cells(hint)
        gap = " " * max(0, width - 2 - used - taken)
        return [[*pieces, (gap, ""), *right, (" ", "")]]
