"""Access keys: read from the environment or from a file when they are needed, and never kept."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tnews.folders import named
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import FetchError

LONGEST = 4096
"""Bytes of a file that are read for a key."""


def read_secret(variable: str, file: str) -> str:
    """Return the key in the environment `variable`, else in `file`; "" if both are "".

    A file that others may read is refused (not on Windows, which has no such modes). Raises
    FetchError, which never tells the key.
    """
    if variable:
        key = os.environ.get(variable, "").strip()
        if not key and not file:
            message = _("the environment variable {name} with the access key is not set")
            raise FetchError(message.format(name=variable))
        if key:
            return key
    return _from_file(named(file)) if file else ""


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            key = file.read(LONGEST).decode("utf-8", "replace").strip()
    except OSError as error:
        message = _("{file}: cannot be read: {reason}")
        raise FetchError(message.format(file=path, reason=reason(error))) from None
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        message = _("{file}: others may read this key; make it yours alone (chmod 600)")
        raise FetchError(message.format(file=path))
    if not key:
        raise FetchError(_("{file}: holds no key").format(file=path))
    return key
