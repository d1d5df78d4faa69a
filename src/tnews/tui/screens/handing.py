"""Keys that hand an article on to the person's own programs: pager, editor, speech, clipboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import SuspendNotSupported

from tnews.locale import _, plural
from tnews.model import Article, TnewsError
from tnews.tui.actions import ACTIONS, key_of, told
from tnews.tui.messages import RefreshEnded
from tnews.tui.screens.room import Room
from tnews.tui.under_mouse import BACK_BUTTON
from tnews.tui.widgets.bars import StatusBar
from tnews.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from tnews.services.programs import Voice

TOLD = 3
"""Titles in a notification."""


class Handing(Room):
    """The reading room with ways out of it for the text of an article."""

    _voice: Voice | None = None
    _has_notice_failed = False

    def _article_to_hand(self) -> Article | None:
        """The article in hand, with its text; None, and why, where there is none."""
        row = self.row
        article = None if row is None else self.ask(lambda: self.library.open(row.id), None)
        if article is None:
            self.status.say(_("There is no article here."))
        return article

    def action_pager(self) -> None:
        """Show the article in the pager."""
        article = self._article_to_hand()
        if article is None:
            return
        from tnews.services import programs  # not needed for the first paint
        from tnews.services.handing import as_text

        command = self.config.reader.pager
        self._in_terminal(lambda: programs.page(programs.pager(command), as_text(article, "txt")))

    def action_editor(self) -> None:
        """Open a copy of the article in the editor."""
        article = self._article_to_hand()
        if article is None:
            return
        from tnews.services import programs  # not needed for the first paint
        from tnews.services.handing import as_text, file_name

        command = self.config.reader.editor
        name, text = file_name(article, "markdown"), as_text(article, "markdown")
        self._in_terminal(lambda: programs.edit(programs.editor(command), text, name))

    def _in_terminal(self, run: Callable[[], None]) -> None:
        """Give the terminal to a program until it ends; say what went wrong."""
        problem = ""
        try:
            with self.app.suspend():
                try:
                    run()
                except TnewsError as error:  # here: Textual takes back no terminal after an error
                    problem = error.message
        except SuspendNotSupported:
            problem = _("A program of the terminal cannot be shown here.")
        if problem:
            self.status.say(problem, is_error=True)

    # -- reading aloud ---------------------------------------------------------------------------

    def action_speak(self) -> None:
        """Read the article aloud, or be silent."""
        if self._voice is not None:
            self._voice.stop()
            return
        article = self._article_to_hand()
        if article is None:
            return
        from tnews.services import programs  # not needed for the first paint

        try:
            voice = programs.Voice(programs.voice(self.config.reader.speak))
        except TnewsError as error:
            self.status.say(error.message, is_error=True)
            return
        self._voice = voice
        lines = [block.text for block in article.blocks if block.text.strip()]
        self.desk.aside(lambda: self._read_aloud(voice, [article.title, *lines]))

    def _read_aloud(self, voice: Voice, lines: list[str]) -> None:
        """On a thread of its own: read `lines`, and say that it is over by being silent."""
        try:
            with self.jobs.run(_("reading aloud"), voice.stop) as job:
                voice.read(lines, job.goes_on)
        finally:
            self._voice = None

    def on_unmount(self) -> None:
        """Nothing goes on talking when the reader is left."""
        if self._voice is not None:
            self._voice.stop()

    # -- the mouse -------------------------------------------------------------------------------

    @on(Reader.Clicked)
    def _text_clicked(self, message: Reader.Clicked) -> None:
        """Go where what was clicked leads; a link asks, as its key does."""
        shown = self.reader.sheet
        if message.under.kind == "link":
            self.show_links(message.under.number)
        elif message.under.kind == "hit":
            self._show_right()
        elif shown is not None and message.under.number < len(shown.related):
            self.visit(shown.related[message.under.number].article)

    @on(StatusBar.Clicked)
    def _hint_clicked(self, message: StatusBar.Clicked) -> None:
        """Do what the clicked key does; a message leads to the log, work to what runs."""
        keys = self.config.keys
        names = (action.id for action in ACTIONS if key_of(action.id, keys) == message.key)
        name = next(names, "") if message.key else "work" if message.is_work else "log"
        if name:
            self.call_later(self.run_action, name)

    def on_click(self, event: events.Click) -> None:
        """The right button goes one step back, as Esc."""
        if event.button == BACK_BUTTON:
            self.call_later(self.run_action, "clear")

    @on(Reader.Selected)
    def _text_selected(self, _message: Reader.Selected) -> None:
        """Say how what is selected is copied."""
        count = len(self.reader.selected_text())
        said = plural(
            "{n:,} character selected; {key} copies it",
            "{n:,} characters selected; {key} copies them",
            count,
        )
        self.status.say(told(said, {"key": key_of("copy_text", self.config.keys)}, n=count))

    # -- the clipboard ---------------------------------------------------------------------------

    def action_copy_text(self) -> None:
        """Copy what is selected, else the text of the article, through the terminal (OSC 52)."""
        text = self.reader.selected_text()
        if not text:
            article = self._article_to_hand()
            if article is None:
                return
            text = f"{article.title}\n\n{article.text}".strip()
        self.app.copy_to_clipboard(text)
        count = len(text)
        said = plural("Copied: {n:,} character", "Copied: {n:,} characters", count)
        self.status.say(said.format(n=count))

    # -- notification ----------------------------------------------------------------------------

    @on(RefreshEnded)
    def _notify(self, message: RefreshEnded) -> None:
        """Tell of what a refresh brought that nobody asked for, where the person wants that."""
        command = self.config.reader.notify
        new = [id for result in message.results for id in result.saved.new]
        if message.asked or not command or not new:
            return

        def tell() -> None:
            from tnews.services import programs

            unread = self.library.unread(new)
            if not unread:
                return
            first = [id for id in new if id in unread][:TOLD]
            title = plural("{n} new article", "{n} new articles", len(unread))
            body = "\n".join(row.title for row in self.library.rows(first))
            try:
                programs.notify(command, len(unread), title.format(n=len(unread)), body)
            except TnewsError:
                if self._has_notice_failed:  # said once: it would be said every half hour
                    return
                self._has_notice_failed = True
                raise

        self.desk.aside(tell)
