"""Selectors of a configuration: CSS, or CSS and an attribute as in `time@datetime`."""

from __future__ import annotations

import re
from functools import cache

LONGEST = 500
"""Characters of a selector."""

_WITH_ATTRIBUTE = re.compile(r"(.*)@([A-Za-z_:][\w:.-]*)\s*", re.S)


def parted(selector: str) -> tuple[str, str]:
    """Return the CSS of `selector` and the attribute after its last "@", "" if it has none.

    `@title` alone is the attribute of the element itself: its CSS is "".
    """
    match = _WITH_ATTRIBUTE.fullmatch(selector)
    return (match[1].strip(), match[2]) if match else (selector.strip(), "")


@cache
def is_css(css: str) -> bool:
    """Whether the parser understands `css`. Loads the parser (20 ms)."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    if not css.strip() or len(css) > LONGEST:
        return False
    try:
        LexborHTMLParser("<p></p>").css(css)
    except (SelectolaxError, UnicodeEncodeError):
        return False
    return True
