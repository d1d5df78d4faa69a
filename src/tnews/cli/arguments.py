"""The command line, taken apart: which command, its options, its words; mistakes in plain words.

argparse reads the options. Words and the choice of the command are read here, so that every
option may stand before or after the command and every message is in the person's language.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from tnews.cli.commands import COMMANDS, READER, Command, Option, Word, named
from tnews.cli.nearest import did_you_mean
from tnews.locale import _
from tnews.model import ConfigError, clean_line


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


def _all_options() -> set[Option]:
    return {option for command in (READER, *COMMANDS) for option in command.accepted}


def value_of(head: Sequence[str], flag: str) -> str:
    """Return the value of the option `flag`, or "", whatever else may be wrong with `head`."""
    for argument, following in zip(head, [*head, ""][1:], strict=True):
        name, _equals, value = argument.partition("=")
        if name == flag:
            return value or following
    return ""


def parse(command: Command, head: Sequence[str], tail: Sequence[str]) -> argparse.Namespace:
    """Return the options and words of `command`. Raises `ConfigError` for any mistake.

    An option that was not given is None, False or []; a word becomes the attribute of its
    name in lower case.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for option in command.accepted:
        _declare(parser, option)
    try:
        options, rest = parser.parse_known_args(_with_dashed_values(command, head))
    except argparse.ArgumentError as error:
        raise _mistake(command, error) from None
    for word in rest:
        if word.startswith("-") and word != "-":
            raise _unknown_option(command, word.split("=")[0])
    _bind(command, [*rest, *tail], options)
    return options


def _with_dashed_values(command: Command, head: Sequence[str]) -> list[str]:
    """Return `head` with `--query -word` as `--query=-word`, which argparse takes for a value.

    What begins with two dashes, or is an option, stays one: the value was forgotten.
    """
    takes_value = {o.flag for o in command.accepted if o.value and o.bare is None}
    joined: list[str] = []
    for argument in head:
        is_value = re.match("-[^-]", argument) and argument not in ("-h", "-V")
        if is_value and joined and joined[-1] in takes_value:
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _unknown_option(command: Command, flag: str) -> ConfigError:
    if flag in {option.flag for option in _all_options()}:
        told = _("{option} does not go with {command}").format(
            option=flag, command=f"tnews {command.name}".rstrip()
        )
    else:
        told = _("unknown option {option}").format(option=clean_line(flag, 40))
        told += did_you_mean(flag, [option.flag for option in command.accepted])
    return ConfigError(told + _help_hint(command.name))


def _declare(parser: argparse.ArgumentParser, option: Option) -> None:
    if not option.value:
        parser.add_argument(option.flag, action="store_true")
    elif option.repeats:
        parser.add_argument(option.flag, action="append", type=option.parse, default=[])
    elif option.bare is not None:
        parser.add_argument(option.flag, nargs="?", const=option.bare, type=option.parse)
    else:
        parser.add_argument(option.flag, type=option.parse)


def _mistake(command: Command, error: argparse.ArgumentError) -> ConfigError:
    """The error for an option argparse could not read."""
    option = next(o for o in command.accepted if o.flag == error.argument_name)
    if error.message.startswith("expected"):
        text = _("{option} needs a value: {shown}").format(option=option.flag, shown=option.shown)
    elif error.message.startswith("ignored explicit argument"):
        text = _("{option} takes no value").format(option=option.flag)
    else:
        text = _("{name}: {problem}").format(name=option.flag, problem=error.message)
    return ConfigError(text + _help_hint(command.name))


def _bind(command: Command, words: list[str], options: argparse.Namespace) -> None:
    """Give each declared word of `command` its part of `words`."""
    left = list(words)
    for word in command.words:
        wanted = 1 if word.count in ("one", "optional") else len(left)
        found, left = left[:wanted], left[wanted:]
        if not found and word.count in ("one", "many"):
            raise ConfigError(
                _("{word} is missing: tnews {command} {words}").format(
                    word=word.name,
                    command=command.name,
                    words=" ".join(declared.shown for declared in command.words),
                )
                + _help_hint(command.name)
            )
        values = [_value(command, word, text) for text in found]
        single = word.count in ("one", "optional")
        setattr(options, word.name.lower(), next(iter(values), None) if single else values)
    if left:
        raise ConfigError(
            _("one word too many: {word}").format(word=clean_line(left[0], 40))
            + _help_hint(command.name)
        )


def _value(command: Command, word: Word, text: str) -> object:
    try:
        return word.parse(text)
    except argparse.ArgumentTypeError as error:
        text = _("{name}: {problem}").format(name=word.name, problem=error)
        raise ConfigError(text + _help_hint(command.name)) from None


def _help_hint(command: str) -> str:
    return _(" ({help})").format(help=f"tnews {command} --help" if command else "tnews --help")
