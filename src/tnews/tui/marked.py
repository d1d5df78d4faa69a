"""Text cut where a search hit it, ready to be drawn. Pure; what a hit is, `text.hits` knows."""

from __future__ import annotations

from collections.abc import Sequence

Part = tuple[str, bool]
"""Text, and whether it is a hit."""


def marked(text: str, words: str, *, is_title: bool = False) -> list[Part]:
    """Cut `text` at the hits of the search `words`; "" hits nothing."""
    return marked_lines([text], words, is_title=is_title)[0]


def marked_lines(lines: Sequence[str], words: str, *, is_title: bool = False) -> list[list[Part]]:
    """Cut the `lines` of one text; a hit may go from one line into the next."""
    if not words:
        return [[(line, False)] for line in lines]
    from tnews.text.hits import hits  # the first paint searches nothing

    spans = hits("".join(lines), words, is_title=is_title)
    result: list[list[Part]] = []
    begin = 0
    for line in lines:
        end = begin + len(line)
        parts: list[Part] = []
        at = begin
        for start, stop in spans:
            start, stop = max(start, begin), min(stop, end)
            if start < stop:
                parts += [(line[at - begin : start - begin], False)] if at < start else []
                parts.append((line[start - begin : stop - begin], True))
                at = stop
        if at < end or not parts:
            parts.append((line[at - begin :], False))
        result.append(parts)
        begin = end
    return result
