"""Which encoding a document names and which it is in: for reports. Reading it is `charset`'s."""

from __future__ import annotations

import re

from tnews.text.charset import CODECS, decode

_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_BEGINNING = 8192  # bytes in which a document names its charset (WHATWG: 1024; pages are late)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp1252", "utf_16_le", "utf_16_be")

_MOJIBAKE = frozenset("\ufffd锟锛銆ï¿½âãÂÃ")
"""What wrong decoding leaves: the replacement mark, what it becomes when it is read as GBK, the
comma and full stop of UTF-8 read as GBK, and the lead bytes of UTF-8 read as Windows-1252."""


def declared(body: bytes, http_charset: str = "") -> str:
    """Return the charset that the header (`http_charset`) or else the document names, or ""."""
    if http_charset:
        return http_charset.lower()
    found = _DECLARED.search(body[:_BEGINNING])
    return found[1].decode("ascii", "replace").lower() if found else ""


def real(body: bytes, http_charset: str = "") -> str:
    """Return the codec in which `body` was read: "utf-8", "gb18030" …; "mixed" if in several."""
    text = decode(body, http_charset)
    named = CODECS.get(declared(body, http_charset), "utf-8")
    body = body.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    for codec in dict.fromkeys(("utf-8", named, *_CANDIDATES)):
        if body.decode(codec, "replace") == text:
            return codec
    return "mixed"


def is_true(said: str, codec: str) -> bool:
    """Return whether the charset `said` means `codec`; saying nothing is no lie."""
    return not said or CODECS.get(said.replace("_", "-"), said) == codec


def damage(text: str) -> float:
    """Return the share of `text` that wrong decoding left, from 0 to 1."""
    return sum(character in _MOJIBAKE for character in text) / max(len(text), 1)
