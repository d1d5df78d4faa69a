"""tnews views: list the saved views, add, remove, rename and move them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import is_terminal, out, out_fields, out_json_array, tell
from tnews.locale import _
from tnews.model import ConfigError, Query
from tnews.model.record import replace
from tnews.model.settings import ViewSettings
from tnews.services.views import Views
from tnews.text.wrap import cells, truncate

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace

_WORDS = {
    "add": ("NAME", "QUERY"),
    "remove": ("NAME",),
    "rename": ("OLD", "NEW"),
    "move": ("NAME", "up|down"),
}
"""What each action is told; the words of a QUERY need not be in quotes."""

_NAME = 24
"""Widest column of names, in cells."""


def views(options: Options, workplace: Workplace) -> int:
    """Run `tnews views`."""
    action = options.action or "list"
    if action == "list":
        if options.word:
            raise ConfigError(_("tnews views list takes no names"))
        return _list(options, workplace)
    if options.json:
        raise ConfigError(_("--json goes with tnews views list"))
    if workplace.is_demo:
        raise ConfigError(_("the demonstration keeps no views"))
    words = _words(action, options.word)
    kept = Views(workplace.config_path, catalogue=workplace.uses_catalogue)
    match action:
        case "add":
            views = kept.add(words[0], words[1])
            tell(_('added the view "{name}"').format(name=views[-1].name))
        case "remove":
            kept.remove(words[0])
            tell(_('removed the view "{name}"').format(name=ViewSettings(words[0]).name))
        case "rename":
            kept.rename(words[0], words[1])
            old, new = (ViewSettings(word).name for word in words)
            tell(_('the view "{old}" is now called "{new}"').format(old=old, new=new))
        case _:
            _move(kept, words[0], words[1])
    return DONE


def _words(action: str, said: Sequence[str]) -> list[str]:
    """Return the words that `action` needs. Raises `ConfigError` for more or fewer."""
    wanted = _WORDS[action]
    words = [said[0], " ".join(said[1:])] if action == "add" and len(said) > 1 else list(said)
    if len(words) != len(wanted):
        usage = f"tnews views {action} {' '.join(wanted)}"
        raise ConfigError(_("write: {usage}").format(usage=usage))
    return words


def _move(kept: Views, name: str, way: str) -> None:
    if way not in ("up", "down"):
        raise ConfigError(_('a view moves up or down, not "{way}"').format(way=way))
    found = [view.name for view in kept.move(name, 1 if way == "down" else -1)]
    tell(" · ".join(found))


def _list(options: Options, workplace: Workplace) -> int:
    found = workplace.config.views
    if options.json:
        out_json_array(_json(view, workplace) for view in found)
    elif is_terminal():
        _print_columns(found, workplace)
    else:
        for view in found:
            out_fields(view.name, view.query, *_counts(view, workplace))
    if not found:
        tell(_("no view is kept; tnews views add NAME QUERY keeps one"))
    return DONE if found else SOME_FAILED


def _counts(view: ViewSettings, workplace: Workplace) -> tuple[int, int]:
    """How many articles of the view are unread, and how many there are."""
    query = Query(text=view.query)
    ids = workplace.library.ids
    return len(ids(replace(query, unread=True))), len(ids(query))


def _json(view: ViewSettings, workplace: Workplace) -> dict[str, object]:
    unread, articles = _counts(view, workplace)
    return {"name": view.name, "query": view.query, "unread": unread, "articles": articles}


def _print_columns(found: Sequence[ViewSettings], workplace: Workplace) -> None:
    """Name, unread and all articles, query."""
    rows = [
        (truncate(view.name, _NAME), *map(str, _counts(view, workplace)), view.query)
        for view in found
    ]
    widths = [max((cells(row[column]) for row in rows), default=0) for column in range(3)]
    for name, unread, articles, query in rows:
        gap = " " * (widths[0] - cells(name))
        out(f"{name}{gap}  {unread:>{widths[1]}} / {articles:>{widths[2]}}  {query}")
