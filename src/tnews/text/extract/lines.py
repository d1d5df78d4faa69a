"""What a single line is: running text, or a line about the article (date, labels, buttons)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tnews.text import dates
from tnews.text.extract import phrases

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Line

_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)
"""Against which 10-08 12:00 is recognised as a date; which date does not matter here."""

_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def substance(line: Line) -> int:
    """Return how many characters of running text the line holds."""
    if line.marks and line.size >= 18 and line.linked < line.size * 0.4:
        return 0 if phrases.is_footer(line.text) else line.size - line.linked
    return 0


def is_clock(text: str) -> bool:
    """Whether the text is a time of day and nothing else."""
    return bool(_CLOCK.fullmatch(text))


def dated(text: str) -> dates.Found | None:
    """Return the first date in a line, one without a year too; which year is not known then."""
    return dates.find(text, _SOME_DAY)


def is_info(line: Line) -> bool:
    """Whether the line is an info line or machinery, not text: date, labels, buttons."""
    if line.size < 40 and (is_clock(line.text) or _is_date_alone(line.text)):
        return True
    if phrases.is_dropped(line.text) or (line.size < 80 and phrases.is_labelled(line.spaced)):
        return True
    return line.size < 90 and phrases.has_label(line.spaced) and dates.find(line.spaced) is not None


def _is_date_alone(text: str) -> bool:
    found = dated(text)
    return found is not None and len(text) - (found.end - found.start) < 12
