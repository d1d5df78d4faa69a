"""The command line: stands in place of the status line while one types a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from tnews.locale import _
from tnews.text.query.completion import Completion
from tnews.text.wrap import cells, truncate
from tnews.tui.running import Option
from tnews.tui.suggesting import Line, Suggestions
from tnews.tui.widgets.line import LineWidget, Pieces
from tnews.tui.widgets.line_input import LineInput
from tnews.tui.widgets.search_lines import SuggestionList

LONGEST = 400
"""Characters of a line."""

SIGN = ":"


class CommandSuggestions(Suggestions):
    """What a line may become, else the lines of the past; of an empty one the past comes first.

    Where neither is, Tab offers what is `like` the line.
    """

    def __init__(
        self,
        options: Callable[[str], Sequence[Option]],
        past: Sequence[str],
        like: Callable[[str], Sequence[Option]],
    ) -> None:
        super().__init__()
        self._options = options
        self._like = like
        self.history = list(past)
        self.past_note = _("used before")

    def completions(self, text: str, at: int, *, asked: bool) -> list[Completion]:
        """Return how `text` may go on; nothing where one is in the middle of it."""
        if at < len(text) or not (asked or text.strip()):
            return []
        found = [one for one in self._options(text) if one.text != text]
        if asked and not found:
            found = [*self._like(text)]
        return [Completion(one.text, len(one.text), one.text, one.note) for one in found]


class CommandSign(LineWidget):
    """The colon before the input."""

    part = "search"

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line."""
        return [[(SIGN, "label")]]


def hints() -> list[tuple[str, str]]:
    """Return the keys of the line and what they do."""
    return [
        ("Enter", _("do it")), ("Esc", _("back")), ("Tab", _("complete")), ("↑", _("suggestions")),
    ]  # fmt: skip


class CommandNote(LineWidget):
    """The line below the input: a mistake, what the command does, or the keys."""

    part = "status"

    def __init__(self) -> None:
        super().__init__(id="command-note")
        self._problem = ""
        self._about = ""

    def tell(self, problem: str, about: str = "") -> None:
        """Show a mistake, else what the command is about, else the keys."""
        if (problem, about) != (self._problem, self._about):
            self._problem, self._about = problem, about
            self.refresh()

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line."""
        if self._problem:
            return [[(" ", ""), (truncate(self._problem, width - 2), "error"), (" ", "")]]
        pieces: Pieces = [(" ", "")]
        used = 1
        if self._about:
            about = truncate(self._about, max(2, width - 2))
            pieces += [(about, "progress"), ("  ", "")]
            used += cells(about) + 2
        for key, hint in hints():
            size = cells(key) + cells(hint) + 3
            if used + size > width:
                break
            pieces += [(key, "key"), (f" {hint}  ", "text")]
            used += size
        return [[*pieces, (" " * max(0, width - used), "")]]


class CommandLine(Vertical):
    """An input with a line of notes; `suggestions` are to be mounted beside it.

    `options` says what a line may become, `problem` why one cannot be done and what it is about,
    `like` what is like a line that means nothing.
    """

    class Submitted(Message):
        """This line is to be done."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class Left(Message):
        """Esc, or one has clicked elsewhere."""

    def __init__(
        self,
        line: str,
        options: Callable[[str], Sequence[Option]],
        past: Sequence[str],
        problem: Callable[[str], tuple[str, str]],
        like: Callable[[str], Sequence[Option]] = lambda _line: (),
    ) -> None:
        super().__init__(id="command")
        self._input = LineInput(line, longest=LONGEST, hint=_("a command, a number of a row"))
        self._input.select_on_focus = False
        self._note = CommandNote()
        self.suggestions = SuggestionList(cells(SIGN) + 1, id="command-suggestions")
        self._suggestions = CommandSuggestions(options, past, like)
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Put the sign before the input, and the notes below."""
        sign = CommandSign()
        sign.styles.width = cells(SIGN) + 1
        yield Horizontal(sign, self._input)
        yield self._note

    def on_unmount(self) -> None:
        """Take the suggestions along."""
        self.suggestions.remove()

    @property
    def hints(self) -> list[tuple[str, str]]:
        """The keys of the line and what they do."""
        return hints()

    def take_keys(self) -> None:
        """Give the keys to the input at once."""
        self.screen.set_focus(self._input)
        self._input.cursor_position = len(self._input.value)
        self._suggest()

    def tell_problem(self, problem: str) -> None:
        """Show why the line cannot be done."""
        self._note.tell(problem)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Suggest at once."""
        event.stop()
        if event.value != self._suggestions.line.text:
            self._suggest()
        self._note.tell("", self._problem(event.value)[1])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line on, or say what is wrong with it."""
        event.stop()
        if not event.value.strip():
            self.post_message(self.Left())
        elif problem := self._problem(event.value)[0]:
            self.tell_problem(problem)
        else:
            self.post_message(self.Submitted(event.value.strip()))

    def on_key(self, event: events.Key) -> None:
        """Esc leaves; the keys of the suggestions."""
        match event.key:
            case "escape":
                self.post_message(self.Left())
            case "backspace" if not self._input.value:
                self.post_message(self.Left())
            case "up":
                self._put(self._suggestions.step(1))
            case "down":
                self._put(self._suggestions.step(-1))
            case "tab":
                self._put(self._suggestions.take())
            case "right" if self._input.cursor_at_end and self._suggestions.found:
                self._put(self._suggestions.take())
            case "shift+tab":
                pass
            case _:
                return
        event.stop()
        event.prevent_default()

    def on_suggestion_list_clicked(self, message: SuggestionList.Clicked) -> None:
        """Take the suggestion that was clicked."""
        message.stop()
        self.take(message.index)

    def take(self, index: int) -> None:
        """Take a suggestion, counted from the input upwards."""
        self._suggestions.chosen = index
        self._put(self._suggestions.take())
        self.screen.set_focus(self._input)

    def _suggest(self) -> None:
        self._suggestions.typed(self._input.value, self._input.cursor_position)
        self._show()

    def _put(self, line: Line | None) -> None:
        if line is not None:
            self._input.value = line.text
            self._input.cursor_position = line.at
        self._show()

    def _show(self) -> None:
        found = (
            self._suggestions.found if self._input.value or self._suggestions.chosen >= 0 else []
        )
        self.suggestions.show(found, self._suggestions.chosen)

    def on_descendant_blur(self) -> None:
        """Say that one is elsewhere; not if only the terminal went to the back."""
        if self.app.app_focus and self.is_attached:
            self.post_message(self.Left())
