"""What tnews reads in feeds beside what feedparser, as it comes, reads in them.

    TNEWS_CORPUS=/path/to/corpus python bench/agreement.py [--all]

Well-formed and nearly well-formed Chinese feeds, feedparser's own conformance files, real feeds
with one defect each, and the same feeds in GB18030 with a wrong declaration or none. Fields are
compared as text: without tags, blanks and references. Prints shares, and with --all every
difference; asserts nothing.
"""

from __future__ import annotations

import argparse
import html
import io
import os
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import feedparser

from tnews.model import ParseError
from tnews.net.http import charset_of
from tnews.sources import expatfeed, xmlfeed
from tnews.sources.xmlfilter import prepare
from tnews.text.charset import decode
from tnews.text.links import absolute

URL = "https://feed.example/news/feed.xml"
_UNREAD = re.compile(
    r"<(script|style|noscript|svg|math|iframe|object|embed)\b.*?</\1>", re.I | re.S
)
_TAGS = re.compile(r"<!--.*?-->|<[^<>]*>", re.S)
_ADDED = re.compile(r"AT&T&<b$|AT&T&$|[—…]+$")
"""What two of the defects put behind each title."""


class Row(NamedTuple):
    """An item as both have it: text without tags and blanks; `link` is absolute."""

    title: str
    link: str
    uid: str
    date: str
    body: str


class Tally(NamedTuple):
    """How many items, and how many of them differ, by field."""

    items: int
    differing: Counter[str]
    found: list[str]


def theirs(body: bytes) -> list[Row]:
    """Return the items that feedparser finds; not those that say nothing."""
    headers = {"content-type": header} if (header := _header(body)) else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        entries = feedparser.parse(io.BytesIO(body), response_headers=headers).entries
    return list(filter(_says_something, map(_row, entries)))


def _header(body: bytes) -> str:
    """Return the Content-Type with which a conformance file is meant to be sent."""
    found = re.search(rb"Header:\s*Content-type:\s*([^\r\n]+)", body[:2000], re.I)
    return found[1].decode("ascii", "replace").strip() if found else ""


def _says_something(row: Row) -> bool:
    return bool(row.title or row.link or row.body)


def _row(entry: dict[str, object]) -> Row:
    def said(name: str) -> str:
        value = dict.get(entry, name)
        return value if isinstance(value, str) else ""

    contents = dict.get(entry, "content") or []
    assert isinstance(contents, list)
    bodies = [content.get("value") or "" for content in contents] + [said("summary")]
    uid, link = said("id"), said("link")
    if link == uid and not uid.startswith("http"):
        link = ""  # feedparser offers the guid as link
    return Row(
        title=_plain(said("title")),
        link=absolute(link, URL),
        # for links feedparser takes back its `&utm;_source`, for guids it does not
        uid=re.sub("&([A-Za-z0-9_]+);", r"&\1", _plain(uid)),
        date=said("published") or said("updated") or said("created"),
        body=_plain(max(bodies, key=len)),
    )


def ours(body: bytes) -> tuple[str, list[Row]]:
    """Return how tnews reads a document, and its items."""
    text = decode(body, charset_of(_header(body))).lstrip("\ufeff\0 \t\r\n")
    way = "as it is" if expatfeed.read(text, URL) else _way(text)
    try:
        _title, entries = xmlfeed.read(text, URL)
    except ParseError:
        return "refused", []
    rows = [
        Row(
            title=_plain(entry.title),
            link=entry.url,
            uid=_plain(entry.uid),
            date=next(filter(None, entry.published), ""),
            body=_plain(max((text.value for text in entry.bodies), key=len, default="")),
        )
        for entry in entries
    ]
    return way, list(filter(_says_something, rows))


def _way(text: str) -> str:
    try:
        return "repaired" if expatfeed.read(prepare(text).xml, URL) else "by feedparser"
    except ParseError:
        return "refused"


def _plain(text: str) -> str:
    """Return `text` without tags, blanks and references, however often they are escaped."""
    while (once := html.unescape(text)) != text:
        text = once
    return "".join(_TAGS.sub("", _UNREAD.sub("", text)).split())


def compare(paths: Sequence[Path]) -> tuple[Tally, Counter[str]]:
    """Compare all items of documents, in their order; and how many were read in which way."""
    items, differing, ways = 0, Counter[str](), Counter[str]()
    found: list[str] = []
    for path in paths:
        body = path.read_bytes()
        way, rows = ours(body)
        ways[way] += 1
        expected = theirs(body)
        if way == "refused" and not expected:
            continue
        items += len(expected)
        if len(rows) != len(expected):
            differing["number"] += abs(len(rows) - len(expected))
            found.append(f"{path}: {len(rows)} items, not {len(expected)}")
        for row, other in zip(rows, expected, strict=False):
            for name, mine, their in zip(Row._fields, row, other, strict=True):
                if mine != their:
                    differing[name] += 1
                    found.append(f"{path}: {name}\n    {their[:150]!r}\n    {mine[:150]!r}")
    return Tally(items, differing, found), ways


