"""The guide: the built-in articles that teach the reader, kept like any other source's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews import __version__, catalogue
from tnews.model import FetchState
from tnews.model.record import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tnews.model.settings import Config
    from tnews.store import Store


def with_guide(config: Config, language: str) -> Config:
    """Return `config` with the guide as its last source and category."""
    return replace(config, sources=(*config.sources, catalogue.guide_source(language)))


def install(
    store: Store, language: str, keys: Callable[[], Mapping[str, str]] = dict, setup: str = ""
) -> None:
    """Store the guide in `language` unless it is there; what was read or bookmarked stays so.

    `keys` says which keys a person has in place of the usual ones; it is asked when the guide is
    to be stored, which is when `setup`, a name of that choice, is another. Does nothing in a cache
    that is open for reading only.
    """
    from tnews.services.intake import store_drafts

    if store.is_read_only:
        return

    edition = " ".join(filter(None, (__version__, language, setup)))
    state = store.states().get(catalogue.GUIDE_KEY)
    if state is None or state.cursor != edition:
        drafts = catalogue.guide(language, keys())
        store_drafts(store, catalogue.GUIDE_KEY, FetchState(cursor=edition), drafts)
