"""Where the configuration and the data live: the folders of the system, or what is named."""

from __future__ import annotations

import os
from pathlib import Path


def config_path() -> Path:
    """Return where the configuration is: TNEWS_CONFIG, else config.toml in the user's folder."""
    named = os.environ.get("TNEWS_CONFIG")
    return Path(named).expanduser() if named else default_config_path()


def default_config_path() -> Path:
    """Return where the configuration is when nobody names one."""
    from platformdirs import user_config_path

    return user_config_path("tnews", appauthor=False) / "config.toml"


def data_dir() -> Path:
    """Return the folder of the cache: TNEWS_DATA_DIR, else the user's data folder."""
    from platformdirs import user_data_path

    named = os.environ.get("TNEWS_DATA_DIR")
    return Path(named).expanduser() if named else user_data_path("tnews", appauthor=False)
