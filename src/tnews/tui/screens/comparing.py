"""Keys of stories: the versions of one, how they differ, and 热点."""

from __future__ import annotations

from tnews.locale import _
from tnews.model import Article
from tnews.model.story import Version
from tnews.tui import looks
from tnews.tui.screens.moving import Moving
from tnews.tui.view import TODAY


class Comparing(Moving):
    """The reading room with stories."""

    def action_hot(self) -> None:
        """Today's stories by how many outlets bring them."""
        self._go(TODAY)

    def action_versions(self) -> None:
        """List the versions of the story in hand, and what is like it."""
        row = self.row
        if row is None:
            self._say_no_marks()
            return
        id = row.id
        story = self.ask(lambda: self.library.story_of(id), None)
        alike = self.ask(lambda: self.library.alike(id), list[Version]())
        if story is None and not alike:
            self.status.say(_("No other version of this article."))
            return
        from tnews.tui.screens.versions import VersionsScreen  # not needed for the first paint

        def chosen(article_id: int | None) -> None:
            if article_id is not None:
                self.visit(article_id)

        versions = () if story is None else story.versions
        labels = {} if story is None else story.labels()
        keys = self.config.keys
        screen = VersionsScreen(
            id, looks.shown(row.title), versions, alike, labels, self._article, self._take_out, keys
        )
        self.app.push_screen(screen, chosen)

    def _article(self, article_id: int) -> Article | None:
        return self.ask(lambda: self.library.open(article_id), None)

    def _take_out(self, version: Version, name: str) -> None:
        """Take a version out of its story, for good."""
        label = _("the version of “{outlet}” taken out of the story").format(outlet=name)
        self.desk.split(version.id, label)
