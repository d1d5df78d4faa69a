"""The objects of one run, each built once and when it is first asked for."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tnews import __version__, folders, locale
from tnews.cli.printing import tell
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ConfigError, StoreError
from tnews.model.record import replace

if TYPE_CHECKING:
    from tnews import config as configuration
    from tnews.cli.arguments import Options
    from tnews.model import Source
    from tnews.model.settings import Config
    from tnews.services.fulltext import FullText
    from tnews.services.library import Library
    from tnews.services.refresh import Refresher
    from tnews.store import Store

_FRESH = 2.0
"""Seconds in which a file may be written twice and look the same: some file systems count in these."""


class Workplace:
    """What the commands work with. A context manager: leaving it closes what was opened.

    `options` are the parsed arguments. With --demo the demonstration site is served and its
    sources are the only ones; without --data-dir their cache is temporary. With
    `creates_config` a named configuration file may be missing: the command will make it.
    """

    def __init__(self, options: Options, *, creates_config: bool = False) -> None:
        self._options = options
        self._creates_config = creates_config
        self._stack = ExitStack()
        self.is_demo: bool = bool(getattr(options, "demo", False))
        self._are_keys_checked = self._has_wrong_keys = False
        self._why_read_only = ""

    def __enter__(self) -> Workplace:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, StoreError):  # tells the same, more likely than not
            self._why_read_only = ""
        self.close()

    def close(self) -> None:
        """Close what was opened, of which nothing can be asked any more; say if the cache could
        only be read."""
        self._stack.close()
        if problem := self._why_read_only:
            self._why_read_only = ""
            tell(_("{problem}; the cache is open for reading only").format(problem=problem))

    @property
    def is_config_named(self) -> bool:
        """Whether the person named the configuration file, which turns the catalogue off."""
        return bool(self._options.config or os.environ.get("TNEWS_CONFIG"))

    @cached_property
    def config_path(self) -> Path:
        """The configuration file; it need not exist."""
        named = self._options.config
        return folders.named(named) if named else folders.config_path()

    @cached_property
    def data_dir(self) -> Path:
        """The folder of the cache, made if it is missing, for this user alone."""
        if self._options.data_dir:
            path = folders.named(self._options.data_dir)
        elif self.is_demo:
            import tempfile  # brings random and hashlib along

            try:
                temporary = tempfile.TemporaryDirectory(prefix="tnews-", ignore_cleanup_errors=True)
            except OSError as error:
                raise _no_folder(tempfile.tempdir or "/tmp", error) from None
            path = Path(self._stack.enter_context(temporary))
        else:
            path = folders.data_dir()
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _no_folder(path, error) from None
        return path

    @property
    def cache_path(self) -> Path:
        """The file of the cache."""
        return self.data_dir / "tnews.db"

    @cached_property
    def written_config(self) -> Config:
        """What the configuration file says, and nothing else."""
        _noted = self._configuration  # before it is read: what changes meanwhile is read again
        may_be_missing = self._creates_config or not self.is_config_named
        if may_be_missing and _is_missing(self.config_path):
            from tnews.model.settings import Config

            return Config()
        from tnews import config as configuration  # with TOML 6 ms

        try:
            config = configuration.load(self.config_path, kinds=_Kinds())
        except ConfigError:
            self.read_config()  # tells what is wrong with its [keys], too
            raise
        if config.reader.language and not self._options.lang and not locale.is_fixed():
            locale.choose(config.reader.language)
        return config

    def read_config(self) -> Config:
        """Return what the configuration file says now, written by whatever hand meanwhile."""
        from tnews import config as configuration
        from tnews.model.settings import Config
        from tnews.tui.actions import ACTIONS

        if _is_missing(self.config_path):
            return Config()
        actions = [action.id for action in ACTIONS]
        return configuration.load(self.config_path, kinds=_Kinds(), actions=actions)

    def check_keys(self) -> None:
        """Raise `ConfigError` if the configuration's [keys] are none that the reader can take."""
        self._are_keys_checked = True
        if self.written_config.keys:
            self.read_config()

    @cached_property
    def uses_catalogue(self) -> bool:
        """Whether bundled sources are used beside the configured ones."""
        written = self.written_config.catalogue
        return not self.is_config_named if written is None else written is not False

    @cached_property
    def config(self) -> Config:
        """The configuration with the bundled sources that are on and belong to it."""
        if self.is_demo:
            return self._demo_config()
        written = self.written_config  # with a mistake outside [keys] nothing works
        self._tell_keys()
        from tnews.services.bundled import marked, with_bundled

        return (with_bundled if self.uses_catalogue else marked)(written)

    def _tell_keys(self) -> None:
        """Say once what is wrong with [keys]: it keeps nothing but the reader from its work."""
        if self._are_keys_checked:
            return
        _read = self.written_config  # a mistake elsewhere ends the command, and is told then
        try:
            self.check_keys()
        except ConfigError as error:
            told = _("{problem} (the reader does not open before that is corrected)")
            for problem in (error.message, *error.others):
                tell(told.format(problem=problem))
            self._has_wrong_keys = True

    @cached_property
    def offered(self) -> tuple[Source, ...]:
        """The bundled sources that are off, whether the configuration uses any or not."""
        if self.is_demo:
            return ()
        from tnews.services.bundled import offered

        present = {source.key for source in self.config.sources}
        return tuple(
            replace(source, enabled=False)
            for source in offered(self.written_config)
            if source.key not in present
        )

    def is_bundled(self, source: Source) -> bool:
        """Whether the catalogue holds `source`: without its table it would be there again."""
        if not self.uses_catalogue:
            return False
        from tnews import catalogue
        from tnews.services.bundled import is_chosen, is_same

        return any(
            is_same(bundled, source) and is_chosen(bundled, self.written_config)
            for bundled in catalogue.sources()
        )

    def _demo_config(self) -> Config:
        from tnews.demo import serve

        settings = self.written_config
        try:
            site = self._stack.enter_context(serve())
        except OSError as error:
            raise ConfigError(
                _("the demonstration site cannot be served on 127.0.0.1: {reason}").format(
                    reason=reason(error)
                )
            ) from None
        return replace(settings, sources=tuple(site.sources()), categories=(), catalogue=False)

    @cached_property
    def store(self) -> Store:
        """The cache, open; where it cannot be written it can still be read."""
        from tnews.store import Store

        try:
            store = Store.open(self.cache_path)
        except StoreError as error:
            try:
                store = Store.open(self.cache_path, read_only=True, why=error.message)
            except StoreError:
                raise error from None
            self._why_read_only = error.message
        self._stack.callback(store.close)
        return store

    @cached_property
    def library(self) -> Library:
        """The cached articles."""
        from tnews.services.library import Library
        from tnews.services.readlater import with_saved

        return Library(self.store, with_saved(self.config, self.store))

    @cached_property
    def articles(self) -> Store:
        """The cache, its sources called as the configuration calls them: for who only reads articles.

        A configuration that the cache was told of is not read again (decisions/0013).
        """
        if not self._is_known:
            _registering = self.library
            is_usual = _is_usual(self.written_config) and not self._has_wrong_keys
            if self._configuration and is_usual:
                with suppress(StoreError):  # busy: the next command reads the configuration again
                    self.store.set_configured_by(self._configuration, self.config.sources)
        return self.store

    @property
    def indent(self) -> bool:
        """[reader] indent."""
        return self._is_known or self.config.reader.indent

    @property
    def export_format(self) -> str:
        """[export] format."""
        return "jsonl" if self._is_known else self.config.export.format

    @cached_property
    def _is_known(self) -> bool:
        return bool(self._configuration) and self.store.is_configured_by(self._configuration)

    @cached_property
    def _configuration(self) -> str:
        """What the configuration is known by: another string when it has changed; "" if none will do."""
        if self.is_demo:
            return ""
        try:
            found = self.config_path.stat()
        except OSError as error:
            if self.is_config_named or not isinstance(error, FileNotFoundError):
                return ""  # reading it will tell why
            state = "missing"
        else:
            if abs(time.time() - found.st_mtime) < _FRESH:
                return ""
            state = f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"
        named = "named" if self.is_config_named else "usual"
        return f"{__version__} {named} {str(self.config_path)!a} {state}"

    @cached_property
    def refresher(self) -> Refresher:
        """What fetches the sources into the cache."""
        from tnews.services.refresh import Refresher

        self.store.register(self.config.sources)
        return Refresher(self.store, self.config, self.data_dir)

    @cached_property
    def full_text(self) -> FullText:
        """What fetches the own pages of articles, to be entered in an event loop."""
        from tnews.services.fulltext import FullText
        from tnews.services.readlater import SAVED  # its first page may be saved any time

        self.store.register(self.config.sources)
        config = replace(self.config, sources=(*self.config.sources, SAVED))
        return FullText(self.store, config)


def _no_folder(path: Path | str, error: OSError) -> StoreError:
    told = _("cannot make the folder {path}: {reason}")
    return StoreError(told.format(path=path, reason=reason(error)))


def _is_usual(config: Config) -> bool:
    """Say whether nothing is set that commands must know which do not read it: language, indent, format."""
    reader = config.reader
    return not reader.language and reader.indent and config.export.format == "jsonl"


def _is_missing(path: Path) -> bool:
    """Say whether nothing is at `path`; where that cannot be seen, reading it will tell why."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


class _Kinds(Mapping[str, "configuration.Kind"]):
    """The kinds of sources; one is loaded when it is used."""

    def __getitem__(self, kind: str) -> configuration.Kind:
        from tnews.sources import KINDS, load

        if kind not in KINDS:
            raise KeyError(kind)
        return load(kind)

    def __iter__(self) -> Iterator[str]:
        from tnews.sources import KINDS

        return iter(KINDS)

    def __len__(self) -> int:
        return len(list(iter(self)))
