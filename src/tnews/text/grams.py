"""Three letters or digits in a row, by which Latin words and numbers are found.

A letter is in every text, so a phrase of letters takes long to find. Three in a row are in few:
a Chinese text has about 26 different ones.
"""

from __future__ import annotations

_ALONE = bytes(
    code if chr(code) in "0123456789abcdefghijklmnopqrstuvwxyz" else 32 for code in range(256)
)
"""Letters and digits as they are, all else a space."""


def grams(folded: str) -> str:
    """Return the different pieces of three of `folded` text, parted by spaces; "" if there are none.

    A text that holds a term has all the pieces of that term.
    """
    runs = folded.encode("ascii", "replace").translate(_ALONE).decode().split()
    return " ".join(sorted({run[at : at + 3] for run in set(runs) for at in range(len(run) - 2)}))
