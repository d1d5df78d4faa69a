"""The links of an article: open, save for later, copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.binding import Binding

from tnews.locale import _
from tnews.model import TnewsError
from tnews.tui.actions import key_of
from tnews.tui.browsing import browse
from tnews.tui.keymap import as_of
from tnews.tui.numbered import NumberedLink
from tnews.tui.report import Keys
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.widgets.choices import LinkList
from tnews.tui.widgets.virtual_list import VirtualList


class LinksScreen(Dialog[None]):
    """Shows `links` until it is left, from `number` on; `save` is given an address and its title."""

    BINDINGS = [
        *LEAVE,
        as_of("links", "dismiss"),
        Binding("enter", "open", show=False),
        as_of("browser", "open"),
        as_of("save", "save"),
        as_of("copy", "copy"),
    ]

    def __init__(
        self,
        links: Sequence[NumberedLink],
        browser: Sequence[str],
        save: Callable[[str, str], None],
        keys: Keys,
        number: int = 0,
    ) -> None:
        hints = [
            ("Enter", _("browser")), (key_of("save", keys), _("read later")),
            (key_of("copy", keys), _("copy")), ("Esc", _("close")),
        ]  # fmt: skip
        self._list = LinkList(links)
        self._list.set_rows(len(links), number)
        super().__init__(_("Links"), "", self._list, hints)
        self._browser = browser
        self._save = save

    def action_open(self) -> None:
        """Open the link in the browser."""
        url = self._list.current.url
        try:
            browse(self.app, url, self._browser)
        except TnewsError as error:
            self.say(error.message, is_error=True)
        else:
            self.say(_("Handed to the browser: {url}").format(url=url))

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_open()

    def action_save(self) -> None:
        """Save the page behind the link to be read later."""
        link = self._list.current
        self.say(_("Saving: {url}").format(url=link.url))
        self._save(link.url, link.label)

    def action_copy(self) -> None:
        """Copy the link through the terminal (OSC 52)."""
        url = self._list.current.url
        self.app.copy_to_clipboard(url)
        self.say(_("Link copied: {url}").format(url=url))
