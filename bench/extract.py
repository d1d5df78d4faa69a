"""Time of reading an article's page beside that of parsing it, alternating in one run.

    TNEWS_CORPUS=/path/to/corpus python bench/extract.py [rounds]

Prints milliseconds a page (median, 95th percentile) and the ratio to a bare parse of the same
text. The pages are those of `pages/dev`; nothing is judged here.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tnews.sources.pagedocument import read
from tnews.text.charset import decode

ROUNDS = 5


def main() -> int:
    """Measure and print; 1 if there are no pages where there should be."""
    corpus = os.environ.get("TNEWS_CORPUS")
    if not corpus:
        print("pages: skipped, TNEWS_CORPUS is not set")
        return 0
    folder = Path(corpus) / "pages" / "dev"
    pages = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    if not pages:
        print(f"no pages in {folder}", file=sys.stderr)
        return 1
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    texts = [decode(page) for page in pages]
    parsed: list[float] = []
    extracted: list[float] = []
    for page, text in zip(pages, texts, strict=True):
        times = [(_time(LexborHTMLParser, text), _time(_extract, page)) for _ in range(rounds)]
        parsed.append(min(parse for parse, _ in times))
        extracted.append(min(extract for _, extract in times))
    ratios = [extract / parse for extract, parse in zip(extracted, parsed, strict=True)]
    print(f"{len(pages)} pages, best of {rounds} rounds each")
    print(f"bare parse  median {_ms(parsed)} ms, p95 {_ms(_p95(parsed))} ms")
    print(f"extraction  median {_ms(extracted)} ms, p95 {_ms(_p95(extracted))} ms (with decoding)")
    print(f"ratio       median {statistics.median(ratios):.1f}")
    return 0


def _extract(page: bytes) -> object:
    return read(page, {"url": "https://news.example.com/2021/0802/123456.html"})


def _time(work: Callable[..., object], document: str | bytes) -> float:
    start = time.perf_counter()
    work(document)
    return time.perf_counter() - start


def _p95(times: list[float]) -> list[float]:
    return [sorted(times)[int(0.95 * (len(times) - 1))]]


def _ms(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.1f}"


if __name__ == "__main__":
    sys.exit(main())
