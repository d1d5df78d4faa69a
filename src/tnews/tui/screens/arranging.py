"""Keys that arrange the room; how it was left is how it opens next time."""

from __future__ import annotations

from tnews.tui.screens.moving import Moving


class Arranging(Moving):
    """The reading room whose zones can be arranged."""

    def action_fold(self) -> None:
        """Fold what is known of the article into one line, or show all of it."""
        self.metadata.is_folded = not self.metadata.is_folded
        self.memory.change(is_folded=self.metadata.is_folded)
