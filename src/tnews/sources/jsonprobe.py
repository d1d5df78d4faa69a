"""Looks at a real answer of an API: its tree to read, and a `[[source]]` table to begin with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tnews.model import ParseError, clean_line
from tnews.model.record import Record, field
from tnews.sources import guesses, jsontext
from tnews.sources.guesses import Guess
from tnews.sources.mapping import text_of
from tnews.sources.parameters import without_params
from tnews.text.charset import decode

_MOST_LINES = 80
_MOST_NAMES = 40  # names of an object that are shown, and looked into
_MOST_MARKS = 60
_WIDEST = 60

_MARK = re.compile(
    r"<!--[\w-]{1,30}:|<script[^>]{0,200}json[^>]{0,100}>|(?<![\w$.\]])(?:[\w$.]|\[\"\w+\"\]){1,80}\s*=\s*(?=[{\[])"
)
_KEY = re.compile("key|api_?key|app_?key|app_?code|token|access_?token|secret|apikey", re.I)


class Proposal(Record):
    """What was found in an answer. `options` is empty if there is no list of articles in it."""

    tree: str
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The options as a [[source]] table to paste into the configuration; "" if there are none."""
        lines = [f"{name} = {_toml(value)}" for name, value in self.options.items()]
        return "\n".join(["[[source]]", *lines]) + "\n" if lines else ""


def propose(body: bytes, charset: str, url: str) -> Proposal:
    """Return the tree of the answer `body` of `url`, and the source that it may be.

    JSONP and JSON inside a page are found too. A key in the address is left out of the source.
    Raises `ParseError` if there is no JSON.
    """
    text = decode(body, charset)
    answer, reading, guess = max(_answers(text), key=lambda found: found[2].score)
    tree = "\n".join(islice(_tree(answer, 0), _MOST_LINES))
    if not guess.fields:
        return Proposal(tree)
    parts = urlsplit(url)
    secret = next((name for name, _ in parse_qsl(parts.query) if _KEY.fullmatch(name)), "")
    options: dict[str, Any] = {"kind": guess.kind, "url": without_params(url, {secret})}
    if secret:
        options["api_key"] = {"param": secret, "env": "NEWS_API_KEY"}
    return Proposal(tree, {**options, **reading, **guesses.envelope(answer), **guess.options})


def _answers(text: str) -> Iterator[tuple[object, dict[str, Any], Guess]]:
    """Yield the JSON values in `text`: the value, how to get at it, and what it may hold.

    The whole text, else the argument of a call, else what stands in a page's scripts.
    Raises `ParseError` if there is none.
    """
    try:
        answer = jsontext.load(text)
    except ParseError:
        yield from (found := list(_wrapped(text)))
        if not found:
            raise
    else:
        yield answer, {}, guesses.best(answer)


def _wrapped(text: str) -> Iterator[tuple[object, dict[str, Any], Guess]]:
    ways: list[dict[str, Any]] = [{"wrap": "jsonp"}]
    for match in islice(_MARK.finditer(text), _MOST_MARKS):
        mark = match[0].strip()
        if text.find(mark) == match.start():
            ways.append({"between": [mark]})
    for way in ways:
        with suppress(ParseError):  # most scripts hold no JSON; one that does is enough
            answer = jsontext.load(text, **way)
            yield answer, way, guesses.best(answer)
            if "wrap" in way:
                return


def _tree(value: object, depth: int, name: str = "") -> Iterator[str]:
    """Yield a line for every value, of a list for its first element alone."""
    head = "  " * depth + (f"{clean_line(name, 40)}: " if name else "")
    if isinstance(value, dict):
        yield f"{head}{{{len(value)}}}"
        for inner_name, inner in islice(value.items(), _MOST_NAMES):
            yield from _tree(inner, depth + 1, str(inner_name))
    elif isinstance(value, list):
        yield f"{head}[{len(value)}]"
        if value:
            yield from _tree(value[0], depth + 1, "[0]")
    else:
        text = clean_line(text_of(value), _WIDEST) if isinstance(value, str) else json.dumps(value)
        yield head + (f'"{text}"' if isinstance(value, str) else text)


def _toml(value: object) -> str:
    """Return a value as TOML writes it: JSON's strings, numbers and lists are TOML's too."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} = {_toml(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
