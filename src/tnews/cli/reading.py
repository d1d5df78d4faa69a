"""tnews list, search, show and read: articles to read or to hand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import (
    ask,
    flush,
    is_dialogue,
    is_terminal,
    out,
    out_fields,
    out_json,
    out_json_array,
    tell,
    terminal_width,
)
from tnews.cli.selection import is_given, query_of, tell_nothing
from tnews.locale import _
from tnews.model import ConfigError
from tnews.model.record import replace

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.model import ArticleRow, Query
    from tnews.model.story import Story
    from tnews.store import Store

NEWEST = 50
"""Articles listed unless --limit or --json says otherwise."""

_BATCH = 500
"""Rows read at a time: enough to keep SQLite busy, few enough to stay small."""

_READABLE = 80
"""Widest text in cells where the terminal is wider: 40 Chinese characters a line."""


def list_articles(options: Options, workplace: Workplace) -> int:
    """Run `tnews list`."""
    if options.source is not None:
        from tnews.cli.ranking import list_ranked, ranked_source

        if (ranked := ranked_source(options, workplace)) is not None:
            return list_ranked(options, workplace, ranked)
    return _list(options, workplace, query_of(options, workplace))


def search(options: Options, workplace: Workplace) -> int:
    """Run `tnews search`."""
    query = query_of(options, workplace, " ".join(options.word))
    if query.text:
        return _list(options, workplace, query)
    if not options.word:
        raise ConfigError(_("tnews search needs words to look for"))
    if options.json:
        out_json_array([])
    tell(_("nothing matched: {reason}").format(reason=_("type a word to find")))
    return SOME_FAILED


def _list(options: Options, workplace: Workplace, query: Query) -> int:
    store = workplace.articles
    if options.json:
        found = out_json_array(
            _json(row, query) for row in _rows(store, store.ids(query), query.text)
        )
    else:
        found = _print_newest(store, query)
    if store.is_index_damaged:
        from tnews.services.condition import index_damaged

        tell(index_damaged())
    if not found:
        tell_nothing(store, query)
    return DONE if found else SOME_FAILED


def _json(row: ArticleRow, query: Query) -> dict[str, object]:
    return {**row.as_json(), "snippet": row.snippet} if query.text else row.as_json()


def _print_newest(store: Store, query: Query) -> int:
    """Print the rows --limit asks for, else the newest; say if there are more of them."""
    ids = store.ids(replace(query, limit=query.limit or NEWEST + 1))
    shown = ids if query.limit else ids[:NEWEST]
    if not is_terminal():
        return _print_fields(_rows(store, shown))  # without snippets: no text need be read
    found = _print_columns(list(_rows(store, shown, query.text)), query.text)
    if len(shown) < len(ids):
        tell(_("these are the newest {n}; --limit N lists more").format(n=len(shown)))
    return found


def _rows(store: Store, ids: Sequence[int], text: str = "") -> Iterator[ArticleRow]:
    for start in range(0, len(ids), _BATCH):
        yield from store.rows(ids[start : start + _BATCH], text)


def _print_fields(rows: Iterator[ArticleRow]) -> int:
    count = 0
    for row in rows:
        when = row.sorted_at.astimezone().isoformat(timespec="seconds")
        out_fields(row.id, when, row.source, row.category, row.title, row.url)
        count += 1
    return count


def _print_columns(rows: list[ArticleRow], text: str) -> int:
    """Id, mark, time, 来源 and title, aligned; no line is wider than the terminal.

    Below a title that does not show why a search for `text` found it stands the piece that does.
    """
    from tnews.text.wrap import cells, truncate  # 2 ms, which a pipe does not need

    width = terminal_width()
    now = datetime.now().astimezone()
    times = [_short_time(row.sorted_at.astimezone(), now) for row in rows]
    origins = [truncate(row.origin or row.source_name, 14) for row in rows]
    id_width = max((len(str(row.id)) for row in rows), default=0)
    time_width = max(map(len, times), default=0)
    origin_width = max(map(cells, origins), default=0)
    for row, time, origin in zip(rows, times, origins, strict=True):
        gap = " " * (origin_width - cells(origin))
        left = f"{row.id:>{id_width}} {_mark(row)} {time:>{time_width}} {origin}{gap} "
        out(left + truncate(row.title, max(20, width - cells(left))))
        if text and (said := _said(row, text, width - id_width - 3)):
            out(" " * (id_width + 3) + said)
    return len(rows)


def _said(row: ArticleRow, text: str, width: int) -> str:
    """Return what of the text a search for `text` found, in `width` cells; "" if the title has it."""
    from tnews.text.excerpt import from_hit
    from tnews.text.hits import hits
    from tnews.text.wrap import truncate

    if hits(row.title, text, "title") or not hits(row.snippet, text):
        return ""
    return truncate(from_hit(row.snippet, text, width), width)


def _mark(row: ArticleRow) -> str:
    if row.is_bookmarked:
        return "★"
    return " " if row.is_read else "•"


def _short_time(moment: datetime, now: datetime) -> str:
    if moment.date() == now.date():
        return moment.strftime("%H:%M")
    return moment.strftime("%m-%d %H:%M" if moment.year == now.year else "%Y-%m-%d")


def show(options: Options, workplace: Workplace) -> int:
    """Run `tnews show`."""
    from tnews.cli.page import article_json, page

    article = workplace.articles.article(options.id)
    if article is None:
        from tnews.cli.chosen import tell_missing

        tell_missing(options.id)
        return SOME_FAILED
    story = _story_of(workplace.articles, options.id)
    if options.json:
        out_json(article_json(article, story))
        return DONE
    width = options.width or min(terminal_width(), _READABLE)
    for line in page(article, width, workplace.indent, story):
        out(line)
    return DONE


def read(options: Options, workplace: Workplace) -> int:
    """Run `tnews read`: one article, else what is unread, in a dialogue or into a pipe.

    What is read in the dialogue is marked read; a pipe may not be read to its end.
    """
    from tnews.cli.linear import Dialogue, linear

    if options.id is not None:
        if is_given(options):
            raise ConfigError(_("tnews read takes an article's number or a selection, not both"))
        article = workplace.articles.article(options.id)
        if article is None:
            from tnews.cli.chosen import tell_missing

            tell_missing(options.id)
            return SOME_FAILED
        for line in linear(article):
            out(line)
        return DONE
    query = query_of(options, workplace)
    if not is_given(options):
        query = replace(query, unread=True)
    if is_dialogue():
        Dialogue(workplace.library, query, _spoken, ask).run()
        return DONE
    count = 0
    for count, article in enumerate(workplace.articles.articles(query), 1):
        if count > 1:
            out("")
            out("")
        for line in linear(article):
            out(line)
    if not count:
        tell_nothing(workplace.store, query)
    return DONE if count else SOME_FAILED


def _spoken(line: str) -> None:
    out(line)
    flush()


def _story_of(store: Store, id: int) -> Story | None:
    versions = store.story(id)
    if not versions:
        return None
    from tnews.model.story import Story

    return Story(tuple(versions))
