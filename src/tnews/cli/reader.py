"""tnews without a command: the reader, or with --export its articles in a file."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from tnews.cli.arguments import Options
from tnews.cli.building import Workplace
from tnews.cli.exits import DONE
from tnews.cli.selection import is_given
from tnews.locale import _, language
from tnews.model import ConfigError

if TYPE_CHECKING:
    from tnews.model import TextFetched
    from tnews.model.settings import Config
    from tnews.services.discovery import Found
    from tnews.services.journal import Journal
    from tnews.services.pictures import Pictures
    from tnews.services.settings import Settings
    from tnews.services.sourcebook import Sourcebook
    from tnews.services.themes import Themes
    from tnews.services.undoing import History
    from tnews.services.views import Views
    from tnews.tui.errands import Wishes
    from tnews.tui.view import Spot


def read_or_export(options: Options, workplace: Workplace) -> int:
    """Run `tnews`: the reader, unless --export is given."""
    if options.export is not None:
        if workplace.is_demo:
            from tnews.cli.refreshing import fill

            fill(workplace)
        from tnews.cli.exporting import export  # the reader does not wait for its imports

        return export(options, workplace)
    if options.format is not None:
        raise ConfigError(_("--format goes with --export"))
    if is_given(options):
        raise ConfigError(_("options that select articles go with --export, list, search or mark"))
    if not _is_terminal():
        raise ConfigError(
            _("the reader needs a terminal; tnews list and tnews --export print the articles")
        )
    _end_in_order()
    from tnews.services.undoing import History

    history = History()  # of the session: the reader may begin again
    wish = _read(workplace, history)
    workplace.close()  # another is opened below
    while isinstance(wish, tuple):
        if wish.wants_demo and not _read_demo(options):
            break
        with Workplace(options) as anew:
            wish = _read(anew, history, wish)
    return DONE


def _read_demo(options: Options) -> bool:
    """Open the demonstration; return whether the person wants their own news afterwards."""
    from tnews.services.undoing import History

    with Workplace(Options(**{**vars(options), "demo": True, "data_dir": None})) as demo:
        return _read(demo, History()) == "back"


def _end_in_order() -> None:
    """Give the terminal back when the system ends the reader before its driver listens to that."""
    import signal

    from tnews.tui import curtain

    def end(number: int, _frame: object) -> None:
        curtain.lower()
        os._exit(128 + number)  # an exception would be lost in what Python calls on the way

    for number in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup means it
            signal.signal(number, end)


def _is_terminal() -> bool:
    """Say whether a person sits before a terminal that can move its cursor."""
    if os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return True  # textual-serve: the terminal is in a browser, and stdin and stdout lead there
    is_dumb = os.environ.get("TERM") == "dumb"
    return sys.stdin.isatty() and sys.stdout.isatty() and not is_dumb


def _read(workplace: Workplace, history: History, back: Spot | None = None) -> str | Spot | None:
    """Open the reader, at `back` if it was there before; returns where the reader was when the
    person asks for the demonstration or the configuration has changed, and "back" when a
    demonstration was left for the person's own news. What is done goes to `history`.

    The guide is there unless other sources than the person's usual ones were named.
    """
    from tnews.services.guide import install, with_guide
    from tnews.services.layout import FILE, LayoutFile
    from tnews.services.library import Library
    from tnews.services.readlater import with_saved
    from tnews.tui import run, show_articles, start_at

    workplace.check_keys()
    config, store = workplace.config, workplace.store
    config = with_saved(config, store)
    has_guide = not workplace.is_demo and not workplace.is_config_named
    if has_guide:
        config = with_guide(config, language())
    library = Library(store, config, history)
    is_first_run = not any(state.checked_at for state in library.states().values())
    is_undecided = has_guide and workplace.uses_catalogue and not workplace.config_path.exists()
    if has_guide:
        install(store, language(), partial(_other_keys, config), _setup(config))
    start = back or start_at(config, is_first_run=is_first_run and not workplace.is_demo)
    layout = LayoutFile(workplace.data_dir / FILE)
    show_articles(library, config, layout.layout, start, partial(_themes, workplace))

    from tnews.services.command_history import FILE as COMMANDS
    from tnews.services.command_history import CommandHistory
    from tnews.tui.errands import Errands

    wish = run(
        library,
        workplace.refresher,
        config,
        Errands(
            lambda: workplace.full_text,
            partial(_save, workplace),
            partial(_choose, workplace) if is_first_run and is_undecided else None,
            None if workplace.is_demo else partial(_views, workplace),
            None if workplace.is_demo else partial(_settings, workplace),
            layout,
            None if workplace.is_demo else partial(_journal, workplace),
            themes=partial(_themes, workplace),
            commands=None if workplace.is_demo else CommandHistory(workplace.data_dir / COMMANDS),
            pictures=partial(_pictures, workplace),
            sources=None if workplace.is_demo else partial(_sources, workplace),
        ),
        start,
        demo=workplace.is_demo,
        keep=None if workplace.is_demo else partial(_keep, workplace),
    )
    if not workplace.is_demo:
        from tnews.services.statefile import write_news

        write_news(store, workplace.data_dir)
    return wish


def _other_keys(config: Config) -> dict[str, str]:
    """Return what the guide calls the keys that are not the usual ones, by action."""
    from tnews.tui.keymap import other_keys

    return other_keys(config.keys, config.preset)


def _setup(config: Config) -> str:
    """Return a short name of the keys that `config` chooses, "" for the usual ones."""
    from zlib import crc32

    if config.preset == "default" and not config.keys:
        return ""
    chosen = (config.preset, sorted(config.keys.items()))
    return f"keys-{crc32(repr(chosen).encode()):08x}"


async def _save(workplace: Workplace, url: str, title: str, source: str) -> TextFetched:
    """Save a page that an article of `source` leads to; only its host may be private."""
    from tnews.cli.documents import Documents
    from tnews.services.readlater import save

    home = next((one.url for one in workplace.config.sources if one.key == source), "")
    async with Documents(workplace) as documents:
        http = await documents.http()
        return await save(url, workplace.store, http, documents.parser, title=title, home=home)


def _choose(workplace: Workplace, wishes: Wishes) -> None:
    """Write what a person wants into the configuration."""
    from tnews.services.subscriptions import begin

    begin(
        workplace.config_path,
        None if wishes.is_all else wishes.channels,
        relays=wishes.relays,
        language=wishes.language,
        preset=wishes.preset,
    )


def _pictures(workplace: Workplace) -> Pictures:
    """Return what brings the pictures of articles, to be entered in an event loop."""
    from tnews.services.pictures import Pictures

    return Pictures(workplace.config, workplace.data_dir)


def _views(workplace: Workplace) -> Views:
    """Return what writes saved views into the configuration."""
    from tnews.services.views import Views

    return Views(workplace.config_path, catalogue=workplace.uses_catalogue)


def _settings(workplace: Workplace) -> Settings:
    """Return what writes single settings into the configuration."""
    from tnews.services.settings import Settings

    path, catalogue = workplace.config_path, workplace.uses_catalogue
    return Settings(path, catalogue=catalogue, load=workplace.read_config)


def _journal(workplace: Workplace) -> Journal:
    """Return what keeps messages beyond the session."""
    from tnews.services.journal import Journal

    return Journal(workplace.data_dir)


def _themes(workplace: Workplace) -> Themes:
    """Return the themes there are: ours, and those beside the configuration."""
    from tnews.services.themes import Themes

    return Themes(workplace.config_path.parent / "themes")


def _sources(workplace: Workplace) -> Sourcebook:
    """Return what changes channels and sources in the configuration."""
    from tnews.services.sourcebook import Sourcebook

    return Sourcebook(
        workplace.config_path,
        catalogue=not workplace.is_config_named,
        load=workplace.read_config,
        find=partial(_find, workplace),
    )


async def _find(workplace: Workplace, url: str) -> Found:
    """Look at an address."""
    from tnews.cli.subscribing import find

    return await find(url, workplace)


def _keep(workplace: Workplace, painting: str) -> None:
    """Keep the first screen of the next start."""
    from tnews.tui import curtain

    curtain.keep(workplace.data_dir, workplace.config_path, os.get_terminal_size(), painting)
