"""Whether pictures can be shown here, and what to install if they cannot. Loads nothing of Pillow:
the first paint may ask."""

from __future__ import annotations

import sys


def can_decode() -> bool:
    """Whether the extra `images` is installed."""
    from importlib.machinery import PathFinder

    return PathFinder.find_spec("PIL") is not None


def how_to_install() -> str:
    """Return the command that installs what is missing where this tnews is."""
    import shlex
    from pathlib import Path

    parts = Path(sys.prefix).parts
    if "pipx" in parts:
        return "pipx inject tnews pillow"
    if parts[-3:-1] == ("uv", "tools"):
        return "uv tool install --with pillow tnews"
    return shlex.join([sys.executable, "-m", "pip", "install", "pillow"])
