"""Compare the line breaker with rich's `divide_line` on the same Chinese text.

Prints the median time of each and their ratio (goal: at most 0.5) for four widths, the two
alternating in one run. Text: generated here, and 2,000 articles of the folder in
TNEWS_CORPUS where that is set.
"""

import gzip
import json
import os
import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from rich._wrap import divide_line

from tnews.text.wrap import breaks

WIDTHS = (40, 60, 80, 120)
ROUNDS = 9
ARTICLES = 2000

CLAUSES = (
    "记者昨天从市里召开的会上了解到",
    "今年前三季度外贸进出口同比增长15.7%",
    "全市新增5G基站1,048个",
    "负责人说：“这件事要办好，更要办快。”",
    "《城市更新三年计划》已于7月印发",
    "受冷空气影响，气温将降至-3.5℃",
    "工程总投资约¥9,999万元",
    "这家公司的GPT-5.5模型（测试版）已经上线",
    "居民们纷纷表示——日子越过越好了",
    "从北京到上海的列车全程用时4小时18分",
    "老街上的小店也换上了新招牌",
    "双方就下一步合作交换了意见",
)


def generated() -> list[str]:
    """Return 400 paragraphs of three to twelve clauses, the same in every run."""
    chance = random.Random(1)
    return ["，".join(chance.choices(CLAUSES, k=chance.randint(3, 12))) + "。" for _ in range(400)]


def corpus(folder: Path) -> list[str]:
    """Return the paragraphs of the corpus's first articles."""
    with gzip.open(folder / "articles" / "pool.jsonl.gz", "rt", encoding="utf-8") as pool:
        records = (json.loads(line) for line in pool)
        articles = islice((record for record in records if record["k"] == "art"), ARTICLES)
        return [paragraph for article in articles for paragraph in article["b"].split("\n")]


def seconds(wrap: Callable[..., object], paragraphs: list[str], *options: int) -> float:
    """Return the time to wrap all `paragraphs` once."""
    start = perf_counter()
    for paragraph in paragraphs:
        wrap(paragraph, *options)
    return perf_counter() - start


def compare(name: str, paragraphs: list[str]) -> None:
    """Print one line per width: medians in ms, and ours in parts of rich's."""
    print(f"{name}: {sum(map(len, paragraphs)):,} characters, {len(paragraphs):,} paragraphs")
    for width in WIDTHS:
        theirs, ours, hanging = [], [], []
        for _ in range(ROUNDS):
            theirs.append(seconds(divide_line, paragraphs, width))
            ours.append(seconds(breaks, paragraphs, width))
            hanging.append(seconds(breaks, paragraphs, width, 2))
        rich = median(theirs)
        print(
            f"  width {width:3}: rich {rich * 1e3:7.1f} ms"
            f"   breaks {median(ours) * 1e3:7.1f} ms = {median(ours) / rich:.2f}"
            f"   hanging {median(hanging) * 1e3:7.1f} ms = {median(hanging) / rich:.2f}"
        )


if __name__ == "__main__":
    compare("generated", generated())
    if folder := os.environ.get("TNEWS_CORPUS"):
        compare("corpus", corpus(Path(folder)))
    else:
        print("corpus: skipped, TNEWS_CORPUS is not set")
