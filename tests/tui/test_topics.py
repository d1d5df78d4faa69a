"""The topics of the reading room stand beside each other: none takes a name of another."""

from __future__ import annotations

from itertools import combinations

from tnews.tui.screens.main import MainScreen

TEXTUALS = ("__", "_abc_", "_css", "_decorated", "_reactives", "_computes", "_merged", "_inherit")
"""Names that Python and Textual keep for each class."""


def test_no_two_topics_have_a_key_or_a_name_of_their_own_in_common() -> None:
    """One of them would silently never be called."""
    ours = [one for one in MainScreen.__mro__ if one.__module__.startswith("tnews.")]
    clashes = [
        (name, one.__name__, other.__name__)
        for one, other in combinations(ours, 2)
        if not issubclass(one, other)
        for name in vars(one).keys() & vars(other).keys()
        if name.startswith(("_", "action_")) and not name.startswith(TEXTUALS)
    ]
    assert clashes == []
