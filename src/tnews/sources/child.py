"""The worker process: reads documents from stdin, one after another, until stdin ends.

Started by `worker.Parser`. Imports as little as it can: its start is waited for.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
from importlib import import_module
from typing import Any, BinaryIO

from tnews import locale
from tnews.locale import _
from tnews.model import ParseError
from tnews.sources import wire

READERS = {
    "feed": "tnews.sources.document",
    "page": "tnews.sources.pagedocument",
    "list": "tnews.sources.listdocument",
    "json": "tnews.sources.jsondocument",
    "probe": "tnews.sources.probedocument",
}
"""Sort of document -> the module whose `read(body, facts)` reads it: facts are what is known
besides the bytes (`url`, `charset`, a source's options), as JSON has them."""

MAKERS = {
    "picture": "tnews.pictures.small",
    "painting": "tnews.pictures.painting",
}
"""Sort of document -> the module whose `make(body, facts)` makes other bytes of it: returns facts,
which are numbers, and these bytes."""


ROOM = {"feed": 88 << 20, "json": 88 << 20}
"""Bytes of address space that reading a document of a sort may take besides what the process has
with the document in it; other sorts may take all. A feed of 10 MiB with one article takes 50, one
with a million paragraphs 80; so all processes of a refresh stay at about 150 MiB."""


def serve(jobs: BinaryIO, results: BinaryIO, seconds: int) -> None:
    """Answer jobs until `jobs` ends. A job longer than `seconds` ends the process (POSIX)."""
    while len(head := jobs.read(wire.JOB.size)) == wire.JOB.size:
        head_length, body_length = wire.JOB.unpack(head)
        job = json.loads(jobs.read(head_length))
        body = jobs.read(body_length)
        _alarm(seconds)
        results.write(_answer(job["kind"], body, job["facts"]))
        results.flush()
        _alarm(0)


def _answer(kind: str, body: bytes, facts: dict[str, Any]) -> bytes:
    try:
        module = import_module(MAKERS.get(kind) or READERS[kind])
        _give_room(ROOM.get(kind))
        if kind in MAKERS:
            return wire.pack_made(wire.Made(*module.make(body, facts)))
        return wire.pack_parsed(module.read(body, facts))
    except ParseError as error:
        return wire.pack_error(error.message)
    except MemoryError:
        return wire.pack_error(_("reading it needs too much memory"), is_spent=True)
    except Exception as error:  # noqa: BLE001 (whatever a parser raises is this document's error)
        message = _("it could not be read ({error})")
        return wire.pack_error(message.format(error=type(error).__name__), is_spent=True)


def _alarm(seconds: int) -> None:
    """Let the system end this process in `seconds` even inside a C library; 0 takes it back.

    The parent kills a late worker first; this is for a parent that is gone.
    """
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _limit_memory(size: int) -> None:
    """Let allocations beyond `size` bytes of address space fail, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(ValueError, OSError):  # macOS, or a lower limit is set already
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _give_room(size: int | None) -> None:
    """Let allocations beyond `size` bytes more than there are now fail; None: beyond what
    `_limit_memory` said. Only where the system tells how much there is (Linux)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _soft, most = resource.getrlimit(resource.RLIMIT_AS)
        if size is not None:
            with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 (without pathlib)
                pages = int(file.read().split()[0])
            wanted = pages * resource.getpagesize() + size
            size = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_AS, (most if size is None else size, most))


def main() -> None:
    """Serve standard input and output.

    Arguments: seconds a job, bytes of address space, and perhaps what the first document will be.
    """
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _limit_memory(memory)
    locale.choose(os.environ.get("TNEWS_LANG", ""))
    gc.set_threshold(50_000, 10, 10)  # a document makes no rubbish that goes in circles: a fifth
    for kind in sys.argv[3:]:
        import_module(READERS[kind])  # 30 ms for a feed
    serve(sys.stdin.buffer, sys.stdout.buffer, seconds)


if __name__ == "__main__":
    main()
