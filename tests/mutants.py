"""Mutation: documents like those of strangers, made of documents that are well.

Bytes are changed as disks and networks change them, text as careless programs do, structure as
malice does. Knows no target; what a mutant of a feed or a page needs, both have: tags, quotes,
references, braces.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

LONGEST = 200_000
"""Bytes of a mutant. A target has two seconds of CPU time for it."""

_PIECES = re.compile(
    rb"<[^<>]{0,400}>|\{|\}|\[|\]|\"[^\"\n]{0,200}\"|&[#\w]{0,12};?|\n|[^<>{}\[\]\"&\n]+"
)

_CHARACTERS = (
    "\0\x07\x08\x0b\x0c\x1b\x7f\x80\x85\x9b\x9d\xa0\xad\u0300\u034f\u061c\u115f\u180e\u200b\u200d\u200e\u200f"
    "\u2028\u2029\u202a\u202e\u2060\u2066\u2069\u3000\u3099\u30fb\ufe0f\ufeff\ufff9\ufffd\ufffe\uffff"
    "\U0001f1e8\U0001f3fb\U0001f468\U000e0041\U000e007f\U0010ffff，。、；：“”「」《》！？（）%$·…—～"
)
WORDS = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        *_CHARACTERS,
        *(
            "\x1b[31m",
            "\x1b]0;x\x07",
            "\x1b]52;c;aGk=\x1b\\",
            "\x9b2J",
            "\x1bP1$q\x9c",
            "\x1b" * 50,
        ),
        *(
            "&#27;",
            "&#x1b;",
            "&#0;",
            "&#xd800;",
            "&#1114112;",
            "&" + "#9" * 40,
            "&#" + "9" * 5000 + ";",
        ),
        *("&amp;#27;", "&nbsp;", "&hellip;", "&lt;", "&", "&&&", "&a;", "&#x;", "&#;"),
        *(
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "?>",
            "<!DOCTYPE x [",
            "]>",
        ),
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">&b;',
        *(
            "<script>",
            "</script>",
            "<style>",
            "<title>",
            "</title>",
            "<textarea>",
            "<plaintext>",
            "<svg>",
        ),
        *(
            "<p>",
            "</p>",
            "<br>",
            "<table><tr><td>",
            "<li>",
            "<a href='x'>",
            "<img src=x onerror=y>",
        ),
        *(
            "<item>",
            "</item>",
            "<entry>",
            "</channel>",
            "<rss>",
            "<description>",
            "<content:encoded>",
        ),
        *("<dc:creator>", "<author>", "<link/>", "<pubDate>", "<guid>", "xml:base='http://a.cn/'"),
        *(
            '{"',
            '":',
            "null",
            "[[",
            "]]",
            "{}",
            "NaN",
            "1e999",
            "-0",
            "\\ud800",
            "\\u0000",
            "1" * 5000,
        ),
        *(
            "[source]",
            "[[source]]",
            '"""',
            "'''",
            "\\",
            "=",
            "url = ",
            "kind = ",
            "#",
            "inf",
            "nan",
        ),
        *(
            "http://",
            "javascript:x",
            "//a.cn/",
            "http://a:b@c/",
            "http://[::1",
            "data:,x",
            "http://a/ b",
        ),
        *(
            "(",
            ")",
            " OR ",
            " AND ",
            "-",
            "标题:",
            "来源:",
            "since:",
            "昨天",
            '"',
            "*",
            ":",
            "：",
            "|",
            "^",
        ),
        *(
            "9999-12-31T23:59:59-23:59",
            "0000-00-00",
            "2026-02-30",
            "1e20",
            "99999999999999",
            "12:99",
            "年",
        ),
        *(
            "a" * 300,
            "中" * 300,
            "a@a." * 100,
            "!" * 300,
            " " * 300,
            "\t" * 100,
            "0" * 300,
            "é" * 99,
        ),
    )
)
"""What means something to some parser, or to none."""

