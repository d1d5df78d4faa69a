"""What can be typed into the command line beside the actions of the keys: one row each.

A command with an argument is a row of `COMMANDS`, with what it does in `running.py`; every row of
the table of actions is a command too, called by its id or by its name in the person's language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tnews.locale import N_, _
from tnews.text.fold import fold
from tnews.text.nearest import did_you_mean, nearest
from tnews.tui import running
from tnews.tui.actions import ACTIONS, BY_ID, Action
from tnews.tui.running import CommandError, Option

if TYPE_CHECKING:
    from tnews.tui.screens.main import MainScreen


def _nothing(_room: MainScreen, _typed: str) -> Sequence[Option]:
    return ()


class Command(NamedTuple):
    """A command with an argument. `run` raises CommandError, in words for the status line;
    `options` are what the argument may be, for the `typed` beginning of it, the likeliest first."""

    id: str
    argument: str
    help: str
    run: Callable[[MainScreen, str], None]
    options: Callable[[MainScreen, str], Sequence[Option]] = _nothing


COMMANDS: tuple[Command, ...] = (
    Command(
        "open", N_("NAME"), N_("go to a channel, a view or a source"),
        running.open_place, running.places,
    ),
    Command("source", N_("NAME"), N_("go to a source"), running.open_source, running.sources),
    Command("search", N_("WORDS"), N_("search every article"), running.search),
    Command("goto", N_("DATE"), N_("go to the newest article of a day"), running.go_to_day),
    Command(
        "older", N_("DAYS or DATE"), N_("mark read what is older than so many days"), running.mark_older,
    ),
    Command("export", N_("FILE"), N_("write the list to a file: .md .txt .html .jsonl .json .csv"), running.export),
    Command("tag", N_("TAG"), N_("give the article a tag; -TAG takes it away"), running.tag, running.tags),
    Command("theme", N_("NAME"), N_("choose the colours"), running.theme, running.themes),
    Command(
        "set", N_("KEY=VALUE"), N_("change a setting of the configuration"),
        running.set_value, running.settings,
    ),
)  # fmt: skip

COMMAND_BY_ID = {command.id: command for command in COMMANDS}

ALIASES = {"q": "quit_now", "qa": "quit_now", "q!": "quit_now", "wq": "quit_now", "x": "quit_now",
           "h": "help", "e": "open", "noh": "clear", "channel": "open", "feed": "source"}  # fmt: skip
"""What fingers from vim type, and what others call a command."""

NEAR = 5
"""Names that are offered for one that there is not."""

LIKE = 0.5
"""The share of letters that these have in common with it at least."""


class Deed(NamedTuple):
    """A line that was understood: an action or a command, and what stands behind its name."""

    what: Action | Command
    argument: str


def understood(line: str) -> Deed:
    """Return what the typed `line` means; a number alone is a row to go to.

    Raises CommandError with the nearest right name.
    """
    line = line.strip().removeprefix(":").strip()
    if line.isdecimal():
        return Deed(BY_ID["last"], str(min(int(line[:9]), running.LAST)))
    name, _space, argument = line.partition(" ")
    found = called(name)
    if found is None:
        message = _("there is no command “{name}”").format(name=name[:40])
        near = did_you_mean(name, _names().values())
        raise CommandError(message + (near or _("; Tab shows which there are")))
    if isinstance(found, Action) and argument and not found.numbered:
        message = _("“{name}” takes no argument")
        raise CommandError(message.format(name=name))
    if isinstance(found, Action) and found.numbered and not _is_number(argument):
        raise CommandError(_("“{name}” needs a number: 1, 2, 3 …").format(name=name))
    if isinstance(found, Command) and not argument.strip():
        if found.id in BY_ID:
            return Deed(BY_ID[found.id], "")
        message = _("“{name}” needs an argument: {argument}")
        raise CommandError(message.format(name=name, argument=_(found.argument)))
    return Deed(found, argument.strip())


def _is_number(argument: str) -> bool:
    """Whether a numbered action can be told this number."""
    return argument.strip().isdecimal() and int(argument.strip()[:9]) > 0


def _in_words() -> dict[str, Action]:
    """Return the actions by their names in the person's language."""
    return {fold(action.name): action for action in reversed(ACTIONS)}


def _names() -> dict[str, str]:
    """Return all names of actions and commands, by what they are when they are folded."""
    return {fold(name): name for name in (*BY_ID, *COMMAND_BY_ID, *_in_words())}


def called(name: str) -> Action | Command | None:
    """Return what is called `name`, or begins so and alone does."""
    name = ALIASES.get(name, name).replace("-", "_")
    if found := COMMAND_BY_ID.get(name) or BY_ID.get(name) or _in_words().get(fold(name)):
        return found
    known: dict[str, Action | Command] = {**BY_ID, **COMMAND_BY_ID}
    begun = [one for id, one in known.items() if name and id.startswith(name)]
    return begun[0] if len(begun) == 1 else None


def complete(room: MainScreen, line: str) -> list[Option]:
    """Return what the typed `line` may become, the likeliest first."""
    name, space, argument = line.lstrip().partition(" ")
    if space:
        command = called(name)
        if not isinstance(command, Command):
            return []
        found = command.options(room, argument.lstrip())
        return [one._replace(text=f"{name} {one.text}") for one in found]
    wanted = fold(name).replace("-", "_")
    options = _options()
    begun = [one for one in options if fold(one.text).startswith(wanted)]
    inside = [one for one in options if wanted in fold(one.text) and one not in begun]
    return [*begun, *inside, *_read_as(wanted, options)] if wanted else begun


def like(room: MainScreen, line: str) -> list[Option]:
    """Return what a `line` that means nothing may have meant: all that its command may be told, or
    the commands whose names are most like its own; where none is like it, all of them."""
    from difflib import get_close_matches  # only a mistake needs it

    name, space, _argument = line.strip().partition(" ")
    if space:
        return complete(room, f"{name} ")
    if called(name) is not None:
        return []
    if not nearest(name, _names().values()):
        return _options()  # the answer to such a line names none either
    options = {fold(one.text.strip()): one for one in _options()}
    near = get_close_matches(fold(name), options, NEAR, LIKE)
    return [options[one] for one in near] or [*options.values()]


def _options() -> list[Option]:
    """Return every command and action, the actions by their names in the person's language, too."""
    options = [Option(f"{one.id} ", f"{_(one.argument)}  {_(one.help)}") for one in COMMANDS]
    options += [Option(one.id, _(one.help)) for one in ACTIONS if one.id not in COMMAND_BY_ID]
    return options + [Option(one.name, _(one.help)) for one in ACTIONS if not one.name.isascii()]


def _read_as(letters: str, options: Sequence[Option]) -> list[Option]:
    """Return the `options` with Chinese names that are read so: sc is 收藏."""
    if not letters.isascii():
        return []
    return running.matching(letters, (one for one in options if not one.text.isascii()))
