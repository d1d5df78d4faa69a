"""A channel page as one flat outline: its elements and its pieces of text, in page order.

Everything later works on these numbers and walks no tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tnews.model.record import Record
from tnews.text.html import is_hidden
from tnews.text.links import absolute
from tnews.text.nesting import tags, tame
from tnews.text.tables import children

_SKIPPED = tags(
    "script style noscript iframe textarea select svg math template object embed video audio canvas "
    "datalist map button"
)
_KEPT = tags("a img time input")


@dataclass(slots=True, eq=False)
class Element:
    """An element; `first` … `last` are its pieces of text, `index` … `end` its descendants.

    Ends are exclusive. `attributes` are kept for links, pictures, times and inputs alone, and
    for what has a `title`.
    """

    tag: str
    classes: tuple[str, ...]
    id: str
    node: LexborNode
    parent: Element | None
    index: int
    first: int
    end: int = 0
    last: int = 0
    is_hidden: bool = False
    attributes: dict[str, str | None] = field(default_factory=dict)

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements around it, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def holds(self, other: Element) -> bool:
        """Whether `other` is this element or inside it."""
        return self.index <= other.index < self.end


class Piece(Record):
    """A run of text without an element in between, white space collapsed, never empty."""

    text: str
    element: Element


class Outline:
    """A page, read. `base` is what its references are resolved against."""

    def __init__(self, html: str, url: str, exclude: Iterable[str] = ()) -> None:
        """Read `html`, the page at `url`, without what the CSS in `exclude` selects."""
        self.tree = LexborHTMLParser(tame(html))
        self.url = url
        self._excluded = {node.mem_id for css in exclude for node in self.tree.css(css)}
        self.elements: list[Element] = []
        self.pieces: list[Piece] = []
        if (body := self.tree.body) is not None:
            self._walk(body)
        title = self.tree.css_first("title")
        self.title = " ".join((title.text() if title else "").split())
        base = self.tree.css_first("base[href]")
        self.base = (base and absolute(base.attributes.get("href") or "", url)) or url
        self._by_node = {element.node.mem_id: element for element in self.elements}

    def select(self, css: str, within: Element | None = None) -> list[Element]:
        """Return what `css` selects in page order, without what is not read (scripts).

        `within` an element: it and its descendants. `css` must be sound (`selecting.is_css`).
        """
        nodes = within.node.css(css) if within else self.tree.css(css)
        found = (self._by_node.get(node.mem_id) for node in nodes)
        return sorted({e for e in found if e is not None}, key=lambda e: e.index)

    def inside(self, element: Element) -> list[Element]:
        """Return the descendants of `element`."""
        return self.elements[element.index + 1 : element.end]

    def texts(self, element: Element) -> list[Piece]:
        """Return the pieces of text inside `element`."""
        return self.pieces[element.first : element.last]

    def text(self, element: Element) -> str:
        """Return the text of `element` on one line."""
        return " ".join(piece.text for piece in self.texts(element))

    def _walk(self, body: LexborNode) -> None:
        stack: list[tuple[LexborNode | None, Element | None]] = [(body, None)]
        while stack:
            node, parent = stack.pop()
            if node is None:  # the end of `parent`
                if parent is not None:
                    parent.end, parent.last = len(self.elements), len(self.pieces)
                continue
            name = node.tag or "-"
            if name == "-text":
                text = " ".join((node.text_content or "").replace("\u200b", "").split())
                if text and parent is not None:
                    self.pieces.append(Piece(text, parent))
            elif name[0] != "-" and name not in _SKIPPED and node.mem_id not in self._excluded:
                element = self._enter(node, name, parent)
                stack.append((None, element))
                stack.extend([(child, element) for child in children(node)][::-1])

    def _enter(self, node: LexborNode, name: str, parent: Element | None) -> Element:
        attributes = node.attributes
        element = Element(
            name,
            tuple((attributes.get("class") or "").split()),
            attributes.get("id") or "",
            node,
            parent,
            len(self.elements),
            len(self.pieces),
            is_hidden=is_hidden(attributes),
            attributes=attributes if name in _KEPT or "title" in attributes else {},
        )
        self.elements.append(element)
        return element
