"""Lines of what is typed, broken like lines that are read: for Textual's TextArea.

Its own breaker takes a run of Chinese for one word: a note had ， at the beginning of lines, and
holes behind each Latin word. Textual has no other way in than the name it calls; a test says if
that goes.
"""

from __future__ import annotations

from textual._wrap import compute_wrap_offsets
from textual.document import _wrapped_document

from tnews.text.wrap import LEAST_WIDTH, breaks, cells, index_at


def offsets(
    text: str,
    width: int,
    tab_size: int,
    fold: bool = True,
    precomputed_tab_sections: list[tuple[str, int]] | None = None,
) -> list[int]:
    """Return where `text`, one line of a document, is broken at `width` cells.

    In the place of `textual._wrap.compute_wrap_offsets`, which still breaks lines with tabs.
    Spaces do not reach beyond the width here, so that the cursor is always in sight.
    """
    if "\t" in text or width < LEAST_WIDTH:
        return compute_wrap_offsets(text, width, tab_size, fold, precomputed_tab_sections)
    found: list[int] = []
    start = 0
    for end in [*breaks(text, width), len(text)]:
        while cells(text[start:end]) > width:  # spaces at the end of the line
            start += max(1, index_at(text[start:end], width))
            found.append(start)
        if end < len(text):
            found.append(end)
        start = end
    return found


def use() -> None:
    """Let every TextArea break its lines so."""
    _wrapped_document.compute_wrap_offsets = offsets  # type: ignore[attr-defined]
