"""The language of the interface: `_`, chosen once by the edge of the program.

Messages in the source are English; zh_CN and zh_TW are complete catalogues beside this file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("zh_CN", "zh_TW", "en")
DEFAULT = "zh_CN"

_language = "en"


def _(message: str) -> str:
    """Return `message` in the chosen language."""
    return _catalogue(_language).gettext(message)


def plural(singular: str, several: str, count: int) -> str:
    """Return the form of the message for `count` things, in the chosen language."""
    return _catalogue(_language).ngettext(singular, several, count)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for "mark, translate later")
    """Mark a message for translation; the place that shows it calls `_`."""
    return message


def language() -> str:
    """Return the chosen language: zh_CN, zh_TW or en."""
    return _language


def choose(name: str) -> str:
    """Make `name` the language of all later messages and return what was chosen."""
    global _language
    _language = normalise(name) or DEFAULT
    return _language


@cache
def _catalogue(name: str) -> NullTranslations:
    """The messages in a language, read for the first one: a command that says nothing needs none."""
    from gettext import GNUTranslations, NullTranslations  # 3 ms with reading a catalogue

    if name == "en":
        return NullTranslations()
    path = Path(__file__).parent / name / "LC_MESSAGES" / "tnews.mo"
    with path.open("rb") as file:
        return GNUTranslations(file)


def normalise(name: str) -> str:
    """Return the language of ours that `name` (zh-Hant, en_GB.UTF-8 …) means, or ""."""
    tag = name.split(".")[0].split("@")[0].replace("-", "_").lower()
    if tag.startswith("zh"):
        traditional = any(part in ("tw", "hk", "mo", "hant") for part in tag.split("_"))
        return "zh_TW" if traditional else "zh_CN"
    return "en" if tag.split("_")[0] == "en" else ""


def is_fixed(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether TNEWS_LANG decides, whatever the configuration says."""
    return bool(normalise(environ.get("TNEWS_LANG", "")))


def from_environment(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language the environment asks for; zh_CN where it says nothing.

    TNEWS_LANG first, then LC_ALL, LC_MESSAGES, LANG as POSIX orders them. C and POSIX say
    nothing; a language we do not have says English.
    """
    if chosen := normalise(environ.get("TNEWS_LANG", "")):
        return chosen
    value = next((environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(k)), "")
    if value.split(".")[0].upper() in ("", "C", "POSIX"):
        return DEFAULT
    return normalise(value) or "en"
