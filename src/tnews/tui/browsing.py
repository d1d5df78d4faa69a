"""A link opened in the browser: the person's own one, also where the reader runs in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model import TnewsError, clean_url
from tnews.services.browse import open_link

if TYPE_CHECKING:
    from textual.app import App


def browse(app: App[str], url: str, command: Sequence[str]) -> None:
    """Open `url` with `command`, else the system's browser. Raises `TnewsError`.

    Served over the web it is opened by the browser that shows the reader: this machine may be
    another one.
    """
    if not app.is_web:
        open_link(url, command)
    elif address := clean_url(url):
        app.open_url(address)
    else:
        raise TnewsError(_("this article has no web address"))
