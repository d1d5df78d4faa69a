"""What the commands with arguments do. Each raises CommandError where it cannot be done."""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from tnews.locale import _
from tnews.model import TagCount, clean_tag
from tnews.model.record import replace
from tnews.model.settings import Config, ReaderSettings
from tnews.text.fold import fold
from tnews.text.nearest import did_you_mean
from tnews.tui.days import named
from tnews.tui.view import ALL, BOOKMARKED, TODAY, UNREAD, View
from tnews.tui.widgets.sidebar import place_of

if TYPE_CHECKING:
    from tnews.tui.screens.main import MainScreen

LAST = 1_000_000_000
"""More rows than there are."""

NEAR = 50
"""Articles of a day among which one of the list on show is looked for."""


class CommandError(Exception):
    """Why a command cannot be done, in words for a person."""


class Option(NamedTuple):
    """Something a line may become, and what it is."""

    text: str
    note: str = ""


def matching(typed: str, names: Iterable[tuple[str, str]]) -> list[Option]:
    """Return the (name, note) that `typed` is the beginning of or stands for, the best first."""
    from tnews.text.pinyin import fit, folded

    wanted = folded(typed)
    found = [(fit(wanted, fold(name)), name, note) for name, note in names]
    best = sorted((one for one in found if one[0] is not None), key=lambda one: one[0] or 0)
    return [Option(name, note) for _fit, name, note in best]


# -- places ----------------------------------------------------------------------------------


def all_places(room: MainScreen) -> list[tuple[str, str, View]]:
    """Return every place one can go to: its name, what it is, and the view."""
    found = [(view.title, _("list"), view) for view in (ALL, UNREAD, BOOKMARKED, TODAY)]
    found += [(view.title, _("view"), view) for view in room.sidebar.views]
    channels = room.library.channels()
    found += [(one.name, _("channel"), View("category", one.name)) for one in channels]
    found += [
        (source.name, one.name, place_of(source))
        for one in channels
        for source in one.sources
        if source.enabled
    ]
    return found


def places(room: MainScreen, typed: str) -> Sequence[Option]:
    """Return the places that `typed` may mean."""
    return matching(typed, ((name, kind) for name, kind, _view in all_places(room)))


def open_place(room: MainScreen, name: str) -> None:
    """Go to the place called `name`: as it is written, else the first one it may mean."""
    known = all_places(room)
    views: dict[str, View] = {}
    for title, _kind, place in known:
        views.setdefault(fold(title), place)
    view: View | None = views.get(fold(name))
    if view is None and (meant := matching(name, ((title, "") for title, *_rest in known))):
        view = views[fold(meant[0].text)]
    if view is None:
        message = _("there is no channel, view or source “{name}”").format(name=name[:40])
        raise CommandError(message + did_you_mean(name, (title for title, *_rest in known)))
    room.go_to(view)


def search(room: MainScreen, words: str) -> None:
    """Search for `words`."""
    from tnews.text.query import parse

    if (problem := parse(words).problem) is not None:
        said = _("column {n}: {what}")
        raise CommandError(said.format(n=problem.column, what=problem.message))
    room.search_for(words)


def _day(said: str) -> date:
    """Return the day that `said` names. Raises CommandError."""
    day = named(said, datetime.now().astimezone())
    if day is None:
        message = _("“{day}” is no day; write 2026-11-01, 11-01 or yesterday")
        raise CommandError(message.format(day=said[:40]))
    return day


def go_to_day(room: MainScreen, day: str) -> None:
    """Put the cursor on the newest article of `day`, or of one before it."""
    wanted = _day(day)
    if room.ranked is not None or room.view.kind == "hot":
        raise CommandError(_("this list is not in the order of time"))
    midnight = datetime.combine(wanted + timedelta(days=1), time()).astimezone()
    query = replace(room.view.query(room.filter), until=midnight, limit=NEAR)
    here = {id: index for index, id in enumerate(room.articles.ids)}
    for id in room.ask(lambda: room.library.ids(query), array("q")):
        if id in here:
            room.set_zone("list")
            room.articles.go(here[id])
            return
    raise CommandError(_("no article here is as old as that"))


def mark_older(room: MainScreen, said: str) -> None:
    """Mark read what the list has that is older than a number of days, or from before a day."""
    if room.ranked is not None or room.view.kind == "hot":
        raise CommandError(_("this list is not in the order of time"))
    if said.isdecimal():
        days = min(int(said[:6]), 36_500)
        day = datetime.now().astimezone().date() - timedelta(days=days)
    else:
        day = _day(said)
    room.mark_older_than(datetime.combine(day, time()).astimezone())


def export(room: MainScreen, path: str) -> None:
    """Write the list on show to a file, in the format that its ending says."""
    if problem := room.export_to(path):
        raise CommandError(problem)


