"""Words that are other words in Taiwan than on the mainland: 软件 and 軟體 are one search.

Folding makes 軟體 to 软体, and no more. Here stand whole words only, folded; a word in quotes
means itself (docs/search.md).
"""

from __future__ import annotations

from tnews.text.query.nodes import Word


def meant_by(word: Word) -> tuple[str, ...]:
    """Return the terms that `word` finds, its own first."""
    return (word.text,)
