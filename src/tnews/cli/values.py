"""What the values on the command line mean: dates, numbers, one of several words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from tnews.locale import LANGUAGES, _, normalise
from tnews.model import TAG_LIMIT, clean_line, clean_tag

if TYPE_CHECKING:
    from tnews.text.query.when import Period

_DAYS_AGO = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}
_UNITS = {"h": 1, "d": 24, "天": 24, "w": 7 * 24}
_AGO = "([0-9]{1,4})(h|d|天|w)"


class BadValueError(Exception):
    """What a person said is no value of this kind; the message says why, not where."""


MAX_ID = 2**63 - 1
"""Largest article id that the cache can hold."""


def since(text: str) -> datetime:
    """Return the beginning of `text` in UTC: a day, a moment, a span like 7d before now, or
    whatever is a date in a search: 2026-11, 本周.

    Times without a zone are local. Raises `BadValueError`.
    """
    moment = _moment(text)
    return _utc(moment) if moment is not None else _period(text).start


def until(text: str) -> datetime:
    """Return the end of `text` in UTC; a day counts whole, a moment is itself the end, and a
    span its beginning."""
    moment = _moment(text)
    if moment is None:
        period = _period(text)
        return period.end or period.start
    return _utc(moment, timedelta() if isinstance(moment, datetime) else timedelta(days=1))


def _moment(text: str) -> date | datetime | None:
    word = text.strip().lower()
    now = datetime.now().astimezone()
    try:
        if word in _DAYS_AGO:
            return now.date() - timedelta(days=_DAYS_AGO[word])
        if match := re.fullmatch(_AGO, word):
            return now - timedelta(hours=int(match[1]) * _UNITS[match[2]])
        if re.fullmatch(r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}", word):
            return date.fromisoformat(word)
        return datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        return None


def _period(text: str) -> Period:
    """What `text` is in a search. Raises `BadValueError` if it is no date there either."""
    from tnews.text.fold import fold
    from tnews.text.query.when import period

    found = period(fold(text.strip()), datetime.now().astimezone())
    if found is None:
        raise BadValueError(
            _(
                "“{text}” is no date; write 2026-11-01, 2026-11-01T09:30, today, yesterday or 7d"
            ).format(text=clean_line(text, 40))
        )
    return found


def _utc(moment: date | datetime, later: timedelta = timedelta()) -> datetime:
    """The time `later` than `moment` in UTC; a day begins at its local midnight."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    try:
        return (moment + later).astimezone(UTC)
    except (ValueError, OverflowError):  # years 1 and 9999
        raise BadValueError(_("this date is out of range")) from None


def number(low: int, high: int) -> Callable[[str], int]:
    """Return a parser of whole numbers from `low` to `high`."""

    def parse(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,19}", text) and low <= int(text) <= high:
            return int(text)
        raise BadValueError(
            _("must be a whole number from {low} to {high}, found {text}").format(
                text=clean_line(text, 40), low=low, high=high
            )
        )

    return parse


def article_id(text: str) -> int:
    """Return the id of an article. Raises `BadValueError`."""
    if re.fullmatch(r"[0-9]{1,19}", text) and 0 < int(text) <= MAX_ID:
        return int(text)
    raise BadValueError(
        _("“{text}” is no article id; tnews list shows them").format(text=clean_line(text, 40))
    )


def tag(text: str) -> str:
    """Return `text` as a tag. Raises `BadValueError` rather than change much of it."""
    line = clean_line(text)
    found = clean_tag(text)
    if not found or len(line.lstrip("#＃ ")) > TAG_LIMIT or re.search("[,，、]", line):
        raise BadValueError(
            _("a tag is 1 to {limit} characters without a comma, found “{text}”").format(
                limit=TAG_LIMIT, text=clean_line(text, 60)
            )
        )
    return found


def language(text: str) -> str:
    """Return the language of ours that `text` names. Raises `BadValueError`."""
    if found := normalise(text):
        return found
    return one_of(*LANGUAGES)(text)


def one_of(*words: str) -> Callable[[str], str]:
    """Return a parser that takes one of `words`."""

    def parse(text: str) -> str:
        if text in words:
            return text
        raise BadValueError(
            _("must be one of {words}, found {text}").format(
                text=clean_line(text, 40), words=_(", ").join(words)
            )
        )

    return parse
