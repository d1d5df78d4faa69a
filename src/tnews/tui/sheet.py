"""What the article zone shows, made of an article or of an entry of a ranked list. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tnews.locale import _, plural
from tnews.model import CRUMBS, Article, ArticleRow, Block, RankEntry, TextState
from tnews.model.story import Story
from tnews.text.when import long_time, short_time
from tnews.tui.actions import key_of, told

if TYPE_CHECKING:
    from tnews.text.query import Field

READING_SPEED = 400
"""Characters a minute, for 约 N 分钟."""

Keys = Mapping[str, tuple[str, ...]]
"""[keys] of the configuration."""


class RelatedTitle(NamedTuple):
    """A related article as the end of the text and the dialog name it."""

    article: int
    title: str
    detail: str
    is_read: bool = False


class Sheet(NamedTuple):
    """One article or ranked entry, ready to be set.

    `article` is its id, None for an entry that is no article yet. `problem` says why there is
    no whole text; `notes` are the quiet lines below the text. `position`, from 0 to 1, is
    where to begin. `note` and `tags` are the reader's own; `related` is known a moment later.
    `characters` is the length that its facts tell.
    """

    article: int | None
    title: str
    facts: tuple[tuple[str, str], ...]
    url: str
    blocks: tuple[Block, ...]
    problem: str = ""
    notes: tuple[str, ...] = ()
    position: float = 0.0
    note: str = ""
    tags: tuple[str, ...] = ()
    related: tuple[RelatedTitle, ...] = ()
    related_hint: str = ""
    characters: int = 0

    def reads_like(self, other: Sheet) -> bool:
        """Whether the same stands on both, wherever one begins."""
        return self._replace(position=other.position) == other

    def is_of(self, other: Sheet) -> bool:
        """Whether both are of the same article or entry, if not of the same text."""
        return (self.article, self.url) == (other.article, other.url)


def of_article(
    article: Article,
    state: TextState,
    keys: Keys,
    *,
    is_fetching: bool,
    story: Story | None = None,
) -> Sheet:
    """Return the sheet of `article`; `is_fetching` while its own page is on its way.

    `story` is the one it tells with others.
    """
    is_whole = article.is_full_text or state.shown == "page"
    notes = [] if article.blocks else [_("This article came without text.")]
    if is_fetching:
        notes.append(fetching())
    elif article.url and not (is_whole and article.blocks):
        hint = _("Press {fetch} for the whole text, {browser} for the browser.")
        notes.append(
            told(hint, {"fetch": key_of("full_text", keys), "browser": key_of("browser", keys)})
        )
    return Sheet(
        article.id,
        article.title,
        (*article_facts(article, state), *story_facts(story)),
        article.url,
        article.blocks,
        state.error if state.shown == "feed" and not is_fetching else "",
        tuple(notes),
        article.status.position,
        article.status.note,
        article.status.tags,
        characters=article.characters,
    )


def with_related(sheet: Sheet, rows: Sequence[ArticleRow], keys: Keys, now: datetime) -> Sheet:
    """Return `sheet` with the related articles `rows` below its text."""
    found = []
    for row in rows:
        parts = (row.origin or row.source_name, short_time(row.published_at or row.sorted_at, now))
        title = row.title or _("(untitled)")
        found.append(RelatedTitle(row.id, title, " · ".join(filter(None, parts)), row.is_read))
    hint = told(_("{key} opens them"), {"key": key_of("related", keys)})
    return sheet._replace(related=tuple(found), related_hint=hint if found else "")


def of_entry(
    entry: RankEntry, keys: Keys, *, problem: str = "", is_fetching: bool = False
) -> Sheet:
    """Return the sheet of an `entry` that is no article yet: what its list says of it."""
    notes: tuple[str, ...] = ()
    if is_fetching:
        notes = (fetching(),)
    elif entry.url:
        hint = _("Press {open} for the article, {browser} for the browser.")
        notes = (told(hint, {"open": key_of("open", keys), "browser": key_of("browser", keys)}),)
    return Sheet(
        None,
        entry.title,
        entry_facts(entry),
        entry.url,
        (Block("p", entry.summary),) if entry.summary else (),
        problem,
        notes,
    )


def fetching() -> str:
    """Say that a page is on its way."""
    return _("Fetching the whole text…")


def article_facts(article: Article, state: TextState) -> tuple[tuple[str, str], ...]:
    """Return the labels and values that are known of `article`; nothing is invented."""
    origin = article.origin or article.source_name
    is_within = article.category in article.section.split(CRUMBS)
    parts = (article.section,) if is_within else (article.category, article.section)
    channel = " · ".join(part for part in parts if part)
    found = [(_("Source"), origin)]
    if article.published_at is not None:
        found.append((_("Published"), long_time(article.published_at)))
    found += [
        (_("Author"), article.author),
        (_("Editor"), article.editor),
        (_("Channel"), channel),
        ("", length(article.characters)),
        ("", whose_text(article, state)),
    ]
    return tuple((label, value) for label, value in found if value)


def outlet_count(outlets: int) -> str:
    """Return how many outlets bring a story: 3 家."""
    return plural("{n} outlet", "{n} outlets", outlets).format(n=outlets)


def story_facts(story: Story | None) -> tuple[tuple[str, str], ...]:
    """Return who brings the story: 3 家, 浙江日报 · 新华社 · 湖畔网."""
    if story is None or story.outlets < 2:  # a feed and a page of one outlet
        return ()
    return ((outlet_count(story.outlets), " · ".join(story.names())),)


def field_of(label: str) -> Field | None:
    """Return the field a search names for what is shown behind `label`, None where it names none."""
    fields: dict[str, Field] = {
        _("Source"): "source",
        _("Author"): "author",
        _("Editor"): "editor",
        _("Channel"): "category",
    }
    return fields.get(label)


def whose_text(article: Article, state: TextState) -> str:
    """Say where the text on show is from; "" for articles that are at home in tnews."""
    if not article.url:
        return ""
    if state.shown == "page":
        return _("the article's own page")
    if not article.blocks:
        return _("headline only")
    return _("whole text from the feed") if article.is_full_text else _("summary from the feed")


def entry_facts(entry: RankEntry) -> tuple[tuple[str, str], ...]:
    """Return what a ranked list says of `entry`: its place, how hot it is, since when."""
    found = [(_("List"), entry.source_name)]
    if entry.rank is not None:
        found.append((_("Place"), str(entry.rank)))
    found += [
        (_("Best"), str(entry.best)),
        (_("Heat"), entry.heat),
        (_("Listed since"), long_time(entry.first_seen_at)),
    ]
    if entry.published_at is not None:
        found.append((_("Published"), long_time(entry.published_at)))
    return tuple((label, value) for label, value in found if value)


def minutes_of(characters: float) -> int:
    """Return how many minutes it takes to read so many characters, rounded: 0 is possible."""
    return round(characters / READING_SPEED)


def length(characters: int) -> str:
    """Return 字数 and reading time: "1,234 字 · 约 4 分钟"."""
    if not characters:
        return ""
    minutes = max(1, minutes_of(characters))
    count = plural("{n:,} character", "{n:,} characters", characters).format(n=characters)
    time = plural("about {n} minute", "about {n} minutes", minutes).format(n=minutes)
    return f"{count} · {time}"
