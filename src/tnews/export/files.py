"""Files that appear whole or not at all, and safe names for them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model.errors import ExportError
from tnews.model.visible import VisibleStream

if TYPE_CHECKING:
    from tnews.model import Article

NAME_LIMIT = 80
"""Longest file name in bytes, suffix included: fits every file system, archive and terminal."""

_OUTSIDE = (
    "[^0-9A-Za-z"
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"  # Latin letters with accents
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"  # 々 〇 and 汉字
    "]+"
)
"""What a name has not, as a pattern: compiled when a folder is written, 1 ms for no one else."""


def file_name(article: Article, suffix: str) -> str:
    """Return a file name for `article`: its id, then letters and digits of its title.

    It begins with a digit, so it is never hidden, an option of a command, or a reserved name
    (CON, NUL). The title is cut between characters to keep to NAME_LIMIT.
    """
    slug = re.sub(_OUTSIDE, "-", article.title).strip("-")
    room = NAME_LIMIT - len(f"{article.id}-{suffix}".encode())
    slug = slug.encode()[:room].decode(errors="ignore").rstrip("-")
    return f"{article.id}-{slug}{suffix}" if slug else f"{article.id}{suffix}"


@contextmanager
def replacing(path: Path, encoding: str, *, durable: bool) -> Iterator[TextIO]:
    """Open a new text file that takes the place of `path` when the block ends without an error.

    What is written goes through `model.visible`. `durable` waits for the disk first, some
    milliseconds a file. A file's permissions are kept. A pipe or device (/dev/stdout) is written directly. A symbolic link to a file is refused:
    who planted it would choose what is overwritten. Raises ExportError for errors of the disk.
    """
    try:
        old = _existing(path)
        if old is not None and not stat.S_ISREG(old.st_mode):
            with path.open("w", encoding=encoding, newline="") as out:
                yield cast(TextIO, VisibleStream(out.write))
            return
        new = path.with_name(f".tnews-{os.urandom(8).hex()}.tmp")
        try:
            with new.open("x", encoding=encoding, newline="") as out:  # "x" follows no link
                yield cast(TextIO, VisibleStream(out.write))
                out.flush()
                if durable:
                    os.fsync(out.fileno())
            if old is not None:
                new.chmod(stat.S_IMODE(old.st_mode))
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not path.parent.exists():
            message = _("{folder}: there is no such folder; make it first")
            raise ExportError(message.format(folder=path.parent)) from error
        message = _("{file}: cannot be written: {reason}")
        raise ExportError(message.format(file=path, reason=reason(error))) from error


def _existing(path: Path) -> os.stat_result | None:
    """Return what is at `path`, None if nothing is; refuse folders and links to files."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        if not path.exists() or path.is_file():
            message = _("{file}: is a symbolic link; name the file itself")
            raise ExportError(message.format(file=path))
        found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise ExportError(_("{file}: is a folder; name a file").format(file=path))
    return found
