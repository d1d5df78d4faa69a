"""The person's own programs: pager, editor, speech, notification. Never through a shell."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ConfigError, TnewsError

PAGERS = (("less",), ("more",))
EDITORS = (("nano",), ("vi",))
VOICES = (("say", "-f", "-"), ("espeak-ng", "-v", "cmn", "--stdin"))
"""What is looked for where neither the configuration nor the environment names a program."""

NOTICE_SECONDS = 10.0
"""Seconds after which a notification that does not end is ended."""


def pager(command: Sequence[str]) -> list[str]:
    """Return the pager: `command` of the configuration, else $PAGER, else one that is there."""
    return _named("pager", command, ("PAGER",), PAGERS)


def editor(command: Sequence[str]) -> list[str]:
    """Return the editor: `command` of the configuration, else $VISUAL, $EDITOR, one that is there."""
    return _named("editor", command, ("VISUAL", "EDITOR"), EDITORS)


def voice(command: Sequence[str]) -> list[str]:
    """Return what reads text aloud: `command` of the configuration, else one that is there."""
    return _named("speak", command, (), VOICES)


def _named(
    setting: str,
    command: Sequence[str],
    variables: Sequence[str],
    known: Sequence[Sequence[str]],
) -> list[str]:
    if command:
        return list(command)
    for variable in variables:
        try:
            words = shlex.split(os.environ.get(variable, ""))
        except ValueError as error:  # a quotation mark that is not closed
            said = _("${variable} cannot be read: {reason}").format(variable=variable, reason=error)
            raise ConfigError(said) from None
        if words:
            return words
    for candidate in known:
        if shutil.which(candidate[0]):
            return list(candidate)
    names = _(", ").join(words[0] for words in known)
    said = _("none of {names} is installed; set reader.{setting} in the configuration")
    raise ConfigError(said.format(names=names, setting=setting))


def page(words: Sequence[str], text: str) -> None:
    """Show `text` in a pager that takes over the terminal; it is given on stdin.

    Returns when it has ended. Raises `TnewsError` where it cannot be run, or failed.
    """
    with _own_interrupts():
        try:
            done = subprocess.run(words, input=_encoded(text), check=False)
        except (OSError, ValueError) as error:
            raise _cannot_run(words, "pager", error) from None
    _check(words, "pager", done.returncode)


def edit(words: Sequence[str], text: str, name: str) -> None:
    """Open a copy of `text` in an editor that takes over the terminal; what is changed is dropped.

    The file, `name`, is readable for its owner alone and gone when the editor has ended. Raises
    `TnewsError`.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="tnews-") as folder, _own_interrupts():
            path = Path(folder, name)
            with os.fdopen(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as file:
                file.write(_encoded(text))
            done = subprocess.run([*words, str(path)], check=False)
    except (OSError, ValueError) as error:
        raise _cannot_run(words, "editor", error) from None
    _check(words, "editor", done.returncode)


class Voice:
    """Reads paragraphs aloud, one process for each; the text is given on stdin."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self._starting = threading.Lock()

    def read(self, paragraphs: Sequence[str], goes_on: Callable[[int, int], bool]) -> None:
        """Read until the end or until `stop`. `goes_on` is told how many paragraphs of how many
        are read. Raises `TnewsError` where the program cannot be run, or fails."""
        for number, paragraph in enumerate(paragraphs):
            if not goes_on(number, len(paragraphs)):
                return
            with self._starting:
                if self._is_stopped:
                    return
                process = self._process = self._started()
            with suppress(BrokenPipeError):
                process.communicate(_encoded(paragraph + "\n"))
            if self._is_stopped:
                return
            _check(self._words, "speak", process.returncode)

    def stop(self) -> None:
        """Be silent at once."""
        with self._starting:
            self._is_stopped = True
            if self._process is not None:
                _kill(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                self._words,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise _cannot_run(self._words, "speak", error) from None


def notify(
    command: Sequence[str],
    count: int,
    title: str,
    body: str,
    seconds: float = NOTICE_SECONDS,
) -> None:
    """Run the notification `command`; {count}, {title} and {body} in it are replaced.

    Waits for its end, `seconds` at most; then it is ended. Raises `TnewsError`.
    """
    said = {"count": str(count), "title": title, "body": body}
    words = [_filled(word, said) for word in command]
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise _cannot_run(words, "notify", error) from None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _kill(process)
        process.wait()
        message = _("{command} did not end within {seconds:g} s and was ended")
        raise TnewsError(message.format(command=words[0], seconds=seconds)) from None
    _check(words, "notify", process.returncode)


def _filled(word: str, said: Mapping[str, str]) -> str:
    """Return `word` with what stands for its fields, once: a title may hold "{body}".

    What comes from outside must not become an option of the program.
    """
    filled = re.sub(r"\{(count|title|body)\}", lambda found: said[found[1]], word)
    return f" {filled}" if filled.startswith("-") and word.startswith("{") else filled


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


@contextmanager
def _own_interrupts() -> Iterator[None]:
    """Let Ctrl+C in a program be that program's: the reader hears nothing of it.

    Not ignored, as a child would go on ignoring it.
    """
    before = signal.signal(signal.SIGINT, lambda *_signal: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _check(words: Sequence[str], setting: str, status: int) -> None:
    if status:
        message = _("{command} failed with status {status}; see reader.{setting}")
        raise TnewsError(message.format(command=words[0], status=status, setting=setting))


def _cannot_run(words: Sequence[str], setting: str, error: Exception) -> ConfigError:
    why = reason(error) if isinstance(error, OSError) else error
    message = _("cannot run {command}: {reason}; set reader.{setting} in the configuration")
    return ConfigError(message.format(command=words[0], reason=why, setting=setting))
