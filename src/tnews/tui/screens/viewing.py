"""The saved views: a search becomes one, and they are moved, renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from tnews.locale import _
from tnews.model.settings import VIEW_NAME_LIMIT, ViewSettings
from tnews.tui import report
from tnews.tui.actions import key_of, told
from tnews.tui.messages import ViewsChanged
from tnews.tui.screens.frame import Zone
from tnews.tui.screens.room import Room
from tnews.tui.view import ALL, View

if TYPE_CHECKING:
    from tnews.services.views import Views


class Viewing(Room):
    """The reading room whose saved views can be changed. The configuration is written behind."""

    def action_view(self) -> None:
        """Save the search as a view; over a view, say what can be done with it."""
        if self.view.kind not in ("search", "view"):
            said = _("{search} searches first; then {key} saves the search as a view.")
            keys = self.config.keys
            search, key = key_of("search", keys), key_of("view", keys)
            self.status.say(told(said, {"search": search, "key": key}))
        elif self.errands.views is None:
            self._say_no_views()
        elif self.view.kind == "search":
            self._save_view(self.view.name)
        else:
            self._ask_what(self.view)

    def action_view_down(self) -> None:
        """Move the view under the cursor down."""
        self._move_view(1)

    def action_view_up(self) -> None:
        """Move the view under the cursor up."""
        self._move_view(-1)

    def _say_no_views(self) -> None:
        self.status.say(_("The demonstration keeps no views."), is_error=True)

    def _save_view(self, words: str) -> None:
        """Ask for a name, and keep the search for `words` under it."""
        from tnews.services.views import query_problem
        from tnews.tui.screens.asking import AskScreen  # not needed for the first paint

        if problem := query_problem(words):
            self.status.say(problem, is_error=True)
            return

        def named(name: str | None) -> None:
            if name:
                said = _("Saved as the view “{name}”.").format(name=name)
                label = _("the view “{name}” added").format(name=name)
                library = self.library
                self._change(lambda views: library.add_view(views, name, words, label), said, name)

        title = _("Save as a view, called:")
        check = self._name_problem
        self.app.push_screen(
            AskScreen(title, words, check, _("save"), longest=VIEW_NAME_LIMIT), named
        )

    def _ask_what(self, view: View) -> None:
        """Ask what to do with a saved view, and do it."""
        from tnews.tui.screens.view_menu import Deed, ViewMenu  # not needed for the first paint

        def chosen(deed: Deed | None) -> None:
            if deed == "rename":
                self._rename_view(view)
            elif deed == "remove":
                label = _("the view “{name}” deleted").format(name=view.name)
                said = report.done(label, 1, key_of("undo", self.config.keys))
                library = self.library
                self._change(lambda views: library.remove_view(views, view.name, label), said)

        self.app.push_screen(ViewMenu(view), chosen)

    def _rename_view(self, view: View) -> None:
        from tnews.tui.screens.asking import AskScreen

        def named(name: str | None) -> None:
            if name and name != view.name:
                said = _("The view is called “{name}” now.").format(name=name)
                label = _("the view “{name}” renamed").format(name=view.name)
                library, old = self.library, view.name
                self._change(lambda views: library.rename_view(views, old, name, label), said, name)

        def problem(name: str) -> str:
            return "" if name == view.name else self._name_problem(name)

        title = _("Rename the view:")
        self.app.push_screen(
            AskScreen(title, view.name, problem, _("rename"), longest=VIEW_NAME_LIMIT), named
        )

    def _name_problem(self, name: str) -> str:
        """Return why no view can be called `name` now, or ""."""
        name = ViewSettings(name).name
        if not name:
            return _("A view needs a name.")
        if any(view.name == name for view in self.sidebar.views):
            return _("There is a view of this name already.")
        return ""

    def _move_view(self, step: int) -> None:
        view = self.view
        if self.zone != "sidebar" or view.kind != "view":
            said = _("In the channels, on a view, {down} and {up} move it.")
            keys = self.config.keys
            down, up = key_of("view_down", keys), key_of("view_up", keys)
            self.status.say(told(said, {"down": down, "up": up}))
        elif self.errands.views is None:
            self._say_no_views()
        else:
            label = _("the view “{name}” moved").format(name=view.name)
            library = self.library
            self._change(lambda views: library.move_view(views, view.name, step, label))

    def _change(
        self, act: Callable[[Views], Sequence[ViewSettings]], said: str = "", shown: str = ""
    ) -> None:
        """Change the configuration; what comes of it is told by `ViewsChanged` or `Failed`."""
        if (views := self.errands.views) is not None:
            self.desk.change_views(lambda: act(views()), said, ViewSettings(shown).name)

    @on(ViewsChanged)
    def _views_changed(self, message: ViewsChanged) -> None:
        self.is_turning = False
        zone: Zone = "sidebar" if self.zone == "sidebar" else "list"
        self.sidebar.set_views(message.views)
        self.desk.show_views(message.views)
        views = {view.name: view for view in self.sidebar.views}
        if message.shown in views:
            self.search_box.clear()
            self.go_to(views[message.shown], zone=zone)
        elif self.view.kind == "view" and self.view not in views.values():
            self.go_to(views.get(self.view.name, ALL), zone=zone)
        else:
            self._show_heading()
        self.status.say(message.said)
