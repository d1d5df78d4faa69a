"""Jumping: everything in sight gets a label, and typing the label goes there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tnews.locale import _
from tnews.model import TnewsError
from tnews.tui.labels import labels
from tnews.tui.screens.finding import Finding
from tnews.tui.view import View

Place = tuple[str, object]
"""Where a label stands: "link" and its number, "row" or "place" and its index, "view" and the view."""


class Jumping(Finding):
    """The reading room with labels on links, rows and channels."""

    _jumps: dict[str, Callable[[], None]] | None = None
    _jump_typed = ""

    @property
    def is_jumping(self) -> bool:
        """Whether labels are shown, and the next letters mean them."""
        return self._jumps is not None

    def action_jump(self) -> None:
        """Show a label on every link, row and channel in sight."""
        places = self._places_in_sight()
        if not places:
            self.status.say(_("Nothing here to jump to."))
            return
        shown = dict(zip(labels(len(places)), places, strict=False))
        self._jumps = {label: deed for label, (_place, deed) in shown.items()}
        self._jump_typed = ""
        self._show_labels({place: label for label, (place, _deed) in shown.items()})
        self.status.show_keys(_("jump: type a label"), [])

    def _places_in_sight(self) -> list[tuple[Place, Callable[[], None]]]:
        """Return what can be jumped to and how, the zone in hand first."""
        found: list[tuple[Place, Callable[[], None]]] = []
        if self.reader.is_on_screen:
            links = self.reader.links_in_sight()
            found += [(("link", number), partial(self._open_link, number)) for number in links]
        if self.listing.is_on_screen:
            rows = self.listing.rows_in_sight
            found += [(("row", index), partial(self._open_row, index)) for index in rows]
        if self.sidebar.is_on_screen:
            shown = [
                (index, self.sidebar.places[index].view) for index in self.sidebar.rows_in_sight
            ]
            found += [(("place", index), partial(self.go_to, view)) for index, view in shown]
        if self.channels.is_on_screen:
            views = self.channels.views_in_sight()
            found += [(("view", view), partial(self.go_to, view)) for view in views]
        return found

    def _show_labels(self, shown: dict[Place, str]) -> None:
        def of(kind: str) -> dict[int, str]:
            return {n: label for (one, n), label in shown.items() if one == kind and type(n) is int}

        self.reader.label(of("link"))
        self.listing.label(of("row"))
        self.sidebar.label(of("place"))
        self.channels.label({n: label for (_, n), label in shown.items() if isinstance(n, View)})

    def stop_jumping(self) -> None:
        """Take the labels away."""
        self._jumps = None
        self._show_labels({})
        self.status.show_keys("", [])

    def type_label(self, letter: str) -> None:
        """Take a key while labels are shown; one that is in no label ends that."""
        jumps = self._jumps or {}
        typed = self._jump_typed + letter
        if typed in jumps:
            self.stop_jumping()
            jumps[typed]()
        elif any(label.startswith(typed) for label in jumps) and letter:
            self._jump_typed = typed
            self.status.show_keys(_("jump: {label} …").format(label=typed), [])
        else:
            self.stop_jumping()

    def _open_row(self, index: int) -> None:
        self.listing.go(index)
        self.show_current(opening=True)

    def _open_link(self, number: int) -> None:
        from tnews.tui.browsing import browse  # not needed for the first paint

        links = self._links()
        if number > len(links):  # another text of it has come since the labels were shown
            return
        url = links[number - 1].url
        try:
            browse(self.app, url, self.config.reader.browser)
        except TnewsError as error:
            self.status.say(error.message, is_error=True)
        else:
            self.status.say(_("Handed to the browser: {url}").format(url=url))
