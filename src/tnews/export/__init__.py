"""Articles out: a format is a file in this folder, with SUFFIX, ENCODING and a writer.

This is the entirety of the interface, with `opml` for subscriptions. Formats are imported
when they are used.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from tnews.export.files import file_name, replacing
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model.errors import ExportError

if TYPE_CHECKING:
    from tnews.model import Article

FORMATS = {
    name: f"tnews.export.{name}" for name in ("jsonl", "json", "csv", "markdown", "html", "txt")
}
"""The formats by name, and the module of each."""

FOLDER_FORMATS = ("markdown", "html", "txt")
"""The formats that make sense as one file per article."""

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "txt",
}
"""The format that each suffix means."""


class Format(Protocol):
    """What the module of a format holds. ENCODING is that of a file, SUFFIX begins with a dot."""

    SUFFIX: str
    ENCODING: str

    def write(self, articles: Iterable[Article], out: TextIO) -> int:
        """Write `articles` to `out` one by one and return how many there were."""
        ...


def suffix_format(path: Path) -> str | None:
    """Return the format that the suffix of `path` means, None if it means none."""
    return SUFFIXES.get(path.suffix.lower())


def named_format(said: str) -> str | None:
    """Return the format called `said`, by its name or by a suffix (md), None if none is."""
    return said if said in FORMATS else SUFFIXES.get(f".{said.lower()}")


def write(name: str, articles: Iterable[Article], out: TextIO) -> int:
    """Write `articles` to `out` in the format `name` and return how many there were.

    Articles are taken one at a time. Raises ExportError for an unknown format.
    """
    return _format(name).write(articles, out)


def write_file(name: str, articles: Iterable[Article], path: Path) -> int:
    """Write `articles` into the file `path` and return how many there were.

    The file is replaced when everything is written and on the disk, so a failure leaves the
    old one as it was. Raises ExportError.
    """
    form = _format(name)
    with replacing(path, form.ENCODING, durable=True) as out:
        return form.write(articles, out)


def write_folder(name: str, articles: Iterable[Article], folder: Path) -> int:
    """Write each of `articles` into a file of its own in `folder`; return how many.

    The folder is made if only it is missing. A file is called after the article's id and
    title, so that another export replaces it. Raises ExportError.
    """
    form = _format(name)
    if name not in FOLDER_FORMATS:
        message = _("{format} is written into one file: name a file, or choose one of {formats}")
        raise ExportError(message.format(format=name, formats=" ".join(FOLDER_FORMATS)))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        message = _("{folder}: cannot be made: {reason}")
        raise ExportError(message.format(folder=folder, reason=reason(error))) from error
    count = 0
    for article in articles:
        count += 1
        path = folder / file_name(article, form.SUFFIX)
        with replacing(path, form.ENCODING, durable=False) as out:
            form.write([article], out)
    return count


def _format(name: str) -> Format:
    if name not in FORMATS:
        message = _("there is no format {format}; choose one of {formats}")
        raise ExportError(message.format(format=name, formats=" ".join(FORMATS)))
    return cast(Format, import_module(FORMATS[name]))
