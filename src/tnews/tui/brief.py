"""Say the same to the terminal in fewer bytes: only what changes of the pen is written.

rich writes each piece of a line with its whole style before it and a reset behind it, 45 bytes for
two characters of Chinese; what is painted is half as long without. Sequences as in ECMA-48 8.3.117.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PIECES = re.compile(
    r"\x1b\[([0-9;:]*)m"  # the pen
    r"|(\x1b\[[0-9;]*H|[\x00-\x1a\x1c-\x1f]+)"  # the place: the pen does not show
    r"|(\x1b(?:[\]PX^_][^\x07\x1b]*(?:\x1b(?!\\)[^\x07\x1b]*)*(?:\x07|\x1b\\)?|\[[<-?]?[0-9;:]*[ -/]*[@-~]?|.))"
)

_KEEPING = re.compile(r"\x1b[78c]")
"""The pen is kept, brought back, or thrown away."""

_Pen = tuple[str, str, frozenset[str]]
"""Colour of letters, of the ground (each as its parameters, "" the terminal's own), attributes."""

_PLAIN: _Pen = ("", "", frozenset())

_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""Which parameter ends an attribute; 22 ends two of them."""


def brief(text: str) -> str:
    """Return what paints the same as `text` and leaves the pen as it was at the beginning: plain.

    Sequences that are not known pass as they are, with the pen that they would have found. `text`
    begins with a plain pen and ends with one, as all that Textual writes.
    """
    if _KEEPING.search(text):
        return text
    out: list[str] = []
    worn = wanted = _PLAIN
    at = 0
    for found in _PIECES.finditer(text):
        start = found.start()
        if at < start:
            if worn != wanted:
                out.append(_change(worn, wanted))
                worn = wanted
            out.append(text[at:start])
        at = found.end()
        said, place, other = found.groups()
        if said is not None:
            pen = _after(wanted, said)
            if pen is None:  # what is not known here the terminal may know
                return "".join([*out, _change(worn, wanted), text[start:]])
            wanted = pen
        elif place is not None:
            out.append(place)
        else:
            if worn != wanted:
                out.append(_change(worn, wanted))
                worn = wanted
            out.append(other)
    if at < len(text):
        out.append(_change(worn, wanted) + text[at:])
        worn = wanted
    out.append(_change(worn, _PLAIN))
    return "".join(out)


@lru_cache(1 << 12)
def _after(pen: _Pen, said: str) -> _Pen | None:
    """Return the pen after the parameters `said`; None if one of them is not known here."""
    letters, ground, attributes = pen
    numbers = said.split(";") if said else ["0"]
    at = 0
    while at < len(numbers):
        number = numbers[at]
        at += 1
        if number in ("38", "48"):
            size = {"2": 4, "5": 2}.get(numbers[at] if at < len(numbers) else "", 0)
            colour = ";".join((number, *numbers[at : at + size]))
            if not size or at + size > len(numbers):
                return None
            at += size
            letters, ground = (colour, ground) if number == "38" else (letters, colour)
        elif number in ("", "0"):
            letters, ground, attributes = _PLAIN
        elif number in _ENDS:
            attributes |= {number}
        elif number in _ENDS.values():
            attributes = frozenset(one for one in attributes if _ENDS[one] != number)
        elif number == "39":
            letters = ""
        elif number == "49":
            ground = ""
        elif len(number) == 2 and number[0] in "39" and number[1] in "01234567":
            letters = number
        elif (number[:-1] == "4" or number[:-1] == "10") and number[-1] in "01234567":
            ground = number
        else:
            return None
    return letters, ground, attributes


@lru_cache(1 << 12)
def _change(worn: _Pen, wanted: _Pen) -> str:
    """Return the shortest sequence that makes one pen of the other."""
    if worn == wanted:
        return ""
    if wanted == _PLAIN:
        return "\x1b[m"
    anew = ["", *sorted(wanted[2]), *filter(None, wanted[:2])]
    ended = worn[2] - wanted[2]
    ends = {_ENDS[one] for one in ended}
    begun = wanted[2] - worn[2]
    begun |= {one for one in wanted[2] if _ENDS[one] in ends}
    changed = [*sorted(ends), *sorted(begun)]
    for is_ground, (before, after) in enumerate(zip(worn[:2], wanted[:2], strict=True)):
        if before != after:
            changed.append(after or ("49" if is_ground else "39"))
    return f"\x1b[{min(';'.join(changed), ';'.join(anew), key=len)}m"
