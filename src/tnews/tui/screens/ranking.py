"""The ranked lists (热榜) in the place of the articles: their entries, and what opens of them."""

from __future__ import annotations

from textual import on

from tnews.locale import _
from tnews.model import ArticleRow, RankEntry
from tnews.tui import report
from tnews.tui.actions import key_of, told
from tnews.tui.messages import EntryCame, Ranked
from tnews.tui.screens.article import ArticleZone
from tnews.tui.sheet import fetching, of_entry
from tnews.tui.view import RANKED, View

SHOWN = "-ranked"
"""The class of the screen while a ranked list is on show."""


class RankedZone(ArticleZone):
    """Shows a ranked list where its view is chosen. An entry becomes an article when opened."""

    _opens_list = False
    """Whether the list that is still to come is opened when it comes."""

    _are_ranks_coming = False

    is_turning = False
    """Whether something is being undone or redone."""

    def show_list_of(self, view: View) -> None:
        """Ask for what `view` holds, in the list that shows such things."""
        source = self.sidebar.source_of(view)
        self._opens_list = self._are_ranks_coming = False
        self.ranked = None
        if source is None or source.kind != RANKED:
            self.remove_class(SHOWN)
            self.desk.list(view, self.filter)
            return
        if self.ranks is None:
            from tnews.tui.widgets.rank_list import RankList  # not needed for the first paint

            self.ranks = RankList(id="ranks")
            self.query_one("#articles").mount(self.ranks)
        self.ranked = source
        self._listed = None  # the articles begin anew when they come back
        if any(entry.source != source.key for entry in self.ranks.entries):
            self.ranks.show((), keep=False)  # of the same list the cursor keeps its entry
        self._are_ranks_coming = not self.ranks.entries
        self.add_class(SHOWN)
        self.desk.rank(source.key)

    @property
    def is_list_coming(self) -> bool:
        """Whether the articles on show are still those of another view, for a moment."""
        return self.ranked is None and self._listed != (self.view, self.filter)

    def is_coming(self, *, whole: bool) -> bool:
        """Whether what the view holds is still to come, for a moment; the `whole` of it, or its
        beginning."""
        if self.ranked is not None:
            return self._are_ranks_coming
        return self.is_list_coming or not self._is_renewed or (whole and not self._is_settled)

    @property
    def entry(self) -> RankEntry | None:
        """The entry under the cursor of the ranked list on show."""
        return None if self.ranked is None or self.ranks is None else self.ranks.current

    @property
    def row(self) -> ArticleRow | None:
        """The article under the cursor, whichever list it stands in."""
        if self.ranked is None:
            return self.articles.current
        entry = self.entry
        if entry is None or entry.article_id is None:
            return None
        wanted = entry.article_id
        return next(iter(self.ask(lambda: self.library.rows([wanted]), list[ArticleRow]())), None)

    def _preview_soon(self) -> None:
        """Leave at once what was open: a key that comes before something else is shown, and leads
        back, finds it closed as a later one does."""
        if self.opened is not None and self.ranked is None:
            row = self.row
            if row is None or row.id != self.opened:
                self._keep_position()
                self.opened = None
        super()._preview_soon()

    def show_current(self, *, opening: bool = False) -> None:
        """Show what is under the cursor; `opening` also reads it and gives it the keys."""
        if opening and self.is_list_coming:  # else a quick key would open what is leaving
            self._opens_list = True
            return
        if self.ranked is None:
            super().show_current(opening=opening)
            return
        entry, row = self.entry, self.row
        if row is not None and self.show_article(row.id, row.is_bookmarked, opening=opening):
            return
        if entry is None:
            self.show_sheet(None)
            return
        if opening and entry.id not in self._opening:
            self._opening.add(entry.id)
            self._refused.pop(entry.id, None)
            self.texts().open_entry(entry.id)
        problem = self._refused.get(entry.id, "")
        is_fetching = entry.id in self._opening
        keys = self.config.keys
        self.show_sheet(of_entry(entry, keys, problem=problem, is_fetching=is_fetching))
        if opening:
            self.tell_text(fetching(), lasting=True)
            self.set_zone("reader")

    def neighbours(self) -> list[int]:
        """Return the articles that are likely to be opened next; entries are none yet."""
        return super().neighbours() if self.ranked is None else []

    @on(Ranked)
    def _show_ranks(self, message: Ranked) -> None:
        if self.ranks is None or self.ranked is None or message.source != self.ranked.key:
            return
        self._are_ranks_coming = False
        said = _("No list yet. {key} fetches it.")
        key = key_of("refresh", self.config.keys)
        self.ranks.empty_text = self.failure() or told(said, {"key": key})
        self.ranks.show(message.entries, keep=True)
        self._show_heading()
        self._preview_soon()

    @on(EntryCame)
    def _entry_came(self, message: EntryCame) -> None:
        fetched, entry = message.fetched, self.entry
        self._opening.discard(message.entry_id)
        if fetched.error:
            self._refused[message.entry_id] = fetched.error
        if self.ranks is not None:
            self.ranks.link(message.entry_id, fetched.article or None)
        if entry is None or entry.id != message.entry_id:
            self.status.unsay(fetching())
            return
        self.show_current(opening=self.zone == "reader" and not fetched.error)
        article = self.ask(lambda: self.library.open(fetched.article), None)
        if article is not None:
            self.tell_what_came(fetched, article)
        else:
            self.tell_text(report.refused(fetched), is_error=True)
