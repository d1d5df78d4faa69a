"""The pure decider between fetch and store: which drafts are new, changed, or known.

No input or output, so each corner case is a one-line test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import combinations
from urllib.parse import urlsplit

from tnews.model import ArticleDraft, ArticleIntent, IdentityKeys, KnownArticle, text_digest
from tnews.text.fold import fold
from tnews.text.links import canonical


def identity_keys(drafts: Sequence[ArticleDraft]) -> list[IdentityKeys]:
    """Return the identity keys of each draft of one document.

    A key is missing (b"") when it is empty, a link to a site's front page, or shared by
    differing items of the document: such a value says nothing about which article it is.
    """
    keys = [
        IdentityKeys(_digest(draft.uid), _link_key(draft.url), _digest(_title(draft.title)))
        for draft in drafts
    ]
    useless: dict[str, set[bytes]] = {
        name: _shared_by_differing(keys, name) for name in ("uid", "link", "title")
    }
    return [
        IdentityKeys(
            b"" if key.uid in useless["uid"] else key.uid,
            b"" if key.link in useless["link"] else key.link,
            b"" if key.title in useless["title"] else key.title,
        )
        for key in keys
    ]


def is_same(a: IdentityKeys, b: IdentityKeys) -> bool:
    """Say whether two sets of keys of one source mean the same article.

    Of three keys present on both sides two must agree; of two, the guid decides, else the
    link; one alone decides itself. Never a date: scrapers stamp the time of the fetch.
    """
    pairs = [
        (left, right)
        for left, right in ((a.uid, b.uid), (a.link, b.link), (a.title, b.title))
        if left and right
    ]
    if len(pairs) == 3:
        return sum(left == right for left, right in pairs) >= 2
    return bool(pairs) and pairs[0][0] == pairs[0][1]


def content_hash(draft: ArticleDraft) -> bytes:
    """Return 16 bytes that change when what a person reads changes; a date alone does not."""
    shown = "\0".join((draft.title, draft.origin, draft.author, draft.editor, ""))
    return blake2b(shown.encode() + text_digest(draft.blocks), digest_size=16).digest()


def former_hash(draft: ArticleDraft) -> bytes:
    """Return what `content_hash` was before texts had digests of their own (tnews 0.1)."""
    shown = (draft.title, draft.origin, draft.author, draft.editor, draft.text)
    return blake2b("\0".join(shown).encode(), digest_size=16).digest()


def decide(
    drafts: Sequence[ArticleDraft],
    keys: Sequence[IdentityKeys],
    known: Iterable[KnownArticle],
) -> list[ArticleIntent]:
    """Return what is to be stored of one document's `drafts` (with their `keys`).

    Known and unchanged: nothing. Deleted stays deleted. A document that lost a text does
    not take away the one that is stored. Of two items that are the same article the first
    counts.
    """
    by_key = _by_key(known)
    intents: list[ArticleIntent] = []
    taken: set[int] = set()
    new: dict[tuple[str, bytes], list[IdentityKeys]] = defaultdict(list)
    for draft, key in zip(drafts, keys, strict=True):
        found = _find(key, by_key)
        if found is not None:
            if found.id not in taken:
                taken.add(found.id)
                if (intent := _update(draft, key, found)) is not None:
                    intents.append(intent)
            continue
        pairs = _pairs(key)
        if any(is_same(key, other) for pair in pairs for other in new[pair]):
            continue
        for pair in pairs:
            new[pair].append(key)
        if pairs:
            intents.append(ArticleIntent(None, key, draft, content_hash(draft)))
    return intents


def same_article(keys: IdentityKeys, known: Iterable[KnownArticle]) -> KnownArticle | None:
    """Return which of the `known` articles of a source the one with `keys` is, if any."""
    return _find(keys, _by_key(known))


def listed(keys: Sequence[IdentityKeys], known: Iterable[KnownArticle]) -> list[int]:
    """Return the ids of the `known` articles that a document with these `keys` has."""
    return sorted({article.id for article in matches(keys, known) if article is not None})


def matches(
    keys: Sequence[IdentityKeys], known: Iterable[KnownArticle]
) -> list[KnownArticle | None]:
    """Return for each of `keys` which of the `known` articles of their source it is, if any."""
    by_key = _by_key(known)
    return [_find(key, by_key) for key in keys]


def _by_key(known: Iterable[KnownArticle]) -> dict[tuple[str, bytes], list[KnownArticle]]:
    by_key: dict[tuple[str, bytes], list[KnownArticle]] = defaultdict(list)
    for article in known:
        for pair in _pairs(article.keys):
            by_key[pair].append(article)
    return by_key


def _update(draft: ArticleDraft, key: IdentityKeys, known: KnownArticle) -> ArticleIntent | None:
    if known.is_deleted:
        return None
    digest = content_hash(draft)
    if known.is_stored:
        if digest != known.content_hash == former_hash(draft):
            digest = known.content_hash
        loses_text = known.has_text and not draft.blocks
        if loses_text or (digest == known.content_hash and key == known.keys):
            return None
        if digest == known.content_hash:
            key = _newer(key, known.keys)
            if key == known.keys:
                return None
    return ArticleIntent(known.id, _newer(key, known.keys), draft, digest)


def _newer(now: IdentityKeys, before: IdentityKeys) -> IdentityKeys:
    """The keys as they are now; one that is missing now keeps its old value."""
    return IdentityKeys(now.uid or before.uid, now.link or before.link, now.title or before.title)


def _find(
    key: IdentityKeys, by_key: dict[tuple[str, bytes], list[KnownArticle]]
) -> KnownArticle | None:
    candidates = {
        article.id: article
        for pair in _pairs(key)
        for article in by_key.get(pair, ())
        if is_same(key, article.keys)
    }
    return max(candidates.values(), key=lambda a: (_agreeing(key, a.keys), -a.id), default=None)


def _agreeing(a: IdentityKeys, b: IdentityKeys) -> int:
    return len(set(_pairs(a)) & set(_pairs(b)))


def _pairs(key: IdentityKeys) -> list[tuple[str, bytes]]:
    named = (("uid", key.uid), ("link", key.link), ("title", key.title))
    return [(name, value) for name, value in named if value]


def _shared_by_differing(keys: Sequence[IdentityKeys], name: str) -> set[bytes]:
    """The values of key `name` that two items share which agree in no other key they both have."""
    groups: dict[bytes, set[IdentityKeys]] = defaultdict(set)
    for key in keys:
        if value := getattr(key, name):
            groups[value].add(key)
    return {
        value
        for value, members in groups.items()
        if any(_differ(a, b, name) for a, b in combinations(list(members)[:50], 2))
    }


def _differ(a: IdentityKeys, b: IdentityKeys, shared: str) -> bool:
    others = [
        (getattr(a, name), getattr(b, name))
        for name in ("uid", "link", "title")
        if name != shared and getattr(a, name) and getattr(b, name)
    ]
    return bool(others) and all(left != right for left, right in others)


def _link_key(url: str) -> bytes:
    identity = canonical(url)
    if "/" not in identity.partition("#")[0] and _is_front_page(url):
        return b""
    return _digest(identity)


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _title(title: str) -> str:
    return "".join(fold(title).split())


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest() if text else b""
