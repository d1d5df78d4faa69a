"""The rows of the sources screen: channels, and under each its sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tnews.locale import _, plural
from tnews.services.health import Health, failing, healths
from tnews.text.wrap import cells, truncate
from tnews.tui.marks import marks
from tnews.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from tnews.model import FetchState, Source
    from tnews.model.pulse import Pulse
    from tnews.services.sourcebook import Entry, Shelf

SMALL = 24
"""Cells below which a row has room for mark and name alone: a name keeps eight beside the number."""


class ChannelRow(NamedTuple):
    """A channel with its sources."""

    name: str
    entries: tuple[Entry, ...]


class Known(NamedTuple):
    """What the cache knows of the sources, by their keys: (unread, all) articles, fetching, how often
    they publish."""

    counts: Mapping[str, tuple[int, int]]
    states: Mapping[str, FetchState]
    pulses: Mapping[str, Pulse]


NOTHING = Known({}, {}, {})


class SourceList(Choices):
    """Every channel, every source, one line each."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ChannelRow | Entry] = []
        self._sources: list[Source] = []
        self.known = NOTHING
        self._health: Mapping[str, Health] = {}
        self.empty_text = _("Reading the sources…")

    def update(
        self,
        shelf: Shelf,
        known: Known,
        now: datetime,
        goal: tuple[str, str] | None = None,
    ) -> None:
        """Show what there is; the cursor stays on its source or channel, or goes to `goal`."""
        before = goal or self.name_of(self.cursor)
        self._sources = [entry.source for _name, entries in shelf.channels for entry in entries]
        self._judge(known, now)
        self._rows = []
        for name, entries in shelf.channels:
            self._rows += [ChannelRow(name, entries), *entries]
        self.empty_text = _("No sources yet. Press a to add one.")
        names = [self.name_of(row) for row in range(len(self._rows))]
        self.set_rows(len(names), names.index(before) if before in names else self.cursor)

    def learn(self, known: Known, now: datetime) -> bool:
        """Show what is known of the same sources now; False if it is what was known before."""
        if known == self.known:
            return False
        self._judge(known, now)
        self.refresh()
        return True

    def _judge(self, known: Known, now: datetime) -> None:
        bad = failing(self._sources, known.states)
        self._health = healths(self._sources, known.states, bad, now, known.pulses)
        self.known = known

    def name_of(self, row: int) -> tuple[str, str]:
        """Return what tells the row from the others: a channel's name, or a source's key."""
        if not 0 <= row < len(self._rows):
            return "", ""
        said = self._rows[row]
        return (said.name, "") if isinstance(said, ChannelRow) else ("", said.source.key)

    @property
    def current(self) -> ChannelRow | Entry | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def health(self, key: str) -> Health | None:
        """Return what is wrong with a source, None where nothing is."""
        return self._health.get(key)

    def unread(self, key: str) -> tuple[int, int]:
        """Return how many articles of a source are unread, and how many there are."""
        return self.known.counts.get(key, (0, 0))

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return a channel with its figures, or a source with its marks."""
        row = self._rows[index]
        if isinstance(row, ChannelRow):
            on = sum(entry.source.enabled for entry in row.entries)
            said = plural("{n} source", "{n} sources", on).format(n=on)
            name = truncate(row.name, max(2, width - 4 - cells(said)))
            gap = " " * max(1, width - 2 - cells(name) - cells(said))
            return [(f" {name}", "group"), (gap, ""), (said, "detail")]
        source = row.source
        unread, _total = self.unread(source.key)
        health = self._health.get(source.key)
        is_failing = health is not None and health.is_failing
        is_off = not source.enabled or (health is not None and health.is_off)
        count = str(unread) if unread and width >= SMALL else ""
        signs = (
            marks().relay if source.relay else "",
            "" if source.http.verify_tls else marks().unchecked,
            health.mark if health is not None and health.condition != "off" else "",
        )
        right = " ".join(mark for mark in (*signs, count.rjust(4) if count else "") if mark)
        name = truncate(source.name, max(2, width - 8 - cells(right)))
        gap = " " * max(1, width - 7 - cells(name) - cells(right))
        return [
            ("  [", "detail"), ("x" if source.enabled else " ", "mark"), ("] ", "detail"),
            (name, "off" if is_off else "name"), (gap, ""),
            (right, "dropped" if is_failing and not count else "number"),
        ]  # fmt: skip
