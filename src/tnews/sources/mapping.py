"""The little language that says where in a JSON answer things are: paths, fallbacks, templates, tests.

    data.list[0].id     names and indexes; [-1] is the last, ["a.b"] a name with marks in it
    list[*].data        [*] takes every element; lists inside the result are joined to one
    $.date              from the whole answer instead of the item
    url|share_url       the first that is there and not empty
    https://a.cn/{id}   a template; {{ and }} are braces; an empty hole makes all of it empty
    code==200|0         a test: the text of the value is one of these (!= none of them)

A step that leads nowhere gives nothing, never an error. Knows no articles and no requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import isfinite
from urllib.parse import quote

from tnews.locale import _
from tnews.model.record import Record

EVERY = "*"
"""The step `[*]`; names and indexes are tuples of their own, so no name is mistaken for it."""

Step = tuple[str] | int | str

LONGEST = 2000
"""Characters of an expression."""

_STEP = re.compile(
    r"(?P<dot>\.)?(?P<name>[^\s.\[\]{}|\"](?:[^.\[\]{}|\"]*[^\s.\[\]{}|\"])?)"
    r"|\[\s*(?:(?P<index>-?\d{1,6})|(?P<every>\*)|\"(?P<quoted>[^\"]*)\")\s*\]"
)
_PART = re.compile(r"\{\{|\}\}|\{(?P<plus>\+)?(?P<hole>[^{}]*)\}|[{}]|[^{}]+")
_SPLIT = re.compile(r"\|(?![^{}]*\})")  # a bar inside a hole parts the paths of that hole
_IS_TEMPLATE = re.compile(r"[{}]|://")
_CONDITION = re.compile(r"(?P<where>.*?)(?P<sign>==|!=)(?P<values>.*)", re.S)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_JOINED = 20  # texts of a list that becomes one text


class MappingError(ValueError):
    """An expression that is none; the message says what is wrong with it."""


class Path(Record):
    """Where a value is. `is_absolute`: from the whole answer, not from the item."""

    text: str
    steps: tuple[Step, ...]
    is_absolute: bool

    def find(self, item: object, answer: object) -> object:
        """Return what is there: a list of everything found if there is a [*], None for nothing."""
        found = [answer if self.is_absolute else item]
        for step in self.steps:
            inner = _inner(found) if step == EVERY else (_take(value, step) for value in found)
            found = [value for value in inner if value is not None]
        if EVERY not in self.steps:
            return found[0] if found else None
        return [
            inner for value in found for inner in (value if isinstance(value, list) else [value])
        ]


class Hole(Record):
    """A place in a template. `is_raw`: its text is not escaped in an address."""

    paths: tuple[Path, ...]
    is_raw: bool


class Template(Record):
    """Text with holes."""

    parts: tuple[str | Hole, ...]

    def find(self, item: object, answer: object, *, is_url: bool = False) -> str:
        """Return the text with its holes filled, percent-encoded in an address; "" if one is empty."""
        pieces = []
        for part in self.parts:
            if isinstance(part, Hole):
                piece = text_of(_first(part.paths, item, answer))
                if not piece:
                    return ""
                escapes = is_url and not part.is_raw
                piece = quote(piece, safe="") if escapes else piece
            else:
                piece = part
            pieces.append(piece)
        return "".join(pieces)


class Expression(Record):
    """Alternatives, of which the first that is not empty counts."""

    alternatives: tuple[Path | Template, ...]

    def find(self, item: object, answer: object) -> object:
        """Return the value, or None."""
        return _first(self.alternatives, item, answer)

    def text(self, item: object, answer: object) -> str:
        """Return the value as text; "" where there is none or none that is text."""
        return text_of(self.find(item, answer))

    def texts(self, item: object, answer: object) -> list[str]:
        """Return the texts of a list, or the one text."""
        value = self.find(item, answer)
        return list(filter(None, map(text_of, value if isinstance(value, list) else [value])))

    def url(self, item: object, answer: object) -> str:
        """Return the value as an address or a part of one: of a list the first."""
        for way in self.alternatives:
            if isinstance(way, Template):
                found: object = way.find(item, answer, is_url=True)
            else:
                found = way.find(item, answer)
            for value in found if isinstance(found, list) else [found]:
                if text := text_of(value):
                    return text
        return ""


class Condition(Record):
    """Whether a value is one of some texts, or none of them."""

    text: str
    where: Expression
    is_equal: bool
    values: tuple[str, ...]

    def holds(self, item: object, answer: object) -> bool:
        """Whether it is so. A missing value holds no test, neither == nor !=."""
        said = self.said(item, answer)
        return bool(said) and any(text in self.values for text in said) is self.is_equal

    def said(self, item: object, answer: object) -> list[str]:
        """Return the texts that are compared; of true and false their names."""
        for way in self.where.alternatives:
            value = way.find(item, answer)
            scalars = map(_scalar, value if isinstance(value, list) else [value])
            if said := [text for text in scalars if text is not None]:
                return said
        return []


@lru_cache(maxsize=1024)
def path(text: str) -> Path:
    """Return the path `text`; "" is the value itself. Raises MappingError."""
    text = text.strip()
    rest = text[1:] if (is_absolute := re.match(r"\$(?:[.\[]|$)", text) is not None) else text
    steps: list[Step] = []
    at = 0
    while at < len(rest):
        match = _STEP.match(rest, at)
        is_inner = bool(steps) or is_absolute
        if match is None or (match["name"] and bool(match["dot"]) is not is_inner):
            message = _("“{path}” is no path; write it like data.list[0].id or list[*].data")
            raise MappingError(message.format(path=text))
        if match["every"]:
            steps.append(EVERY)
        elif match["index"]:
            steps.append(int(match["index"]))
        else:
            steps.append((match["name"] or match["quoted"] or "",))
        at = match.end()
    return Path(text, tuple(steps), is_absolute)


@lru_cache(maxsize=1024)
def expression(text: str) -> Expression:
    """Return the path, template or alternatives in `text`. Raises MappingError."""
    if len(text) > LONGEST:
        raise MappingError(_("longer than {count} characters").format(count=LONGEST))
    pieces = _SPLIT.split(text)
    if len(pieces) > 1 and not all(piece.strip() for piece in pieces):
        raise MappingError(_("there is nothing before or after a |"))
    return Expression(tuple(template(p) if _IS_TEMPLATE.search(p) else path(p) for p in pieces))


@lru_cache(maxsize=1024)
def condition(text: str) -> Condition:
    """Return the test in `text`: path==value or path!=value. Raises MappingError."""
    match = _CONDITION.fullmatch(text)
    if match is None or not match["where"].strip():
        raise MappingError(_("“{text}” is no test; write it like code==200").format(text=text))
    values = tuple(value.strip() for value in match["values"].split("|"))
    return Condition(text, expression(match["where"].strip()), match["sign"] == "==", values)


def text_of(value: object) -> str:
    """Return a string or number as text, a list of them joined by 、; "" for all else.

    true and false are no texts. Halves of surrogate pairs become U+FFFD.
    """
    if isinstance(value, list):
        return "、".join(filter(None, (text_of(v) for v in value[:_MOST_JOINED] if _is_text(v))))
    return (_scalar(value) or "").strip() if _is_text(value) else ""


def is_empty(value: object) -> bool:
    """Whether `value` counts as not there: null, "", [], {}."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