def defects(
    folder: Path, *, beside: bool = True
) -> Iterator[tuple[str, int, int, int, Counter[str]]]:
    """Yield of each defect: its name, the titles there are, those tnews and those feedparser has
    right (0 unless `beside`), and the ways of reading. The truth are the titles of a feed with
    blanks before it."""
    total, right, their_right = Counter[str](), Counter[str](), Counter[str]()
    ways: dict[str, Counter[str]] = {}
    for original in sorted(folder.glob("*.leadingblank.xml")):
        truth = [row.title for row in ours(original.read_bytes())[1]]
        for path in sorted(folder.glob(f"{original.name.split('.')[0]}.*.xml")):
            defect = path.name.split(".")[1]
            body = path.read_bytes()
            way, rows = ours(body)
            ways.setdefault(defect, Counter())[way] += 1
            whole = len(re.findall(rb"</(?:item|entry)>", body))
            expected = truth[:whole] if defect.startswith("trunc") else truth
            total[defect] += len(expected)
            right[defect] += _right(rows, expected)
            their_right[defect] += _right(theirs(body) if beside else [], expected)
    for defect in total:
        yield defect, total[defect], right[defect], their_right[defect], ways[defect]


def _right(rows: Sequence[Row], truth: Sequence[str]) -> int:
    """Count the titles that are as they were, but for what the defect put in or destroyed."""
    titles = [_ADDED.sub("", row.title) for row in rows]
    return sum(_is_right(title, true) for title, true in zip(titles, truth, strict=False))


def _is_right(title: str, truth: str) -> bool:
    if title == _ADDED.sub("", truth):
        return True
    lost = ".{1,3}".join(map(re.escape, re.split("\ufffd+", title)))
    return "\ufffd" in title and bool(re.fullmatch(lost, truth))


def transcoded(paths: Sequence[Path]) -> Iterator[tuple[str, int, int]]:
    """Yield of each declaration: its name, the titles there are, and those that are right when the
    documents are in GB18030."""
    for declared in ("none", "utf-8", "gb2312", "big5", "iso-8859-1"):
        total = right = 0
        for path in paths:
            text = path.read_bytes().decode("utf-8")
            truth = [row.title for row in ours(path.read_bytes())[1]]
            text = re.sub(r"^\s*<\?xml.*?\?>", "", text, flags=re.S)
            head = "" if declared == "none" else f'<?xml version="1.0" encoding="{declared}"?>'
            rows = ours((head + text).encode("gb18030"))[1]
            total += len(truth)
            right += sum(row.title == true for row, true in zip(rows, truth, strict=False))
        yield declared, total, right


def encodings(folder: Path) -> tuple[int, int]:
    """Count the titles of transcoded feeds, declared as they are, and those that are the original's.

    The original is the same feed in UTF-16, which holds every character.
    """
    total = right = 0
    for original in sorted(folder.glob("*.UTF-16.xml")):
        truth = [row.title for row in ours(original.read_bytes())[1]]
        for path in sorted(folder.glob(f"{original.name.split('.')[0]}.*.xml")):
            rows = ours(path.read_bytes())[1]
            total += len(truth)
            right += sum(row.title == true for row, true in zip(rows, truth, strict=False))
    return total, right


def main() -> int:
    """Compare and print; 1 if there are no feeds where there should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="print every difference")
    args = parser.parse_args()
    if not (corpus := os.environ.get("TNEWS_CORPUS")):
        print("feeds: skipped, TNEWS_CORPUS is not set")
        return 0
    feeds = Path(corpus) / "feeds"
    chinese = sorted((feeds / "real_zh").rglob("*.xml"))
    if not chinese:
        print(f"no feeds in {feeds / 'real_zh'}", file=sys.stderr)
        return 1
    sets = {"real Chinese feeds": chinese}
    for name in ("wellformed", "encoding", "entities"):
        folder = feeds / "conformance" / "feedparser" / "tests" / name
        sets[f"feedparser's {name}"] = sorted(folder.rglob("*.xml"))
    sets["newsboat's"] = sorted((feeds / "conformance" / "newsboat").rglob("*.xml"))
    for name, paths in sets.items():
        tally, ways = compare(paths)
        _print(name, tally, ways)
        if args.all:
            print("\n".join(tally.found))
    print(
        "encodings, titles as the original's: {1} of {0}".format(
            *encodings(feeds / "conformance" / "encodings")
        )
    )
    print("one defect each, titles right:")
    for defect, total, right, their_right, ways in defects(feeds / "malformed" / "derived" / "mut"):
        print(f"  {defect:12} {right} of {total}, feedparser {their_right}; {_listed(ways)}")
    print("in GB18030, titles right:")
    for declared, total, right in transcoded(chinese):
        print(f"  declared {declared:10} {right} of {total}")
    return 0


def _print(name: str, tally: Tally, ways: Counter[str]) -> None:
    shares = ", ".join(
        f"{field} {100 - 100 * tally.differing[field] / max(tally.items, 1):.2f}"
        for field in (*Row._fields, "number")
    )
    print(f"{name}: {ways.total()} documents ({_listed(ways)}), {tally.items} items")
    print(f"  agreement in %: {shares}")


def _listed(ways: Counter[str]) -> str:
    return ", ".join(f"{count} {way}" for way, count in ways.most_common())


if __name__ == "__main__":
    sys.exit(main())
