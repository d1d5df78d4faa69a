"""The second check, at every way out: nothing a terminal obeys is printed, drawn or exported.

It is independent of the first (`clean`) and lets everything through that this does. What it
finds is a defect of tnews: a person sees U+FFFD in its place, and with TNEWS_DEBUG, as in
tests, `UncleanError` is raised. A row of 200 characters takes 1 µs, an article of 3,000 16 µs.
"""

from __future__ import annotations

import io
import os
import re

TYPE_CHECKING = False  # typing takes 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable

_OBEYED = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but \t \n, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls
    "\ud800-\udfff]"  # surrogates: no encoding takes them
)

_ESCAPED = ("\\u00", "\\b", "\\f", "\\r")
"""How JSON writes C0 controls, and what a backslash before other words looks like, too."""

is_strict = bool(os.environ.get("TNEWS_DEBUG"))
"""Whether a character that should not be there is an error."""


class UncleanError(Exception):
    """Text from outside came to a way out without being cleaned."""


def visible(text: str) -> str:
    """Return `text` with U+FFFD for every character a terminal could obey."""
    if text.isprintable() or (found := re.search(_OBEYED, text)) is None:
        return text
    if is_strict:
        raise UncleanError(ascii(text[max(0, found.start() - 40) : found.end() + 40]))
    return re.sub(_OBEYED, "\ufffd", text)


def visible_json(value: object, indent: int | None = None) -> str:
    """Return `value` as JSON whose strings are `visible`, also to who decodes it."""
    import json  # 1 ms, and most commands print none

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if any(mark in text for mark in _ESCAPED):
        text = json.dumps(_seen(value), ensure_ascii=False, indent=indent)
    return visible(text)


def _seen(value: object) -> object:
    """Return plain `value` with every string in it `visible`."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(str(name)): _seen(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_seen(one) for one in value]
    return value


class VisibleStream(io.TextIOBase):
    """A text file in front of `write`, for those who write by themselves: what they write is
    `visible`. CSV ends lines by CR LF."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def write(self, text: str) -> int:
        """Write `text` and return its length."""
        self._write(
            "\r\n".join(map(visible, text.split("\r\n"))) if "\r" in text else visible(text)
        )
        return len(text)
