"""The edge of the program: every error ends here, as one line on stderr and an exit code."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tnews import __version__, folders, locale
from tnews.cli import arguments, printing
from tnews.cli.building import Workplace
from tnews.cli.commands import READER
from tnews.cli.exits import BUSY, CACHE, DONE, INTERNAL, INTERRUPTED, SOME_FAILED, USAGE
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import (
    BusyError,
    ConfigError,
    ExportError,
    StoreError,
    TnewsError,
    clean_line,
    clean_text,
)

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.commands import Command

EXIT_CODES: tuple[tuple[type[TnewsError], int], ...] = (
    (ConfigError, USAGE),
    (ExportError, USAGE),
    (StoreError, CACHE),
    (BusyError, BUSY),
    (TnewsError, SOME_FAILED),
)
"""The exit code of an error; the first class that fits counts."""


def run(argv: Sequence[str]) -> int:
    """Run the command line `argv` and return the exit code; no error leaves this function.

    With TNEWS_DEBUG set, a defect of tnews is raised instead of being logged.
    """
    printing.prepare()
    try:
        code = _run(argv)
        printing.flush()
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        printing.hush()
        return DONE
    except KeyboardInterrupt:
        printing.tell(_("interrupted"))
        return INTERRUPTED
    except TnewsError as error:
        printing.tell(f"tnews: {error.message}")
        for other in getattr(error, "others", ()):
            printing.tell(f"tnews: {other}")
        return next(code for kind, code in EXIT_CODES if isinstance(error, kind))
    except Exception as error:
        if os.environ.get("TNEWS_DEBUG"):
            raise
        printing.tell(_internal_error(argv, error))
        return INTERNAL
    return code


def _run(argv: Sequence[str]) -> int:
    if argv[:1] == ["help"]:
        argv = [*argv[1:], "--help"]
    head, _tail = arguments.split(argv)
    asked = locale.normalise(arguments.value_of(head, "--lang"))
    locale.choose(asked or locale.from_environment())  # mistakes are told in it already
    _tell_unknown_language(head)
    command, head, tail = arguments.command_of(argv)
    if "--help" in head or "-h" in head:
        from tnews.cli.helptext import help_of

        printing.out(help_of(command).rstrip("\n"))
        return DONE
    options = arguments.parse(command, head, tail)
    if command is not READER or options.export is not None:
        _collect_rarely()
    with Workplace(options, creates_config=command.creates_config) as workplace:
        if workplace.is_demo and command.demo == "fetched":
            from tnews.cli.refreshing import fill

            fill(workplace)
        return _function(command)(options, workplace)


def _tell_unknown_language(head: Sequence[str]) -> None:
    """Say that TNEWS_LANG is a language that we do not have; not where cron would mail it."""
    name = os.environ.get("TNEWS_LANG", "")
    if name and not locale.normalise(name) and not {"-q", "--quiet"} & set(head):
        told = _("TNEWS_LANG must be one of {words}, found {text}; it is not used")
        words = _(", ").join(locale.LANGUAGES)
        printing.tell("tnews: " + told.format(words=words, text=clean_line(name, 40)))


def _collect_rarely() -> None:
    """Let garbage be collected again, but not because modules are loaded: that is 15 ms of a list.

    What is there already is no garbage; 50,000 new objects that could be are some 10 MB.
    """
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    gc.enable()


def _function(command: Command) -> Callable[[Options, Workplace], int]:
    module, name = command.run.split(":")
    function: Callable[[Options, Workplace], int]
    function = getattr(import_module(f"tnews.cli.{module}"), name)
    return function


def _internal_error(argv: Sequence[str], error: Exception) -> str:
    """Return the line for a defect of tnews, after writing its traceback to the log."""
    said = clean_line(f"{type(error).__name__}: {error}", 500)
    line = _("tnews: internal error: {error}").format(error=said)
    try:
        log = _log(argv, error)
    except OSError as failure:
        return line + _("; the details could not be written: {reason}").format(
            reason=reason(failure)
        )
    return line + _("; details in {file}").format(file=log)


def _log(argv: Sequence[str], error: Exception) -> Path:
    named = arguments.value_of(argv, "--data-dir")
    folder = folders.named(named) if named else folders.data_dir()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "tnews.log"
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8", errors="replace") as file:
        file.write(f"{datetime.now().astimezone().isoformat()} tnews {__version__} {argv}\n")
        from traceback import format_exception

        file.writelines(map(clean_text, format_exception(error)))
    return path
