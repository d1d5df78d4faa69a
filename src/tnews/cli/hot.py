"""tnews hot: the stories of the day by how many outlets bring them (热点)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.page import outlet_count
from tnews.cli.printing import is_terminal, out, out_fields, out_json_array, tell, terminal_width
from tnews.locale import _
from tnews.services.library import HOT
from tnews.text.wrap import cells, truncate

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.model import ArticleRow

NEWEST = 50
"""Stories listed unless --limit or --json says otherwise."""


def hot(options: Options, workplace: Workplace) -> int:
    """Run `tnews hot`."""
    library = workplace.library
    ids = library.hot(options.hours or HOT)
    rows = library.rows(ids[: options.limit or (None if options.json else NEWEST)])
    if options.json:
        out_json_array(row.as_json() for row in rows)
    elif is_terminal():
        _print_columns(rows)
    else:
        for row in rows:
            out_fields(row.id, row.outlets, row.source, row.category, row.title, row.url)
    if not rows:
        tell(_("nothing matched: {reason}").format(reason=_("no story has two outlets yet")))
    return DONE if rows else SOME_FAILED


def _print_columns(rows: list[ArticleRow]) -> None:
    """Id, number of outlets, 来源 of the head and title, aligned."""
    width = terminal_width()
    counts = [outlet_count(row.outlets) for row in rows]
    origins = [truncate(row.origin or row.source_name, 14) for row in rows]
    id_width = max((len(str(row.id)) for row in rows), default=0)
    count_width = max(map(cells, counts), default=0)
    origin_width = max(map(cells, origins), default=0)
    for row, count, origin in zip(rows, counts, origins, strict=True):
        gap = " " * (count_width - cells(count))
        rest = " " * (origin_width - cells(origin))
        left = f"{row.id:>{id_width}} {gap}{count} {origin}{rest} "
        out(left + truncate(row.title, max(20, width - cells(left))))
