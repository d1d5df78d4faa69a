"""Our hand on the terminal: keys typed before the reader came, late answers, a quick end.

Textual's thread for keys looks every 100 ms whether it should end, and once more for what was
typed last: leaving took 0.2 s. This one is woken. It also ends the reader when the terminal is
gone, where Textual's would go on without one.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import Any, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tnews.tui import modes, terminal
from tnews.tui.brief import brief

TICK = 0.1
"""Seconds after which a lone Esc is a key of its own, as in Textual's driver."""


class Answered(Message):
    """The terminal answered after the reader had begun."""

    def __init__(self, answers: terminal.Answers) -> None:
        super().__init__()
        self.answers = answers


class Gone(Message):
    """The terminal is closed, or the system wants the reader to end: nobody can be asked."""


class Screenward:
    """A file to the terminal. Once that is closed, nothing that is written matters: an error
    would end Textual's thread for writing, and leaving would wait for it forever."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if there is anything to write to."""
        if self._file is not None:
            with suppress(OSError, ValueError):
                self._file.write(brief(text))

    def flush(self) -> None:
        """Have it on the screen now."""
        if self._file is not None:
            with suppress(OSError, ValueError):
                self._file.flush()

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno() if self._file is not None else 1


class TerminalDriver(LinuxDriver):
    """Textual's driver for Linux and macOS with a thread for keys of our own."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        error = sys.__stderr__
        is_screen = error is not None and error.isatty()
        # `tnews 2>errors`: the screen is no error
        self._file = cast("Any", Screenward(error if is_screen else sys.__stdout__))
        self._woken = self._wake = -1

    def start_application_mode(self) -> None:
        """Take over the terminal, as it was before the questions."""
        modes.give_back()
        self._woken, self._wake = os.pipe()  # anew when a program had the terminal for a while
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup means it
                loop.add_signal_handler(number, self.process_message, Gone())
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """End the thread for keys at once."""
        if self._wake >= 0:
            os.write(self._wake, b"\0")
        super().disable_input()

    def close(self) -> None:
        """End what writes, and what woke the thread for keys; who suspends now is not brought back
        to a reader that has ended."""
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)
        super().close()
        for end in (self._woken, self._wake):
            if end >= 0:
                os.close(end)
        self._woken = self._wake = -1

    def run_input_thread(self) -> None:
        """Hand on what is typed until the reader is left or the terminal is gone."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        selector = selectors.DefaultSelector()
        selector.register(self.fileno, selectors.EVENT_READ)
        selector.register(self._woken, selectors.EVENT_READ)

        def hand_on(data: bytes) -> None:
            if text := decode(data):  # "" would be the end of all keys to the parser
                for event in parser.feed(text):
                    self.process_message(event)

        try:
            hand_on(_keys(terminal.typed()))
            if self.fileno in [key.fd for key, _events in selector.select(0)]:
                hand_on(self._without_answers(_keys(self._read())))
            while not self.exit_event.is_set():
                ready = [key.fd for key, _events in selector.select(TICK)]
                if self._woken in ready:
                    os.read(self._woken, 1)
                    break
                if self.fileno in ready:
                    if not (data := self._read()):
                        self.process_message(Gone())
                        break
                    hand_on(self._without_answers(data))
                elif terminal.is_waiting():
                    hand_on(self._without_answers(b""))
                for event in parser.tick():
                    self.process_message(event)
        finally:
            selector.close()
            with suppress(Exception):  # what was begun is no key any more
                list(parser.feed(""))

    def _read(self) -> bytes:
        """Return what was typed, b"" if the terminal is gone."""
        with suppress(OSError):
            return os.read(self.fileno, 1 << 12)
        return b""

    def _without_answers(self, data: bytes) -> bytes:
        if not terminal.is_waiting():
            return data
        before = terminal.known()
        answers, keys = terminal.hear(data)
        if answers != before:
            self.process_message(Answered(answers))
        return keys


def _keys(early: bytes) -> bytes:
    """Return what was typed before the reader came, the first of it into a terminal that made lines
    of it: the end of a line was Enter."""
    return early.replace(b"\n", b"\r")
