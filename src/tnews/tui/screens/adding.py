"""A new source: an address is looked at, what was found is shown, then it is taken or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from tnews.locale import _, plural
from tnews.model.record import replace
from tnews.text.when import short_time
from tnews.tui.finder import Finder, Looked
from tnews.tui.screens.dialog import Dialog
from tnews.tui.widgets.line_input import LineInput
from tnews.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from tnews.model import Source
    from tnews.services.sourcebook import Proposal, Sourcebook

LONGEST = 2_000
"""Characters of an address that are looked at."""

SHOWN = 10
"""Articles shown of what was found."""


class AddScreen(Dialog["Source"]):
    """Ends with the source to add. The first Enter looks, the second takes what was found; nothing
    waits. What could not be looked at takes a key of its own: Enter was pressed twice too often."""

    BINDINGS = [
        Binding("escape", "back", show=False, priority=True),
        Binding("ctrl+s", "take_unchecked", show=False, priority=True),
    ]

    def __init__(self, book: Callable[[], Sourcebook], channel: str, near: str = "") -> None:
        """What is found goes to `channel`, or to the one that its title names; what cannot be
        looked at to the one that is `near`."""
        self._book = book
        self._channel = channel
        self._near = near
        self._finder: Finder | None = None
        self._source: Source | None = None
        self._is_unchecked = False
        self._list = LineList()
        hint = _("address of a site, a channel page, a feed or an API")
        self._input = LineInput(longest=LONGEST, hint=hint, id="tag")
        super().__init__(_("Add a source"), "", self._list, [], self._input)
        self._ask()

    @property
    def wanted_rows(self) -> int:
        """Room for what will be found: the box must not jump."""
        return SHOWN

    def _ask(self) -> None:
        """Wait for an address."""
        self._finder = self._source = None
        self._is_unchecked = False
        self._list.show([])
        self._list.empty_text = _("Type or paste an address. tnews finds the feed behind it.")
        self._keys.teach([("Enter", _("look")), ("Esc", _("close"))])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another address: what was found belongs to the one before."""
        event.stop()
        if self._finder is not None or self._source is not None:
            self._give_up()
            self._ask()
        self.say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look at the address, or take what was found."""
        event.stop()
        if self._is_unchecked:
            self._look(event.value.strip())
        elif self._source is not None:
            self.dismiss(self._source)
        elif self._finder is None and event.value.strip():
            self._look(event.value.strip())

    def _look(self, url: str) -> None:
        """Look at the address `url`."""
        self._give_up()
        self._ask()
        self._list.empty_text = _("Looking at {url} …").format(url=url)
        self._keys.teach([("Esc", _("give up"))])
        self._finder = Finder(url, self._book().find, self.post_message)

    def action_take_unchecked(self) -> None:
        """Take what could not be looked at."""
        if self._is_unchecked:
            self.dismiss(self._source)

    @on(Looked)
    def _looked(self, message: Looked) -> None:
        message.stop()
        if self._finder is None or message.url != self._finder.url:
            return
        self._finder = None
        proposal = message.proposal
        if proposal is None:
            self._refuse(message.problem)
        elif proposal.problem and proposal.source is not None:
            self._refuse(proposal.problem)
            category = self._channel or self._near or proposal.source.category
            self._source = replace(proposal.source, category=category)
            self._is_unchecked = True
            self._keys.teach(
                [
                    ("Enter", _("look again")),
                    ("Ctrl+S", _("add it unchecked")),
                    ("Esc", _("another address")),
                ]
            )
            told = _("{url} as a feed that nobody looked at · {category}")
            said = told.format(url=self._source.url, category=self._source.category)
            self._intro.tell(said)
            self.fit(self.size)
        elif proposal.present is not None:
            told = _("already there: {name} ({key}) in the channel {category}")
            same = proposal.present
            self._refuse(told.format(name=same.name, key=same.key, category=same.category))
        elif proposal.source is None:
            title = proposal.found.title if proposal.found is not None else ""
            told = _("This is one article, “{title}”, nothing to subscribe to.")
            self._refuse(told.format(title=title))
        else:
            self._propose(proposal)

    def _refuse(self, problem: str) -> None:
        self._ask()
        self._list.empty_text = problem

    def _propose(self, proposal: Proposal) -> None:
        """Show the first articles of what was found."""
        from tnews.services.discovery import newest_first

        found, source = proposal.found, proposal.source
        assert found is not None
        assert source is not None
        self._source = replace(source, category=self._channel or source.category)
        now = datetime.now().astimezone()
        drafts = newest_first(found.drafts)
        self._list.show(
            [
                (one.title, short_time(one.published_at, now) if one.published_at else "")
                for one in drafts[:SHOWN]
            ]
        )
        kind = {
            "feed": _("a feed"), "page": _("a channel page"), "json": _("an API"),
            "rank": _("a ranked list"),
        }[source.kind]  # fmt: skip
        count = plural("{n} article", "{n} articles", len(drafts)).format(n=len(drafts))
        self._keys.teach([("Enter", _("add")), ("Esc", _("another address"))])
        said = f"{source.name} · {kind} · {count} · {self._source.category}"
        self._intro.tell(said)
        self.fit(self.size)

    def _give_up(self) -> None:
        if self._finder is not None:
            self._finder.cancel()
        self._intro.tell("")

    def action_back(self) -> None:
        """Give up looking, or what was found; else close."""
        if self._finder is not None or self._source is not None:
            self._give_up()
            self._ask()
        else:
            self.leave()

    def leave(self) -> None:
        """Close; nothing is looked at any more."""
        self._give_up()
        self.dismiss()
