"""The options that say with CSS selectors where things are: on an article's page, on a list.

Each overrides one step of what is found without them; none is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tnews.locale import N_, _
from tnews.model import OptionError, clean_line
from tnews.text.selecting import is_css, parted

MOST_PAGES = 20
"""Pages of a list that one request for older articles may read."""

MOST_SELECTORS = 50

FIELDS = ("title", "source", "author", "editor", "published", "section", "body", "drop")
"""What `article` may say the place of; `body` and `drop` there or beside it."""

ARTICLE_OPTIONS: Mapping[str, str] = {
    "body": N_("Selector of the text on an article's page."),
    "drop": N_("Selectors of what is left out of an article's page."),
    "article": N_(
        "Selectors of what an article's page says about it: "
        '{title = "h1", source = ".from", author, editor, published, section}.'
    ),
}
"""Name -> what it is for; of every kind whose articles have pages of their own."""

LIST_OPTIONS: Mapping[str, str] = {
    "list": N_('Selector of the rows of the list: "ul.news li".'),
    "link": N_("Selector of the article's link in a row; without list, of all links."),
    "title": N_('Selector of the title in a row: "h3", "a@title".'),
    "date": N_('Selector of the date in a row: "span.time", "time@datetime".'),
    "exclude": N_("Selectors of parts of the page that are not read."),
    "next": N_("Selector of the link to the next page."),
    "pages": N_("How many further pages are read when older articles are asked for, 0 to 20."),
}
"""Name -> what it is for; of a list of articles."""


def check_article(options: Mapping[str, Any]) -> None:
    """Return if the article options among `options` can be used; raises `OptionError`."""
    if "body" in options:
        _css("body", options["body"])
    if "drop" in options:
        _several("drop", options["drop"])
    fields = options.get("article", {})
    if not isinstance(fields, Mapping):
        raise OptionError("article", _('must be a table like {title = "h1"}'))
    for name, selector in fields.items():
        if name not in FIELDS:
            raise OptionError("article", _unknown(name))
        if name == "drop":
            _several("article", selector, "drop: ")
        else:
            _value("article", selector, f"{name}: ")


def check_list(options: Mapping[str, Any]) -> None:
    """Return if the list options among `options` can be used; raises `OptionError`."""
    if "list" in options:
        _css("list", options["list"])
    for name in ("link", "title", "date", "next"):
        if name in options:
            _value(name, options[name])
    if "exclude" in options:
        _several("exclude", options["exclude"])
    pages = options.get("pages", 1)
    if not isinstance(pages, int) or isinstance(pages, bool) or not 0 <= pages <= MOST_PAGES:
        message = _("must be a whole number from {low} to {high}")
        raise OptionError("pages", message.format(low=0, high=MOST_PAGES))


def article_selectors(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the article options among `options` as `text.extract` takes them: one flat table."""
    chosen: dict[str, Any] = dict(options.get("article", {}))
    if body := options.get("body"):
        chosen["body"] = body
    if (drop := options.get("drop")) and "fields" not in options:  # of a mapping: tests of items
        chosen["drop"] = drop
    if isinstance(chosen.get("drop"), str):
        chosen["drop"] = [chosen["drop"]]
    return chosen


def list_selectors(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the list options among `options` as `text.listing` takes them."""
    return {name: options[name] for name in LIST_OPTIONS if name != "pages" and name in options}


def _css(option: str, value: object, label: str = "") -> None:
    """Check a selector of elements."""
    _sound(option, _string(option, value, label), label)


def _value(option: str, value: object, label: str = "") -> None:
    """Check a selector of elements or of an attribute of theirs: `time@datetime`."""
    css, attribute = parted(_string(option, value, label))
    if css or not attribute:
        _sound(option, css, label)


def _several(option: str, value: object, label: str = "") -> None:
    """Check one selector of elements or a list of them."""
    selectors = value if isinstance(value, list | tuple) else [value]
    if len(selectors) > MOST_SELECTORS:
        message = _("more than {most} selectors")
        raise OptionError(option, label + message.format(most=MOST_SELECTORS))
    for selector in selectors:
        _css(option, selector, label)


def _string(option: str, value: object, label: str = "") -> str:
    if isinstance(value, str):
        return value
    raise OptionError(option, label + _('must be a CSS selector like "div.news"'))


def _sound(option: str, css: str, label: str = "") -> None:
    if not is_css(css):
        message = _("“{selector}” is not a CSS selector")
        raise OptionError(option, label + message.format(selector=clean_line(css, 80)))


def _unknown(name: str) -> str:
    from difflib import get_close_matches  # only a mistake needs it

    nearest = get_close_matches(str(name).lower(), FIELDS, 1)
    if nearest:
        message = _("“{name}” is unknown; did you mean “{nearest}”?")
        return message.format(name=clean_line(str(name), 40), nearest=nearest[0])
    message = _("“{name}” is unknown; known: {names}")
    return message.format(name=clean_line(str(name), 40), names=" ".join(FIELDS))
