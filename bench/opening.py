"""What opening an article takes, against Textual's Static in a VerticalScroll: `python bench/opening.py`.

Both stand on one screen of 100x60, half each, and show texts of 20,000 characters in turn; printed
are medians of CPU time until the screen is painted, and their ratio (goal: at most 1/3). Then an
article of 700,000 characters (2 MB), and a title of 10,000.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from statistics import median
from time import process_time

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static
from wrap import CLAUSES

from tnews.model import Block
from tnews.model.settings import ReaderSettings
from tnews.tui.sheet import Sheet
from tnews.tui.widgets.metadata import Metadata
from tnews.tui.widgets.reader import Reader

ROUNDS = 11
LENGTH = 20_000
LONG = 700_000


class Both(App[None]):
    """The reader's text above, Textual's below."""

    CSS = "Reader, VerticalScroll { height: 1fr; } Metadata { height: auto; }"

    def compose(self) -> ComposeResult:
        """One below the other."""
        self.title_pane = Metadata(80)
        self.reader = Reader(ReaderSettings())
        self.static = Static()
        yield self.title_pane
        yield self.reader
        with VerticalScroll():
            yield self.static


def article(number: int, length: int) -> list[str]:
    """Return paragraphs of `length` characters in all."""
    chance = random.Random(number)
    found: list[str] = []
    while sum(map(len, found)) < length:
        found += ["，".join(chance.choices(CLAUSES, k=8)) + "。" for _ in range(20)]
    return found


def sheet(number: int, paragraphs: list[str], title: str = "") -> Sheet:
    """Return an article as the reader shows it."""
    return Sheet(number, title or f"文章{number}", (), "", tuple(Block("p", p) for p in paragraphs))


async def seconds(pilot: Pilot[None], act: Callable[[], object]) -> float:
    """Return the CPU time until what `act` shows is painted."""
    start = process_time()
    act()
    await pilot.pause()
    return process_time() - start


async def main() -> None:
    """Measure and print."""
    app = Both()
    async with app.run_test(size=(100, 60)) as pilot:
        ours, theirs = [], []
        for number in range(ROUNDS + 1):
            paragraphs = article(number, LENGTH)
            page = sheet(number, paragraphs)
            text = Text("\n\n".join(paragraphs))
            ours.append(await seconds(pilot, lambda page=page: app.reader.show(page)))
            theirs.append(await seconds(pilot, lambda text=text: app.static.update(text)))
        mine, other = median(ours[1:]) * 1e3, median(theirs[1:]) * 1e3
        print(
            f"20,000 characters: reader {mine:.1f} ms, Static {other:.1f} ms = {mine / other:.2f}"
        )
        long = sheet(100, article(100, LONG))
        spent = await seconds(pilot, lambda: app.reader.show(long))
        print(f"700,000 characters: {spent * 1e3:.0f} ms")
        wordy = sheet(101, article(101, 100), "长标题，" * 2500)
        spent = await seconds(pilot, lambda: app.title_pane.show(wordy))
        print(f"a title of 10,000 characters: {spent * 1e3:.1f} ms")


if __name__ == "__main__":
    asyncio.run(main())
