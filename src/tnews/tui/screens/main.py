"""What each key does: one `action_` method for each row of `tnews.tui.actions`.

A topic with keys of its own is a class over `Room` in a file of its own, and a line here: keys
that move stand in `moving.py`, those that read in `reading.py`, those that write in
`annotating.py`, those about work behind the screen in `working.py`, those
that hand articles on in `handing.py` and `writing.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tnews.locale import _
from tnews.tui import looks
from tnews.tui.keymap import LINES, bindings
from tnews.tui.presets import STEPPING
from tnews.tui.screens.annotating import Annotating
from tnews.tui.screens.arranging import Arranging
from tnews.tui.screens.clearing import Clearing
from tnews.tui.screens.commanding import Commanding
from tnews.tui.screens.comparing import Comparing
from tnews.tui.screens.frame import Frame
from tnews.tui.screens.handing import Handing
from tnews.tui.screens.jumping import Jumping
from tnews.tui.screens.looking import Looking
from tnews.tui.screens.picturing import Picturing
from tnews.tui.screens.reading import Reading
from tnews.tui.screens.searching import Searching
from tnews.tui.screens.setting_up import SettingUp
from tnews.tui.screens.theming import Theming
from tnews.tui.screens.viewing import Viewing
from tnews.tui.screens.working import Working
from tnews.tui.screens.writing import Writing
from tnews.tui.view import ALL

if TYPE_CHECKING:
    from tnews.tui.app import ReaderApp


class MainScreen(
    Annotating,
    Arranging,
    Clearing,
    Commanding,
    Comparing,
    Handing,
    Looking,
    Jumping,
    Picturing,
    Reading,
    Searching,
    SettingUp,
    Theming,
    Viewing,
    Working,
    Writing,
    Frame,
):
    """The reading room with all its keys."""

    BINDINGS = [*bindings()]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search line the search key is a letter like others."""
        return not (action in LINES and self.is_typing)

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
        self.desk.set_bookmark([row.id], bookmarked, label.format(title=looks.shown(row.title)))
        self.show_bookmark(row.id, bookmarked)

    def action_toggle_read(self) -> None:
        """Go to the hit before; without hits, mark the article read or unread."""
        if self.step_hit(-1):
            return
        row = self.row
        if row is not None:
            label = _("“{title}” marked unread") if row.is_read else _("“{title}” marked read")
            self.mark_read([row.id], not row.is_read, label.format(title=looks.shown(row.title)))
        else:
            self._say_no_marks()

    def action_mark_list_read(self) -> None:
        """Mark every article of the list read."""
        if self.ranked is not None:
            self._say_no_marks()
            return
        label = _("all of “{name}” marked read").format(name=self.list_name)
        is_here = not self.is_list_coming
        if is_here:
            self.articles.change(self.articles.ids, is_read=True)
        ids = self.articles.ids if is_here and self._is_settled else None
        self.desk.set_list_read(self.view, self.filter, ids, label)

    def action_mark_all_read(self) -> None:
        """Mark every article of every channel read."""
        self.articles.change(self.articles.ids, is_read=True)
        label = _("all of “{name}” marked read").format(name=ALL.title)
        self.desk.set_list_read(ALL, "", None, label)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.is_turning = True
        self.desk.undo()

    def action_redo(self) -> None:
        """Make the change that was taken back last once more."""
        self.is_turning = True
        self.desk.redo()

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
        self.desk.count()  # they may have come by another process
        self._is_renewed = self.ranked is not None  # the next key is about the list that comes

    def action_demo(self) -> None:
        """Open the demonstration instead."""
        if not self.is_demo:
            cast("ReaderApp", self.app).show_demo()

    # -- other -------------------------------------------------------------------------------

    async def action_search(self) -> None:
        """Type words to search for."""
        await self.open_search()

    async def action_find(self) -> None:
        """Type words to find in the article."""
        await self.open_find()

    def _step_back(self) -> bool:
        """Leave what was found, zen, the article or the search, one at a time; False if there is
        none to leave."""
        if self.zone == "reader" and self.finding:
            self.stop_finding()
        elif self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.end_visit():
            pass
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
        from tnews.tui.screens.help import HelpScreen, of_room  # not needed for the first paint

        names = {"sidebar": _("channels"), "list": _("list"), "reader": _("article")}
        rows = of_room(self.config.keys, self.zone, names[self.zone])
        self.app.push_screen(HelpScreen([*self.rows_of_line(), *rows], self.config.keys))

    def action_quit(self) -> None:
        """One step back; from the list, out: of a demonstration to the news it was opened over."""
        if not self._step_back() and not self._step_out():
            cast("ReaderApp", self.app).wish = "back" if self.is_demo else None
            self.leave()

    def _step_out(self) -> bool:
        """Go from the list of a channel to that of all, in a preset of such steps; False if not."""
        steps = self.config.preset in STEPPING and self.zone == "list" and self.view != ALL
        if steps:
            self.go_to(ALL)
        return steps

    def action_quit_now(self) -> None:
        """Out, wherever one is."""
        cast("ReaderApp", self.app).wish = None
        self.leave()
