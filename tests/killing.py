"""A `tnews` that is killed (SIGKILL) at a chosen place of its own code, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

_DIE = """
import os, signal, sys
from importlib import import_module
place, number, *arguments = sys.argv[1:]
module, _sign, path = place.partition(":")
*owners, name = path.split(".")
owner = import_module(module)
for one in owners:
    owner = getattr(owner, one)
original, calls = getattr(owner, name), []

def die(*given, **named):
    calls.append(None)
    if len(calls) > int(number):
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*given, **named)

setattr(owner, name, die)
from tnews.cli import main
sys.exit(main(arguments))
"""


def killed_at(place: str, number: int, *arguments: object) -> None:
    """Run a command that is killed when it calls `place`, "module:function", for the `number`-th time,
    counted from 0. Fails if it never comes so far."""
    done = subprocess.run(
        [sys.executable, "-c", _DIE, place, str(number), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, (place, done)


def killed_in(script: str, *arguments: object) -> Sequence[str]:
    """Run a script that kills itself; return the lines it printed before."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, done
    return done.stdout.splitlines()


def children(pid: int) -> list[int]:
    """The children of a process, on Linux."""
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text().split()
    ]


def has_ended(pid: int) -> bool:
    """Wait until a process that is not ours has ended; False after a while."""
    ended = Event()
    for _look in range(2000):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        ended.wait(0.01)
    return False
