"""Keys that write: the note on an article, and its tags."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model import NOTE_LIMIT, Article, TagCount
from tnews.tui.actions import key_of, told
from tnews.tui.looks import shown
from tnews.tui.screens.moving import Moving

if TYPE_CHECKING:
    from tnews.tui.screens.note import NoteScreen


class Annotating(Moving):
    """The reading room with notes and tags."""

    _offered: frozenset[int] = frozenset()
    """Drafts that were shown once more before quitting; not twice, or nobody could leave."""

    def _article_in_hand(self) -> Article | None:
        """The article that is annotated; None, and why, where there is none."""
        row = self.row
        if row is None:
            self._say_no_marks()
            return None
        return self.ask(lambda: self.library.open(row.id), None)

    def action_note(self) -> None:
        """Write a note on the article."""
        article = self._article_in_hand()
        if article is not None:
            self._write_note(article)

    def offers_draft(self) -> bool:
        """Whether there was a draft to show again, before quitting would lose it."""
        for id in self._drafts.keys() - self._offered:
            self._offered |= {id}
            article = self.ask(partial(self.library.open, id), None)
            if article is not None:
                key = key_of("quit", self.config.keys)
                self._write_note(article).ask_before_quitting(key)
                return True
        return False

    def _write_note(self, article: Article) -> NoteScreen:
        from tnews.tui.screens.note import NoteScreen  # not needed for the first paint

        id, title, note = article.id, shown(article.title), article.status.note
        screen = NoteScreen(title, note, self._drafts.get(id))

        def left(kept: str | None) -> None:
            if kept is None:
                self._keep_draft(id, screen.draft)
                return
            self._keep_draft(id, None)
            label = _("a note on “{title}”") if kept else _("the note on “{title}” removed")
            if kept != note:
                self.articles.change([id], has_note=bool(kept))
                self.desk.set_note(id, kept, label.format(title=title))

        self.app.push_screen(screen, left)
        return screen

    def _keep_draft(self, article_id: int, draft: str | None) -> None:
        """Remember what was typed and not saved, for the next time the note is opened."""
        before = self._drafts.get(article_id)
        self._drafts = {id: text for id, text in self._drafts.items() if id != article_id}
        if draft != before:
            self._offered -= {article_id}
        if draft is not None:
            self._drafts[article_id] = draft
            said = _("The draft is kept until you quit; {key} goes on with it.")
            if article_id in self._offered:
                said = _("The draft is not saved: quitting loses it, {key} goes on with it.")
            self.status.say(told(said, {"key": key_of("note", self.config.keys)}))

    def keep_all(self) -> None:
        """Keep what was typed and not saved, and the place in the article: the terminal is gone."""
        for id, text in self._drafts.items():
            self.desk.set_note(id, text[:NOTE_LIMIT], "")
        self._drafts = {}
        self._keep_position()

    def action_tags(self) -> None:
        """Give the article tags, or take them away."""
        article = self._article_in_hand()
        if article is None:
            return
        from tnews.tui.screens.tags import TagScreen  # not needed for the first paint

        id, title, tags = article.id, shown(article.title), article.status.tags
        known = [tag for tag, _articles in self.ask(self.library.tags, list[TagCount]())]

        def left(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None and set(chosen) != set(tags):
                self.desk.set_tags(id, chosen, _("the tags of “{title}”").format(title=title))

        self.app.push_screen(TagScreen(title, tags, known), left)
