"""Opening a link in the person's browser, safely."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ConfigError, TnewsError, clean_url

_OPENERS = ("xdg-open", "gio", "wslview", "open", "x-www-browser", "sensible-browser")


def open_link(url: str, command: Sequence[str] = ()) -> None:
    """Open `url` with `command` ("{url}" is replaced), else with the system's opener.

    Never through a shell; only addresses that passed the URL check. Raises `TnewsError` in
    plain words if it cannot be done.
    """
    address = clean_url(url)
    if not address:
        raise TnewsError(_("this article has no web address"))
    if not command and sys.platform == "win32":
        os.startfile(address)
        return
    if command:
        words = [word.replace("{url}", address) for word in command]
    else:
        words = [*_opener(), address]
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:  # ValueError: a NUL in the command
        raise ConfigError(
            _("cannot run {command}: {reason}; set reader.browser in the configuration").format(
                command=words[0], reason=reason(error) if isinstance(error, OSError) else error
            )
        ) from None
    # Somebody must wait for it, or it stays a zombie until tnews ends.
    threading.Thread(target=process.wait, name="tnews-browser", daemon=True).start()


def _opener() -> list[str]:
    named = os.environ.get("BROWSER", "").split(os.pathsep)[0]
    if named and shutil.which(named):
        return [named]
    for name in _OPENERS:
        if path := shutil.which(name):
            return [path, "open"] if name == "gio" else [path]
    raise TnewsError(
        _("no browser found; set reader.browser in the configuration, or copy the link with y")
    )
