"""Reading a search: a tolerant grammar that takes any string.

    search  = either
    either  = all (("OR" | "|") all)*
    all     = term+                          white space, or AND, between them
    term    = ("-" | "NOT") term | "(" either ")" | field ":" (phrase | "(" either ")" | word)
            | phrase | word

A bracket groups only where a term begins or ends: inside a word, as in f(x), it is text. What
is still open at the end is closed there. `Reader.problem` is the first mistake.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model import clean_text
from tnews.text.fold import fold
from tnews.text.query.names import (
    CONNECTIVES,
    DATE_FIELDS,
    FIELD_OF,
    STATE_FIELDS,
    STATES,
    WORD_FIELDS,
    state_of,
)
from tnews.text.query.nodes import And, Flag, Not, Or, Problem, Since, Until, Word

if TYPE_CHECKING:
    from tnews.text.query.nodes import Field, Node

TEXT_LIMIT = 400
"""Characters of a search that are read."""

TERM_LIMIT = 32
"""Terms of a search that are read."""

DEPTH_LIMIT = 16
"""Brackets inside brackets that are read."""

_QUOTES = {'"': '"', "＂": "＂", "“": "”", "「": "」"}
_MINUS = "-－"
_OPEN, _SHUT = "(（", ")）"
_FIELD = re.compile(r"([^\s:：\"“「()（）]{1,12})[:：]")
_WORD_FIELD: dict[str, Field] = {field: field for field in WORD_FIELDS}
_WORD = re.compile(r"\S+")
_JOINT = re.compile(r"([^\s)）]+)[)）]*(?!\S)")
_SPACE = re.compile(r"\s*")


class Reader:
    """Reads one search, once."""

    def __init__(self, text: str, now: datetime | None) -> None:
        self._text = text[:TEXT_LIMIT]
        self._now = now
        self._at = 0
        self._depth = 0
        self._terms = 0
        self._open: list[str] = []
        self.problem: Problem | None = None
        self.closing = ""
        if text[TEXT_LIMIT:].strip():
            self._complain(self._too_long(), TEXT_LIMIT, len(text))

    def read(self) -> Node | None:
        """Return what the search says, None if it says nothing."""
        found: list[Node] = []
        while True:
            if (node := self._either("")) is not None:
                found.append(node)
            if self._at >= len(self._text):
                return _all(found)
            self._stray()

    # -- what stands between terms --------------------------------------------------------------

    def _either(self, field: str) -> Node | None:
        """Read up to the end, or to a bracket that closes a group (left where it is)."""
        sides: list[Node] = []
        joint: tuple[int, int] | None = None  # the OR that waits for its right side
        while True:
            node = self._all(field)
            if node is not None:
                sides.append(node)
            elif joint:
                self._lonely(joint)
            joint = self._connective("OR")
            if joint is None:
                return _either(sides)
            if node is None:
                self._lonely(joint)

    def _all(self, field: str) -> Node | None:
        """Read terms up to an OR, a closing bracket or the end."""
        parts: list[Node] = []
        while True:
            self._skip_space()
            if joint := self._connective("AND"):
                if not parts or self._is_over() or self._peek("OR"):
                    self._lonely(joint)
                continue
            if self._is_over() or self._peek("OR"):
                return _all(parts)
            if self._terms == TERM_LIMIT:
                self._complain(self._too_long(), self._at, len(self._text))
                self._at = len(self._text)
                return _all(parts)
            node = self._term(field)
            if node is not None:
                parts.append(node)

    def _is_over(self) -> bool:
        self._skip_space()
        return self._at >= len(self._text) or self._text[self._at] in _SHUT

    def _peek(self, kind: str) -> re.Match[str] | None:
        match = _JOINT.match(self._text, self._at)
        return match if match and CONNECTIVES.get(match[1]) == kind else None

    def _connective(self, kind: str) -> tuple[int, int] | None:
        match = self._peek(kind)
        if match is None:
            return None
        self._at = match.end(1)
        return match.span(1)

    def _lonely(self, joint: tuple[int, int]) -> None:
        word = self._text[joint[0] : joint[1]]
        told = _("{word} needs something on both sides; in quotes it is a word")
        self._complain(told.format(word=word), *joint)

    def _stray(self) -> None:
        """Pass a closing bracket that closes nothing."""
        told = _("{mark} closes nothing; in quotes it is text")
        mark = self._text[self._at]
        self._complain(told.format(mark=mark), self._at, self._at + 1)
        self._at += 1

    # -- terms ----------------------------------------------------------------------------------

    def _term(self, field: str) -> Node | None:
        text, start = self._text, self._at
        if text[start] in _MINUS:
            self._at += 1
            return _without(self._operand(field))
        if self._connective("NOT"):
            self._skip_space()
            if self._is_over() or self._peek("OR") or self._peek("AND"):
                told = _("NOT needs something behind it; in quotes it is a word")
                self._complain(told, start, start + len("NOT"))
                return None
            return _without(self._operand(field))
        return self._operand(field)

    def _operand(self, field: str) -> Node | None:
        """Read a term without its sign."""
        text, start = self._text, self._at
        if start >= len(text) or text[start].isspace():
            return None  # an exclusion that is still being typed
        if text[start] in _OPEN:
            return self._group(field)
        if text[start] not in _QUOTES and (match := _FIELD.match(text, start)):
            name = FIELD_OF.get(fold(match[1]))
            if name is not None:
                self._at = match.end()
                return self._valued(name, start)
        return self._valued(field, start)

    def _group(self, field: str) -> Node | None:
        mark = self._text[self._at]
        if self._depth == DEPTH_LIMIT:
            told = _("brackets inside brackets inside brackets: {n} at most")
            self._complain(told.format(n=DEPTH_LIMIT), self._at, self._at + 1)
            self._at = len(self._text)
            return None
        self._depth += 1
        self._at += 1
        node = self._either(field)
        self._depth -= 1
        if self._at < len(self._text):
            self._at += 1
        else:
            self.closing += f" {_SHUT[_OPEN.index(mark)]}"  # apart: "0()" were a word
        return node

    def _valued(self, field: str, start: int) -> Node | None:
        """Read a phrase, a word or a group as the value of `field`, whose term began at `start`."""
        begin = self._at
        if field and self._text[begin : begin + 1] and self._text[begin] in _OPEN:
            return self._group(field)
        said, is_exact = self._value()
        self._terms += 1
        said = fold(clean_text(said.replace("\t", " ")).replace("\n", " "))
        if not said or said.isspace():
            if begin > start:
                told = _("{field} needs a value right behind it, as in {field}{example}")
                name = self._text[start:begin]
                self._complain(told.format(field=name, example=_example(field)), start, begin)
            return None
        if field in STATE_FIELDS:
            return self._state(field, said, begin)
        if field in DATE_FIELDS:
            return self._date(field, said, begin)
        if not is_exact and said != "*":
            said = said.removesuffix("*")
        return Word(said, _WORD_FIELD.get(field, ""), is_exact)

    def _value(self) -> tuple[str, bool]:
        """Read a phrase or a word, and say whether it was a phrase."""
        text, start = self._text, self._at
        if start < len(text) and (shut := _QUOTES.get(text[start])):
            end = text.find(shut, start + 1)
            if end < 0:
                self.closing = shut + self.closing
                end = len(text)
            self._at = min(len(text), end + 1)
            return text[start + 1 : end], True
        match = _WORD.match(text, start)
        if match is None:
            return "", False
        self._at = self._word_end(match)
        return text[start : self._at], False

    def _word_end(self, match: re.Match[str]) -> int:
        """Where a word ends: before the brackets at its end that none in it opened."""
        word = match[0]
        end = len(word)
        while end and word[end - 1] in _SHUT:
            head = word[:end]
            opened = sum(map(head.count, _OPEN))
            if sum(map(head.count, _SHUT)) <= opened:
                break
            end -= 1
        return match.start() + end

    def _state(self, field: str, said: str, begin: int) -> Node | None:
        state = state_of(field, said)
        if state is not None:
            return Flag(state)
        from difflib import get_close_matches

        names = [name for names in STATES[field].values() for name in names]
        near = get_close_matches(said, names, 1, 0.5)
        shown = near or [name for names in STATES[field].values() for name in names[:2]]
        told = (
            _("“{said}” is no state; did you mean {names}?")
            if near
            else _("“{said}” is no state; there are {names}")
        )
        said = self._text[begin : self._at]
        self._complain(told.format(said=said, names=_(", ").join(shown)), begin, self._at)
        return None

    def _date(self, field: str, said: str, begin: int) -> Node | None:
        from tnews.text.query.when import period

        found = period(said.strip(), self._now or datetime.now().astimezone())
        if found is None:
            told = _("“{said}” is no date; write 2026-11-01, 2026-11, 11-01, 昨天, 本周 or 3天内")
            said = self._text[begin : self._at]
            self._complain(told.format(said=said), begin, self._at)
            return None
        if field == "before":
            return Until(found.start)
        if field == "until":
            return Until(found.start if found.end is None else found.end)
        if field == "after" or found.end is None:
            return Since(found.start)
        return And((Since(found.start), Until(found.end)))

    # -- small parts ----------------------------------------------------------------------------

    def _skip_space(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _complain(self, message: str, start: int, end: int) -> None:
        if self.problem is None:
            self.problem = Problem(message, start, end)

    def _too_long(self) -> str:
        return _("the search is too long: {terms} words and {characters} characters count").format(
            terms=TERM_LIMIT, characters=TEXT_LIMIT
        )


def _example(field: str) -> str:
    """A value of `field`; but for 笔记 it is written alike in both scripts."""
    return {
        "title": "地震",
        "source": "浙江",
        "author": "王",
        "editor": "李",
        "category": "教育",
        "tag": "旅行",
        "is": "收藏",
        "has": "笔记",
        "after": "昨天",
        "before": "2026-11",
        "until": "11-01",
        "date": "今天",
    }.get(field, "…")


def _all(parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return And(tuple(parts))


def _either(parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return Or(tuple(parts))


def _without(part: Node | None) -> Node | None:
    return None if part is None else Not(part)
