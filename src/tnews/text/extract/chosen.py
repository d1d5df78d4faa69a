"""What a person chose with CSS selectors; it beats the automatic rules where it matches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tnews.locale import _
from tnews.model import ParseError
from tnews.text import dates
from tnews.text.extract.moments import Moment, read_moment
from tnews.text.selecting import is_css, parted

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Box, Sheet

_LABEL = re.compile(r"^[^:：]{2,6}[:：]\s*")
_STEPS = re.compile(r"\s*[>›»→＞/]\s*")


class Chosen:
    """The selectors of one source on one page; what is not set or does not match is empty."""

    def __init__(self, tree: LexborHTMLParser, selectors: Mapping[str, Any]) -> None:
        self._tree = tree
        self._selectors = selectors

    @property
    def has_body(self) -> bool:
        """Whether the body is chosen and is there."""
        return bool(self._nodes("body"))

    def drop(self) -> None:
        """Take what is to be dropped off the page."""
        dropped = self._selectors.get("drop", ())
        for selector in [dropped] if isinstance(dropped, str) else dropped:
            for node in _outermost(self._css(selector)):
                node.decompose()

    def parts(self, sheet: Sheet) -> list[Box]:
        """Return the boxes of the page that are the chosen body, the outermost of them."""
        wanted = {node.mem_id for node in self._nodes("body")}
        found: list[Box] = []
        for box in sheet.boxes if wanted else ():
            is_inside = bool(found) and box.start < found[-1].end and box.depth > found[-1].depth
            if box.node.mem_id in wanted and not is_inside:
                found.append(box)
        return found

    def words(self, name: str) -> str:
        """Return the text at a selector; of a labelled value (来源：某报) the value."""
        for value in self._values(name):
            if text := _LABEL.sub("", " ".join(value.split())):
                return text
        return ""

    def moment(self) -> Moment | None:
        """Return the chosen time of publication."""
        for value in self._values("published"):
            if found := dates.find(value):
                return Moment(found.moment, found.has_time)
            if moment := read_moment(value):
                return moment
        return None

    def section(self) -> tuple[str, ...]:
        """Return the steps of the chosen breadcrumb."""
        text = " > ".join(self._values("section"))
        return tuple(filter(None, _STEPS.split(text.strip())))

    def _values(self, name: str) -> list[str]:
        attribute = parted(str(self._selectors.get(name, "")))[1]
        nodes = self._nodes(name)
        if attribute:
            return [node.attributes.get(attribute) or "" for node in nodes]
        return [node.text(separator=" ") or "" for node in nodes]

    def _nodes(self, name: str) -> list[LexborNode]:
        return self._css(parted(str(self._selectors.get(name, "")))[0])

    def _css(self, css: str) -> list[LexborNode]:
        if not css:
            return []
        if not is_css(css):
            message = _("“{selector}” is not a CSS selector")
            raise ParseError(message.format(selector=css))
        return self._tree.css(css)


def _outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Return the nodes that lie in no other of them, but never the root: it cannot be dropped.

    What lies in a dropped node is freed with it and must not be touched.
    """
    below = [node for node in nodes if node.tag != "html"]
    ids = {node.mem_id for node in below}
    return [node for node in below if not any(id in ids for id in _around(node))]


def _around(node: LexborNode) -> Iterator[int]:
    """Yield the identities of the nodes around `node`, the nearest first."""
    outer = node.parent
    while outer is not None:
        yield outer.mem_id
        outer = outer.parent
