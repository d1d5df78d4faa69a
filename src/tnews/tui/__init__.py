"""The reader on the screen. Talks to services, never to the store or the network.

Nothing is imported here: `tnews.tui.curtain` is wanted before everything else.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing takes 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

    from tnews.model.settings import Config
    from tnews.services.layout import Layout
    from tnews.services.library import Library
    from tnews.services.refresh import Refresher
    from tnews.services.themes import Themes
    from tnews.tui.errands import Errands
    from tnews.tui.view import Spot


def start_at(config: Config, *, is_first_run: bool) -> Spot:
    """Return where the reader opens: on the first run on the guide, if `config` has it."""
    from tnews.tui.view import START, Spot, View

    guide = next((source for source in config.sources if source.kind == "guide"), None)
    return Spot(View("category", guide.category)) if is_first_run and guide is not None else START


def show_articles(
    library: Library, config: Config, layout: Layout, start: Spot, themes: Callable[[], Themes]
) -> None:
    """Paint the first articles, if nothing but the name is on show."""
    from tnews.tui import curtain

    if not curtain.wants_articles():
        return
    from datetime import datetime

    from tnews.tui.first_list import painting

    now, size = datetime.now().astimezone(), os.get_terminal_size()
    if said := painting(library, config.reader, layout, start.view, themes, size, now):
        curtain.show(said)


def run(
    library: Library,
    refresher: Refresher,
    config: Config,
    errands: Errands,
    start: Spot,
    *,
    demo: bool = False,
    keep: Callable[[str], None] | None = None,
) -> str | Spot | None:
    """Open the reader at `start` and return when it is left: a place for the reader with the
    configuration as it is now, which is to open there, after the demonstration perhaps; "back" when
    a demonstration was left step by step, not at once.

    `keep` is given the painting of the screen that the next start will show. A defect of the
    screen is raised when the terminal has been given back.
    """
    from tnews.tui import curtain, terminal

    reader = config.reader
    pictures = reader.images != "off" and reader.image_protocol != "blocks"
    if reader.ambiguous_width == "auto" or pictures:
        terminal.ask(os.environ, first_line=curtain.first_line(), pictures=pictures)
    try:
        return _run(library, refresher, config, errands, start, demo, keep)
    finally:
        terminal.give_up()


def _run(
    library: Library,
    refresher: Refresher,
    config: Config,
    errands: Errands,
    start: Spot,
    demo: bool,
    keep: Callable[[str], None] | None,
) -> str | Spot | None:
    from tnews.tui import curtain, measures
    from tnews.tui.app import ReaderApp

    measures.take(config.reader)
    app = ReaderApp(library, refresher, config, errands, start=start, is_demo=demo, keep=keep)
    curtain.hand_over()
    wish = app.run()
    if app.defect is not None:
        raise app.defect
    if wish == "again":
        curtain.hold(app.painting)
        return app.spot
    if wish == "demo":
        return app.spot._replace(wants_demo=True)
    return wish
