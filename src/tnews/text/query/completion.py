"""Completing a search that is being typed: field names, their values, states and dates.

Pure: what there is to name comes as `Names`. The words offered are those of `names.py`, in the
script in which one types: "ti" is offered title:, "标" is offered 标题:.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from tnews.locale import N_, _
from tnews.text.fold import fold
from tnews.text.query.names import (
    DATE_FIELDS,
    FIELD_OF,
    STATE_FIELDS,
    STATES,
    WORD_FIELDS,
)

LIMIT = 40
"""Completions made at most: more than anybody looks at."""

_QUOTES = {'"': '"', "＂": "＂", "“": "”", "「": "」"}
_APART = re.compile(r"[\s()（）|｜&]")
_SIGN = re.compile(r"[-－]?")
_FIELD = re.compile(r"([^\s:：\"“「()（）]{1,12})[:：]")
_PLAIN = re.compile(r"[^\s:：\"＂“”「」()（）|｜&]+")
_CHINESE = re.compile("[\u3400-\u9fff]")

_FIELDS: Mapping[str, tuple[str, ...]] = {
    str(field): names
    for group in (WORD_FIELDS, STATE_FIELDS, DATE_FIELDS)
    for field, names in cast("Mapping[str, tuple[str, ...]]", group).items()
}

_MEANINGS: Mapping[str, str] = {
    "title": N_("words of the title"),
    "source": N_("a source"),
    "category": N_("a channel"),
    "author": N_("an author"),
    "editor": N_("an editor"),
    "tag": N_("a tag of yours"),
    "is": N_("unread, read, bookmarked"),
    "has": N_("with a note, with a tag"),
    "after": N_("from a day on"),
    "before": N_("from before a day"),
    "until": N_("to the end of a day"),
    "date": N_("of a day, a week, a month"),
}

_DATES = (
    ("today", "今天"),
    ("yesterday", "昨天"),
    ("thisweek", "本周"),
    ("lastweek", "上周"),
    ("3d", "3天内"),
    ("7d", "7天内"),
    ("thismonth", "本月"),
    ("lastmonth", "上个月"),
    ("thisyear", "今年"),
)
"""Dates that are offered: the English word, the Chinese one."""

_TRADITIONAL = str.maketrans(
    "标题来频责编签状态读笔记书从后时间周内个", "標題來頻責編籤狀態讀筆記書從後時間週內個"
)
"""How the words of this language look in Taiwan; the search reads both."""


class Names(NamedTuple):
    """What a search may name, what is most likely meant first."""

    channels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def of(self, field: str) -> tuple[str, ...]:
        """Return the names that are values of `field`."""
        known = {
            "category": self.channels,
            "source": self.sources,
            "author": self.authors,
            "editor": self.editors,
            "tag": self.tags,
        }
        return known.get(field, ())


class Completion(NamedTuple):
    """One way to go on: the whole text then, the place of the cursor in it, and what is shown
    of it, with a note."""

    text: str
    at: int
    shown: str
    note: str = ""


def complete(
    text: str, at: int, names: Names, *, asked: bool = False, language: str = "zh_CN"
) -> list[Completion]:
    """Return how the term that ends at offset `at` of `text` may go on, the likeliest first.

    Where no term has begun, only a person who `asked` is offered the fields, in the words of
    the `language` of the interface.
    """
    begin = _begin(text, at)
    if begin is None:
        return []  # inside a phrase
    sign = _SIGN.match(text, begin)
    begin = sign.end() if sign else begin
    typed = text[begin:at]
    if (match := _FIELD.match(typed)) and (field := FIELD_OF.get(fold(match[1]))):
        found = _values(field, match[0], typed[match.end() :], names, language)
    elif typed:
        found = (*_fields(typed, language), *_bare(typed, language))
    elif asked:
        words = _words(language != "en", language)
        found = ((f"{words(_FIELDS[field])}:", _(told)) for field, told in _MEANINGS.items())
    else:
        return []
    return _put(found, text, begin, at)


def _begin(text: str, at: int) -> int | None:
    """Return where the term at `at` begins; None inside a phrase that is no value of a field."""
    begin = place = 0
    while place < at:
        mark = text[place]
        if shut := _QUOTES.get(mark):
            end = text.find(shut, place + 1, at)
            if end < 0:
                return begin if begin < place and text[place - 1] in ":：" else None
            place = end + 1
        else:
            place += 1
            if _APART.match(mark):
                begin = place
    return begin


def _put(found: Iterable[tuple[str, str]], text: str, begin: int, at: int) -> list[Completion]:
    """Put each (word, note) in place of what is typed from `begin` to `at`."""
    before, typed, after = text[:begin], text[begin:at], text[at:]
    result: dict[str, Completion] = {}
    for said, note in found:
        if said == typed or said in result:
            continue
        # A value is whole: a space, and one types on.
        is_whole = said[-1] not in ":：" and not after[:1].isspace()
        done = before + said + (" " if is_whole else "")
        result[said] = Completion(done + after, len(done), said, note)
        if len(result) == LIMIT:
            break
    return list(result.values())


def _words(chinese: bool, language: str) -> Callable[[Sequence[str]], str]:
    """Return what chooses from the names of one thing: the English one, then the Chinese one."""

    def word(names: Sequence[str]) -> str:
        return _shown(names[1 if chinese else 0], language)

    return word


def _shown(name: str, language: str) -> str:
    return name.translate(_TRADITIONAL) if language == "zh_TW" else name


def _fields(typed: str, language: str) -> Iterable[tuple[str, str]]:
    """The fields whose name begins with what is typed, each by the first name that does."""
    start = fold(typed)
    for field, told in _MEANINGS.items():
        name = next((name for name in _FIELDS[field] if name.startswith(start)), None)
        if name is not None:
            yield f"{_shown(name, language)}:", _(told)


def _bare(typed: str, language: str) -> Iterable[tuple[str, str]]:
    """States and dates that begin with what is typed, with the field they need."""
    start = fold(typed)
    if len(start) < 2 and start.isascii():
        return  # one letter is the beginning of too much
    things = [(field, names) for field, states in STATES.items() for names in states.values()]
    for field, names in (*things, *(("date", pair) for pair in _DATES)):
        for name in names[:2]:
            if name.startswith(start):
                words = _words(bool(_CHINESE.search(name)), language)
                yield f"{words(_FIELDS[field])}:{_shown(name, language)}", ""


def _values(
    field: str, lead: str, said: str, names: Names, language: str
) -> Iterable[tuple[str, str]]:
    """The values of `field` that hold what is said of one; those that begin with it first."""
    wanted = fold(said.lstrip("".join(_QUOTES)))
    if field in STATE_FIELDS:
        found = _of_pairs(list(STATES[field].values()), lead, wanted, language)
    elif field in DATE_FIELDS:
        found = _of_pairs(_DATES, lead, wanted, language)
    else:
        folded = [(fold(name), quoted(name)) for name in names.of(field)]
        found = [name for low, name in folded if low.startswith(wanted)]
        found += [name for low, name in folded if wanted in low[1:]]
    for name in found:
        yield lead + name, ""


def _of_pairs(pairs: Sequence[Sequence[str]], lead: str, wanted: str, language: str) -> list[str]:
    """Return of each pair the name that begins with what is wanted, first in the script of
    the field `lead`."""
    order = (1, 0) if _CHINESE.search(lead) else (0, 1)
    found = []
    for pair in pairs:
        fitting = [pair[number] for number in order if pair[number].startswith(wanted)]
        found += [_shown(name, language) for name in fitting[:1]]
    return found


def quoted(name: str) -> str:
    """Return `name` as a search takes it for one value."""
    if _PLAIN.fullmatch(name) and name[0] not in "-－":
        return name
    marks = ('"', '"') if '"' not in name else ("“", "”")
    return f"{marks[0]}{name.replace(marks[1], '')}{marks[1]}"
