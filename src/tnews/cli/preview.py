"""What was found at an address, shown before it becomes a source."""

from __future__ import annotations

from collections.abc import Iterator

from tnews.cli.page import china_time, shown_time
from tnews.locale import _, plural
from tnews.model import Page, count_characters
from tnews.services.discovery import Found, newest_first
from tnews.services.looking import has_time

TITLES = 5
"""Titles shown of what was found."""


def preview(found: Found) -> Iterator[str]:
    """Yield what `found` is, how much it holds, its newest titles, where its texts come from."""
    what = _what(found)
    yield _("{label}: {value}").format(label=what, value=found.title) if found.title else what
    yield found.url
    if found.what == "article":
        return
    drafts = newest_first(found.drafts)
    holds = plural("{n} article", "{n} articles", len(drafts)).format(n=len(drafts))
    if newest := drafts[0].published_at:
        when = shown_time(newest) if has_time(newest) else china_time(newest, has_time=False)
        holds += _(", the newest of {date}").format(date=when)
    yield holds
    yield from (f"  {draft.title or draft.url}" for draft in drafts[:TITLES])
    yield _texts(found)
    if found.is_stale:
        yield _(
            "the page itself lists newer articles than its feed; tnews probe {url} shows how to "
            "use the page instead"
        ).format(url=found.seen.asked)


def _what(found: Found) -> str:
    return {
        "feed": _("a feed"),
        "page": _("a page that lists articles, without a feed"),
        "json": _("an API that answers with JSON"),
        "rank": _("an API with a ranked list"),
        "article": _("one article"),
    }[found.what]


def _texts(found: Found) -> str:
    """Where the texts come from."""
    if found.what == "rank":
        return _("the page of an entry is read when it is opened")
    if not found.lacking:
        return _("it brings the whole texts")
    which = _("{n} of {all} articles come without their whole text").format(
        n=found.lacking, all=len(found.drafts)
    )
    if found.sample is None:
        return _("{which}, and their own pages cannot be read: {reason}").format(
            which=which, reason=found.sample_error
        )
    return _("{which}; their own pages are read, such as {article}").format(
        which=which, article=described(found.sample)
    )


def described(page: Page) -> str:
    """Return title, 来源 and length of an article, as a sample."""
    draft = page.draft
    count = count_characters(draft.blocks)
    size = plural("{n} character", "{n} characters", count).format(n=f"{count:,}")
    return _(", ").join(part for part in (draft.title, draft.origin, size) if part)


def preview_json(found: Found) -> dict[str, object]:
    """Return `preview` as JSON has it."""
    drafts = newest_first(found.drafts)
    newest = drafts[0].published_at if drafts else None
    sample = found.sample
    return {
        "what": found.what,
        "url": found.url,
        "title": found.title or None,
        "articles": len(drafts),
        "newest": newest.isoformat() if newest else None,
        "titles": [draft.title for draft in drafts[:TITLES]],
        "without_text": found.lacking,
        "sample": {
            "url": sample.draft.url,
            "title": sample.draft.title,
            "source": sample.draft.origin or None,
            "characters": count_characters(sample.draft.blocks),
        }
        if sample
        else None,
        "problem": found.sample_error or None,
    }
