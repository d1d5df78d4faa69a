"""Well-formed XML as events of expat: names by their usual prefixes, bases, and texts with markup.

Knows how a document is written, not what a feed is: that is `expatfeed`, a class over this one.
A document type is refused before anything of it is read, so no entity is ever expanded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.parsers import expat

from tnews.sources.dialects import ANY_USERLAND, PREFIXES, TEXT, TYPES, VOID, XHTML
from tnews.text.nesting import LONGEST

if TYPE_CHECKING:
    from pyexpat import XMLParserType

_DEEPEST = 1000
"""Open elements: real feeds have a dozen. Expat keeps some 200 bytes of each."""

_MOST_PREFIXES = 500
"""Namespaces in one place: every element that declares one copies those around it."""

_CONTROL = re.compile(b"\xc2[\x80-\x9f]")  # U+0080 to U+009F in UTF-8
_CONTROL_REFERENCE = re.compile(b"&#(?:1[2-5][0-9]|[xX]0*[89][0-9a-fA-F]);")
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/+")


class RefusedError(Exception):
    """The document is well formed, but not for this reader."""


class Events:
    """One document. `begin`, `finish` and `finish_text` are for the class that knows what it says.

    `pieces` holds the text of all open elements, `marks` where that of each begins. While
    `text_depth` is set, everything inside that element is text of the type `kind`, tags too.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.base = ""
        self.text_depth = 0
        self.kind = TEXT
        self._pieces: list[str] = []
        self._marks: list[int] = []
        self._prefixes: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._scopes: list[tuple[int, str, dict[str, str], dict[str, str]]] = []
        self._children = 0  # elements at the top of a text
        self._room = 0  # characters of a text with markup that are still kept
        self._has_controls = False
        self._parser = self._made_parser()

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins, outside of texts. Raises `RefusedError`."""
        raise NotImplementedError

    def finish(self, name: str, mark: int) -> None:
        """An element ends, outside of texts; `text(mark)` is its text."""
        raise NotImplementedError

    def finish_text(self, value: str, kind: str) -> None:
        """The text that was begun with `begin_text` ends."""
        raise NotImplementedError

    def parse(self, xml: str) -> None:
        """Read the document. Raises `RefusedError` if it is not well formed."""
        try:
            data = xml.encode()
            self._has_controls = bool(
                _CONTROL.search(data) or (b"&#" in data and _CONTROL_REFERENCE.search(data))
            )
            self._parser.Parse(data, True)
        except (expat.ExpatError, UnicodeEncodeError) as error:  # half of a character is no text
            raise RefusedError from error
        finally:  # else document and parser hold each other until the next collection of rubbish
            self._parser.StartElementHandler = self._parser.EndElementHandler = None
            self._parser.CharacterDataHandler = None

    def has_namespace(self, uri: str) -> bool:
        """Whether `uri`, in lower case, is declared here."""
        return any(known.lower() == uri for known in self._prefixes.values())

    def begin_text(self, kind: str, said: str | None) -> None:
        """Until this element ends all is text, markup too; of the type `said`, else `kind`."""
        self.kind = kind if said is None else TYPES.get(said, said)
        self.text_depth, self._children, self._room = self.depth, 0, LONGEST
        if self.kind == XHTML:
            self._parser.CharacterDataHandler = self._keep_escaped

    def text(self, mark: int) -> str:
        """Return the text since `mark`, without blanks around it.

        UTF-8 that was taken for ISO-8859-1 once is read as it was meant, and so are characters of
        Windows-1252 that stand where controls do.
        """
        text = "".join(self._pieces[mark:]).strip()
        if text.isascii():
            return text
        try:
            return text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return text.translate(_WINDOWS) if self._has_controls else text

    def _made_parser(self) -> XMLParserType:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        return parser

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self._marks.append(len(self._pieces))
        if attributes:
            attributes = self._read_attributes(attributes)
        name = self._names.get(raw) or self._usual_name(raw)
        if self.text_depth:
            self._start_markup(name, attributes)
        else:
            self.begin(name, attributes)
        if self.depth > _DEEPEST:
            raise RefusedError

    def _end(self, raw: str) -> None:
        name = self._names.get(raw) or self._usual_name(raw)
        mark = self._marks.pop()
        if not self.text_depth:
            self.finish(name, mark)
            del self._pieces[mark:]
        elif self.depth != self.text_depth:
            self._end_markup(name)
        else:
            self._end_text(mark)
        if self._scopes and self._scopes[-1][0] == self.depth:
            _, self.base, self._prefixes, self._names = self._scopes.pop()
        self.depth -= 1

    def _end_text(self, mark: int) -> None:
        value = self.text(mark)
        if self.kind == XHTML and self._children == 1 and value.endswith("</div>"):
            value = self.unwrapped(value)
        self.text_depth = 0
        self._parser.CharacterDataHandler = self._pieces.append
        self.finish_text(value, self.kind)
        del self._pieces[mark:]

    def unwrapped(self, value: str) -> str:
        """Return a text that is one `<div>` as it is wanted."""
        return value

    def _start_markup(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag inside a text belongs to it, whatever type the text says it has."""
        if self._room <= 0:
            return
        if not self.kind.endswith("xml"):
            if name in ("div", "xhtml_div"):
                return
            self.kind = XHTML
        self._parser.CharacterDataHandler = self._keep_escaped
        if self.depth == self.text_depth + 1:
            self._children += 1
        written = "".join([f' {key}="{_escaped(value)}"' for key, value in attributes.items()])
        self._keep(f"<{_local(name)}{written}>")

    def _end_markup(self, name: str) -> None:
        is_skipped = name in ("div", "xhtml_div") and not self.kind.endswith("xml")
        if not is_skipped and (tag := _local(name)) not in VOID:
            self._keep(f"</{tag}>")

    def _keep_escaped(self, text: str) -> None:
        self._keep(_escaped(text))

    def _keep(self, markup: str) -> None:
        """Add to a text with markup; beyond what is read of one nothing is kept: a million tags
        would take 200 MB."""
        self._room -= len(markup)
        if self._room > 0:
            self._pieces.append(markup)

    def _usual_name(self, raw: str) -> str:
        """Return the name of the element that is written `raw`, as `dialects` has it."""
        prefix, _, local = raw.rpartition(":")
        prefix = self._usual_prefix(prefix)
        name = (f"{prefix}_{local}" if prefix else local).lower()
        self._names[raw] = name
        return name

    def _usual_prefix(self, prefix: str) -> str:
        uri = self._prefixes.get(prefix, "").lower()
        return "" if ANY_USERLAND in uri else PREFIXES.get(uri, prefix)

    def _read_attributes(self, attributes: Mapping[str, str]) -> dict[str, str]:
        """Return attributes by their names in lower case, the usual prefix before a colon.

        Those that declare prefixes and bases are obeyed, until this element ends.
        """
        found: dict[str, str] = {}
        declared: dict[str, str] = {}
        for raw, value in attributes.items():
            name = raw.lower()
            if name.startswith("xmlns"):
                declared[raw[6:]] = value
            else:
                found[name] = value.lower() if name in ("rel", "type") else value
        base = found.get("xml:base") or found.get("base")
        if declared or base:
            self._scopes.append((self.depth, self.base, self._prefixes, self._names))
        if declared:
            self._prefixes, self._names = {**self._prefixes, **declared}, {}
            if len(self._prefixes) > _MOST_PREFIXES:
                raise RefusedError
        if base:
            self.base = joined(self.base, base) or self.base
        return {self._attribute_name(name): value for name, value in found.items()}

    def _attribute_name(self, name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        return f"{self._usual_prefix(prefix)}:{local}" if colon else name


def joined(base: str, href: str) -> str:
    """Return `href` seen from `base`, as it is where there is none; "" if that makes no sense."""
    href = _SLASHES.sub(r"\1", href)
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return ""


def _refuse(*_said: object) -> None:
    raise RefusedError


def _local(name: str) -> str:
    return name.rpartition("_")[2]


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
