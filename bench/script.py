"""How a text looks in the other script, beside OpenCC: `python bench/script.py [--articles N]`.

Needs the package `opencc` (never a dependency) and TNEWS_CORPUS. Prints how many of the Chinese
characters differ from what OpenCC gives (s2tw; tw2s and hk2s for its own s2tw and s2hk), how many
of simplified texts are changed by mistake, and the CPU time of both, alternating.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import process_time

from tnews.text.script import simplified, traditional

SHOWN = 12


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2000, help="how many of the corpus")
    options = parser.parse_args()
    corpus = os.environ.get("TNEWS_CORPUS")
    try:
        from opencc import OpenCC
    except ImportError:
        print("skipped: the package opencc is not installed")
        return
    if not corpus:
        print("skipped: TNEWS_CORPUS is not set")
        return
    texts = list(islice(paragraphs(Path(corpus)), options.articles))
    for kind in ("s2tw", "s2hk"):
        convert = OpenCC(kind).convert
        others = [convert(text) for text in texts]
        if kind == "s2tw":
            compare("simplified to traditional, beside s2tw", texts, traditional, convert)
            compare("simplified, left alone", texts, simplified, lambda text: text)
        back = OpenCC({"s2tw": "tw2s", "s2hk": "hk2s"}[kind]).convert
        compare(f"{kind} to simplified, beside OpenCC", others, simplified, back)
        compare(f"{kind}, left alone", others, traditional, lambda text: text)


def paragraphs(corpus: Path) -> list[str]:
    """Return the texts of the corpus's articles."""
    with gzip.open(corpus / "articles" / "pool.jsonl.gz", "rt", encoding="utf-8") as pool:
        records = (json.loads(line) for line in pool)
        return [record["b"] for record in records if record["k"] == "art"]


def compare(
    what: str, texts: list[str], ours: Callable[[str], str], theirs: Callable[[str], str]
) -> None:
    """Print how many characters differ, some of them, and the times."""
    count = differ = 0
    examples: list[str] = []
    spent = [0.0, 0.0]
    for text in texts:
        if len(theirs(text)) != len(text):
            continue
        found = []
        for number, convert in enumerate((ours, theirs)):
            start = process_time()
            found.append(convert(text))
            spent[number] += process_time() - start
        for at, (one, other) in enumerate(zip(*found, strict=True)):
            count += "\u3400" <= text[at] <= "\u9fff"
            if one != other:
                differ += 1
                if len(examples) < SHOWN:
                    examples.append(f"{text[max(0, at - 3) : at + 4]} {one}/{other}")
    size = sum(map(len, texts)) / 1e6
    times = " ".join(f"{1e-3 * 1e3 * seconds / size:.2f}" for seconds in spent)
    print(
        f"{what}: {differ:,} of {count:,} = {differ / count:.6f}; ms per 1,000 characters {times}"
    )
    print("   " + " · ".join(examples).replace("\n", " "), file=sys.stdout)


if __name__ == "__main__":
    main()
