"""The reader on the screen. Talks to services, never to the store or the network.

Nothing is imported here: `tnews.tui.curtain` is wanted before everything else.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing takes 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

    from tnews.model.settings import Config
    from tnews.services.library import Library
    from tnews.services.refresh import Refresher
    from tnews.tui.errands import Errands
    from tnews.tui.view import Spot


def run(
    library: Library,
    refresher: Refresher,
    config: Config,
    errands: Errands,
    *,
    is_first_run: bool = False,
    demo: bool = False,
    back: Spot | None = None,
    keep: Callable[[str], None] | None = None,
) -> str | Spot | None:
    """Open the reader and return when it is left: "demo" asks for the demonstration, a place for
    the reader with the configuration as it is now, which is to open there (`back`).

    On the first run the reader opens on the guide, if `config` has it. `keep` is given the
    painting of the screen that the next start will show. A defect of the screen is raised
    when the terminal has been given back.
    """
    from tnews.tui import curtain, terminal

    reader = config.reader
    pictures = reader.images != "off" and reader.image_protocol != "blocks"
    if reader.ambiguous_width == "auto" or pictures:
        terminal.ask(os.environ, first_line=curtain.first_line(), pictures=pictures)
    try:
        return _run(library, refresher, config, errands, back, is_first_run, demo, keep)
    finally:
        terminal.give_up()


def _run(
    library: Library,
    refresher: Refresher,
    config: Config,
    errands: Errands,
    back: Spot | None,
    is_first_run: bool,
    demo: bool,
    keep: Callable[[str], None] | None,
) -> str | Spot | None:
    from tnews.tui import curtain, measures
    from tnews.tui.app import ReaderApp
    from tnews.tui.view import ALL, Spot, View

    measures.take(config.reader)
    guide = next((source for source in config.sources if source.kind == "guide"), None)
    first = View("category", guide.category) if is_first_run and guide is not None else ALL
    start = back or Spot(first)
    app = ReaderApp(library, refresher, config, errands, start=start, is_demo=demo, keep=keep)
    curtain.hand_over()
    wish = app.run()
    if app.defect is not None:
        raise app.defect
    if wish == "again":
        curtain.hold(app.painting)
        return app.spot
    return wish
