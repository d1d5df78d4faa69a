"""Names of files that a person types: what may be meant, and what is in one of them."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path

from tnews.folders import named
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ConfigError

SUFFIXES = (".opml", ".xml")
"""How documents of subscriptions are called."""

LOOKED_AT = 5_000
"""Entries of a folder looked at: none with more holds what one types the name of by hand."""

OFFERED = 50
"""Names offered at most."""


_BEGINS_ANEW = re.compile(r"~/+(?=/)|.*/(?=~/)", re.DOTALL)


def meant(typed: str) -> str:
    """Return the name in `typed`: the line begins with ~/, and one pasted behind it begins anew.

    ~//srv/a.opml is /srv/a.opml, ~/~/a.opml is ~/a.opml; //srv//a.opml stays.
    """
    return _BEGINS_ANEW.sub("", typed, count=1)


def completions(typed: str) -> list[str]:
    """Return the folders (with a slash behind) and documents whose names begin as `typed` does,
    folders last; [] where the folder cannot be read."""
    head, slash, begun = meant(typed).rpartition("/")
    folder = named(head + slash) if slash else Path()
    folders, files = [], []
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, LOOKED_AT):
                if not entry.name.startswith(begun) or (entry.name[0] == "." and not begun):
                    continue
                if entry.is_dir():
                    folders.append(f"{head}{slash}{entry.name}/")
                elif entry.name.lower().endswith(SUFFIXES):
                    files.append(f"{head}{slash}{entry.name}")
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return []
    return [*sorted(files), *sorted(folders)][:OFFERED]


def content(typed: str) -> bytes:
    """Return the bytes of a file, but no more than `read_opml` refuses. Raises `ConfigError`."""
    from tnews.export.opml import SIZE_LIMIT

    typed = meant(typed)
    path = named(typed)
    try:
        if not path.is_file():  # a pipe would be waited for without end
            raise ConfigError(_("{file}: there is no such file").format(file=typed))
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except ValueError:  # a NUL, which no system has in a name
        raise ConfigError(_("{file}: not the name of a file").format(file=typed)) from None
    except OSError as error:
        told = _("{file}: cannot be read: {reason}")
        raise ConfigError(told.format(file=typed, reason=reason(error))) from None
