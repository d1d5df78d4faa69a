"""One item of a JSON answer -> `ArticleDraft`, as the fields of its source's mapping say.

A field of the wrong type is empty. What a feed's entry goes through, an item does too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from tnews.model import ArticleDraft, clean_line
from tnews.model.record import Record, replace
from tnews.sources import entry
from tnews.sources.mapping import Expression
from tnews.text import dates
from tnews.text.html import plain
from tnews.text.links import absolute

_NOTHING = Expression(())
_LATEST = 4_102_444_800  # seconds since 1970: the year 2100
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{0,20})?")


class ItemReader(Record):
    """Reads the items of one answer. `now` is when it came; `base` resolves its addresses.

    `moment` is the time of an item that says none itself.
    """

    fields: Mapping[str, Expression]
    answer: object
    base: str
    now: datetime
    moment: datetime | None = None

    def draft(self, item: object) -> ArticleDraft | None:
        """Return the draft of `item`; None if it has neither title nor text."""
        title = self._text("title", item)
        bodies = tuple(
            entry.Body(text, is_html=True, is_content=name == "content")
            for name in ("content", "summary")
            if (text := "\n".join(self._field(name).texts(item, self.answer)))
        )
        if not (title or bodies):
            return None
        published = self._published(item)
        made = entry.drafts(
            [
                entry.Entry(
                    uid=self._text("id", item),
                    url=absolute(self._url("url", item), self.base),
                    title=title,
                    bodies=bodies,
                    author=self._text("author", item),
                    origin=self._text("source", item),
                    published=(published.isoformat(),) if published else (),
                    categories=tuple(self._field("category").texts(item, self.answer)),
                    image=self._url("image", item),
                    base=self.base,
                )
            ]
        )
        if not made:
            return None
        editor = clean_line(plain(self._text("editor", item)), 100)
        return replace(
            made[0],
            is_full_text=made[0].is_full_text and bodies[0].is_content,
            editor=editor or made[0].editor,
            published_at=made[0].published_at or self.moment,
            heat=clean_line(plain(self._text("hot", item)), 40),
        )

    def _published(self, item: object) -> datetime | None:
        texts = self._field("published").texts(item, self.answer)
        return next(filter(None, (moment(text, self.now) for text in texts)), None)

    def _field(self, name: str) -> Expression:
        return self.fields.get(name, _NOTHING)

    def _text(self, name: str, item: object) -> str:
        return self._field(name).text(item, self.answer)

    def _url(self, name: str, item: object) -> str:
        return self._field(name).url(item, self.answer)


def moment(text: str, now: datetime) -> datetime | None:
    """Return the moment that the text of a time value means, or None. Never raises.

    A number is seconds since 1970, above 1e11 milliseconds, microseconds or nanoseconds,
    unless its digits are those of a date: 20241123, 202411230830, 20241123083000. All else is
    read as `tnews.text.dates.parse` does.
    """
    if not _NUMBER.fullmatch(text):
        return dates.parse(text, now)
    whole = text.partition(".")[0]
    if len(whole) in (8, 12, 14) and (found := dates.parse(whole)):
        return found
    seconds = float(text)
    for _unit in range(3):
        seconds = seconds / 1000 if seconds > 1e11 else seconds
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _LATEST else None
