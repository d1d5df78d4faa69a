"""Which list in a JSON answer may be the articles, and which of its fields may be what. Guesses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any

from tnews.model.record import Record, field
from tnews.sources.jsonitem import moment
from tnews.sources.mapping import text_of

_MOST_ROWS = 20  # items looked at
_MOST_NAMES = 60  # names of an object looked at
_DEEPEST = 10
_DEEPEST_FIELD = 3

_ADDRESS = re.compile(r"(?:https?:)?//\S+|/\S+\.\S+")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp)(?:[?!@]|$)", re.I)
_HEAT = re.compile(r"[\d.,]+\s*(?:万|亿|w|k|\+)?\s*(?:热度)?", re.I)
_PLAIN_NAME = re.compile(r"[^\s.\[\]{}|\"]+")
_INNER = ("text", "value", "rendered", "name", "url", "src")
"""Names that say nothing without that of the object they stand in."""


def _is_prose(text: str) -> bool:
    return len(text) > 1 and not _ADDRESS.fullmatch(text) and not _HEAT.fullmatch(text)


def _is_page(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None and not _PICTURE.search(text)


def _is_date(text: str) -> bool:
    found = moment(text, datetime.now(UTC))
    return found is not None and 1990 <= found.year <= 2100


def _is_body(text: str) -> bool:
    return len(text) > 200 or "</p>" in text


_FIELDS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "title": ("title headline subject *title titlearea name word query", _is_prose),
    "url": ("url link href *url *link *href uri", _is_page),
    "id": ("id guid uniquekey docid *idstr *id mid key", re.compile(r"\S+").fullmatch),
    "published": ("published* publish* pub* ctime ptime *time* *date* timestamp *at", _is_date),
    "source": ("source sourcename media* copyfrom origin sitename", _is_prose),
    "author": ("author authors author* writer displayname nickname username", _is_prose),
    "content": ("content contenthtml body article", _is_body),
    "summary": ("summary desc* digest abstract intro brief excerpt* hover content*", _is_prose),
    "image": ("image *image* img* *pic* *cover* *thumb*", _ADDRESS.fullmatch),
    "hot": ("hot heat hotvalue hotscore hot* score views num metrics*", _HEAT.fullmatch),
}
"""Field -> the names it goes by, the likeliest first, and what its values are."""

_CODES = (
    *("code", "errorcode", "errcode", "errno", "status", "ret", "stat", "resultcode"),
    "success",
)
_GOOD = frozenset({"0", "200", "20000", "ok", "success", "true"})
_WORDS = ("msg", "message", "reason", "errmsg", "errormsg", "error")


class Guess(Record):
    """A list at the path `items` with so many `rows`, and the paths of fields in a row."""

    items: str = ""
    rows: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def score(self) -> tuple[bool, int, int]:
        """What makes one list likelier than another: title and link, more fields, more rows."""
        is_linked = "title" in self.fields and bool({"url", "id"} & self.fields.keys())
        return is_linked, len(self.fields), self.rows

    @property
    def kind(self) -> str:
        """`rank` for what has heat and no times, else `json`."""
        return "rank" if "hot" in self.fields and "published" not in self.fields else "json"

    @property
    def options(self) -> dict[str, Any]:
        """The options `items` and `fields`."""
        items = {"items": self.items} if self.items else {}
        return {**items, "fields": dict(self.fields)}


def best(answer: object) -> Guess:
    """Return the likeliest list of articles, without fields if no list has titles."""
    guesses = (Guess(where, len(rows), fields(rows)) for where, rows in _lists([answer], "", 0))
    return max(
        (guess for guess in guesses if "title" in guess.fields),
        key=lambda guess: guess.score,
        default=Guess(),
    )


def fields(rows: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """Return field -> path for those fields that the first rows seem to have."""
    looked_at = rows[:_MOST_ROWS]
    values: dict[str, list[str]] = {}
    for row in looked_at:
        for path, text in _leaves(row, "", 1):
            values.setdefault(path, []).append(text)
    found: dict[str, str] = {}
    for name, (aliases, fits) in _FIELDS.items():
        ranked = []
        for path, texts in values.items():
            place = _place(_telling_name(path), aliases.split())
            if place is None or path in found.values() or len(texts) * 3 < len(looked_at):
                continue
            is_one_each = name != "id" or len(set(texts)) == len(looked_at)
            if is_one_each and sum(bool(fits(text)) for text in texts) * 2 > len(texts):
                ranked.append((place, path.count("."), path))
        if ranked:
            found[name] = min(ranked)[2]
    return found


def envelope(answer: object) -> dict[str, str]:
    """Return the options `ok` and `error` that an answer that is good seems to call for."""
    if not isinstance(answer, dict):
        return {}
    names = {_narrow(name): name for name in answer if re.fullmatch(r"\w+", name)}
    for alias in _CODES:
        value = answer.get(names.get(alias, ""))
        text = str(value).lower() if isinstance(value, bool) else text_of(value)
        if text.lower() in _GOOD:
            error = next((names[word] for word in _WORDS if word in names), "")
            return {"ok": f"{names[alias]}=={text}"} | ({"error": error} if error else {})
    return {}


def _lists(
    values: Sequence[object], where: str, depth: int
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Yield the path and the rows of every list of objects below `values`, all found at `where`."""
    if depth > _DEEPEST:
        return
    inner = [one for value in values if isinstance(value, list) for one in value]
    if rows := [row for row in inner if isinstance(row, dict)]:
        yield where, rows
    if inner:
        yield from _lists(inner, where + "[*]", depth + 1)
    objects = [value for value in values if isinstance(value, dict)]
    if objects and "[*]" in where and not where.endswith("[*]"):
        yield where, objects
    elif len(objects) == 1 and len(objects[0]) > 1:
        rows = [row for row in objects[0].values() if isinstance(row, dict)]
        if len(rows) == len(objects[0]):  # an object of objects is a list too
            yield where, rows
    names = dict.fromkeys(name for one in objects for name in _names(one))
    for name in islice(names, _MOST_NAMES):
        below = [one[name] for one in objects if name in one]
        yield from _lists(below, _joined(where, name), depth + 1)


def _leaves(value: object, where: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of a row; of a list only its first element."""
    if isinstance(value, dict):
        if depth <= _DEEPEST_FIELD:
            for name in _names(value):
                yield from _leaves(value[name], _joined(where, name), depth + 1)
    elif isinstance(value, list):
        if value and depth <= _DEEPEST_FIELD + 1:
            yield from _leaves(value[0], where + "[0]", depth + 1)
    elif text := text_of(value):
        yield where, text


def _names(value: dict[str, object]) -> Iterator[str]:
    """Yield the names that a path can have, marks of templates not among them."""
    names = islice(value, _MOST_NAMES)
    return (name for name in names if name.isprintable() and not re.search(r'[{}|"]|://', name))


def _joined(where: str, name: str) -> str:
    if _PLAIN_NAME.fullmatch(name) and not name.startswith("$"):
        return f"{where}.{name}" if where else name
    return f'{where}["{name}"]'


def _telling_name(path: str) -> str:
    """Return the name in a path that says what is there: of `title_area.text` the first."""
    names = [_narrow(name) for name in re.sub(r"\[\d+\]", "", path).split(".")]
    return names[-2] if len(names) > 1 and names[-1] in _INNER else names[-1]


def _narrow(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


def _place(name: str, aliases: Sequence[str]) -> int | None:
    return next((n for n, alias in enumerate(aliases) if fnmatchcase(name, alias)), None)
