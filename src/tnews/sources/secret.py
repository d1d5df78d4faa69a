"""The key of an API: where it comes from. It never stands in the configuration, a message or the cache."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile
from typing import Any

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import SourceError
from tnews.net.secret import LONGEST, read_secret

SECONDS = 10.0
"""How long a command may take to say a key."""

_KEPT = 600.0
"""Seconds a key that a command said is kept: password managers may ask a person each time."""

_said: dict[tuple[str, ...], tuple[float, str]] = {}


async def get(table: Mapping[str, Any]) -> str:
    """Return the key that `api_key` of a source leads to.

    `env` names an environment variable, `file` a file that only its owner may read, `command`
    is a program with its arguments, of whose output the first line counts. Raises SourceError
    that says what to do, and never what was found.
    """
    if "command" in table:
        secret = await _from_command(table["command"])
    else:
        secret = await asyncio.to_thread(read_secret, table.get("env", ""), table.get("file", ""))
    if not secret.isprintable():
        raise SourceError(_("the key of this source holds characters that no key has"))
    return secret


async def _from_command(command: Sequence[str]) -> str:
    known = tuple(command)
    at, secret = _said.get(known, (0.0, ""))
    if secret and time.monotonic() - at < _KEPT:
        return secret
    data, status = await _output(known)
    lines = data.decode("utf-8-sig", "replace").splitlines()
    secret = lines[0].strip() if lines else ""
    if status or not secret:
        message = _("the key command {name} said no key (exit status {status})")
        raise SourceError(message.format(name=known[0], status=status))
    _said[known] = (time.monotonic(), secret)
    return secret


async def _output(command: tuple[str, ...]) -> tuple[bytes, int | None]:
    """Run `command` without input and return what it says and its exit status.

    It says it to a file and no pipe: what the command itself started may outlive it and hold
    a pipe open.
    """
    with TemporaryFile() as said:
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=said,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except (OSError, ValueError) as error:  # ValueError: a NUL in an argument
            why = reason(error) if isinstance(error, OSError) else str(error)
            message = _("the key command {name} cannot be run: {reason}")
            raise SourceError(message.format(name=command[0], reason=why)) from None
        try:
            async with asyncio.timeout(SECONDS):
                status = await process.wait()
        except TimeoutError:
            message = _("the key command {name} took longer than {seconds:g} seconds")
            raise SourceError(message.format(name=command[0], seconds=SECONDS)) from None
        finally:  # a cancelled refresh too
            if process.returncode is None:
                process.kill()
                await process.wait()
        said.seek(0)
        return said.read(LONGEST), status