# -- the article -----------------------------------------------------------------------------


def tags(room: MainScreen, typed: str) -> Sequence[Option]:
    """Return the tags in use that `typed` may mean."""
    sign = "-" if typed.startswith("-") else ""
    known = room.ask(room.library.tags, list[TagCount]())
    found = matching(typed.removeprefix("-"), ((tag, str(count)) for tag, count in known))
    return [one._replace(text=f"{sign}{one.text}") for one in found]


def tag(room: MainScreen, said: str) -> None:
    """Give the article in hand tags, parted by spaces or commas; take away those after a minus."""
    row = room.row
    article = room.ask(lambda: room.library.open(row.id), None) if row is not None else None
    if article is None:
        raise CommandError(_("no article is here to be tagged"))
    before = article.status.tags
    now = list(before)
    for word in re.split(r"[\s,，、]+", said):
        name = clean_tag(word.removeprefix("-"))
        now = [one for one in now if fold(one) != fold(name)]
        if name and not word.startswith("-"):
            now.append(name)
    if set(now) != set(before):
        label = _("the tags of “{title}”").format(title=article.title)
        room.desk.set_tags(article.id, now, label)


# -- settings --------------------------------------------------------------------------------


def theme_names(room: MainScreen) -> list[str]:
    """Return what the themes are called, those of the person too."""
    if room.errands.themes is not None:
        return room.errands.themes().names()
    from tnews.model.palette import PALETTES

    return list(PALETTES)


def themes(room: MainScreen, typed: str) -> Sequence[Option]:
    """Return the themes that `typed` may mean."""
    return matching(typed, ((name, "") for name in theme_names(room)))


def theme(room: MainScreen, name: str) -> None:
    """Choose the theme `name`, now and from now on."""
    known = theme_names(room)
    if name not in known:
        message = _("there is no theme “{name}”").format(name=name[:40])
        raise CommandError(message + did_you_mean(name, known))
    if room.errands.settings is None:  # the demonstration: for now
        room.apply(replace(room.config, reader=replace(room.config.reader, theme=name)))
    else:
        _set(room, "reader", "theme", name)


def settings(room: MainScreen, typed: str) -> Sequence[Option]:
    """Return the settings that `typed` may mean, with their values."""
    key, sign, value = typed.partition("=")
    if sign:
        return matching(value, ()) if key != "theme" else [
            one._replace(text=f"theme={one.text}") for one in themes(room, value)
        ]  # fmt: skip
    found = []
    wanted = fold(typed)
    names = sorted(ReaderSettings.__match_args__, key=lambda name: not name.startswith(wanted))
    for name in names:
        now = _written(getattr(room.config.reader, name))
        if wanted in name:
            found.append(Option(f"{name}={now}", _("now {value}").format(value=now)))
    return found


def set_value(room: MainScreen, said: str) -> None:
    """Change one setting: KEY=VALUE of [reader], or TABLE.KEY=VALUE; without a value, tell it."""
    name, sign, value = (part.strip() for part in said.partition("="))
    table, _dot, key = name.rpartition(".")
    table = table or "reader"
    record = getattr(room.config, table, None) if table in Config.__match_args__ else None
    known = getattr(type(record), "__match_args__", ()) if record is not None else ()
    if key not in known:
        names = [*ReaderSettings.__match_args__]
        message = _("there is no setting “{name}”").format(name=name[:40])
        raise CommandError(message + did_you_mean(key, known or names))
    if not sign:
        room.status.say(f"{name} = {_written(getattr(record, key))}")
        return
    if (table, key) == ("reader", "theme"):
        theme(room, str(_read(value)))
        return
    _set(room, table, key, _read(value))


def _set(room: MainScreen, table: str, key: str, value: Any) -> None:
    """Write a setting, and take it at once where the screen can."""
    if room.errands.settings is None:
        raise CommandError(_("The demonstration keeps no settings."))
    from tnews.services.settings import mistake  # with the configuration 6 ms
    from tnews.tui.setting_rows import LATER

    if problem := mistake(table, key, value):
        raise CommandError(problem)
    room.keep_setting(table, key, value)
    if table == "reader" and (table, key) not in LATER:
        reader = replace(room.config.reader, **{key: value})
        room.apply(replace(room.config, reader=reader))
        room.status.say(f"{key} = {_written(value)}")
    else:
        said = _("{name} = {value}; it counts from the next start on")
        room.status.say(said.format(name=f"{table}.{key}", value=_written(value)))


def _read(value: str) -> Any:
    """Return the value that is written as in the configuration, or without quotes."""
    with suppress(tomllib.TOMLDecodeError):
        found = tomllib.loads(f"x = {value}")["x"]
        return tuple(found) if isinstance(found, list) else found
    return value


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{one}"' for one in value) + "]"
    return str(value)
