"""What is done for the screen outside the cache. cli builds it; the screen says when."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tnews.model import TextFetched

if TYPE_CHECKING:
    from tnews.services.command_history import CommandHistory
    from tnews.services.fulltext import FullText
    from tnews.services.journal import Journal
    from tnews.services.layout import LayoutFile
    from tnews.services.pictures import Pictures
    from tnews.services.settings import Settings
    from tnews.services.sourcebook import Sourcebook
    from tnews.services.themes import Themes
    from tnews.services.views import Views


class Wishes(NamedTuple):
    """What a person wants at the first run. `language` is "" where the system's is the right one,
    `preset` a set of keys; `is_all` says that no channel is left out."""

    channels: Sequence[str]
    relays: bool
    language: str = ""
    preset: str = ""
    is_all: bool = False


class Errands(NamedTuple):
    """Each is called when it is first wanted, so that nothing is imported before."""

    texts: Callable[[], FullText]
    """Makes what fetches whole texts, to be entered on the thread that uses it."""
    save: Callable[[str, str, str], Awaitable[TextFetched]]
    """Saves the page at an address, which was called by a title in an article of a source (its
    key), to be read later."""
    choose: Callable[[Wishes], None] | None = None
    """Writes what the person wants. None where that is not to be asked; raises `TnewsError`."""
    views: Callable[[], Views] | None = None
    """Gives what writes saved views into the configuration. None in the demonstration."""
    settings: Callable[[], Settings] | None = None
    """Gives what writes single settings into the configuration. None in the demonstration."""
    layout: LayoutFile | None = None
    """How the reader was left. None: it is remembered as long as the reader is open."""
    journal: Callable[[], Journal] | None = None
    """Gives what keeps messages beyond the session. None in the demonstration."""
    themes: Callable[[], Themes] | None = None
    """Gives the themes there are, those of the person too. None: ours alone."""
    commands: CommandHistory | None = None
    """What was typed into the command line. None: remembered as long as the reader is open."""
    pictures: Callable[[], Pictures] | None = None
    """Makes what brings pictures, to be entered on the thread that uses it. None: there are none."""
    sources: Callable[[], Sourcebook] | None = None
    """Gives what changes channels and sources. None in the demonstration."""
