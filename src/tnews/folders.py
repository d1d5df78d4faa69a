"""Where the configuration and the data live: the folders of the system, or what is named. And
how one of several tnews has such a folder for itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

TYPE_CHECKING = (
    False  # typing and pathlib take 6 ms, a fifth of the time until something is painted
)
if TYPE_CHECKING:
    from pathlib import Path


def named(said: str) -> Path:
    """Return the path a person named: a leading ~ is a home, unless nobody has that one."""
    return _path(_at_home(said))


def config_path() -> Path:
    """Return where the configuration is: TNEWS_CONFIG, else config.toml in the user's folder."""
    return _path(config_name())


def default_config_path() -> Path:
    """Return where the configuration is when nobody names one."""
    return _path(_default_config_name())


def data_dir() -> Path:
    """Return the folder of the cache: TNEWS_DATA_DIR, else the user's data folder."""
    return _path(data_name())


def config_name(said: str | None = None) -> str:
    """Return `config_path` as text, or the path a person named."""
    said = said or os.environ.get("TNEWS_CONFIG")
    return _at_home(said) if said else _default_config_name()


def data_name(said: str | None = None) -> str:
    """Return `data_dir` as text, or the path a person named."""
    said = said or os.environ.get("TNEWS_DATA_DIR")
    return _at_home(said) if said else _folder("XDG_DATA_HOME", ".local/share", "user_data_path")


def _path(name: str) -> Path:
    from pathlib import Path

    return Path(name)


def _at_home(said: str) -> str:
    return os.path.expanduser(said)  # leaves ~nobody/x as it is: it may well be the name of a file


def _default_config_name() -> str:
    return _folder("XDG_CONFIG_HOME", ".config", "user_config_path") + "/config.toml"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other tnews from making or replacing files of `folder` meanwhile, where a folder can be
    locked."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # what is wrong with the folder, writing there tells
        yield
        return
    try:
        with suppress(OSError):  # some network file systems lock nothing
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _folder(variable: str, under_home: str, function: str) -> str:
    """Return our folder where the XDG Base Directory Specification has it, else what platformdirs says.

    platformdirs says the same on Linux, but takes 4 ms to be imported, a tenth of `tnews list`.
    """
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        said, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
        if said.startswith("/"):
            return f"{said.rstrip('/')}/tnews"
        if home.startswith("/"):
            return f"{home.rstrip('/')}/{under_home}/tnews"
    import platformdirs

    return str(getattr(platformdirs, function)("tnews", appauthor=False))
