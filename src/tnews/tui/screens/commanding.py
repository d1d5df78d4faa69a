"""Commands: typed into the command line, or chosen in the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tnews.services.command_history import CommandHistory
from tnews.tui.screens.finding import Finding

if TYPE_CHECKING:
    from tnews.tui.commands import Deed
    from tnews.tui.key_sequences import KeySequences
    from tnews.tui.screens.help import Row
    from tnews.tui.screens.main import MainScreen
    from tnews.tui.widgets.command_line import CommandLine


class Commanding(Finding):
    """The reading room with its command line and its palette."""

    _command_line: CommandLine | None = None
    _past: CommandHistory | None = None

    @property
    def past_commands(self) -> CommandHistory:
        """The command lines of the past; where no searches are remembered, of today alone."""
        if self._past is None:
            kept = self.errands.commands if self.config.reader.search_history else None
            self._past = kept or CommandHistory()
        return self._past

    @property
    def is_typing(self) -> bool:
        """Whether one types into a line: then keys are letters."""
        return super().is_typing or self._command_line is not None

    async def action_command(self) -> None:
        """Type a command."""
        await self.open_command_line()

    def action_palette(self) -> None:
        """Find any action, channel or source by its name."""
        from tnews.tui.screens.palette import PaletteScreen, entries  # when it is first wanted

        found = entries(cast("MainScreen", self))
        self.app.push_screen(PaletteScreen(found, self.past_commands.lines), self._chosen)

    async def _chosen(self, line: str | None) -> None:
        if line is None:
            return
        if line.endswith(" "):
            await self.open_command_line(line)
        else:
            await self.do(line)

    async def open_command_line(self, line: str = "") -> None:
        """Open the command line with the beginning of a `line`."""
        if self._command_line is not None:
            return
        from tnews.tui.commands import complete, like
        from tnews.tui.widgets.command_line import CommandLine

        room = cast("MainScreen", self)
        self._command_line = CommandLine(
            line,
            lambda typed: complete(room, typed),
            self.past_commands.lines,
            self._look_at,
            lambda typed: like(room, typed),
        )
        self.add_class("-commanding")
        # Waited for, so that what is typed right behind the key finds the line in focus.
        await self.mount(self._command_line, before=self.status)
        await self.mount(self._command_line.suggestions)
        self._command_line.take_keys()

    def _look_at(self, line: str) -> tuple[str, str]:
        """Return why `line` cannot be understood, "" if it can, and what its command is about."""
        from tnews.locale import _
        from tnews.tui.commands import Command, called, understood
        from tnews.tui.running import CommandError

        name = line.lstrip().partition(" ")[0]
        command = called(name)
        about = f"{name} {_(command.argument)}" if isinstance(command, Command) else ""
        try:
            understood(line)
        except CommandError as error:
            return str(error), about
        return "", about

    def rows_of_line(self) -> list[Row]:
        """Return the keys of the line in which one types, for help."""
        from tnews.locale import _
        from tnews.tui.screens.help import of_hints

        if self._command_line is not None:
            return of_hints(_("Command line"), self._command_line.hints)
        if self.search_box.has_keys:
            return of_hints(_("Search line"), self.search_box.hints)
        return []

    async def on_command_line_submitted(self, message: CommandLine.Submitted) -> None:
        """Close the line and do what it says."""
        self._close_command_line()
        await self.do(message.line)

    def on_command_line_left(self) -> None:
        """Close the line."""
        self._close_command_line()

    def _close_command_line(self) -> None:
        if self._command_line is not None:
            has_keys = self._command_line.has_focus_within
            self._command_line.remove()
            self._command_line = None
            self.remove_class("-commanding")
            if has_keys:
                self.set_zone(self.zone)

    async def do(self, line: str) -> None:
        """Do the command `line`, remember it, and say why where it cannot be done."""
        from tnews.tui.commands import understood
        from tnews.tui.running import CommandError

        self.past_commands.add(line)
        try:
            await self._do(understood(line))
        except CommandError as error:
            self.status.say(str(error), is_error=True)

    async def _do(self, deed: Deed) -> None:
        from tnews.tui.commands import Command

        what, argument = deed
        if isinstance(what, Command):
            what.run(cast("MainScreen", self), argument)
            return
        call = what.id
        if argument and what.numbered:
            call = f"{call}({int(argument) if argument.isdecimal() else 0})"
        elif argument:  # a number of a row
            cast("KeySequences", self.app).give_count(int(argument))
        await self.run_action(call)
