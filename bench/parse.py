"""Reading feeds beside feedparser, alternating in one run.

    TNEWS_CORPUS=/path/to/corpus python bench/parse.py [rounds]

Bytes to rows of title, link, id, date and body, with one document of each of the real Chinese feeds,
and with all of them once; then what the rest costs until a worker can send the articles on. CPU time,
medians. Whether both read the same is told by `agreement.py`.
"""

from __future__ import annotations

import gc
import io
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import feedparser

from tnews.sources import entry, xmlfeed
from tnews.sources.wire import Parsed, pack_parsed
from tnews.text.charset import decode

URL = "https://feed.example/news/feed.xml"
ROUNDS = 5


def main() -> int:
    """Measure and print; 1 if there are no feeds where there should be."""
    if not (corpus := os.environ.get("TNEWS_CORPUS")):
        print("feeds: skipped, TNEWS_CORPUS is not set")
        return 0
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    folder = Path(corpus) / "feeds" / "real_zh"
    every = [path.read_bytes() for path in sorted(folder.rglob("*.xml"))]
    if not every:
        print(f"no feeds in {folder}", file=sys.stderr)
        return 1
    every = [body for body in every if b"<html" not in body[:100].lower()]
    latest = [body for body in _latest(folder) if body in every]
    warnings.simplefilter("ignore")
    gc.set_threshold(50_000, 10, 10)  # as a worker has it
    _compare(f"the latest of each of {len(latest)} feeds", latest, rounds)
    _compare(f"all {len(every)} documents", every, 1)
    _stages(latest, rounds)
    return 0


def _latest(folder: Path) -> Iterator[bytes]:
    for parent in sorted({path.parent for path in folder.rglob("*.xml")}):
        yield sorted(parent.glob("*.xml"))[-1].read_bytes()


def _compare(name: str, bodies: Sequence[bytes], rounds: int) -> None:
    ways: dict[str, Callable[[bytes], object]] = {
        "feedparser": lambda body: feedparser.parse(io.BytesIO(body)),
        "feedparser, not sanitising": lambda body: feedparser.parse(
            io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False
        ),
        "tnews": lambda body: xmlfeed.read(decode(body).lstrip(), URL),
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, read in ways.items():
            times[way].append(_seconds(read, bodies))
    print(f"{name}, {sum(map(len, bodies)) / 1e6:.2f} MB, {rounds} rounds")
    whole = statistics.median(times["feedparser"])
    for way, taken in times.items():
        middle = statistics.median(taken)
        print(f"  {way:28} {middle * 1000:9.1f} ms   {whole / middle:6.1f} times as fast")


def _stages(bodies: Sequence[bytes], rounds: int) -> None:
    texts = [decode(body).lstrip() for body in bodies]
    entries = [xmlfeed.read(text, URL)[1] for text in texts]
    parsed = [Parsed("", entry.drafts(found)) for found in entries]
    stages: dict[str, float] = {
        "bytes to text": _best(decode, bodies, rounds),
        "text to entries": _best(lambda text: xmlfeed.read(text, URL), texts, rounds),
        "entries to articles": _best(entry.drafts, entries, rounds),
        "articles to bytes again": _best(pack_parsed, parsed, rounds),
    }
    articles = sum(len(one.drafts) for one in parsed)
    print(f"of these feeds, {articles} articles, best of {rounds} rounds")
    for name, taken in stages.items():
        print(f"  {name:28} {taken * 1e6 / articles:9.1f} µs an article")


def _best(work: Callable[..., object], things: Sequence[object], rounds: int) -> float:
    return min(_seconds(work, things) for _ in range(rounds))


def _seconds(work: Callable[..., object], things: Sequence[object]) -> float:
    start = time.process_time()
    for thing in things:
        work(thing)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
