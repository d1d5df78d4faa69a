"""The one cleaning boundary: every string from outside passes here before it is kept or shown.

Terminals obey escape sequences wherever they stand, and Textual passes them through, so
records clean their strings in their constructors, before the store. Cleaning is the last
step: nothing may unescape entities afterwards. All functions are idempotent.

The patterns are compiled when they are first used (`re` keeps them): 3 ms that most commands save.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

TITLE_LIMIT = 300
"""Longest one-line field, in characters."""

URL_LIMIT = 2048
"""Longest URL kept, in characters (the common limit of browsers and servers)."""

TAG_LIMIT = 40
"""Longest tag, in characters."""

_MARK_LIMIT = 8
"""Combining marks kept on one base character: real scripts need at most three or four."""

_OPENER = r"\x90\x98\x9d-\x9f"  # DCS SOS OSC PM APC, in 8 bit
_SEQUENCE = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI, 7 and 8 bit (ECMA-48 5.4)
    rf"|(?:\x1b[\]PX^_]|[{_OPENER}])"  # OSC DCS SOS PM APC open a string, dropped ...
    # ... whole if BEL or ST ends it. No opener inside: each would be read 4,096 characters far.
    rf"(?:[^\x07\x1b\x9c\n{_OPENER}]{{0,4096}}+(?:\x07|\x1b\\|\x9c))?"
    r"|\x1b[ -/]*[0-~]?"  # every other escape
)
_DROP = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but \t \n, DEL, C1
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # invisible, bidi
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ud800-\udfff"
    "\U000e0000-\U000e007f"  # tag characters
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_NEWLINES = "\r\n?|[\u2028\u2029\x85\x0b\x0c]"
_SUSPECT = _DROP[:-1] + "\u2028\u2029\x1b\r]"
_COMMAS = str.maketrans(dict.fromkeys(",，、", " "))
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0f71-\u0f7e\u0f80-\u0f84\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]"
)
_SHORT = 1000
"""Characters up to which a text of marks alone is brought into order in less than a millisecond:
the time grows with the square of marks in a row, 600,000 of them take minutes."""

_SIGNS = r"(?<![^\w\s])[^\w\s]{500,}+"
"""A long run of what is neither letter nor space; marks are of it, of every script."""

_HEAP = 30
"""Most marks in a row before they are brought into order (UAX #15, Stream-Safe Text Format)."""

_MARKS = f"({_MARK}{_MARK}{{{_MARK_LIMIT - 1}}}){_MARK}+"
"""The first mark stands for itself, so that `re` skips to one: a third of the time on Chinese."""


def set_clean(record: object, **values: object) -> None:
    """Let a frozen `record` hold the cleaned `values`: for its constructor alone."""
    for name, value in values.items():
        object.__setattr__(record, name, value)


def clean_text(text: str) -> str:
    """Return `text` without anything a terminal could obey; line breaks and tabs stay.

    Dropped: whole escape sequences, C0 and C1 controls, bidi controls, zero-width spaces,
    surrogates, non-characters. The result is NFC (never NFKC: it damages Chinese marks).
    """
    if not text.isprintable() and re.search(_SUSPECT, text):
        text = re.sub(_NEWLINES, "\n", text)
        text = re.sub(_SEQUENCE, "", text)
        text = re.sub(_DROP, "", text)
    if not text.isascii():
        if len(text) > _SHORT:
            text = re.sub(_SIGNS, _without_heaps, text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if len(text) > _MARK_LIMIT and re.search(_MARK, text):  # most have none: half the time
            text = re.sub(_MARKS, r"\1", text)
    return text


def _without_heaps(found: re.Match[str]) -> str:
    """Return a run of signs without the marks beyond `_HEAP` in a row."""
    kept = []
    marks = 0
    for char in found[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _HEAP:
            kept.append(char)
    return "".join(kept)


def clean_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return `text` cleaned, on one line, white space collapsed, at most `limit` characters."""
    if not text:  # most fields of most articles
        return ""
    line = " ".join(clean_text(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def clean_tag(text: str) -> str:
    """Return `text` as a tag, "" if nothing is left: one line, no comma, no # before it."""
    line = clean_line(clean_text(text).translate(_COMMAS)).lstrip("#＃ ")
    return line[:TAG_LIMIT].rstrip()


def clean_url(text: str) -> str:
    """Return `text` if it is a web address that is safe to show and to open, else "".

    Only http and https, no white space, control character, quote, angle bracket or
    backslash, no user name or password, at most `URL_LIMIT` characters.
    """
    url = text.strip()
    return _checked(url) if 0 < len(url) <= URL_LIMIT else ""


_PLAIN_URL = (
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,4})?"
    r"(?:[/?#][A-Za-z0-9/?#!$%&'()*+,;=:@._~-]*)?"
)
"""An address in which there is nothing to find: with a host, without user names and odd characters."""


@lru_cache(1024)  # an address comes here three times: as reference, as block, as draft
def _checked(url: str) -> str:
    if re.fullmatch(_PLAIN_URL, url):  # a quarter of the time
        return url
    if not url.isascii() and re.search(_SUSPECT, url):
        return ""
    if re.search(r"""[\s\\"<>^`{|}\x00-\x1f\x7f]""", url):
        return ""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return ""
    return "" if "@" in parts.netloc else url
