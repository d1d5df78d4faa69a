"""Look for time that grows faster than the input: every word of the mutants, again and again.

    make fuzz-growth [FUZZ="feed page"]

A pattern that looks at the rest of the text for each character of it takes seconds for what takes
milliseconds at a quarter of the length. Prints each target, frame and word that takes more than
`TOO_LONG` and more than `TOO_STEEP` times what the short one took, and ends with 1 then.
Five minutes of CPU time.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator

import mutants
from fuzz_targets import TARGETS

SHORT, LONG = 40_000, 160_000
"""Bytes of the two inputs of a word."""

TOO_LONG = 0.8
"""Seconds of CPU time of the long one; less is not looked at."""

TOO_STEEP = 8.0
"""Times that of the short one: 4 is what grows with the length, 16 with its square."""

_ENDLESS = 20.0
"""Seconds of CPU time after which an input is given up."""

_ITEM = b"<rss><channel><title>c</title><item><title>a</title>%s</item></channel></rss>"
_PAGE = b"<html><head><title>t</title></head><body><div>%s</div></body></html>"
FRAMES: dict[str, tuple[bytes, ...]] = {
    "feed": (
        b"<rss><channel>%s</channel></rss>",
        _ITEM % b"<description>%s</description>",
        _ITEM % b"<author>%s</author>",
        b"<rss><channel><item><title>%s</title></item></channel></rss>",
    ),
    "page": (_PAGE, b"<html><head>%s</head><body>a</body></html>"),
    "list": (_PAGE,),
    "html": (b"<div>%s</div>",),
    "json": (b'{"items":[{"title":"%s"}]}', b'{"items":[%s]}'),
    "probe": (b"%s", b'{"items":[{"title":"%s"}]}'),
    "opml": (b"<opml><body>%s</body></opml>",),
    "config": (b"%s", b'[[source]]\nname = "%s"\n'),
    "clean": (b"%s",),
    "decode": (b"%s",),
    "dates": (b"%s",),
    "query": (b"%s",),
    "kept": (b"%s",),
}
"""What the words are put into, by target."""


class EndlessError(Exception):
    """An input took too long to wait for."""


def main() -> None:
    """Try every word in every frame of the chosen targets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=" ".join(FRAMES))
    chosen = parser.parse_args().targets or list(FRAMES)
    if unknown := [name for name in chosen if name not in FRAMES]:
        sys.exit(f"no such target: {' '.join(unknown)}; there are {' '.join(FRAMES)}")
    signal.signal(signal.SIGVTALRM, _give_up)
    found = 0
    for name in chosen:
        steep = list(_steep(name))
        for frame, word, short, long in steep:
            print(f"{name} {frame[:40]!r} {word[:40]!r}: {short:.2f} s, {long:.2f} s")
        print(f"{name:8} {len(FRAMES[name]) * len(mutants.WORDS):5,} inputs, {len(steep)} found")
        sys.stdout.flush()
        found += len(steep)
    sys.exit(1 if found else 0)


def _steep(name: str) -> Iterator[tuple[bytes, bytes, float, float]]:
    for frame in FRAMES[name]:
        for word in mutants.WORDS:
            short, long = (_seconds(name, frame, word, size) for size in (SHORT, LONG))
            if long > TOO_LONG and long > TOO_STEEP * short:
                yield frame, word, short, long


def _seconds(name: str, frame: bytes, word: bytes, size: int) -> float:
    """Return how long the target takes for `word` again and again, `size` bytes of it."""
    data = frame.replace(b"%s", word * (size // len(word)))
    began = time.thread_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, _ENDLESS)
    try:
        TARGETS[name].check(data)
    except EndlessError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.thread_time() - began


def _give_up(_number: int, _frame: object) -> None:
    raise EndlessError


if __name__ == "__main__":
    main()
