"""The pictures of the article on show: which are here, on their way, or refused, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tnews.locale import _

if TYPE_CHECKING:
    from rich.segment import Segment

    from tnews.services.pictures import Frame
    from tnews.tui.drawing import Drawn

MOST = 24
"""Pictures of an article that are held: in blocks a megabyte each. Those far off are asked for
again when they come near, and keep their place."""


class Placed(NamedTuple):
    """How a picture stands in the text: its cells, none while it is not shown, and its label."""

    label: str
    columns: int = 0
    rows: int = 0


class Gallery:
    """The pictures of one article by their addresses. `hint` returns the label of the first one
    while none is shown, which says how they can be, or ""; it is asked when there is one."""

    def __init__(self) -> None:
        self.hint: Callable[[], str] | None = None
        self.is_on = False
        self.frame: Frame | None = None
        self._sizes: dict[str, tuple[int, int]] = {}
        self._drawn: dict[str, Drawn] = {}
        self._coming: frozenset[str] = frozenset()
        self._refused: dict[str, str] = {}

    def placed(self, url: str, *, is_first: bool) -> Placed:
        """Return how the picture at `url` stands in the text."""
        if url in self._sizes:
            return Placed("", *self._sizes[url])
        if url in self._refused:
            return Placed(_("[picture: {reason}]").format(reason=self._refused[url]))
        if url in self._coming:
            return Placed(_("[picture is coming…]"))
        if is_first and not self.is_on and self.hint is not None and (hint := self.hint()):
            return Placed(hint)
        return Placed(_("[picture]"))

    def row(self, url: str, number: int) -> list[Segment] | None:
        """Return the cells of a row of a picture, None while it is not held."""
        drawn = self._drawn.get(url)
        return drawn.rows[number] if drawn is not None and number < len(drawn.rows) else None

    def over(self, url: str) -> str:
        """Return the sixels that are painted over a picture's rows."""
        drawn = self._drawn.get(url)
        return drawn.over if drawn is not None else ""

    @property
    def has_sixels(self) -> bool:
        """Whether something is painted over the rows."""
        return self.is_on and self.frame is not None and self.frame.protocol == "sixel"

    def wants(self, url: str) -> bool:
        """Whether the picture at `url` is neither held nor refused."""
        return self.is_on and url not in self._drawn and url not in self._refused

    def await_(self, urls: Collection[str]) -> set[str]:
        """Let these be on their way, and no others; return those whose label is another now."""
        before, self._coming = self._coming, frozenset(urls)
        return {url for url in before ^ self._coming if url not in self._sizes}

    def is_coming(self, url: str) -> bool:
        """Whether the picture at `url` was asked for and has not come."""
        return url in self._coming

    def hang(self, url: str, drawn: Drawn) -> None:
        """Hold a picture that has come."""
        self._coming -= {url}
        self._drawn[url] = drawn
        self._sizes[url] = (drawn.columns, len(drawn.rows))

    def refuse(self, url: str, reason: str) -> None:
        """Keep why a picture cannot be shown."""
        self._coming -= {url}
        self._refused[url] = reason

    def thin_out(self, near: Collection[str]) -> Iterator[Drawn]:
        """Let go of pictures that are not `near` until `MOST` are held; return them."""
        for url in [url for url in self._drawn if url not in near]:
            if len(self._drawn) <= MOST:
                break
            yield self._drawn.pop(url)

    def empty(self, *, is_on: bool = False) -> list[Drawn]:
        """Take every picture down; return those that were held."""
        held = list(self._drawn.values())
        self.is_on = is_on
        self._sizes.clear()
        self._drawn.clear()
        self._refused.clear()
        self._coming = frozenset()
        return held
