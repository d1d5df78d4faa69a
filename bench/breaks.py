"""Look for forbidden line breaks in real articles: `python bench/breaks.py [--articles N] [--step N]`.

Every paragraph of the corpus's pages and of N of its articles is broken at the widths 20 to 120,
with and without hanging marks, and the pages are set as the reader sets them, too. Told are
lines that begin or end with a mark that must not, lines that are too wide and texts that are not
whole; cuts where the line has no place to break at all are counted apart. Needs TNEWS_CORPUS.
The marks are written out here again from the sources (GB/T 15834—2011, W3C CLREQ), so that a
mistake in the tables of the breaker is found, too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from tnews.model import Block
from tnews.model.errors import ParseError
from tnews.model.settings import ReaderSettings
from tnews.text.charset import decode
from tnews.text.extract import extract
from tnews.text.wrap import breaks, cells
from tnews.tui.typeset import typeset

WIDTHS = range(20, 121)
HANGS = (0, 2)
SHOWN = 20
"""Examples that are printed of each finding."""

NEVER_FIRST = set(
    "，。、；：！？）］｝〕】〗〙〛》〉」』〞〟”’,.;:!?)]}…‥—–―·‧・･%‰％℃°′″～〜~›»/々ゝヽー｡､｣-−．＇\u00a0"
)
NEVER_LAST = set("（［｛〔【〖〘〚《〈「『〝“‘([{‹«￥＄$¥£€№@＠\u00a0")
HANGING = set("，。、；：！？,.;:!?")
SIGNS = set("-−–~～•")
SPACES = " \u3000\u2002\u2003\u2009"

LOOKS = (
    ReaderSettings(),
    ReaderSettings(indent=False, hang=False, quotes="corner", spacing=True),
)


def main() -> None:
    """Look, and print what was found; the exit code is 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2000, help="how many of the corpus")
    parser.add_argument("--step", type=int, default=1, help="from one width to the next")
    options = parser.parse_args()
    corpus = os.environ.get("TNEWS_CORPUS")
    if not corpus:
        print("skipped: TNEWS_CORPUS is not set")
        return
    widths = WIDTHS[:: options.step]
    pages = list(bodies(Path(corpus) / "pages" / "dev"))
    found = Findings()
    for blocks in pages:
        for block in blocks:
            found.look_at(block.text, widths)
        for settings in LOOKS:
            for width in widths:
                found.look_at_lines(blocks, width, settings)
    found.report(f"{len(pages)} pages")
    articles = Findings()
    count = 0
    for text in islice(texts(Path(corpus)), options.articles):
        count += 1
        for paragraph in text.split("\n"):
            articles.look_at(Block("p", paragraph).text, widths)
    articles.report(f"{count:,} articles")
    sys.exit(bool(found.wrong or articles.wrong))


def bodies(folder: Path) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of each page that has an article."""
    for path in sorted(folder.glob("*.html")):
        try:
            yield extract(decode(path.read_bytes())).draft.blocks
        except ParseError as error:
            print(f"{path.name}: {error}")


def texts(corpus: Path) -> Iterator[str]:
    """Yield the texts of the corpus's articles, paragraphs parted by newlines."""
    with gzip.open(corpus / "articles" / "pool.jsonl.gz", "rt", encoding="utf-8") as pool:
        records = (json.loads(line) for line in pool)
        yield from (record["b"] for record in records if record["k"] == "art")


class Findings:
    """What was looked at, and what was found."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}

    @property
    def wrong(self) -> int:
        """How many lines or texts are wrong; cuts without any choice are not."""
        return sum(self.counts[kind] for kind in ("forbidden", "too wide", "not whole"))

    def look_at(self, paragraph: str, widths: range) -> None:
        """Break one paragraph at all widths."""
        for line in paragraph.split("\n"):  # tables and code keep theirs
            text = line.replace("\t", " ")
            for width in widths:
                for hang in HANGS:
                    self._look_at_breaks(text, breaks(text, width, hang), width, hang)

    def _look_at_breaks(self, text: str, found: list[int], width: int, hang: int) -> None:
        self.counts["breaks"] += len(found)
        places = [0, *found, len(text)]
        if places != sorted(set(places)) and text:
            self._note("not whole", text[:60])
        for start, end in pairwise(places):
            line, rest = text[start:end], text[end:]
            painted = line.rstrip(SPACES)
            excess = cells(painted) - width
            if excess > 0 and not (excess <= hang and painted[-1] in HANGING):
                self._note("too wide", f"{width}+{hang} {line}")
            if rest and self._is_forbidden(line, painted, rest):
                has_choice = any(is_han(a) and is_han(b) for a, b in pairwise(line))
                self._note("forbidden" if has_choice else "no choice", f"{line}|{rest[:12]}")

    def _is_forbidden(self, line: str, painted: str, rest: str) -> bool:
        is_sign = line[-1] in SPACES and rest[0] in SIGNS
        if rest[0] in NEVER_FIRST and not is_sign:
            return True
        if painted and painted[-1] in NEVER_LAST:
            return True
        # Words and numbers: what is written together in ASCII stays together.
        return line[-1].isascii() and line[-1].isalnum() and rest[0].isascii() and rest[0].isalnum()

    def look_at_lines(
        self, blocks: tuple[Block, ...], width: int, settings: ReaderSettings
    ) -> None:
        """Set a whole article and see that nothing is too wide or lost."""
        shown: dict[int, set[int]] = {}
        for line in typeset(blocks, width, settings):
            self.counts["lines"] += 1
            text = "".join(piece for piece, _role in line.pieces).rstrip()
            if cells(text) > width + (2 if settings.hang else 0):
                self._note("too wide", f"{width} {text}")
            for (piece, _role), stored in zip(line.pieces, line.stored, strict=False):
                if stored >= 0:
                    shown.setdefault(line.block, set()).update(range(stored, stored + len(piece)))
        for number, block in enumerate(blocks):
            missing = set(range(len(block.text))) - shown.get(number, set())
            if "".join(block.text[at] for at in missing).strip():
                self._note("not whole", f"{width} {block.kind} {block.text[:40]}")

    def _note(self, kind: str, example: str) -> None:
        self.counts[kind] += 1
        examples = self.examples.setdefault(kind, [])
        if len(examples) < SHOWN and example not in examples:
            examples.append(example)

    def report(self, what: str) -> None:
        """Print what was found."""
        said = ", ".join(
            f"{self.counts[kind]:,} {kind}"
            for kind in ("breaks", "lines", "forbidden", "too wide", "not whole", "no choice")
        )
        print(f"{what}: {said}")
        for kind, examples in self.examples.items():
            for example in examples:
                print(f"  {kind}: {example}")


def is_han(char: str) -> bool:
    """Tell whether `char` is a Chinese character."""
    return "\u4e00" <= char <= "\u9fff"


if __name__ == "__main__":
    main()
