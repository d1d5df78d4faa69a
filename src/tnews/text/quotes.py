"""Curly quotation marks shown as corner brackets: “甲‘乙’” is 「甲『乙』」. Pure, one for one."""

from __future__ import annotations

_CORNERS = (("「", "」"), ("『", "』"))


def corner(text: str) -> str:
    """Return `text`, one paragraph, with corner brackets for its pairs of quotation marks.

    As long as `text`. A pair within a pair gets the other brackets, whatever the marks are. A
    mark without its partner (a quotation that goes on in the next paragraph, the ’ of don’t)
    stays, and so do all in a text without a Chinese character.
    """
    if not ("“" in text or "‘" in text) or not any(map(_is_han, text)):
        return text
    partner = _pairs(text)
    if not partner:
        return text
    shown = list(text)
    outer: list[tuple[int, int]] = []  # where the pairs around here end, and their brackets
    for start in sorted(partner):
        end = partner[start]
        while outer and outer[-1][0] < start:
            outer.pop()
        kind = 1 - outer[-1][1] if outer else int(text[start] == "‘")
        outer.append((end, kind))
        shown[start], shown[end] = _CORNERS[kind]
    return "".join(shown)


def _pairs(text: str) -> dict[int, int]:
    """Return where each mark that opens finds the one that closes it."""
    found: dict[int, int] = {}
    open_marks: list[int] = []
    counts = {"“": 0, "‘": 0}
    for at, mark in enumerate(text):
        if mark not in "“”‘’":
            continue
        if mark in counts:
            open_marks.append(at)
            counts[mark] += 1
            continue
        opening = "“" if mark == "”" else "‘"
        if not counts[opening] or (mark == "’" and _is_apostrophe(text, at)):
            continue
        while open_marks:
            start = open_marks.pop()
            counts[text[start]] -= 1
            if text[start] == opening:
                found[start] = at
                break
    return found


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


def _is_apostrophe(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and around.isascii() and around.isalpha()
