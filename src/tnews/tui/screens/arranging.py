"""Keys that arrange the room; how it was left is how it opens next time."""

from __future__ import annotations

from tnews.tui.screens.moving import Moving


class Arranging(Moving):
    """The reading room whose zones can be arranged."""

    def action_fold(self) -> None:
        """Fold what is known of the article into one line, or show all of it."""
        self.metadata.is_folded = not self.metadata.is_folded
        self.memory.change(is_folded=self.metadata.is_folded)

    def action_list_style(self) -> None:
        """Show the articles of lists in one line each, or in two or three."""
        name = "roomy" if self.articles.style_name == "compact" else "compact"
        self.articles.set_style(name)
        self.memory.change(list_style=name)
