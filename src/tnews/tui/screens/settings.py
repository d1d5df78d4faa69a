"""The settings: what people change, shown at once and written at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tnews import locale
from tnews.locale import _
from tnews.model import TnewsError
from tnews.model.record import replace
from tnews.tui.keymap import as_of
from tnews.tui.messages import FileRead
from tnews.tui.screens.asking import AskScreen
from tnews.tui.screens.dialog import HEAD
from tnews.tui.screens.filing import FileDialog
from tnews.tui.setting_rows import (
    Setting,
    Value,
    as_typed,
    choices,
    default_of,
    range_of,
    shown,
    stepped,
    typed,
    value_of,
    with_value,
)
from tnews.tui.widgets.explanation import EXPLAINED, Explanation
from tnews.tui.widgets.line_input import LineInput
from tnews.tui.widgets.setting_list import SettingList
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.model.settings import Config
    from tnews.services.settings import Settings
    from tnews.tui.desk import Desk

LONGEST = 400
"""Characters of a value that is typed."""


class SettingsScreen(FileDialog):
    """Shows the settings; the reader begins again for those that it cannot change live.

    `apply` shows the reader a configuration at once, as far as it can; a theme is chosen on a screen
    of its own, `choose_theme`, and `current` says what the reader has then.
    """

    BINDINGS = [
        Binding("right,l", "step(1)", show=False),
        Binding("left,h", "step(-1)", show=False),
        Binding("enter,space", "enter", show=False),
        Binding("backspace,delete", "reset", show=False),
        Binding("escape", "back", show=False, priority=True),
        as_of("settings", "leave"),
        as_of("quit", "leave"),
        as_of("search", "find"),
    ]

    class Kept(Message):
        """A setting was written; `problem` says why it was not, and `before` what was so far."""

        def __init__(self, setting: Setting, before: Config, is_said: bool, problem: str) -> None:
            super().__init__()
            self.setting = setting
            self.before = before
            self.is_said = is_said
            self.problem = problem

    def __init__(
        self,
        config: Config,
        settings: Callable[[], Settings] | None,
        desk: Desk,
        apply: Callable[[Config], None],
        choose_theme: Callable[[], None],
        current: Callable[[], Config],
    ) -> None:
        self._first = self._config = config
        self._choose_theme = choose_theme
        self._current = current
        self._settings = settings
        self._desk = desk
        self._apply = apply
        self._said: set[tuple[str, str]] = set()
        self._list = SettingList(config)
        self._line = LineInput(longest=40, hint=_("part of a name"), id="tag")
        self._explanation = Explanation()
        hints = [
            ("← →", _("change")), ("Enter", _("type")), ("Backspace", _("default")),
            ("/", _("search")), ("Esc", _("close")),
        ]  # fmt: skip
        super().__init__(_("Settings"), "", self._list, hints)

    def compose(self) -> ComposeResult:
        """One box: the line to find a setting, the settings, what one of them does, the keys."""
        with Vertical(id="dialog") as box:
            box.border_title = Text(self._title)
            yield self._intro
            yield self._line
            yield self._list
            yield self._explanation
            yield self._keys

    def on_mount(self) -> None:
        """Show what is so; what the file says comes from behind."""
        self._line.display = False
        self._list.focus()
        self._explain()
        if self._settings is None:
            self.say(_("The demonstration keeps no settings; they last until it is left."))
        else:
            self._behind(lambda settings: self.post_message(FileRead(settings.written())))

    @property
    def other_rows(self) -> int:
        """The explanation, and the line to find a setting while it is there."""
        return EXPLAINED + 2 + HEAD * self._line.display

    @on(FileRead)
    def _read(self, message: FileRead) -> None:
        """Mark what the file has; where it says otherwise than the reader, show what it says."""
        message.stop()
        written = message.written
        self._said = {
            (table, key)
            for table, said in written.document.items()
            if isinstance(said, dict)
            for key in said
        }
        self._show(written.problem)

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        message.stop()
        self.say("")
        self._explain()

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_enter()

    def _explain(self, problem: str = "") -> None:
        setting = self._list.current
        if setting is None or problem:
            self._explanation.show("", "", problem)
            return
        limits = range_of(setting)
        default = _("default {value}").format(value=shown(setting, default_of(setting)))
        later = "" if setting.is_live else _("holds once this page is left")
        fixed = (setting.table, setting.key) == ("reader", "language") and locale.is_fixed()
        above = _("TNEWS_LANG decides as long as it is set") if fixed else ""
        facts = (f"[{setting.table}] {setting.key}", above, limits, default, later)
        self._explanation.show(_(setting.help), " · ".join(fact for fact in facts if fact))

    def _show(self, problem: str = "") -> None:
        self._list.update(self._config, self._said)
        self._explain(problem)

    # -- changing ----------------------------------------------------------------------------

    def action_step(self, step: int) -> None:
        """Take the next value, or the one before."""
        if (setting := self._list.current) is not None and not self._goes_on(setting):
            value = value_of(self._config, setting)
            changed = stepped(setting, value, step)
            if changed != value:
                self._change(setting, changed)
            elif not choices(setting) and isinstance(value, str | tuple):
                self.action_enter()

    def action_enter(self) -> None:
        """Take the next choice, or type a value."""
        setting = self._list.current
        if setting is None or self._goes_on(setting):
            return
        if choices(setting):
            self.action_step(1)
            return

        from tnews.services.settings import mistake  # with the configuration 6 ms

        def problem(text: str) -> str:
            try:
                value = typed(setting, text)
            except ValueError:
                return range_of(setting) or _("A quotation mark has no other.")
            return mistake(setting.table, setting.key, value)

        def done(text: str | None) -> None:
            if text is not None:
                self._change(setting, typed(setting, text))

        limits = range_of(setting)
        title = f"{_(setting.label)} ({limits})" if limits else _(setting.label)
        value = as_typed(value_of(self._config, setting))
        self.app.push_screen(AskScreen(title, value, problem, _("keep"), longest=LONGEST), done)

    def _goes_on(self, setting: Setting) -> bool:
        """Go on to the screen that shows the themes, if it is theirs."""
        if (setting.table, setting.key) != ("reader", "theme"):
            return False
        self._choose_theme()
        return True

    def on_screen_resume(self) -> None:
        """Another screen is gone: a theme may have been chosen on it."""
        theme = self._current().reader.theme
        if theme != self._config.reader.theme:
            self._config = replace(self._config, reader=replace(self._config.reader, theme=theme))
            self._said.add(("reader", "theme"))
            self._show()

    def action_reset(self) -> None:
        """Back to the default; the file says nothing of it any more."""
        if (setting := self._list.current) is not None:
            self._change(setting, default_of(setting), is_reset=True)

    def _change(self, setting: Setting, value: Value, *, is_reset: bool = False) -> None:
        before = self._config
        self._take(with_value(before, setting, value), setting)
        table, key = setting.table, setting.key

        def work(settings: Settings) -> None:
            problem = ""
            try:
                if is_reset:
                    settings.reset(table, key)
                else:
                    settings.set(table, key, value)
            except TnewsError as error:
                problem = error.message
            self.post_message(self.Kept(setting, before, not is_reset, problem))

        if self._settings is not None:
            self.order()
        self._behind(work)

    def _take(self, config: Config, setting: Setting) -> None:
        self._config = config
        if setting.is_live:
            self._apply(config)
        self._show()

    @on(Kept)
    def _kept(self, message: Kept) -> None:
        message.stop()
        setting = message.setting
        if message.problem:
            self._take(
                with_value(self._config, setting, value_of(message.before, setting)), setting
            )
        elif message.is_said:
            self._said.add((setting.table, setting.key))
        else:
            self._said.discard((setting.table, setting.key))
        self._show(message.problem)
        self.hear(is_error=bool(message.problem))

    def _behind(self, work: Callable[[Settings], object]) -> None:
        """Do `work` with the file on the thread that writes; nothing in the demonstration."""
        if (settings := self._settings) is not None:
            self._desk.in_turn(lambda: work(settings()))

    # -- finding, leaving --------------------------------------------------------------------

    def action_find(self) -> None:
        """Type part of a setting's name."""
        self._line.display = True
        self._line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the settings that are meant."""
        event.stop()
        self._list.find(event.value)
        self._explain()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The keys go to the settings that were found."""
        event.stop()
        self._list.focus()

    def action_back(self) -> None:
        """Show all settings again, or leave."""
        if not self._line.display:
            self.leave()
            return
        self._line.value = ""
        self._line.display = False
        self._list.find("")
        self._list.focus()
        self._explain()

    @property
    def is_to_begin_again(self) -> bool:
        """Whether what was changed is more than the reader can show at once."""
        from tnews.tui.setting_rows import SETTINGS

        def changed(setting: Setting) -> bool:
            return value_of(self._config, setting) != value_of(self._first, setting)

        later = (setting for setting in SETTINGS if not setting.is_live)
        return self._settings is not None and any(map(changed, later))
