"""The links of an article by the numbers that stand behind them in its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tnews.locale import _
from tnews.model import Block


class NumberedLink(NamedTuple):
    """An address that an article leads to; `label` is the text of its first link."""

    label: str
    url: str


def numbered(blocks: Sequence[Block]) -> list[NumberedLink]:
    """Return the links of `blocks`, the first one number 1; each address once.

    A picture is the link to its address. Tables and code are set without links.
    """
    labels: dict[str, str] = {}
    for block in blocks:
        if block.kind == "img" and block.href:
            labels.setdefault(block.href, _("[picture]") + block.text)
        elif block.kind not in ("table", "pre", "img"):
            for link in block.links:
                labels.setdefault(link.url, block.text[link.start : link.end].strip())
    return [NumberedLink(label, url) for url, label in labels.items()]


def link_number(text: str, role: str) -> int:
    """Return the number of the link that a piece of a line stands for, 0 if it stands for none."""
    is_number = role == "number" and text.startswith("[") and text[1:-1].isdecimal()
    return int(text[1:-1]) if is_number else 0
