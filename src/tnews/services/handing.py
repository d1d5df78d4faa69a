"""Articles handed on from the reader: as text for a program, or into files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model import ExportError

if TYPE_CHECKING:
    from tnews.model import Article

GoesOn = Callable[[int, int], bool]
"""Is told how many articles of how many are written, and says whether to go on."""


def as_text(article: Article, form: str) -> str:
    """Return `article` in an export format: "txt" or "markdown"."""
    from tnews.export import write

    out = io.StringIO()
    write(form, [article], out)
    return out.getvalue()


def file_name(article: Article, form: str) -> str:
    """Return a safe file name for `article` in a format."""
    from tnews.export import SUFFIXES, files

    suffix = next(suffix for suffix, name in SUFFIXES.items() if name == form)
    return files.file_name(article, suffix)


def export(articles: Iterable[Article], total: int, form: str, path: Path, goes_on: GoesOn) -> int:
    """Write `articles` into a file, or into a folder one file each; return how many.

    Stopped, a file is as it was before; in a folder those that are written stay. Raises
    `ExportError`.
    """
    from tnews.export import write_file, write_folder

    def told() -> Iterator[Article]:
        for number, article in enumerate(articles):
            if not goes_on(number, total):
                raise ExportError(_("stopped; {path} is as it was").format(path=path))
            yield article

    write = write_folder if path.is_dir() else write_file
    return write(form, told(), path)
