"""What a person changes of a source: its fields, its channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size
from textual.widgets import Input

from tnews.locale import _
from tnews.model import Source
from tnews.model.clean import clean_line
from tnews.model.record import replace
from tnews.model.settings import Range
from tnews.model.source import FullText, source_url
from tnews.tui.keymap import as_of
from tnews.tui.screens.asking import AskScreen
from tnews.tui.screens.dialog import BESIDE, BORDER, Dialog, Intro
from tnews.tui.source_facts import asked_by
from tnews.tui.widgets.line import Pieces
from tnews.tui.widgets.line_input import LineInput
from tnews.tui.widgets.line_list import LineList
from tnews.tui.widgets.virtual_list import VirtualList

LONGEST = 2_000
"""Characters of an address."""

INTERVAL = Range(5, 1440, zero=True)
"""Minutes between two fetches, as [[source]] interval."""


class More(Intro):
    """What is changed elsewhere, between blank lines."""

    def lines(self, width: int) -> list[Pieces]:
        """Return the text with a blank line above it, too."""
        return [[("", "")], *super().lines(width)]


class FieldsScreen(Dialog[dict[str, Any]]):
    """Ends with the fields of `source` that were changed."""

    BINDINGS = [
        Binding("enter,space,right", "change", show=False),
        Binding("escape", "leave", show=False),
        as_of("quit", "leave"),
    ]

    def __init__(self, source: Source, channels: Sequence[str], file: str) -> None:
        """`file` is the name of the one that the fields are in."""
        self._more = More(asked_by(source, file))
        self._source = self._changed = source
        self._channels = channels
        self._list = LineList(self._rows())
        hints = [("Enter", _("change")), ("Esc", _("done"))]
        super().__init__(_("Source"), f"{source.name} ({source.key})", self._list, hints)

    def compose(self) -> ComposeResult:
        """One box: the fields, what else there is, the keys."""
        with Vertical(id="dialog") as box:
            box.border_title = Text(self._title)
            yield self._intro
            yield self._list
            yield self._more
            yield self._keys

    @property
    def other_rows(self) -> int:
        """What else there is."""
        return self._more_rows if self._more.display else 0

    @property
    def _more_rows(self) -> int:
        return len(self._more.lines(self._list.size.width or self.app.size.width))

    def fit(self, size: Size) -> None:
        """What else there is stands only where all fields have room above it."""
        around = BESIDE + BORDER + len(self._keys.lines(size.width))
        self._more.display = around + self._list.count + self._more_rows <= size.height
        super().fit(size)

    def _rows(self) -> list[tuple[str, str]]:
        source = self._changed
        minutes = source.interval // 60
        return [
            (_("name"), source.name),
            (_("channel"), source.category),
            (_("address"), source.url),
            (
                _("interval"),
                _("{n} minutes").format(n=minutes) if minutes else _("never by itself"),
            ),
            (_("whole text"), self._full_text(source.full_text)),
        ]

    @staticmethod
    def _full_text(value: FullText) -> str:
        return {
            "auto": _("where the feed's own is short"), "always": _("always"), "never": _("never"),
        }[value]  # fmt: skip

    @on(VirtualList.Chosen)
    def _clicked(self, message: VirtualList.Chosen) -> None:
        message.stop()
        self.action_change()

    def action_change(self) -> None:
        """Change the field under the cursor."""
        source = self._changed
        match self._list.cursor:
            case 0:
                self._ask(_("name"), source.name, self._name_problem, self._set_name)
            case 1:
                self.app.push_screen(ChannelScreen(source.category, self._channels), self._move)
            case 2:
                self._ask(_("address"), source.url, self._url_problem, self._set_url)
            case 3:
                title = _("interval in minutes (5 to 1440, or 0)")
                minutes = str(source.interval // 60)
                self._ask(title, minutes, self._interval_problem, self._set_interval)
            case _:
                values = get_args(FullText)
                value = values[(values.index(source.full_text) + 1) % len(values)]
                self._take(full_text=value)

    def _ask(self, title: str, value: str, problem: Any, done: Any) -> None:
        self.app.push_screen(AskScreen(title, value, problem, _("keep"), longest=LONGEST), done)

    def _take(self, **changes: Any) -> None:
        self._changed = replace(self._changed, **changes)
        self._list.show(self._rows())

    @staticmethod
    def _name_problem(text: str) -> str:
        return "" if clean_line(text) else _("A source needs a name.")

    @staticmethod
    def _url_problem(text: str) -> str:
        return "" if source_url(text) else _("Not a web address (http, https, rsshub).")

    @staticmethod
    def _interval_problem(text: str) -> str:
        is_right = text.isdecimal() and (
            int(text) == 0 or INTERVAL.low <= int(text) <= INTERVAL.high
        )
        return "" if is_right else _("A whole number from 5 to 1440, or 0.")

    def _set_name(self, text: str | None) -> None:
        if text is not None:
            self._take(name=clean_line(text))

    def _set_url(self, text: str | None) -> None:
        if text is not None:
            self._take(url=source_url(text))

    def _set_interval(self, text: str | None) -> None:
        if text is not None:
            self._take(interval=60 * int(text))

    def _move(self, name: str | None) -> None:
        if name:
            self._take(category=name)

    def action_leave(self) -> None:
        """Done."""
        self.leave()

    def leave(self) -> None:
        """End with what was changed."""
        fields = ("name", "category", "url", "interval", "full_text")
        old, new = self._source, self._changed
        self.dismiss({f: getattr(new, f) for f in fields if getattr(new, f) != getattr(old, f)})


class ChannelScreen(Dialog[str]):
    """Ends with the name of a channel: one that there is, or a new one that was typed."""

    BINDINGS = [Binding("escape", "dismiss", show=False, priority=True)]

    def __init__(self, current: str, channels: Sequence[str]) -> None:
        self._channels = list(channels)
        self._list = LineList()
        self._input = LineInput(longest=40, hint=_("a channel, new or known"), id="tag")
        hints = [("Enter", _("take")), ("↑↓", _("choose")), ("Esc", _("close"))]
        super().__init__(_("Channel"), "", self._list, hints, self._input)
        self._find("")
        if current in self._channels:
            self._list.go(self._channels.index(current))

    @property
    def wanted_rows(self) -> int:
        """As many as there are channels: the box must not jump while one types."""
        return len(self._channels) + 1

    def _find(self, text: str) -> None:
        rows = [(name, "") for name in self._channels if text.lower() in name.lower()]
        if text and text not in self._channels:
            rows.append((text, _("new channel")))
        self._list.show(rows)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the channels that are meant."""
        event.stop()
        self._find(clean_line(event.value, 40))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the channel under the cursor."""
        event.stop()
        self.dismiss(self._list.current)

    @on(VirtualList.Chosen)
    def _clicked(self, message: VirtualList.Chosen) -> None:
        message.stop()
        self.dismiss(self._list.current)
