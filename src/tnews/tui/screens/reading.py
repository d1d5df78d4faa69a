"""Keys that read: open, page on, the next unread, zen, the browser."""

from __future__ import annotations

from array import array
from functools import partial

from tnews.locale import _
from tnews.model import ArticleRow, TnewsError
from tnews.model.query import Sort
from tnews.model.record import replace
from tnews.tui import looks
from tnews.tui.actions import key_of, told
from tnews.tui.screens.finding import Finding
from tnews.tui.screens.moving import Moving

NEAR = 500
"""Articles of the list among which the next unread one is looked for, in half a millisecond."""

NEAREST = 32
"""Unread articles asked for at a time when the next one is looked for."""

HITS = 1000
"""Hits that one key with a count goes on by at most."""


class Reading(Moving, Finding):
    """The reading room with the keys that read."""

    def action_open(self) -> None:
        """Go into the list, or open the article."""
        if self.zone == "sidebar":
            self.set_zone("list")
        elif self.zone == "list" and self.listing.count:
            self.show_current(opening=True)
        elif self.zone == "reader":
            self.reader.scroll_lines(1)

    def action_advance(self) -> None:
        """Page down; at the end the next unread article."""
        if self.zone == "sidebar":
            if self.sidebar.fold():
                return
            self.set_zone("list")
        if not self.listing.count:
            return
        if self.ranked is not None:
            self._advance_ranked()
        elif self.opened is None or self.opened not in (self.articles.current_id, self.visited):
            row = self.articles.current
            if row is not None and not row.is_read:
                self.show_current(opening=True)
            else:
                self._open_unread(1)
        elif self.reader.is_at_end:
            self._open_unread(1)
        else:
            self.set_zone("reader")
            self.reader.scroll_pages(1)

    def _advance_ranked(self) -> None:
        """Open the entry, page down in it, go to the next one."""
        if self.zone != "reader":
            self.show_current(opening=True)
        elif self.reader.is_at_end:
            self._open_beside(1)
        else:
            self.reader.scroll_pages(1)

    def action_back_page(self) -> None:
        """Page up."""
        if (rows := self._list_in_hand()) is not None:
            rows.move(-rows.page_rows)
        else:
            self.reader.scroll_pages(-1)

    def _open_unread(self, step: int, times: int = 1) -> None:
        """Open the nearest unread article, or the one `times` of them away; after the last one
        the first one."""
        if self.ranked is not None:
            self._open_beside(step)
            return
        start = self.articles.cursor + step
        index = self.articles.find_unread(start, step, self._near_unread(start, step))
        if index is None:
            index = self._nearest_unread(step, self.articles.current)
        said = ""
        if index is None and step > 0:
            index = self._nearest_unread(step, None)
            if index != self.articles.cursor:
                said = _("Nothing unread below: on from the top.")
        if index is None:
            said = (
                _("Everything here is read. {key} goes to the next channel.")
                if step > 0
                else _("Nothing unread above.")
            )
            self.status.say(told(said, {"key": key_of("next_category", self.config.keys)}))
            return
        for _again in range(times - 1):
            start = index + step
            beyond = self.articles.find_unread(start, step, self._near_unread(start, step))
            if beyond is None:
                break
            index = beyond
        self.articles.go(index)
        self.status.say(said)
        self.show_current(opening=True)

    def _near_unread(self, start: int, step: int) -> set[int]:
        """Return which of the `NEAR` articles from `start` on, down or up, are unread."""
        ids = self.articles.ids
        near = ids[start : start + NEAR] if step > 0 else ids[max(0, start + 1 - NEAR) : start + 1]
        return self.ask(lambda: self.library.unread(near), set())

    def _nearest_unread(self, step: int, row: ArticleRow | None) -> int | None:
        """Return the place in the list of the nearest unread article beyond `row`.

        Without `row` it is looked for from the top. A few are asked for at a time: of half a
        million unread ones the ids alone would take 0.1 s at each key.
        """
        start = 0 if row is None else self.articles.cursor + step
        if self.view.kind == "hot":  # in no order of time, and of hundreds of rows at most
            unread = self.ask(lambda: self.library.unread(self.articles.ids), set[int]())
            return self.articles.find_unread(start, step, unread)
        sort: Sort = "newest" if step > 0 else "oldest"
        query = replace(self.view.query(self.filter), unread=True, sort=sort, limit=NEAREST)
        while True:
            if row is not None:
                query = replace(query, after=(int(row.sorted_at.timestamp()), row.id))
            ids = self.ask(partial(self.library.ids, query), array("q"))
            index = self.articles.place_of_unread(ids, start, step)
            if index is not None or len(ids) < NEAREST:
                return index
            # Marked read a moment ago, or come after the list: on behind the last of them.
            row = next(
                iter(self.ask(partial(self.library.rows, ids[-1:]), list[ArticleRow]())), None
            )
            if row is None:
                return None

    def action_next_unread(self) -> None:
        """Go to the next hit of a search; without hits, open the next unread article."""
        times = self.times
        if not self.step_hit(1):
            self._open_unread(1, times)
        else:
            for _again in range(min(times, HITS) - 1):
                self.step_hit(1)

    def action_previous_unread(self) -> None:
        """Open the previous unread article."""
        self._open_unread(-1, self.times)

    def _open_beside(self, step: int) -> None:
        """Open the article beside the one under the cursor, read or not."""
        if self.listing.count:
            before = self.listing.cursor
            self.listing.move(step)
            if self.listing.cursor == before:
                self.status.say(_("The list ends here."))
            else:
                self.show_current(opening=True)

    def action_next_article(self) -> None:
        """Open the article below."""
        self._open_beside(self.times)

    def action_previous_article(self) -> None:
        """Open the article above."""
        self._open_beside(-self.times)

    def action_zen(self) -> None:
        """Nothing but the article, and back."""
        if not self.has_class("-zen"):
            if not self.listing.count:
                return
            self.show_current(opening=True)
        self.toggle_class("-zen")

    def _address(self) -> str | None:
        """The address of what is under the cursor; None where there is nothing."""
        here = self.row if self.ranked is None or self.visited is not None else self.entry
        return None if here is None else here.url

    def action_contents(self) -> None:
        """Choose a heading of the article and go there."""
        found = self.reader.headings()
        sheet = self.reader.sheet
        if not found or sheet is None:
            self.status.say(_("This article has no headings."))
            return
        from tnews.tui.screens.contents import ContentsScreen  # not needed for the first paint

        def chosen(block: int | None) -> None:
            if block is not None:
                self.show_current(opening=True)
                self.reader.go_to_block(block)

        block = self.reader.block_in_sight
        here = max(0, sum(heading.block <= block for heading in found) - 1)
        self.app.push_screen(ContentsScreen(sheet.title, found, here), chosen)

    def action_browser(self) -> None:
        """Open the article in the browser."""
        from tnews.tui.browsing import browse  # not needed for the first paint

        url = self._address()
        if url is None:
            return
        try:
            browse(self.app, url, self.config.reader.browser)
        except TnewsError as error:
            self.status.say(error.message, is_error=True)
        else:
            self.status.say(_("Handed to the browser: {url}").format(url=url))

    def action_browser_read(self) -> None:
        """Open the article in the browser, and mark it read."""
        self.action_browser()
        if (row := self.row) is not None and not row.is_read:
            label = _("“{title}” marked read").format(title=looks.shown(row.title))
            self.mark_read([row.id], True, label)

    def action_copy(self) -> None:
        """Copy the article's link through the terminal (OSC 52)."""
        url = self._address()
        if url is None:
            return
        if not url:
            self.status.say(_("This article has no web address."), is_error=True)
            return
        self.app.copy_to_clipboard(url)
        self.status.say(_("Link copied: {url}").format(url=url))

    def action_links(self) -> None:
        """Show the links of the article."""
        self.show_links()

    def action_related(self) -> None:
        """Show the related articles."""
        self.show_related()
