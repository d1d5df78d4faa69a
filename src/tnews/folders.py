"""Where the configuration and the data live: the folders of the system, or what is named."""

from __future__ import annotations

import os
from pathlib import Path


def named(said: str) -> Path:
    """Return the path a person named: a leading ~ is a home, unless nobody has that one."""
    path = Path(said)
    try:
        return path.expanduser()
    except RuntimeError:  # ~nobody/x, which may well be the name of a file
        return path


def config_path() -> Path:
    """Return where the configuration is: TNEWS_CONFIG, else config.toml in the user's folder."""
    said = os.environ.get("TNEWS_CONFIG")
    return named(said) if said else default_config_path()


def default_config_path() -> Path:
    """Return where the configuration is when nobody names one."""
    from platformdirs import user_config_path

    return user_config_path("tnews", appauthor=False) / "config.toml"


def data_dir() -> Path:
    """Return the folder of the cache: TNEWS_DATA_DIR, else the user's data folder."""
    from platformdirs import user_data_path

    said = os.environ.get("TNEWS_DATA_DIR")
    return named(said) if said else user_data_path("tnews", appauthor=False)
