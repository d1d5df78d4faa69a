"""tnews --export: articles into a file, a folder or stdout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import result_stream, tell
from tnews.cli.selection import query_of, tell_nothing
from tnews.export import (
    FOLDER_FORMATS,
    FORMATS,
    SUFFIXES,
    named_format,
    suffix_format,
    write,
    write_file,
    write_folder,
)
from tnews.folders import named
from tnews.locale import _, plural
from tnews.model import ConfigError, clean_line
from tnews.text.nearest import did_you_mean

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.model import Article

STDOUT = "-"


def export(options: Options, workplace: Workplace) -> int:
    """Run `tnews --export`. A path that ends with / or is a folder gets one file per article."""
    target: str = options.export
    path = named(target)
    is_folder = target != STDOUT and (target.endswith(("/", "\\")) or path.is_dir())
    name = _format(options.format, None if target == STDOUT else path, is_folder, workplace)
    query = query_of(options, workplace)
    articles: Iterator[Article] = workplace.articles.articles(query)
    if target == STDOUT:
        count = write(name, articles, result_stream())
    elif is_folder:
        count = write_folder(name, articles, path)
    else:
        count = write_file(name, articles, path)
    if not count:
        tell_nothing(workplace.store, query)
        return SOME_FAILED
    if target != STDOUT:
        told = plural("{n} article written to {path}", "{n} articles written to {path}", count)
        tell(told.format(n=count, path=path))
    return DONE


def _format(said: str | None, path: Path | None, is_folder: bool, workplace: Workplace) -> str:
    """The format's name: --format, else by the suffix, else as configured, else jsonl."""
    if said is not None:
        name = named_format(said)
        if name is None:
            raise ConfigError(
                _("--format: must be one of {formats}, found {said}").format(
                    formats=" ".join(FORMATS), said=clean_line(said, 40)
                )
                + did_you_mean(said, FORMATS)
            )
        return name
    configured = workplace.export_format
    if is_folder:
        return configured if configured in FOLDER_FORMATS else FOLDER_FORMATS[0]
    if path is None or not path.suffix:
        return configured
    found = suffix_format(path)
    if found is None:
        raise ConfigError(
            _("{file}: no format has this suffix; use one of {suffixes}, or --format").format(
                file=path, suffixes=" ".join(SUFFIXES)
            )
        )
    return found
