"""Labels to jump by: one or two letters for everything in sight. Pure."""

from __future__ import annotations

from collections.abc import Sequence

NEAR = "asdfghjklweruioxcvnmtypqzb"
"""Letters of labels, those under the resting fingers first."""

FIRST = "asdfghjkl"
"""First letters of labels of two; with all letters behind them for 234 places."""


def labels(count: int) -> Sequence[str]:
    """Return labels for `count` places, or as many as there are; none begins another one."""
    if count <= len(NEAR):
        return NEAR[:count]
    return [first + second for first in FIRST for second in NEAR][:count]


def fitted(label: str, width: int, *, framed: bool = False) -> str:
    """Return `label` as wide as what it stands in place of; `framed` in brackets if they fit."""
    text = f"[{label}]" if framed and len(label) + 2 <= width else label
    return text.ljust(width)[:width]
