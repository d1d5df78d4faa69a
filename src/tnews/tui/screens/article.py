"""The article zone: the article on show, and the pages that are fetched for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from tnews.locale import _
from tnews.model import Article, TextFetched, TextState
from tnews.services.library import Channel
from tnews.tui import looks, report
from tnews.tui.messages import SavedForLater, TextCame
from tnews.tui.numbered import NumberedLink, numbered
from tnews.tui.screens.frame import Zone
from tnews.tui.screens.heading import Headed
from tnews.tui.sheet import Sheet, fetching, of_article
from tnews.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from tnews.tui.text_desk import TextDesk

PREVIEW_DELAY = 0.04
"""Seconds the cursor rests before its article is laid out: a held key lays out none."""

KEEP_DELAY = 3.0
"""Seconds between two writes of the reading place while one scrolls."""

AHEAD = 2
"""Neighbours of the open article whose pages are fetched before they are opened."""

SIGHT = 50
"""Rows among which the next unread article is looked for."""


class ArticleZone(Headed):
    """Shows one article of the list, whole if its page can be had."""

    _reading: Timer | None = None

    def set_zone(self, zone: Zone, *, keys: bool = True) -> None:
        """Give the keys to `zone`; who leaves the article needs no neighbours of it."""
        if zone != "reader" and self._texts is not None:
            self._texts.fetch_quietly(())
        super().set_zone(zone, keys=keys)

    def texts(self) -> TextDesk:
        """Return what fetches pages; it is made when the first one is wanted."""
        if self._texts is None:
            from tnews.tui.text_desk import TextDesk

            self._texts = TextDesk(self.errands, self.jobs, self.hear)
        return self._texts

    def with_related(self, sheet: Sheet) -> Sheet:
        """Return `sheet` with what is known of related articles: nothing here."""
        return sheet

    # -- the article on show -------------------------------------------------------------------

    def show_current(self, *, opening: bool = False) -> None:
        """Show the article under the cursor; `opening` also reads it and gives it the keys."""
        row = self.articles.current
        if row is None or not self.show_article(row.id, row.is_bookmarked, opening=opening):
            self.show_sheet(None)

    def _preview_soon(self) -> None:
        """Show in a moment what is in hand now."""
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_DELAY, self.catch_up)

    def catch_up(self) -> None:
        """Show what is in hand now, if that has not been done since the cursor moved."""
        if self._preview is not None:
            self._preview.stop()
            self._preview = None
            self.show_current()

    def show_article(self, article_id: int, is_bookmarked: bool, *, opening: bool = False) -> bool:
        """Show an article; False if it is gone. `opening` as in `show_current`."""
        article = self.ask(lambda: self.library.open(article_id), None)
        if article is None:
            return False
        state = self.ask(lambda: self.library.text_state(article_id), TextState())
        is_fetching = article_id in self._fetching
        story = self.ask(lambda: self.library.story_of(article_id), None)
        keys = self.config.keys
        sheet = of_article(article, state, keys, is_fetching=is_fetching, story=story)
        sheet = sheet._replace(position=self._kept.get(article_id, sheet.position))
        self.show_sheet(self.with_related(sheet), is_bookmarked)
        if opening and self._is_bare(article, state):
            self.fetch_text(article_id)
        if opening:
            self.opened = article_id
            self._position = self.reader.place
            self._read_after_a_while(article)
            self.set_zone("reader")
            self.desk.relate(article_id)
            if not self.is_demo:  # it is on this machine
                self.texts().fetch_quietly([article_id, *self.neighbours()])
        return True

    def _read_after_a_while(self, article: Article) -> None:
        """Mark an article that was opened: at once, or after it was on show for a while."""
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

        def mark() -> None:
            if self.opened == article.id:
                self.articles.change([article.id], is_read=True)
                label = _("“{title}” marked read").format(title=looks.shown(article.title))
                self.desk.set_read_by_opening(article.id, label)

        if seconds := self.config.reader.read_after:
            self._reading = self.set_timer(seconds, mark)
        else:
            mark()

    def show_sheet(self, sheet: Sheet | None, is_bookmarked: bool = False) -> None:
        """Show `sheet`; another text of what is on show begins at the reading place."""
        shown = self.reader.sheet
        if shown is None or sheet is None or not shown.is_of(sheet):
            self.finding = ""
        words = self.words
        if self.reader.shows(sheet, words):
            return
        is_same = (
            shown is not None
            and sheet is not None
            and shown.is_of(sheet)
            and self.reader.words == words
        )
        if not is_same:
            self._keep_position()
            self.opened = None
            self.desk.relate(None)
            self.status.unsay(self._told_of_text)
        self.metadata.show(sheet, is_bookmarked, words)
        self.reader.show(sheet, words, keep=is_same)
        if is_same:
            self._position = self.reader.place
            self._show_right()

    @property
    def words(self) -> str:
        """The search whose hits are marked in the article: what is found in it goes first."""
        return self.finding or self.view.words

    def show_bookmark(self, article_id: int, is_bookmarked: bool) -> None:
        """Show in the metadata whether the article is bookmarked, if it is on show."""
        shown = self.reader.sheet
        if shown is not None and shown.article == article_id:
            self.metadata.show(shown, is_bookmarked, self.reader.words)

    def mark_read(self, ids: Sequence[int], is_read: bool, label: str) -> None:
        """Mark articles, on the screen at once and in the cache behind it."""
        self.articles.change(ids, is_read=is_read)
        self.desk.set_read(ids, is_read, label)

    def _keep_position(self) -> None:
        """Keep the place in the open article, in the cache too; a kill loses `KEEP_DELAY` of it."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        if self.opened is not None and self._kept.get(self.opened) != self._position:
            self._kept[self.opened] = self._position
            self.desk.set_position(self.opened, self._position)

    @on(Reader.Scrolled)
    def _scrolled(self, message: Reader.Scrolled) -> None:
        if message.article_id == self.opened:
            self._position = message.position
            if self._keeping is None:
                self._keeping = self.set_timer(KEEP_DELAY, self._keep_position)
        self._show_right()

    # -- whole texts -----------------------------------------------------------------------------

    def _is_bare(self, article: Article, state: TextState) -> bool:
        """Whether `article` is a link alone whose page was never asked for."""
        source = next((s for s in self.config.sources if s.key == article.source), None)
        is_allowed = source is not None and source.full_text != "never"
        return bool(is_allowed and article.url and not article.blocks and state.tried_at is None)

    def fetch_text(self, article_id: int) -> None:
        """Fetch the whole text of the article on show, because a person wants it now."""
        self.tell_text(fetching(), lasting=True)
        if article_id not in self._fetching:
            self._fetching.add(article_id)
            self.texts().fetch(article_id)
            self.show_current()

    def neighbours(self) -> list[int]:
        """Return the articles that are likely to be opened next."""
        after = range(self.articles.cursor + 1, len(self.articles.ids))[:SIGHT]
        rows = (row for row in map(self.articles.row, after) if row is not None)
        unread = next((row.id for row in rows if not row.is_read), None)
        wanted = [unread, *(self.articles.ids[index] for index in after[:1])]
        return list(dict.fromkeys(id for id in wanted if id is not None))[:AHEAD]

    @on(TextCame)
    def _text_came(self, message: TextCame) -> None:
        fetched = message.fetched
        if message.asked:
            self._fetching.discard(fetched.article)
        shown = self.reader.sheet
        is_shown = shown is not None and shown.article == fetched.article
        if is_shown:
            self.articles.reread()
            self.show_current()
        else:
            self._kept.pop(fetched.article, None)  # in another text the cache knows it better
            self.articles.begin_anew()
        if not message.asked:
            return
        article = self.ask(lambda: self.library.open(fetched.article), None)
        if is_shown and article is not None:
            self.tell_what_came(fetched, article)
        else:
            self.status.unsay(fetching())

    def tell_what_came(self, fetched: TextFetched, article: Article) -> None:
        """Say what came of the wish for the whole text of `article`."""
        state = self.ask(lambda: self.library.text_state(article.id), TextState())
        said, is_error = report.text_came(fetched, state, article.characters)
        self.tell_text(said, is_error=is_error)

    def tell_text(self, said: str, *, is_error: bool = False, lasting: bool = False) -> None:
        """Say something of the article on show, until another one is."""
        self._told_of_text = said
        self.status.say(said, is_error=is_error, lasting=lasting)

    # -- links -----------------------------------------------------------------------------------

    @property
    def has_links(self) -> bool:
        """Whether the article on show leads anywhere."""
        return bool(self._links())

    def _links(self) -> list[NumberedLink]:
        sheet = self.reader.sheet
        return numbered(sheet.blocks) if sheet is not None else []

    def show_links(self, number: int = 0) -> None:
        """Open the list of the links of the article on show, the cursor on one of them."""
        links = self._links()
        if not links:
            self.status.say(_("No links here."))
            return
        from tnews.tui.screens.links import LinksScreen  # not needed for the first paint

        save = partial(self.save_for_later, source=self._source_on_show())
        reader, keys = self.config.reader, self.config.keys
        self.app.push_screen(LinksScreen(links, reader.browser, save, keys, number))

    def _source_on_show(self) -> str:
        """The key of the source of the article on show, "" if there is none."""
        shown = self.reader.sheet
        if shown is None or shown.article is None:
            return ""
        id = shown.article
        article = self.ask(lambda: self.library.open(id), None)
        return "" if article is None else article.source

    def save_for_later(self, url: str, title: str, source: str) -> None:
        """Save the page at `url`, which an article of `source` leads to, to be read later."""
        self.status.say(_("Saving: {url}").format(url=url), lasting=True)
        self.texts().save(url, title, source)

    def show_saved_channel(self) -> None:
        """Show the channel of what is saved to be read later, unless it is there."""
        from tnews.services.readlater import SAVED  # not needed for the first paint

        self.library.take_in(SAVED)
        self.sidebar.add_channel(Channel(SAVED.category, (SAVED,)))

    @on(SavedForLater)
    def _saved_for_later(self, message: SavedForLater) -> None:
        from tnews.services.readlater import SAVED  # not needed for the first paint

        said, is_error = report.saved_for_later(message.fetched)
        self.tell(said, is_error=is_error)
        if message.fetched.article:
            self.show_saved_channel()
            self.desk.count()
            if self.sidebar.source_of(self.view) == SAVED:
                self.desk.list(self.view, self.filter)

    def tell(self, said: str, *, is_error: bool = False, lasting: bool = False) -> None:
        """Say what came of background work, in the dialog too while one is open."""
        from tnews.tui.screens.dialog import Dialog  # not needed for the first paint

        self.status.say(said, is_error=is_error, lasting=lasting)
        if isinstance(self.app.screen, Dialog):
            self.app.screen.say(said, is_error=is_error)
