"""Three letters or digits in a row, by which Latin words and numbers are found.

A letter is in every text, so a phrase of letters takes long to find. Three in a row are in few:
a Chinese text has about 26 different ones.
"""

from __future__ import annotations

import re

_RUN = re.compile("[0-9a-z]{3,}")


def grams(folded: str) -> str:
    """Return the different pieces of three of `folded` text, parted by spaces; "" if there are none.

    A text that holds a term has all the pieces of that term.
    """
    found: dict[str, None] = {}
    for run in set(_RUN.findall(folded)):
        found.update(dict.fromkeys(map("".join, zip(run, run[1:], run[2:], strict=False))))
    return " ".join(sorted(found))
