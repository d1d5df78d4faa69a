"""The command line, taken apart: which command, its options, its words; mistakes in plain words.

Every option may stand before or after the command. argparse would take 6 ms to import and to be
told of the options, a tenth of a search, and its messages are not in the person's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tnews.cli.commands import COMMANDS, READER, named
from tnews.cli.values import BadValueError
from tnews.locale import _
from tnews.model import ConfigError, clean_line
from tnews.text.nearest import did_you_mean

if TYPE_CHECKING:
    from tnews.cli.commands import Command, Option, Word


class Options(SimpleNamespace):
    """What a person said: an attribute for each option and word of the command."""


def split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the arguments before the first `--`, which ends options, and those after it."""
    whole = list(arguments)
    end = whole.index("--") if "--" in whole else len(whole)
    return whole[:end], whole[end + 1 :]


def command_of(arguments: Sequence[str]) -> tuple[Command, list[str], list[str]]:
    """Return the command, and the arguments without its name before and after `--`.

    The command is the first word that is not the value of an option; without a word it is
    the reader. Raises `ConfigError` for an unknown command.
    """
    head, tail = split(arguments)
    index = _command_index(head)
    if index is not None:
        word, head = head[index], head[:index] + head[index + 1 :]
    elif tail:
        word, tail = tail[0], tail[1:]
    else:
        return READER, head, tail
    command = named(word)
    if command is None:
        raise _unknown_command(word)
    return command, head, tail


def _unknown_command(word: str) -> ConfigError:
    option = next((option for option in READER.accepted if option.flag == f"--{word}"), None)
    if option:
        told = _("{word} is an option, not a command: tnews {option}")
        return ConfigError(told.format(word=word, option=option.shown))
    return ConfigError(
        _("unknown command {word}").format(word=clean_line(word, 40))
        + did_you_mean(word, [command.name for command in COMMANDS])
        + _help_hint("")
    )


def _command_index(head: Sequence[str]) -> int | None:
    takes_value = {option.flag for option in _all_options() if option.value}
    skipped = False
    for index, argument in enumerate(head):
        if argument.startswith("-") and argument != "-":
            skipped = argument in takes_value
        elif skipped:
            skipped = False
        else:
            return index
    return None


def _all_options() -> Iterator[Option]:
    return (option for command in (READER, *COMMANDS) for option in command.accepted)


def value_of(head: Sequence[str], flag: str) -> str:
    """Return the value of the option `flag`, or "", whatever else may be wrong with `head`."""
    for argument, following in zip(head, [*head, ""][1:], strict=True):
        name, _equals, value = argument.partition("=")
        if name == flag:
            return value or following
    return ""


def parse(command: Command, head: Sequence[str], tail: Sequence[str]) -> Options:
    """Return the options and words of `command`. Raises `ConfigError` for any mistake.

    An option that was not given is None, False or []; a word becomes the attribute of its
    name in lower case.
    """
    accepted = {option.flag: option for option in command.accepted}
    options = Options(**{option.name: _unsaid(option) for option in accepted.values()})
    accepted |= {option.short: option for option in command.accepted if option.short}
    words = []
    left = list(reversed(head))
    while left:
        argument = left.pop()
        flag, equals, said = argument.partition("=")
        if option := accepted.get(flag):
            if not equals and option.value and left and _is_value(left[-1], option):
                equals, said = "=", left.pop()
            _take(command, option, said if equals else None, options)
        elif argument.startswith("-") and argument != "-" and not _is_word(argument, command):
            raise _unknown_option(command, flag)
        else:
            words.append(argument)
    _bind(command, [*words, *tail], options)
    return options


def _unsaid(option: Option) -> object:
    if not option.value:
        return False
    return [] if option.repeats else None


def _is_value(argument: str, option: Option) -> bool:
    """Say whether `argument`, which follows `option`, is its value: `--query -word`.

    What begins with two dashes, or is an option, stays one: the value was forgotten.
    """
    if not argument.startswith("-") or argument == "-":
        return True
    return option.bare is None and not argument.startswith("--") and argument not in ("-h", "-V")


def _is_word(argument: str, command: Command) -> bool:
    """Say whether `argument`, no option of `command`, is a word with a dash: `search 手机 -广告`.

    A letter alone or the name of an option behind one dash is a mistake, rather than a search
    that leaves something out unasked.
    """
    if not any(word.dashes for word in command.words) or argument.startswith("--"):
        return False
    is_letter = len(argument) == 2 and argument.isascii() and argument[1].isalpha()
    name, _equals, _said = argument.partition("=")
    return not is_letter and f"-{name}" not in {option.flag for option in command.accepted}


def _take(command: Command, option: Option, said: str | None, options: Options) -> None:
    """Let `options` know what was `said` as the value of `option`, None if nothing was."""
    if not option.value:
        if said is not None:
            told = _("{option} takes no value").format(option=option.flag)
            raise ConfigError(told + _help_hint(command.name))
        setattr(options, option.name, True)
        return
    if said is None:
        said = option.bare
    if said is None:
        told = _("{option} needs a value: {shown}").format(option=option.flag, shown=option.shown)
        raise ConfigError(told + _help_hint(command.name))
    value = _value(command, option, option.flag, said)
    before = getattr(options, option.name)
    setattr(options, option.name, [*before, value] if option.repeats else value)


def _unknown_option(command: Command, flag: str) -> ConfigError:
    if flag in {option.flag for option in _all_options()}:
        told = _("{option} does not go with {command}").format(
            option=flag, command=f"tnews {command.name}".rstrip()
        )
    else:
        told = _("unknown option {option}").format(option=clean_line(flag, 40))
        told += did_you_mean(flag, [option.flag for option in command.accepted])
    return ConfigError(told + _help_hint(command.name))


def _bind(command: Command, words: list[str], options: Options) -> None:
    """Give each declared word of `command` its part of `words`."""
    left = list(words)
    for word in command.words:
        wanted = 1 if word.takes in ("one", "optional") else len(left)
        found, left = left[:wanted], left[wanted:]
        if not found and word.takes in ("one", "many"):
            raise ConfigError(
                _("{word} is missing: tnews {command} {words}").format(
                    word=word.name,
                    command=command.name,
                    words=" ".join(declared.shown for declared in command.words),
                )
                + _help_hint(command.name)
            )
        values = [_value(command, word, word.name, text) for text in found]
        single = word.takes in ("one", "optional")
        setattr(options, word.name.lower(), next(iter(values), None) if single else values)
    if left:
        raise ConfigError(
            _("one word too many: {word}").format(word=clean_line(left[0], 40))
            + _help_hint(command.name)
        )


def _value(command: Command, taker: Option | Word, name: str, text: str) -> object:
    try:
        return taker.parse(text)
    except BadValueError as mistake:
        told = _("{name}: {problem}").format(name=name, problem=mistake)
        raise ConfigError(told + _help_hint(command.name)) from None


def _help_hint(command: str) -> str:
    return _(" ({help})").format(help=f"tnews {command} --help" if command else "tnews --help")
