"""Where lines may end, beside the opinion of ICU (UAX #14, Chinese, strict).

PyICU has to be compiled against the ICU of the system, so it is no dependency of any kind: where
it is installed (`pip install PyICU` with libicu-dev) the test runs. Each accepted difference says
why; anything else is a finding.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from collections.abc import Iterator
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tnews.text.breaking import closing_marks, may_break
from tnews.text.wrap import cells

icu: Any = pytest.importorskip("icu", reason="PyICU is not installed: no second opinion")

HAN = "[\u3005\u3007\u3400-\u9fff]"
ARTICLES = 300

# (what stands before, what stands after, why): a break there that we allow and ICU does not.
OURS: tuple[tuple[str, str, str], ...] = (
    ("[^ ]", "[‘’]", "‘ opens in Chinese; UAX #14 holds both quotes on both sides"),
    ("[‘’]", "[^ ]", "’ closes in Chinese"),
    (".", '["#＂＃]', "straight quotes and # come in pairs: one that opens may begin a line"),
    ('["#＂＃]', ".", "one that closes may end a line"),
    (r"[+|\\^=]", f"{HAN}|[“《（【「]", "a sign of arithmetic belongs to what stands before it"),
    (f"{HAN}|[”》）】」]", r"[+|\\^=]", "and may begin a line"),
    (f"{HAN}|[”》）】」]|[‐–—…]", "[-+−±$¥￥€£×÷]", "as a sign of the number behind it"),
    ("[·•・‧]", "[A-Za-z0-9]", "约翰·F·肯尼迪 may part behind a dot like 约翰·史密斯"),
    ("[0-9A-Za-z)%]", "[↑↓→←①-⑳]", "arrows and numbers in circles are free on both sides"),
    ("[↑↓→←①-⑳]", "[0-9A-Za-z(]", "arrows and numbers in circles are free on both sides"),
    (" ", r"[^ ]", "behind a space a line may end, whatever follows, if it may begin a line"),
    ("[A-Za-z0-9%]", "[“‘]", "“ opens in Chinese, behind a word, too"),
    ("[。，、；：？！…—]", "[A-Za-z0-9.\"'“‘(（$¥-]", "a pause is a pause in front of a word, too"),
)

# The same for breaks that ICU allows and we do not.
THEIRS: tuple[tuple[str, str, str], ...] = (
    (".", "[·•・‧]", "the dot in a name never begins a line (CLREQ)"),
    ("[·•・‧]", ".", "• holds on both sides, · between letters"),
    (".", "[—―─⸺⸻…‥⋯～~〜]", "破折号, 省略号 and ～ never begin a line (CLREQ strict)"),
    ("[—～~〜…]", ".", "a range is whole: 2021—2025"),
    ("[/／]", ".", "the slash neither begins nor ends a line (CLREQ, GB style)"),
    (".", "[/／|]", "the slash neither begins nor ends a line (CLREQ, GB style)"),
    ("[#＃@＠№]", ".", "what opens a topic or names a person stays with it"),
    (".", "[#＃]", "# closes a topic"),
    ("[：:]", "[0-9]", "12：30 and 3：1 are whole"),
    ("[-‐–]", ".", "a word with a hyphen is whole; a hyphen holds on to its number"),
    (".", "[-‐–−+＋]", "hyphen and minus never begin a line, but for a sign behind a space"),
    (r"[\])}]", r"[\[({]", "ASCII brackets belong to words: f(x)[0]"),
    (".", r"\[", "the number of a reference never begins a line"),
    (" ", ".", "the indent, and what may not begin a line, hold behind a space as well"),
    ("[|!-/:-@\\[-`{-~]", ".", "signs of ASCII belong to words and addresses"),
    ("[A-Za-z0-9]", "[!-/:-@\\[-`{-~]", "signs of ASCII belong to words and addresses"),
    ("[０-９Ａ-Ｚａ-ｚ．％]", ".", "full-width letters and digits glue like narrow ones"),
    (".", "[０-９Ａ-Ｚａ-ｚ．％＋－]", "full-width letters and digits glue like narrow ones"),
    (".", "[々ー゛゜ｰ]", "marks of repetition and length never begin a line"),
    ("[$¥￥€£]", ".", "a sign of money stays with its amount"),
    ("[±∓×÷∶＝°′″]", ".", "signs in numbers hold on both sides"),
    (".", "[±∓×÷∶＝°′″℃℉%‰™®²³]", "units and signs in numbers hold on both sides"),
)


def icu_breaks(text: str) -> set[int]:
    """Return where ICU would let a line end; for text within the basic plane."""
    iterator = icu.BreakIterator.createLineInstance(icu.Locale("zh@lb=strict"))
    iterator.setText(text)
    return {at for at in iterator if 0 < at < len(text)}


def texts() -> Iterator[str]:
    """Yield the demonstration's articles, marks between characters, and articles of the corpus."""
    for file in sorted((resources.files("tnews.demo") / "articles").iterdir(), key=str):
        for line in file.read_text("utf-8").splitlines():
            yield re.sub("<[^>]*>", "", line)
    chance = random.Random(17)
    pieces = [
        *"，。、；：！？（）《》“”……——·％℃～/ ",
        "。”",
        "：“",
        "15.7%",
        "-3.5℃",
        "¥9,999",
        "GPT-5.5",
    ]
    pieces += [
        "Beyoncé",
        "Москва",
        "2021—2025",
        "５Ｇ",
        "#话题#",
        "@用户",
        "[1]",
        "①",
        "3：1",
        "C++",
    ]
    for _ in range(400):
        yield "".join(chance.choice("中文新闻") + chance.choice(pieces) for _word in range(30))
    if corpus := os.environ.get("TNEWS_CORPUS"):
        pool = Path(corpus) / "articles" / "pool.jsonl.gz"
        with gzip.open(pool, "rt", encoding="utf-8") as lines:
            records = (json.loads(line) for line in lines)
            articles = (record["b"] for record in records if record["k"] == "art")
            for body in islice(articles, ARTICLES):
                yield from body.split("\n")


def is_accepted(text: str, at: int, accepted: tuple[tuple[str, str, str], ...]) -> bool:
    return any(
        re.fullmatch(before, text[at - 1]) and re.fullmatch(after, text[at])
        for before, after, _why in accepted
    )


def test_every_difference_is_an_accepted_one() -> None:
    findings: set[str] = set()
    places = 0
    for text in texts():
        if not text or max(text) > "\uffff" or 0 in map(cells, text):
            continue  # graphemes are the business of other tests
        closing = closing_marks(text)
        ours = {at for at in range(1, len(text)) if may_break(text, at, closing)}
        theirs = icu_breaks(text)
        places += len(ours | theirs)
        for who, only, accepted in (("ours", ours - theirs, OURS), ("icu", theirs - ours, THEIRS)):
            for at in only:
                if not is_accepted(text, at, accepted):
                    findings.add(f"{who}: {text[max(0, at - 6) : at]}|{text[at : at + 6]}")
    assert places > 10_000
    assert sorted(findings) == []
