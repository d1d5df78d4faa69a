"""The reader on the screen. Talks to services, never to the store or the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.model.settings import Config
from tnews.services.library import Library

if TYPE_CHECKING:
    from tnews.services.refresh import Refresher


def run(
    library: Library,
    refresher: Refresher,
    config: Config,
    *,
    is_first_run: bool = False,
    demo: bool = False,
) -> str | None:
    """Open the reader and return when it is left: "demo" asks for the demonstration.

    On the first run the reader opens on the guide, if `config` has it.
    """
    from tnews.tui.app import ReaderApp
    from tnews.tui.view import ALL, View

    guide = next((source for source in config.sources if source.kind == "guide"), None)
    start = View("category", guide.category) if is_first_run and guide is not None else ALL
    app = ReaderApp(library, refresher, config, start=start, is_demo=demo)
    return app.run()
