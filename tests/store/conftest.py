"""A real store in a temporary folder, a clock that is set by hand, and makers of intents."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

import pytest

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys, Source
from tnews.store import Store

MakeIntent = Callable[..., ArticleIntent]
Fill = Callable[..., list[int]]


class Clock:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "tnews.db"


@pytest.fixture
def sources() -> list[Source]:
    return [
        Source("sky", "https://sky.example/feed", "Sky", "天气"),
        Source("sea", "https://sea.example/feed", "Sea", "海洋"),
        Source("wind", "https://wind.example/feed", "Wind", "天气"),
    ]


@pytest.fixture
def store(path: Path, clock: Clock, sources: list[Source]) -> Iterator[Store]:
    opened = Store.open(path, clock=clock)
    opened.register(sources)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def intent() -> MakeIntent:
    return make_intent


def make_intent(
    title: str = "今天多云",
    body: str = "明天有雨。",
    *,
    uid: str = "",
    published: float | None = None,
    id: int | None = None,
    url: str = "https://sky.example/1",
) -> ArticleIntent:
    draft = ArticleDraft(
        uid=uid or title,
        url=url,
        title=title,
        blocks=tuple(Block("p", part) for part in body.split("\n")) if body else (),
        published_at=None if published is None else datetime.fromtimestamp(published, UTC),
    )
    keys = IdentityKeys(digest(draft.uid), b"", digest(title))
    return ArticleIntent(id, keys, draft, digest(title + draft.text))


def digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()


@pytest.fixture
def fill(store: Store) -> Fill:
    """Save (title, body) pairs, or titles, as new articles and return their ids."""

    def save(*texts: str | tuple[str, str], source: str = "sky") -> list[int]:
        pairs = [(text, "") if isinstance(text, str) else text for text in texts]
        intents = [
            make_intent(title, body, uid=f"{source}{number}{title}")
            for number, (title, body) in enumerate(pairs)
        ]
        return list(store.save(source, FetchState(), intents).new)

    return save
