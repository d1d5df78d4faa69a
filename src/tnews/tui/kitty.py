"""kitty's graphics protocol, as far as pictures in a text need it: its Unicode placeholders.

https://sw.kovidgoyal.net/kitty/graphics-protocol/. A picture is sent once and shown wherever the
placeholder character stands in the colour of its number, so it scrolls with the text, is cut off
and covered as text is, and nothing has to be wiped away. Pure.
"""

from __future__ import annotations

from base64 import standard_b64encode

CHUNK = 4096
"""Bytes of base64 in one escape sequence, at most."""

PLACEHOLDER = "\U0010eeee"

_CODES = """
305 30d 30e 310 312 33d 33e 33f 346 34a 34b 34c 350 351 352 357 35b 363 364 365 366 367 368 369
36a 36b 36c 36d 36e 36f 483 484 485 486 487 592 593 594 595 597 598 599 59c 59d 59e 59f 5a0 5a1
5a8 5a9 5ab 5ac 5af 5c4 610 611 612 613 614 615 616 617 657 658 659 65a 65b 65d 65e 6d6 6d7 6d8
6d9 6da 6db 6dc 6df 6e0 6e1 6e2 6e4 6e7 6e8 6eb 6ec 730 732 733 735 736 73a 73d 73f 740 741 743
745 747 749 74a 7eb 7ec 7ed 7ee 7ef 7f0 7f1 7f3 816 817 818 819 81b 81c 81d 81e 81f 820 821 822
823 825 826 827 829 82a 82b 82c 82d
"""
DIACRITICS = tuple(chr(int(code, 16)) for code in _CODES.split())
"""The marks that say 0, 1, 2 … over a placeholder: the first of rowcolumn-diacritics.txt."""

MOST = len(DIACRITICS)
"""Most rows and columns of a picture."""


def transmission(number: int, png: bytes, columns: int, rows: int) -> list[str]:
    """Return the escape sequences that send a picture and say how many cells it takes.

    No answer is asked for (q=2): it would be taken for keys. No other graphics may be sent
    before the last of them; text may.
    """
    data = standard_b64encode(png).decode("ascii")
    chunks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    head = f"a=T,U=1,q=2,f=100,i={number},c={columns},r={rows},"
    last = len(chunks) - 1
    return [
        f"\x1b_G{'' if at else head}{'q=2,' if at else ''}m={int(at < last)};{chunk}\x1b\\"
        for at, chunk in enumerate(chunks)
    ]


def deletion(number: int) -> str:
    """Return the escape sequence that has the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"


def placeholders(row: int, columns: int) -> str:
    """Return the text of a row of a picture, each cell saying where in it it is."""
    mark = PLACEHOLDER + DIACRITICS[row]
    return "".join(mark + DIACRITICS[column] for column in range(columns))