@lru_cache(maxsize=1024)
def template(text: str) -> Template:
    """Return `text` as a template, be it without holes. Raises MappingError."""
    parts: list[str | Hole] = []
    for match in _PART.finditer(text.strip()):
        if match["hole"] is not None:
            paths = tuple(path(piece) for piece in match["hole"].split("|"))
            parts.append(Hole(paths, is_raw=bool(match["plus"]) or not parts))
        elif match[0] in ("{", "}"):
            message = _("“{text}” has a brace without its other half; write a brace itself twice")
            raise MappingError(message.format(text=text))
        else:
            parts.append(match[0][0] if match[0] in ("{{", "}}") else match[0])
    return Template(tuple(parts))


def _first(
    ways: tuple[Path | Template, ...] | tuple[Path, ...], item: object, answer: object
) -> object:
    return next((found for way in ways if not is_empty(found := way.find(item, answer))), None)


def _inner(values: list[object]) -> Iterator[object]:
    """Yield the elements of lists and the values of objects."""
    for value in values:
        if isinstance(value, list):
            yield from value
        elif isinstance(value, dict):
            yield from value.values()


def _take(value: object, step: Step) -> object:
    if isinstance(step, tuple):
        return value.get(step[0]) if isinstance(value, dict) else None
    if isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
        return value[step]
    return None


def _is_text(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _scalar(value: object) -> str | None:
    """Return what a value is compared as; None for null, lists and objects."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return str(int(value)) if value == int(value) else str(value)
    return None