_CODECS = (
    "gb18030",
    "big5hkscs",
    "utf-16-le",
    "utf-16",
    "shift_jis",
    "latin-1",
    "utf-32-be",
    "cp1252",
)


def mutant(chance: random.Random, seed: bytes, others: Sequence[bytes]) -> bytes:
    """Return `seed` changed in one to eight ways; some take pieces of `others`."""
    data = seed
    for _change in range(1 + int(chance.expovariate(0.7)) % 8):
        data = chance.choice(_WAYS)(chance, data, others)[:LONGEST]
    return data


def _flip(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """Other bits here and there."""
    changed = bytearray(data)
    for _byte in range(min(len(changed), chance.choice((1, 1, 2, 8, 50)))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwrite(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """Bytes of nothing in a row."""
    start, stop = _span(chance, len(data))
    filler = chance.choice((b"\0", b"\xff", b" ", b"\x80", bytes([chance.randrange(256)])))
    return data[:start] + filler * (stop - start) + data[stop:]


def _insert(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """A word that means something to some parser."""
    place = chance.randint(0, len(data))
    return data[:place] + chance.choice(WORDS) * chance.choice((1, 1, 1, 2, 30)) + data[place:]


def _replace_text(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """The same word all over, in place of another piece."""
    pieces = _PIECES.findall(data[:5000])
    if not pieces:
        return data + chance.choice(WORDS)
    return data.replace(chance.choice(pieces), chance.choice(WORDS), chance.choice((1, 3, 50)))


def _delete(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    start, stop = _span(chance, len(data))
    return data[:start] + data[stop:]


def _double(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    start, stop = _span(chance, len(data))
    times = chance.choice((2, 2, 3, 20, 400))
    return data[:start] + data[start:stop] * times + data[stop:]


def _splice(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """The beginning of one, the end of another."""
    other = chance.choice(others)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def _graft(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A piece of another in the middle."""
    other = chance.choice(others)
    start, stop = _span(chance, len(other))
    place = chance.randint(0, len(data))
    return data[:place] + other[start:stop] + data[place:]


def _cut(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    return data[: chance.randint(0, len(data))]


def _shuffle(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """Tags, strings and texts in another place, twice, or not at all."""
    pieces = _PIECES.findall(data)
    for _piece in range(chance.choice((1, 2, 10)) if pieces else 0):
        place, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        way = chance.randrange(3)
        if way == 0:
            pieces[place], pieces[other] = pieces[other], pieces[place]
        elif way == 1:
            pieces.insert(place, pieces[other])
        elif len(pieces) > 1:
            del pieces[place]
    return b"".join(pieces)


def _nest(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """An opening piece again and again: as deep as a stack is, and deeper."""
    openers = [p for p in _PIECES.findall(data[:20_000]) if p[:1] in b"<{[" and p[:2] != b"</"]
    opener = chance.choice(openers or [b"<div>"])
    place = data.find(opener)
    times = chance.choice((10, 100, 1000, 5000))
    return data[:place] + opener * min(times, LONGEST // len(opener)) + data[place:]


def _transcode(chance: random.Random, data: bytes, _others: Sequence[bytes]) -> bytes:
    """The same text in another encoding, whatever it says of itself; all of it, or a piece."""
    start, stop = (0, len(data)) if chance.random() < 0.6 else _span(chance, len(data))
    text = data[start:stop].decode("utf-8", "replace")
    return data[:start] + text.encode(chance.choice(_CODECS), "replace") + data[stop:]


_WAYS = (
    *(_flip, _overwrite, _insert, _insert, _insert, _replace_text, _replace_text, _delete, _double),
    *(_splice, _graft, _cut, _shuffle, _shuffle, _nest, _transcode),
)


def _span(chance: random.Random, length: int) -> tuple[int, int]:
    """A stretch of `length` bytes, mostly a short one."""
    start = chance.randint(0, length)
    longest = chance.choice((4, 40, 400, length))
    return start, min(length, start + chance.randint(0, longest))
