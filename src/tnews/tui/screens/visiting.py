"""Related articles (相关): below the text, and read in the place of the one they belong to."""

from __future__ import annotations

from datetime import datetime

from textual import on

from tnews.locale import _
from tnews.model import ArticleRow
from tnews.tui import looks
from tnews.tui.messages import Related
from tnews.tui.screens.frame import Zone
from tnews.tui.screens.ranking import RankedZone
from tnews.tui.sheet import Sheet, with_related


class VisitingZone(RankedZone):
    """Shows related articles. One that is read is visited: the list stays where it is.

    The way there is kept, so that back returns step by step; whatever moves the cursor of the
    list, shows another list or leaves the article ends the visit.
    """

    _related: tuple[int, list[ArticleRow]] = (0, [])
    """The article that was asked for last, and what is related to it."""

    _list_for = 0
    """The article on show whose list of related ones opens when they are known, 0 for none."""

    _visited: tuple[int, ...] = ()
    _visited_from: object = None

    def _here(self) -> object:
        entry = self.entry
        return self.view, self.filter, entry.id if entry is not None else self.articles.current_id

    @property
    def visited(self) -> int | None:
        """The article on show in the place of the one under the cursor; None if there is none."""
        if self._visited and self._visited_from != self._here():
            self._visited = ()
        return self._visited[-1] if self._visited else None

    @property
    def row(self) -> ArticleRow | None:
        """The article in hand: the one that is visited, else the one under the cursor."""
        visited = self.visited
        return super().row if visited is None else self.row_of(visited)

    def row_of(self, article_id: int) -> ArticleRow | None:
        """Return the row of an article, whether it stands in the list or not; None if gone."""
        found = self.ask(lambda: self.library.rows([article_id]), list[ArticleRow]())
        return next(iter(found), None)

    def show_current(self, *, opening: bool = False) -> None:
        """Show the article in hand; `opening` also reads it and gives it the keys."""
        visited = self.visited
        if visited is not None:
            row = self.row_of(visited)
            if row is not None and self.show_article(visited, row.is_bookmarked, opening=opening):
                return
            self._visited = ()
        super().show_current(opening=opening)

    def set_zone(self, zone: Zone, *, keys: bool = True) -> None:
        """Give the keys to `zone`; who leaves the article for a list ends the visit."""
        super().set_zone(zone, keys=keys)
        if zone != "reader" and self._visited:
            self._visited = ()
            self._preview_soon()

    def visit(self, article_id: int) -> None:
        """Read an article in the place of the one in hand."""
        self._visited = () if self.visited is None else self._visited
        self._visited_from = self._here()
        self._visited = (*self._visited, article_id)
        left, above = self.opened, self.reader.above
        self.show_current(opening=True)
        if left is not None:
            self._kept[left] = above  # back leads to where one was, at the end of the text too

    def end_visit(self) -> bool:
        """Go back to the article that led to the one on show; False if none did."""
        if self.zone != "reader" or self.visited is None:
            return False
        self._visited = self._visited[:-1]
        self.show_current(opening=True)
        return True

    def show_sheet(self, sheet: Sheet | None, is_bookmarked: bool = False) -> None:
        """Show `sheet`; no list of what is related to another one opens any more."""
        if sheet is None or sheet.article != self._list_for:
            self._list_for = 0
        super().show_sheet(sheet, is_bookmarked)

    # -- what is related -----------------------------------------------------------------------

    def with_related(self, sheet: Sheet) -> Sheet:
        """Return `sheet` with its related articles, if they are known by now."""
        article, rows = self._related
        if sheet.article != article:
            return sheet
        return with_related(sheet, rows, self.config.keys, datetime.now().astimezone())

    @on(Related)
    def _related_came(self, message: Related) -> None:
        self._related = message.article, message.rows
        shown = self.reader.sheet
        if message.rows and shown is not None and shown.article == message.article:
            row = self.row
            self.show_sheet(self.with_related(shown), row is not None and row.is_bookmarked)
        if self._list_for == message.article and self.is_current:
            self.show_related()

    def show_related(self) -> None:
        """Open the list of related articles; the chosen one is read."""
        self.catch_up()
        shown = self.reader.sheet
        self._list_for = 0
        if shown is None or shown.article is None:
            self.status.say(_("No related articles."))
            return
        if not shown.related:
            if shown.article == self._related[0]:
                self.status.say(_("No related articles."))
                return
            self._list_for = shown.article
            self.status.say(_("Still looking for related articles."))
            if shown.article != self.opened:
                self.desk.relate(shown.article)
            return
        self.status.say("")
        from tnews.tui.screens.related import RelatedScreen  # not needed for the first paint

        def chosen(article_id: int | None) -> None:
            if article_id is not None:
                self.visit(article_id)

        self.app.push_screen(RelatedScreen(looks.shown(shown.title), shown.related), chosen)
