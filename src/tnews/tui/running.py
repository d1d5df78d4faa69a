"""What the commands with arguments do. Each raises CommandError where it cannot be done."""

from __future__ import annotations

import re
import tomllib
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
from tnews.tui.looks import shown
from tnews.tui.view import ALL, BOOKMARKED, SINGLE, TODAY, UNREAD, View
from tnews.tui.widgets.sidebar import place_of

if TYPE_CHECKING:
    from tnews.tui.screens.main import MainScreen
    from tnews.tui.setting_rows import Setting

LAST = 1_000_000_000
"""More rows than there are."""


class CommandError(Exception):
    """Why a command cannot be done, in words for a person."""


class Option(NamedTuple):
    """Something a line may become, and what it is."""

    text: str
    note: str = ""


def _tab_shows(command: str) -> str:
    """Return the end of a message about a name that there is not, and that is like none."""
    return _("; a space and Tab behind “:{command}” show all there are").format(command=command)


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


def all_sources(room: MainScreen) -> list[tuple[str, str, View]]:
    """Return every source one can go to: its name, its channel, and the view."""
    return [place for place in all_places(room) if place[2].kind in SINGLE]


def places(room: MainScreen, typed: str) -> Sequence[Option]:
    """Return the places that `typed` may mean."""
    return matching(typed, ((name, kind) for name, kind, _view in all_places(room)))


def sources(room: MainScreen, typed: str) -> Sequence[Option]:
    """Return the sources that `typed` may mean."""
    return matching(typed, ((name, channel) for name, channel, _view in all_sources(room)))


def open_place(room: MainScreen, name: str) -> None:
    """Go to the place called `name`: as it is written, else the first one it may mean."""
    _go(room, name, all_places(room), "open")


def open_source(room: MainScreen, name: str) -> None:
    """Go to the source called `name`, or the first one it may mean."""
    _go(room, name, all_sources(room), "source")


def _go(room: MainScreen, name: str, known: Sequence[tuple[str, str, View]], command: str) -> None:
    """Go to the one of the `known` places that `name` means; `command` is what it was told."""
    views: dict[str, View] = {}
    for title, _kind, place in known:
        views.setdefault(fold(title), place)
    view: View | None = views.get(fold(name))
    if view is None and (meant := matching(name, ((title, "") for title, *_rest in known))):
        view = views[fold(meant[0].text)]
    if view is None:
        message = _("there is no channel, view or source “{name}”")
        if command == "source":
            message = _("there is no source “{name}”")
        near = did_you_mean(name, (title for title, *_rest in known))
        raise CommandError(message.format(name=name[:40]) + (near or _tab_shows(command)))
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
    room.go_to_day(datetime.combine(wanted + timedelta(days=1), time()).astimezone())


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
        label = _("the tags of “{title}”").format(title=shown(article.title))
        room.desk.set_tags(article.id, now, label)


# -- settings --------------------------------------------------------------------------------


def theme_names(room: MainScreen) -> list[str]:
    """Return what the themes are called, those of the person too."""
    if room.errands.themes is not None:
        return room.errands.themes().names()
    from tnews.model.palette import PALETTES

    return list(PALETTES)


def themes(room: MainScreen, typed: str) -> Sequence[Option]:
    """Return the themes that `typed` may mean by their names or their titles."""
    from tnews.text.pinyin import fit_best, folded
    from tnews.tui.theme_titles import like_of, title_of

    wanted = folded(typed)
    found = []
    for name in theme_names(room):
        title = title_of(name)
        note = f"{title}  {like_of(name)}".strip() if title != name else ""
        if (fit := fit_best(wanted, (fold(name), fold(title)))) is not None:
            found.append((fit, Option(name, note)))
    return [option for _fit, option in sorted(found, key=lambda pair: pair[0])]


def theme(room: MainScreen, name: str) -> None:
    """Choose the theme called `name`, or whose title that is, now and from now on."""
    from tnews.tui.theme_titles import title_of

    known = theme_names(room)
    titles = {fold(title_of(one)): one for one in known}
    if name not in known and fold(name) not in titles:
        message = _("there is no theme “{name}”").format(name=name[:40])
        raise CommandError(message + (did_you_mean(name, (*known, *titles)) or _tab_shows("theme")))
    name = name if name in known else titles[fold(name)]
    if room.errands.settings is None:  # the demonstration: for now
        room.apply(replace(room.config, reader=replace(room.config.reader, theme=name)))
        room.status.say(_said("reader", "theme", name))
    else:
        _set(room, "reader", "theme", name)


def settings(room: MainScreen, typed: str) -> Sequence[Option]:
    """Return the settings that `typed` may mean, with their values; behind the sign, the values."""
    key, sign, value = typed.partition("=")
    if sign:
        found = themes(room, value) if key == "theme" else _values(key, value)
        return [one._replace(text=f"{key}={one.text}") for one in found]
    wanted = fold(typed)
    names = sorted(ReaderSettings.__match_args__, key=lambda name: not name.startswith(wanted))
    now = room.config.reader
    found = [
        Option(f"{name}={_written(getattr(now, name))}", _said("reader", name, getattr(now, name)))
        for name in names
    ]
    return [one for one in found if wanted in fold(one.text) or wanted in fold(one.note)]


def _values(key: str, typed: str) -> list[Option]:
    """Return the values of the setting `key` of [reader] that begin as was typed."""
    from tnews.tui.setting_rows import choices
    from tnews.tui.setting_rows import shown as in_words

    if (setting := _setting("reader", key)) is None:
        return []
    values = ((_written(value), in_words(setting, value)) for value in choices(setting))
    return [Option(value, note) for value, note in values if value.startswith(typed.strip())]


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
        raise CommandError(message + (did_you_mean(key, known or names) or _tab_shows("set")))
    if not sign:
        room.status.say(_said(table, key, getattr(record, key)))
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
        room.status.say(_said(table, key, value))
    else:
        said = _("{setting}; it counts from the next start on")
        room.status.say(said.format(setting=_said(table, key, value)))


def _setting(table: str, key: str) -> Setting | None:
    """Return the setting as the settings screen knows it, None for one it leaves to the file."""
    from tnews.tui.setting_rows import SETTINGS

    return next((one for one in SETTINGS if (one.table, one.key) == (table, key)), None)


def _said(table: str, key: str, value: Any) -> str:
    """Return what a setting is, in words: "theme: Paper"."""
    from tnews.tui.setting_rows import shown as in_words

    setting = _setting(table, key)
    name = _(setting.label) if setting is not None else f"[{table}] {key}"
    told = in_words(setting, value) if setting is not None else _written(value)
    return _("{name}: {value}").format(name=name, value=told)


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
