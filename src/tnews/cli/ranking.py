"""A ranked list (热榜) as `tnews list --source KEY` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import is_terminal, out, out_fields, out_json_array, tell, terminal_width
from tnews.cli.selection import NARROWING, key_of
from tnews.locale import _
from tnews.text.wrap import cells, truncate

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.model import RankEntry

_HEAT_WIDTH = 12
"""Widest heat in cells."""


def ranked_source(options: Options, workplace: Workplace) -> str | None:
    """Return the key of the ranked list that is asked for, or None if articles are.

    Any selection beside --source and --limit is of articles: those made of opened entries.
    """
    others = set(NARROWING) - {"source", "limit"}
    if options.source is None or any(getattr(options, name) for name in others):
        return None
    key = key_of(options.source, workplace.config.sources)
    kinds = {source.key: source.kind for source in workplace.config.sources}
    return key if kinds.get(key) == "rank" else None


def list_ranked(options: Options, workplace: Workplace, key: str) -> int:
    """Print the entries of the list `key` that are on it now, or the first --limit of them."""
    entries = workplace.library.ranked(key)[: options.limit]
    if options.json:
        out_json_array(entry.as_json() for entry in entries)
    elif is_terminal():
        _print_columns(entries)
    else:
        for entry in entries:
            out_fields(entry.rank, moved(entry), entry.heat, entry.title, entry.url)
    if not entries:
        tell(_("nothing matched: {reason}").format(reason=_("the list is empty")))
    return DONE if entries else SOME_FAILED


def moved(entry: RankEntry) -> str:
    """Return how far `entry` moved since the list before: ↑2, ↓1, "" or that it is new."""
    if entry.rank is None or entry.rank == entry.previous:
        return ""
    if entry.previous is None:
        return _("new")
    steps = entry.previous - entry.rank
    return f"↑{steps}" if steps > 0 else f"↓{-steps}"


def _print_columns(entries: list[RankEntry]) -> None:
    """Rank, move, heat and title, aligned; no line is wider than the terminal."""
    width = terminal_width()
    columns = [
        (str(entry.rank), moved(entry), truncate(entry.heat, _HEAT_WIDTH)) for entry in entries
    ]
    widths = [max(map(cells, column), default=0) for column in zip(*columns, strict=True)]
    for entry, row in zip(entries, columns, strict=True):
        padded = (" " * (room - cells(text)) + text for text, room in zip(row, widths, strict=True))
        left = " ".join(padded) + "  "
        out(left + truncate(entry.title, max(20, width - cells(left))))
