"""Load a JSONL corpus into a data folder through the real store.

    python bench/load.py CORPUS.jsonl DATA_DIR [--limit N]

One object a line: id url source category title author published (epoch seconds) body, whose
paragraphs are parted by blank lines. Each category becomes one source; the corpus's own
`source` becomes 来源. Prints articles a second and the size of the cache.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys, Source
from tnews.store import Store
from tnews.text.fold import fold

BATCH = 500  # one transaction of 20,000 articles makes a log of 450 MB


def main() -> None:
    """Load and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--limit", type=int, help="load only the first N articles")
    options = parser.parse_args()

    started = time.perf_counter()
    store = Store.open(options.data_dir / "tnews.db")
    count = 0
    sources: dict[str, Source] = {}
    for batch in batches(options.corpus, options.limit):
        by_category: dict[str, list[ArticleIntent]] = defaultdict(list)
        for record in batch:
            by_category[record["category"]].append(intent(record))
        new = [name for name in by_category if name not in sources]
        if new:
            sources |= {name: source_of(name) for name in new}
            store.register(sources.values())
        for category, intents in by_category.items():
            store.save(sources[category].key, FetchState(), intents)
        count += len(batch)
    seconds = time.perf_counter() - started
    size = store.sizes()["bytes"]
    store.close()
    print(f"{count} articles in {seconds:.1f} s: {count / seconds:.0f} articles/s, {size:,} bytes")


def batches(corpus: Path, limit: int | None) -> Iterator[list[dict[str, Any]]]:
    """Yield the records of `corpus` in lists of `BATCH`."""
    with corpus.open(encoding="utf-8") as file:
        lines = islice(file, limit)
        while batch := [json.loads(line) for line in islice(lines, BATCH)]:
            yield batch


def source_of(category: str) -> Source:
    """Return the source that stands for a category of the corpus."""
    return Source(category.lower(), "https://corpus.example/", category, category)


def intent(record: dict[str, Any]) -> ArticleIntent:
    """Return the intent to store one record; its url is its guid too."""
    draft = ArticleDraft(
        uid=record["url"],
        url=record["url"],
        title=record["title"],
        blocks=tuple(Block("p", text) for text in record["body"].split("\n\n") if text.strip()),
        is_full_text=True,
        origin=record["source"],
        author=record["author"],
        published_at=datetime.fromtimestamp(record["published"], UTC),
        category=record["category"],
    )
    link = draft.url.partition("://")[2].removeprefix("www.")
    keys = IdentityKeys(digest(draft.uid), digest(link), digest(fold(draft.title)))
    return ArticleIntent(None, keys, draft, digest(draft.title + draft.text, 16))


def digest(text: str, size: int = 8) -> bytes:
    """Return `size` bytes of BLAKE2b of `text`."""
    return blake2b(text.encode(), digest_size=size).digest()


if __name__ == "__main__":
    main()
