"""The sources of the reader: what there is, what is found, added, changed, moved, taken out.

How the file is changed, and what of it stays, is `config_file`'s. What the file says then is
read again, so that what is shown is what the next start has.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tnews.folders import named
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ConfigError, FetchError, Source
from tnews.model.record import Record, replace
from tnews.model.settings import SourceSettings
from tnews.model.source import feed_identity, source_url
from tnews.services.bundled import is_chosen, is_same, marked, missing, offered, with_bundled
from tnews.services.config_file import ConfigFile, Removed, in_short
from tnews.services.failures import told
from tnews.services.subscriptions import new_file, pin_keys, place_of, table_of

if TYPE_CHECKING:
    from tnews.model.settings import Config
    from tnews.services.discovery import Found
    from tnews.services.opml_sources import Subscriptions


GONE = (404, 410)
"""Answers that say that an address is wrong: a feed there is not offered unchecked."""


class Entry(Record):
    """A source that there is. A bundled one can be switched off but not removed, and moved only if
    it has a table of its own; `lacking` says what must be set before it can be fetched, in words.
    """

    source: Source
    is_bundled: bool = False
    lacking: str = ""
    is_movable: bool = True


class Shelf(Record):
    """The channels in their order, each with its sources as the reader shows them; `adaptive` is
    [refresh] adaptive."""

    channels: tuple[tuple[str, tuple[Entry, ...]], ...] = ()
    adaptive: bool = True

    @property
    def names(self) -> list[str]:
        """The channels."""
        return [name for name, _entries in self.channels]


class Proposal(Record):
    """What an address is, and the source made of it. `present` is the one that is there already;
    without a `source` there is nothing to subscribe to: the page of one article. Where the address
    could not be fetched `problem` says why, and the source would be a feed that nobody looked at.
    """

    found: Found | None = None
    source: Source | None = None
    present: Source | None = None
    problem: str = ""


class Sourcebook:
    """The [[source]] tables and `categories` of the file at `path`. Each change is written at once.

    `catalogue` says whether the bundled sources are used where the file does not; a missing file
    is made by the first change, for this user alone. `load` reads the file as the next start
    will; `find` looks at an address. Every method raises `ConfigError`.
    """

    def __init__(
        self,
        path: Path,
        *,
        catalogue: bool,
        load: Callable[[], Config],
        find: Callable[[str], Awaitable[Found]],
    ) -> None:
        self._path = path
        self._catalogue = catalogue
        self._load = load
        self._find = find

    # -- what there is -----------------------------------------------------------------------

    def read(self) -> Shelf:
        """Return what the file says now, and the bundled sources of its channels, on and off."""
        written = self._load()
        config = self._used(written)
        own = {source.key for source in written.sources}
        uses_catalogue = self._uses_catalogue(config)
        more = offered(config) if uses_catalogue else ()
        keys = {source.key for source in config.sources}
        off = (
            replace(source, enabled=False)
            for source in more
            if source.key not in keys and is_chosen(source, config)
        )
        bundled = _Bundled(config) if uses_catalogue else ()
        found: dict[str, list[Entry]] = {name: [] for name in config.categories}
        for source in (*config.sources, *off):
            is_bundled = source in bundled
            is_movable = not is_bundled or source.key in own
            entry = Entry(source, is_bundled, missing(source, config), is_movable)
            found.setdefault(source.category, []).append(entry)
        channels = tuple((name, tuple(entries)) for name, entries in found.items() if entries)
        return Shelf(channels, config.refresh.adaptive)

    @property
    def file_name(self) -> str:
        """The name of the configuration's file, without its folders."""
        return self._path.name

    def told(self, error: Exception) -> str:
        """Return what to say of `error` in a line of the screen, with the name of the file alone."""
        return in_short(error, self._path)

    def _config(self) -> Config:
        return self._used(self._load())

    def _used(self, written: Config) -> Config:
        return (with_bundled if self._uses_catalogue(written) else marked)(written)

    def _uses_catalogue(self, config: Config) -> bool:
        return self._catalogue if config.catalogue is None else config.catalogue is not False

    # -- adding ------------------------------------------------------------------------------

    async def find(self, url: str) -> Proposal:
        """Return what is at the address `url`. Raises `SourceError`, and `ConfigError` if it is
        none."""
        from tnews.services.discovery import EmptyFeedError, address, ask_either
        from tnews.services.proposal import propose, unchecked

        config = self._config()
        present = (*config.sources, *(offered(config) if self._uses_catalogue(config) else ()))
        if same := _same(address(url), present):
            return Proposal(present=same)
        try:
            url, found = await ask_either(url, self._find)
        except EmptyFeedError as empty:
            return Proposal(source=unchecked(empty.url, config), problem=empty.message)
        if isinstance(found, FetchError):
            if found.status in GONE:
                raise found
            return Proposal(source=unchecked(url, config), problem=told(found))
        if found.what == "article":
            return Proposal(found)
        return Proposal(found, propose(found, config), _same(found.url, present))

    def add(self, sources: Sequence[Source]) -> None:
        """Append a table for each of `sources`."""
        file = self._file()
        file.append(*map(table_of, sources))
        file.write()

    def opml(self, data: bytes) -> Subscriptions:
        """Return what the OPML document `data` would bring."""
        from tnews.services.opml_sources import subscriptions

        return subscriptions(data, self._config().sources)

    def export(self, name: str) -> int:
        """Write an OPML document of all sources to the new file `name`; return how many."""
        from tnews.export.opml import write_opml

        path = named(name)
        sources = self._config().sources
        try:
            with path.open("x", encoding="utf-8") as out:
                write_opml(sources, out)
        except OSError as error:
            told = _("{file}: cannot be written: {reason}")
            raise ConfigError(told.format(file=path, reason=reason(error))) from None
        return len(sources)

    # -- changing ----------------------------------------------------------------------------

    def change(self, source: Source, **changes: Any) -> None:
        """Write other fields of `source`: name, url, category, interval (s), full_text, enabled.

        What was read follows its key, which the file names from now on.
        """
        file = self._file()
        self._change(file, source, changes)
        file.write()

    def _change(self, file: ConfigFile, source: Source, changes: dict[str, Any]) -> None:
        if "interval" in changes:
            changes = {**changes, "interval_is_chosen": True}
        changed = replace(source, **changes)
        if not changed.name or not changed.category or not source_url(changed.url):
            raise ConfigError(_("a source needs a name, a channel and a web address"))
        place = place_of(file.tables, source)
        if place is None:  # a bundled one gets a table of its own
            file.append(table_of(changed))
            return
        if not file.tables[place].get("key"):
            file.set_value(place, "key", source.key)
        for key in changes.keys() - {"interval_is_chosen"}:
            value = getattr(changed, key)
            file.set_value(place, key, value // 60 if key == "interval" else value)

    def enable(self, entry: Entry, enabled: bool) -> None:
        """Switch a source on or off."""
        if enabled and entry.lacking:
            told = _("{name} ({key}) cannot be fetched yet: {reason}")
            source = entry.source
            raise ConfigError(told.format(name=source.name, key=source.key, reason=entry.lacking))
        self.change(entry.source, enabled=enabled)

    def remove(self, entry: Entry) -> Removed:
        """Take out the table of a source; return what `put_back` needs. Its articles stay."""
        source = entry.source
        if entry.is_bundled:
            told = _("{name} comes with tnews and cannot be removed; it can be switched off")
            raise ConfigError(told.format(name=source.name))
        file = self._file()
        place = place_of(file.tables, source)
        if place is None:
            raise ConfigError(_("{name} is not in the file any more").format(name=source.name))
        pin_keys(file)
        removed = file.remove(place)
        file.write()
        return removed

    def put_back(self, removed: Removed) -> None:
        """Bring back a source that was taken out, with its comments, where it was."""
        file = self._file()
        file.put_back(removed)
        file.write()

    # -- order -------------------------------------------------------------------------------

    def move(self, entry: Entry, step: int) -> None:
        """Let a source and the one before it (-1) or after it (1) in its channel change places;
        the first stays where it is when it is to move up, the last when down."""
        file = self._file()
        source = entry.source
        place = place_of(file.tables, source)
        if place is None:
            told = _("{name} stands where the bundled sources stand; only your own can be moved")
            raise ConfigError(told.format(name=source.name))
        mates = [
            number
            for number, table in enumerate(file.tables)
            if table.get("category", SourceSettings().category) == source.category
        ]
        position = mates.index(place) + step
        if not 0 <= position < len(mates):
            return
        goal = mates[position]
        pin_keys(file)
        while place != goal:  # past those of other channels, whose order stays
            file.swap(min(place, place + step))
            place += step
        file.write()

    def move_channel(self, name: str, step: int) -> None:
        """Let a channel and the one before it (-1) or after it (1) change places."""
        names = self.read().names
        place = names.index(name)
        if not 0 <= place + step < len(names):
            return
        names[place], names[place + step] = names[place + step], names[place]
        file = self._file()
        file.set_top("categories", names)
        file.write()

    def rename_channel(self, name: str, new: str) -> None:
        """Call a channel otherwise: its sources go there; one of that name that there is takes
        them in. A bundled source gets a table of its own for it."""
        shelf = self.read()
        sources = [entry.source for entry in dict(shelf.channels).get(name, ())]
        file = self._file()
        for source in sources:
            if source.enabled or place_of(file.tables, source) is not None:
                self._change(file, source, {"category": new})
        names = [new if known == name else known for known in shelf.names]
        file.set_top("categories", list(dict.fromkeys(names)))
        file.write()

    def _file(self) -> ConfigFile:
        return ConfigFile(self._path, "source", new=new_file(catalogue=self._catalogue))


class _Bundled:
    """The bundled sources of the channels that a configuration takes: without its table one of
    them would be there again."""

    def __init__(self, config: Config) -> None:
        from tnews import catalogue

        self._keys: set[str] = set()
        self._others: dict[str, list[Source]] = {}
        for source in catalogue.sources():
            if is_chosen(source, config):
                self._keys.add(source.key)
                self._others.setdefault(feed_identity(source.url), []).append(source)

    def __contains__(self, source: Source) -> bool:
        alike = self._others.get(feed_identity(source.url), ())
        return source.key in self._keys or any(is_same(source, other) for other in alike)


def _same(url: str, sources: Sequence[Source]) -> Source | None:
    """The source that is already fetched from `url`."""
    wanted = feed_identity(url)
    return next((source for source in sources if feed_identity(source.url) == wanted), None)
