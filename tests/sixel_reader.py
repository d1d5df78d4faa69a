"""Reads sixels as VT330/VT340 Programmer Reference Manual, chapter 14, describes them."""

from __future__ import annotations

import re

from PIL import Image

_STRING = re.compile(
    rb'\x1bP(?P<p1>\d+);(?P<p2>\d+);(?P<p3>\d+)q"(?P<pan>\d+);(?P<pad>\d+);(?P<ph>\d+);(?P<pv>\d+)'
    rb"(?P<data>[^\x1b]*)\x1b\\"
)
_TOKEN = re.compile(rb"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|(\$)|(-)", re.S)


def read(data: bytes) -> tuple[Image.Image, dict[str, int]]:
    """Return what a terminal would show (black where nothing is painted) and the parameters.

    Every byte must have a meaning, every colour must be defined before it is used, in percent.
    """
    whole = _STRING.fullmatch(data)
    assert whole is not None
    facts = {name: int(value) for name, value in whole.groupdict().items() if name != "data"}
    picture = Image.new("RGB", (facts["ph"], facts["pv"]))
    colours: dict[int, tuple[int, int, int]] = {}
    x = y = at = 0
    colour = -1
    body = whole["data"]
    while at < len(body):
        token = _TOKEN.match(body, at)
        assert token is not None, body[at : at + 20]
        at = token.end()
        defined, red, green, blue, chosen, count, repeated, single, back, down = token.groups()
        if defined is not None:
            percents = [int(part) for part in (red, green, blue)]
            assert max(percents) <= 100
            first, second, third = (round(part * 255 / 100) for part in percents)
            colours[int(defined)] = (first, second, third)
        elif chosen is not None:
            colour = int(chosen)
        elif back is not None:
            x = 0
        elif down is not None:
            x, y = 0, y + 6
        else:
            bits = (repeated or single)[0] - 0x3F
            wide = int(count or 1)
            for column in range(x, x + wide):
                for bit in range(6):
                    if bits >> bit & 1:
                        picture.putpixel((column, y + bit), colours[colour])
            x += wide
    return picture, facts
