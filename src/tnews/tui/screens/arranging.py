"""Keys that arrange the room; how it was left is how it opens next time."""

from __future__ import annotations

from textual import on

from tnews.locale import _
from tnews.tui.screens.moving import Moving
from tnews.tui.view import View
from tnews.tui.widgets.metadata import Metadata
from tnews.tui.widths import STEP, Zone, widths


class Arranging(Moving):
    """The reading room whose zones can be arranged."""

    def action_fold(self) -> None:
        """Fold what is known of the article into one line, or show all of it."""
        self.metadata.is_folded = not self.metadata.is_folded
        self.memory.change(is_folded=self.metadata.is_folded)

    @on(Metadata.Clicked)
    def _metadata_clicked(self, message: Metadata.Clicked) -> None:
        if message.is_link:
            self.call_later(self.run_action, "browser")
        elif message.tag:
            from tnews.text.query.completion import quoted  # not needed for the first paint

            self.go_to(View("search", _("tag:{tag}").format(tag=quoted(message.tag))))
        else:
            self.action_fold()

    def action_narrower(self) -> None:
        """Make the zone in hand narrower."""
        self._widen(-STEP)

    def action_wider(self) -> None:
        """Make the zone in hand wider."""
        self._widen(STEP)

    def _widen(self, cells: int) -> None:
        """Change the width of the zone in hand; where that is the article, its edge is the list's."""
        found = widths(self.app.size.width, self.memory.layout.widths)
        if not found or self.has_class("-zen"):
            self.status.say(_("Here one zone has the whole width."))
            return
        zone: Zone = "sidebar" if self.zone == "sidebar" else "list"
        if not self.set_width(zone, found[zone] + (cells if self.zone == zone else -cells)):
            self.status.say(_("There is no room for more."))

    def action_list_style(self) -> None:
        """Show the articles of lists in one line each, or in two or three."""
        name = "roomy" if self.articles.style_name == "compact" else "compact"
        self.articles.set_style(name)
        self.memory.change(list_style=name)
