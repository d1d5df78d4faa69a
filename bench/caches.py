"""Caches to measure on: a copy of one that was loaded, or a small one made here.

Benchmarks that write work on the copy. New articles are made of the cache's own texts, so
that they cost what real ones cost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from tnews.model import ArticleDraft, ArticleIntent, Block, IdentityKeys, Query, Source
from tnews.store import Store

MADE = 5_000
"""Articles of a cache that is made here."""

_CLAUSES = (
    "记者昨天从市里召开的会上了解到",
    "今年前三季度外贸进出口同比增长15.7%",
    "全市新增5G基站1,048个",
    "工程总投资约9,999万元",
    "老街上的小店也换上了新招牌",
    "从北京到上海的列车全程用时4小时18分",
    "居民们纷纷表示日子越过越好了",
    "双方就下一步合作交换了意见",
    "受冷空气影响，气温将降至零下3.5度",
)


def parser(description: str) -> argparse.ArgumentParser:
    """Return the parser of a benchmark over a cache."""
    made = argparse.ArgumentParser(description=description)
    named = os.environ.get("TNEWS_BENCH_CACHE")
    made.add_argument(
        "data_dir",
        type=Path,
        nargs="?",
        default=named,
        help=f"folder with a loaded tnews.db (TNEWS_BENCH_CACHE); else one of {MADE} is made",
    )
    return made


@contextmanager
def copied(data_dir: Path | None) -> Iterator[Path]:
    """Make a copy of the cache in `data_dir`, or a small cache; give the folder it is in.

    The folder lies beside the cache, because the system's one may be in memory.
    """
    beside = None if data_dir is None else Path(data_dir).parent
    with tempfile.TemporaryDirectory(prefix="tnews-bench-", dir=beside) as name:
        folder = Path(name)
        if data_dir is None:
            print(f"no cache named: {MADE} articles are made (see bench/README.md)")
            fill(folder)
        else:
            shutil.copyfile(Path(data_dir) / "tnews.db", folder / "tnews.db")
        yield folder


def fill(folder: Path) -> None:
    """Make a cache of `MADE` articles in `folder`."""
    chance = random.Random(1)
    now = datetime.now(UTC)
    with closing(Store.open(folder / "tnews.db")) as store:
        sources = [Source(f"s{n}", "https://bench.example/", f"来源{n}", "频道") for n in range(5)]
        store.register(sources)
        for number in range(MADE // 500):
            drafts = [
                ArticleDraft(
                    uid=f"{number}-{n}",
                    url=f"https://bench.example/{number}/{n}",
                    title=chance.choice(_CLAUSES),
                    blocks=tuple(
                        Block("p", "，".join(chance.choices(_CLAUSES, k=12)) + "。")
                        for _ in range(6)
                    ),
                    published_at=now - timedelta(minutes=chance.randrange(10**6)),
                )
                for n in range(500)
            ]
            store.save(chance.choice(sources).key, None, [intent(draft) for draft in drafts])


def new_articles(store: Store, count: int, seed: int) -> list[ArticleDraft]:
    """Return `count` articles that `store` has not, made of the paragraphs of some it has."""
    chance = random.Random(seed)
    ids = store.ids(Query())
    now = datetime.now(UTC)
    drafts = []
    for number, id in enumerate(chance.choices(ids, k=count)):
        article = store.article(id)
        assert article is not None
        blocks = list(article.blocks)
        chance.shuffle(blocks)
        drafts.append(
            ArticleDraft(
                uid=f"bench-{seed}-{number}",
                url=f"https://bench.example/{seed}/{number}",
                title=f"{article.title} {seed}-{number}",
                blocks=tuple(blocks),
                is_full_text=True,
                origin=article.origin,
                author=article.author,
                published_at=now - timedelta(seconds=number),
            )
        )
    return drafts


def intent(draft: ArticleDraft) -> ArticleIntent:
    """Return the intent to store `draft` as a new article."""

    def digest(text: str, size: int = 8) -> bytes:
        return blake2b(text.encode(), digest_size=size).digest()

    keys = IdentityKeys(digest(draft.uid), digest(draft.url), digest(draft.title))
    return ArticleIntent(None, keys, draft, digest(draft.title + draft.text, 16))


def quantile(values: list[float], share: float) -> float:
    """Return the smallest of `values` that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
