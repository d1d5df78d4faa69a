"""Why a search finds nothing: it names a channel, a source or a tag that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tnews.locale import N_, _
from tnews.model import Query, clean_line
from tnews.text.fold import fold
from tnews.text.nearest import did_you_mean
from tnews.text.query import named, parse
from tnews.text.query.completion import quoted

if TYPE_CHECKING:
    from tnews.store import Store
    from tnews.text.query import Field

_TOLD: dict[Field, str] = {
    "category": N_("no channel is called {name}"),
    "source": N_("no source is called {name}"),
    "tag": N_("no tag is called {name}"),
}


def misnamed(store: Store, text: str) -> str:
    """Return the first name in the search `text` that nothing has, and the nearest one; or "".

    For a search that finds nothing: it takes a few ms.
    """
    parsed = parse(text)
    words = [(field, word) for field in _TOLD for word in named(parsed, field)]
    if not words:
        return ""
    known = store.known_names()
    names: dict[Field, tuple[str, ...]] = {
        "category": known.channels,
        "source": (*store.recent_names().origins, *known.sources),
        "tag": known.tags,
    }
    for field, word in words:
        if not _is_known(word, names[field]) and not _is_found(store, field, word):
            said = clean_line(_as_typed(word, text), 40)
            return _(_TOLD[field]).format(name=said) + did_you_mean(word, names[field])
    return ""


def _is_known(word: str, names: Iterable[str]) -> bool:
    return any(word in fold(name) for name in names)


def _is_found(store: Store, field: Field, word: str) -> bool:
    """Say whether an older article has the name."""
    return store.count(Query(text=f"{field}:{quoted(word)}"), 1) > 0


def _as_typed(word: str, text: str) -> str:
    """Return the folded `word` as it stands in `text`."""
    at = fold(text).find(word)
    return text[at : at + len(word)] if at >= 0 else word
