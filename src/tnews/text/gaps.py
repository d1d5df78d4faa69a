"""Where a thin gap would stand between Chinese and Latin letters or digits (中英文之间的空隙)."""

from __future__ import annotations

import re

_HAN = "[々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_WORD = "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f]"
_SIGN = "[-−–+±~$¥€£#@]"
"""What belongs to the number or name behind it: 降至 -3.5℃."""
_UNIT = "[%‰℃℉°+]"
"""What belongs to the number or name before it: 15% 以上, C++ 语言."""

_GAP = re.compile(
    f"(?<={_HAN})(?={_SIGN}?{_WORD})|(?<={_WORD})(?={_HAN})|(?<={_WORD}{_UNIT})(?={_HAN})"
    rf"|(?<=\+\+)(?={_HAN})"
)


def gaps(text: str) -> list[int]:
    """Return the offsets before which a gap belongs, ascending.

    Only between two characters that touch: where a space or a mark stands there is none.
    """
    if text.isascii():
        return []
    return [match.start() for match in _GAP.finditer(text)]
