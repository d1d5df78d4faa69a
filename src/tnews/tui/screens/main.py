"""What each key does: one `action_` method for each row of `tnews.tui.actions`."""

from __future__ import annotations

from dataclasses import replace

from tnews.locale import _, plural
from tnews.model import TnewsError
from tnews.tui.actions import key_of
from tnews.tui.screens.frame import ZONES
from tnews.tui.screens.room import Room
from tnews.tui.view import FILTERS, View
from tnews.tui.widgets.virtual_list import VirtualList


class MainScreen(Room):
    """The reading room with its keys."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search line the search key is a letter like others."""
        return not (action == "search" and self.search_box.has_keys)

    # -- move --------------------------------------------------------------------------------

    def _list_in_hand(self) -> VirtualList | None:
        """The list that has the keys; None when the article has them."""
        if self.zone == "reader":
            return None
        return self.sidebar if self.zone == "sidebar" else self.listing

    def _move(self, lines: int) -> None:
        if (rows := self._list_in_hand()) is not None:
            rows.move(lines)
        else:
            self.reader.scroll_lines(lines)

    def action_line_down(self) -> None:
        """Next line or article."""
        self._move(1)

    def action_line_up(self) -> None:
        """Previous line or article."""
        self._move(-1)

    def _half(self, direction: int) -> None:
        if (rows := self._list_in_hand()) is not None:
            rows.move(direction * max(1, rows.page_rows // 2))
        else:
            self.reader.scroll_pages(direction * 0.5)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._half(1)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._half(-1)

    def action_first(self) -> None:
        """To the beginning."""
        if (rows := self._list_in_hand()) is not None:
            rows.go(0)
        else:
            self.reader.scroll_lines(-self.reader.virtual_size.height)

    def action_last(self) -> None:
        """To the end."""
        if (rows := self._list_in_hand()) is not None:
            rows.go(rows.count - 1)
        else:
            self.reader.scroll_lines(self.reader.virtual_size.height)

    def _zone_step(self, step: int, *, around: bool) -> None:
        index = ZONES.index(self.zone) + step
        if around:
            index %= len(ZONES)
        if 0 <= index < len(ZONES):
            zone = ZONES[index]
            if zone == "reader" and not self.listing.count:
                return
            if zone == "reader":
                self.show_current(opening=True)
            else:
                self.remove_class("-zen")
                self.set_zone(zone)

    def action_zone_left(self) -> None:
        """From the article to the list, from the list to the channels."""
        self._zone_step(-1, around=False)

    def action_zone_right(self) -> None:
        """From the channels to the list, from the list into the article."""
        self._zone_step(1, around=False)

    def action_zone_next(self) -> None:
        """Next zone, around."""
        self._zone_step(1, around=True)

    def action_zone_previous(self) -> None:
        """Previous zone, around."""
        self._zone_step(-1, around=True)

    # -- channels ----------------------------------------------------------------------------

    def _category_step(self, step: int) -> None:
        views = self.sidebar.categories
        index = views.index(self.sidebar.category_of(self.view))
        self._go(views[(index + step) % len(views)])

    def _go(self, view: View) -> None:
        self.remove_class("-zen")
        self.go_to(view, zone="sidebar" if self.zone == "sidebar" else "list")

    def action_next_category(self) -> None:
        """Next channel."""
        self._category_step(1)

    def action_previous_category(self) -> None:
        """Previous channel."""
        self._category_step(-1)

    def action_category(self, number: int) -> None:
        """The channel with this number."""
        views = self.sidebar.categories
        if number <= len(views):
            self._go(views[number - 1])

    def action_filter(self) -> None:
        """Show all, unread, bookmarked in turn."""
        if self.ranked is not None:
            self._say_no_marks()
        elif self.view.kind != "search":
            self.filter = FILTERS[(FILTERS.index(self.filter) + 1) % len(FILTERS)]
            self.go_to(self.view)

    # -- read --------------------------------------------------------------------------------

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
            self.set_zone("list")
        if not self.listing.count:
            return
        if self.ranked is not None:
            self._advance_ranked()
        elif self.opened is None or self.opened != self.articles.current_id:
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
            self._open_ranked(1)
        else:
            self.reader.scroll_pages(1)

    def _open_ranked(self, step: int) -> None:
        """Open the next entry of a ranked list, or the one before."""
        before = self.listing.cursor
        self.listing.move(step)
        if self.listing.cursor == before:
            self.status.say(_("The list ends here."))
        else:
            self.show_current(opening=True)

    def action_back_page(self) -> None:
        """Page up."""
        if (rows := self._list_in_hand()) is not None:
            rows.move(-rows.page_rows)
        else:
            self.reader.scroll_pages(-1)

    def _open_unread(self, step: int) -> None:
        """Open the nearest unread article; after the last one the first one."""
        if self.ranked is not None:
            self._open_ranked(step)
            return
        query = replace(self.view.query(self.filter), unread=True)
        unread = self.ask(lambda: set(self.library.ids(query)), set[int]())
        index = self.articles.find_unread(self.articles.cursor + step, step, unread)
        said = ""
        if index is None and step > 0:
            index = self.articles.find_unread(0, step, unread)
            said = _("Nothing unread below: on from the top.")
        if index is None:
            said = (
                _("Everything here is read. ] goes to the next channel.")
                if step > 0
                else _("Nothing unread above.")
            )
            self.status.say(said)
            return
        self.articles.go(index)
        self.status.say(said)
        self.show_current(opening=True)

    def action_next_unread(self) -> None:
        """Open the next unread article."""
        self._open_unread(1)

    def action_previous_unread(self) -> None:
        """Open the previous unread article."""
        self._open_unread(-1)

    def action_zen(self) -> None:
        """Nothing but the article, and back."""
        if not self.has_class("-zen"):
            if not self.listing.count:
                return
            self.show_current(opening=True)
        self.toggle_class("-zen")

    def _address(self) -> str | None:
        """The address of what is under the cursor; None where there is nothing."""
        here = self.articles.current if self.ranked is None else self.entry
        return None if here is None else here.url

    def action_browser(self) -> None:
        """Open the article in the browser."""
        from tnews.services.browse import open_link  # not needed for the first paint

        url = self._address()
        if url is None:
            return
        try:
            open_link(url, self.config.reader.browser)
        except TnewsError as error:
            self.status.say(error.message, is_error=True)
        else:
            self.status.say(_("Handed to the browser: {url}").format(url=url))

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

    # -- mark --------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Read later: a link of the article in hand, or the entry of a ranked list."""
        if self.zone == "reader" and self.has_links:
            self.show_links()
        elif self.entry is not None and self.entry.url:
            self.save_for_later(self.entry.url, self.entry.title, self.entry.source)
        else:
            self.status.say(_("Nothing to save here: no link, no entry of a ranked list."))

    def action_bookmark(self) -> None:
        """Bookmark the article, or take the bookmark away."""
        row = self.row
        if row is None:
            self._say_no_marks()
            return
        bookmarked = not row.is_bookmarked
        label = _("“{title}” bookmarked") if bookmarked else _("“{title}” no longer bookmarked")
        self.articles.change([row.id], is_bookmarked=bookmarked)
        self.desk.set_bookmark([row.id], bookmarked, label.format(title=row.title))
        self.show_bookmark(row.id, bookmarked)

    def action_toggle_read(self) -> None:
        """Mark the article read or unread."""
        row = self.row
        if row is not None:
            label = _("“{title}” marked unread") if row.is_read else _("“{title}” marked read")
            self.mark_read([row.id], not row.is_read, label.format(title=row.title))
        else:
            self._say_no_marks()

    def action_mark_list_read(self) -> None:
        """Mark every article of the list read."""
        ids = list(self.articles.ids)
        if self.ranked is not None:
            self._say_no_marks()
        elif ids:
            label = plural("marked {n} article read", "marked {n} articles read", len(ids))
            self.mark_read(ids, True, label.format(n=len(ids)))

    def _say_no_marks(self) -> None:
        """Say why a mark is not made: an entry of a ranked list is no article yet."""
        if self.ranked is not None and self.listing.count:
            said = _("Entries of a ranked list have no marks. Press {open} for the article.")
            self.status.say(said.format(open=key_of("open", self.config.keys)))

    def action_undo(self) -> None:
        """Take back the last mark."""
        self.desk.undo()

    # -- fetch -------------------------------------------------------------------------------

    def action_full_text(self) -> None:
        """Fetch the whole text of the article."""
        row = self.row
        if row is not None and row.url:
            self.show_current()
            self.fetch_text(row.id)
        elif row is not None:
            self.status.say(_("This article has no web address."), is_error=True)
        elif self.entry is not None:
            self.show_current(opening=True)

    def action_refresh(self) -> None:
        """Refresh the sources of this view."""
        self.start_refresh(self.source_keys(), asked=True)

    def action_refresh_all(self) -> None:
        """Refresh every source."""
        self.start_refresh(None, asked=True)

    def action_load_new(self) -> None:
        """Show the articles that have arrived; the cursor stays on its article."""
        self.status.say("")
        self.show_list_of(self.view)

    def action_demo(self) -> None:
        """Open the demonstration instead."""
        if not self.is_demo:
            self.app.exit("demo")

    # -- other -------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Type words to search for."""
        self.search_box.open()

    def _step_back(self) -> bool:
        """Leave zen, the article or the search, one at a time; False if there is none to leave."""
        if self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.zone == "reader":
            self.set_zone("list")
        elif self.view.kind == "search":
            self.leave_search()
        else:
            return False
        return True

    def action_clear(self) -> None:
        """One step back; from the list, clear the message."""
        if not self._step_back():
            self.status.say("")

    def action_help(self) -> None:
        """Show the keys."""
        from tnews.tui.screens.help import HelpScreen  # not needed for the first paint

        self.app.push_screen(HelpScreen(self.config.keys))

    def action_quit(self) -> None:
        """One step back; from the list, out."""
        if not self._step_back():
            self.leave()

    def action_quit_now(self) -> None:
        """Out, wherever one is."""
        self.leave()
