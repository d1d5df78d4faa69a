"""What an article says about itself, in the reader's language: for Markdown, HTML and text."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model.clean import clean_url

if TYPE_CHECKING:
    from tnews.model import Article


def heading(article: Article) -> str:
    """Return the title of `article`, its address if it has none."""
    return article.title or article.url or _("Untitled")


def labels(article: Article) -> list[tuple[str, str]]:
    """Return (label, value) of what is known of `article`, its link left out."""
    feed = article.source_name if article.origin not in ("", article.source_name) else ""
    pairs = [
        (_("Source"), article.origin or article.source_name),
        (_("Feed"), feed),
        (_("Published"), local_time(article.published_at)),
        (_("Author"), article.author),
        (_("Editor"), article.editor),
        (_("Channel"), article.category),
        (_("Section"), article.section),
        (_("Tags"), " ".join(f"#{tag}" for tag in article.status.tags)),
    ]
    return [(label, value) for label, value in pairs if value]


def link(article: Article) -> str:
    """Return the address of `article` if it can be followed safely, else ""."""
    return clean_url(article.url)


def labelled(label: str, value: str) -> str:
    """Return "label: value" with the language's own colon."""
    return _("{label}: {value}").format(label=label, value=value)


def local_time(moment: datetime | None) -> str:
    """Return `moment` to the minute in the system's time zone."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else ""
