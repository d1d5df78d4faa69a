"""What a source brought goes into the cache: decided, then stored in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tnews.services.decide import decide, identity_keys, listed, same_article

if TYPE_CHECKING:
    from tnews.model import ArticleDraft, FetchState, Saved
    from tnews.store import Store


def store_drafts(
    store: Store,
    source: str,
    state: FetchState | Callable[[int], FetchState] | None,
    drafts: Sequence[ArticleDraft],
    wants: Callable[[ArticleDraft], bool] = lambda _draft: False,
    *,
    index_later: bool = False,
) -> Saved:
    """Decide what of `drafts` is new or changed and store that, with `state`, in one step.

    `wants` says of which articles the own pages are to be fetched later. Without a `state` the
    one that is remembered stays; it may be made of the number of articles that are new. With
    `index_later` the search index is left to `Store.catch_up`.
    """
    keys = identity_keys(drafts)
    known = store.known(source, keys)
    intents = decide(drafts, keys, known)
    if callable(state):
        state = state(sum(intent.id is None for intent in intents))
    return store.save(
        source,
        state,
        intents,
        wants,
        listed(keys, known),
        index_later=index_later,
    )


def store_one(store: Store, source: str, draft: ArticleDraft) -> int | None:
    """Store `draft` if it is new and return the id of its article; None if that was deleted."""
    (keys,) = identity_keys([draft])
    known = same_article(keys, store.known(source, [keys]))
    if known is None or not known.is_stored:
        saved = store_drafts(store, source, None, [draft])
        return next(iter((*saved.new, *saved.updated)), None)
    return known.id
