"""What the lines around the list say: its heading, the channels of small screens, the right end."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult

from tnews.locale import _, plural
from tnews.text.when import short_time
from tnews.tui import report
from tnews.tui.actions import key_of
from tnews.tui.screens.fitting import Fitted
from tnews.tui.screens.frame import Zone
from tnews.tui.sheet import minutes_of
from tnews.tui.view import SINGLE, filter_name
from tnews.tui.widgets.sidebar import VIEW_MARK, Place, counted


class Headed(Fitted):
    """The frame with its lines."""

    def compose(self) -> ComposeResult:
        """Say what the list is before the first paint."""
        self._show_heading()
        yield from super().compose()

    def set_zone(self, zone: Zone, *, keys: bool = True) -> None:
        """Give the keys to `zone`; what is said at the right is of it."""
        super().set_zone(zone, keys=keys)
        self._show_right()

    @property
    def list_name(self) -> str:
        """What the list on show is called, its filter too."""
        title = self.view.title
        return f"{title} · {filter_name(self.filter)}" if self.filter else title

    def _heading_parts(self) -> tuple[str, str]:
        """Return the title of the list and what is said of it."""
        title = self.view.title
        if self.ranked is not None:
            if self.view.kind == "category":
                title = f"{title} · {self.ranked.name}"
            detail = self._list_time()
        elif self.view.kind == "search":
            count = len(self.articles.ids)
            detail = plural("{n} result", "{n} results", count).format(n=count)
            if not self._is_settled:
                detail = "…"  # the count follows
            if self.filter:
                detail = f"{filter_name(self.filter)} · {detail}"
        elif self.filter:
            detail = filter_name(self.filter)
        elif self.view.kind == "hot":
            detail = _("of the last 24 hours, by outlets")
        elif self.view.kind == "view":
            detail = self._view_detail()
        else:
            detail = self._counts_detail()
        source = self.sidebar.source_of(self.view)
        if source is not None and source.relay:
            relayed = _("through {relay}").format(relay=source.relay)
            detail = " · ".join(part for part in (detail, relayed) if part)
        if source is not None and not source.http.verify_tls:
            detail = " · ".join(part for part in (detail, _("certificate not checked")) if part)
        return title, detail

    def _counts_detail(self) -> str:
        """Say how many articles are unread and how many there are, as the sidebar counts: each
        version of a story, which has no row of its own perhaps."""
        return _so_many(*self.sidebar.unread_of(self.view))

    def _view_detail(self) -> str:
        """Say how many articles of the saved view on show are unread, and how many there are."""
        if self._listed is None or self._listed[0] != self.view:
            return ""
        place = Place(self.view, self.sidebar.unread_of(self.view)[0])
        unread, rows = counted(place) or 0, len(self.articles.ids)
        if place.unread > rows:  # every version of a story counts, and has no row of its own
            return _("{unread} unread").format(unread=unread)
        return _so_many(unread, rows)

    def _list_time(self) -> str:
        """Say of what time the ranked list on show is."""
        entries = self.ranks.entries if self.ranks is not None else ()
        if not entries:
            return ""
        seen = max(entry.last_seen_at for entry in entries)
        return _("as of {time}").format(time=short_time(seen, datetime.now().astimezone()))

    def _show_heading(self) -> None:
        self.heading.update(*self._heading_parts())
        self._show_right()
        chosen = self.sidebar.category_of(self.view)
        places = []
        for place in self.sidebar.places:
            view = place.view
            if view.kind not in SINGLE:
                sign = VIEW_MARK if view.kind == "view" else ""
                title = sign + view.title + ("!" if place.is_failing else "")
                if self.filter and view == chosen:
                    title = f"{title} · {filter_name(self.filter)}"
                places.append((view, title, counted(place)))
        current = chosen
        if self.view.kind == "search":
            places.insert(0, (self.view, self.view.title, str(len(self.articles.ids))))
            current = self.view
        self.channels.update(places, current)

    def _show_right(self) -> None:
        """Show what is said at the right: what runs, and where one is in the article."""
        parts = [_("demonstration")] if self.is_demo else []
        if told := self.jobs.told:
            parts.append(report.working(told, self.desk.refreshes.slow))
        if self.zone != "reader" and not self.has_class("-wide") and self.ranked is None:
            parts.append(self._heading_parts()[1])  # the heading is out of sight
        hint = None
        if self.zone == "reader" and self.reader.sheet is not None:
            place, count = self.reader.hit_place
            if count:
                keys = self.config.keys
                pair = f"{key_of('next_unread', keys)} {key_of('toggle_read', keys)}"
                hint = (pair, _("hits"))
                parts.append(_("hit {place}/{count}").format(place=place, count=count))
            parts.append(self._progress_in_article())
        self.status.teach(hint)
        self.status.set_right("  ".join(parts))

    def _progress_in_article(self) -> str:
        """Say how much of the article is read, and how long the rest takes."""
        percent = f"{round(self.reader.position * 100)}%"
        sheet = self.reader.sheet
        if sheet is None or self.reader.is_at_end:
            return percent
        minutes = minutes_of((1 - self.reader.above) * sheet.characters)
        if not minutes:
            return percent
        time = plural("{n} minute left", "{n} minutes left", minutes).format(n=minutes)
        return f"{percent} · {time}"


def _so_many(unread: int | str, total: int) -> str:
    return _("{unread} unread of {total}").format(unread=unread, total=total)
