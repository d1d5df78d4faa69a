"""What is fuzzed: a function that eats bytes of strangers, and what must hold whatever they are.

A check returns what its result looks like, roughly: input that makes it look new is worth more
changes. It raises whatever is wrong; what a function may raise is caught in it by name.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fuzz_files
from fuzz_holds import require_blocks, require_clean, require_parsed, text_of
from fuzz_seeds import TEXTS
from tnews.export.opml import read_opml, write_opml
from tnews.model import (
    ArticleDraft,
    Block,
    ConfigError,
    FetchError,
    ParseError,
    Query,
    Source,
    StoreError,
    clean_line,
    clean_tag,
    clean_text,
    clean_url,
)
from tnews.model.record import Record
from tnews.net.inflate import Body
from tnews.services.intake import store_drafts
from tnews.sources import child, wire
from tnews.sources.mapping import MappingError, condition, expression
from tnews.store import Store
from tnews.text import dates, fields, html, links
from tnews.text.charset import decode
from tnews.text.fold import fold
from tnews.text.hits import hits
from tnews.text.query import both, parse
from tnews.text.query.completion import Names, complete
from tnews.text.tokens import cut
from tnews.text.wrap import LEAST_WIDTH, breaks, cells, index_at, lines, truncate

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
URL = "http://a.example/news/list.html"

Check = Callable[[bytes], Hashable]


class Target(Record):
    """Something to fuzz. `sort` says which seeds it begins with."""

    name: str
    sort: str
    check: Check


def _decode(data: bytes) -> Hashable:
    shape: list[Hashable] = []
    for charset in ("", "gbk", "utf-8", "utf-16", "rot13"):
        text = decode(data, charset)
        assert len(text) <= len(data)
        text.encode()  # no lone surrogate
        shape.append((len(text) * 8 // max(len(data), 1), "\ufffd" in text))
    text = decode(data).replace("\0", "").lstrip("\ufeff")
    assert decode(text.encode()) == text
    return tuple(shape)


def _clean(data: bytes) -> Hashable:
    text = text_of(data)
    whole, line, tag, url = clean_text(text), clean_line(text), clean_tag(text), clean_url(text)
    require_clean(whole)
    whole.encode()
    assert not any(char < " " and char not in "\n\t" for char in whole)
    assert clean_line(line) == line == clean_text(line)
    assert len(line) <= 300
    assert "\n" not in line
    assert clean_tag(tag) == tag
    assert len(tag) <= 40
    assert clean_url(url) == url
    return len(whole) == len(text), len(line) == 300, bool(tag), bool(url)


def _read(kind: str, facts: Mapping[str, Any]) -> Check:
    """What the worker does with a document of `kind`, in this process."""

    def check(data: bytes) -> Hashable:
        read = import_module(child.READERS[kind]).read
        try:
            parsed = read(data, facts)
        except ParseError as error:
            require_clean(error.message)
            return error.message[:20]
        return require_parsed(parsed)

    return check


def _blocks(data: bytes) -> Hashable:
    text = text_of(data)
    made = html.blocks(text, URL)
    require_blocks(made)
    require_blocks(html.text_blocks(text))
    said, rest = fields.split(made, "标题")
    require_blocks(rest)
    for field in (said.origin, said.author, said.editor, html.plain(text)):
        assert "\n" not in clean_line(field)
    return frozenset(block.kind for block in made), min(len(made), 30)


def _wrap(data: bytes) -> Hashable:
    shape: list[Hashable] = []
    for text in clean_text(text_of(data[:60_000])).split("\n")[:40]:
        for width, hang in ((LEAST_WIDTH, 0), (7, 2), (40, 2), (80, 0)):
            pieces = lines(text, width, hang)
            assert "".join(pieces) == text
            assert all(cells(piece.rstrip()) <= width + hang for piece in pieces)
            offsets = breaks(text, width, hang)
            assert offsets == sorted(set(offsets))
            assert all(0 < offset < len(text) for offset in offsets)
            assert cells(truncate(text, width)) <= width
            shape.append(min(len(pieces), 9))
        folded = fold(text)
        assert len(folded) == len(text)
        assert fold(folded) == folded
        assert 0 <= index_at(text, 5) <= len(text)
        cut(folded)
    return tuple(shape[:8])


def _query(data: bytes) -> Hashable:
    text = text_of(data)
    parsed = parse(text, NOW)
    if parsed.problem is not None:
        assert 0 <= parsed.problem.start <= parsed.problem.end <= len(text)
        require_clean(clean_line(parsed.problem.message))
    if len(text) < 60:  # more words than a search may have are a mistake of both
        joined = both(text, "书店")
        assert parsed.problem is not None or parse(joined, NOW).problem is None
    for start, end in hits("湖边的书店 Hello 2026", text):
        assert 0 <= start < end <= 16
    complete(text, len(text) // 2, _NAMES)
    store = _store()
    try:
        found = len(store.ids(Query(text=text, limit=5)))
        store.explain_query(text)
    except StoreError as error:  # a search with a mistake in it
        require_clean(error.message)
        found = -1
    return type(parsed.root).__name__, parsed.problem is None, found


_NAMES = Names(("新闻", "体育"), ("新华社",), ("李明",), ("王芳",), ("待读",))


@cache
def _store() -> Store:
    """A cache of a few articles that lasts as long as the process."""
    folder = TemporaryDirectory(prefix="tnews-fuzz-")
    store = Store.open(Path(folder.name) / "tnews.db")
    _KEPT.append(folder)
    store.register([Source("a", "http://a.example/", "A", "新闻")])
    drafts = [
        ArticleDraft(f"{n}", f"http://a.example/{n}", text[:30], (Block("p", text),))
        for n, text in enumerate(TEXTS)
    ]
    store_drafts(store, "a", None, drafts)
    return store


_KEPT: list[TemporaryDirectory[str]] = []


def _dates(data: bytes) -> Hashable:
    text = text_of(data)
    moment = dates.parse(text, NOW)
    found = dates.find(text, NOW)
    for one in (moment, found and found.moment):
        assert one is None or one.tzinfo is not None
        if one is not None:
            one.timestamp()
    address = links.absolute(text, URL)
    assert clean_url(address) == address
    canonical = links.canonical(text)
    assert isinstance(canonical, str)
    return moment is None, found is None, bool(address)


def _opml(data: bytes) -> Hashable:
    try:
        feeds, skipped, _is_cut = read_opml(data)
    except ConfigError as error:
        require_clean(error.message)
        return error.message[:20]
    for feed in feeds:
        require_clean(feed.name + feed.category)
        assert feed.url.lower().startswith(("http://", "https://", "rsshub://"))
    for line in skipped:
        require_clean(line)
        assert "\n" not in line
    out = io.StringIO()
    sources = [Source(f"k{n}", one.url, one.name, one.category) for n, one in enumerate(feeds)]
    write_opml(sources, out)
    again, _skipped, _is_cut = read_opml(out.getvalue().encode())
    assert {feed.url for feed in again} == {feed.url for feed in feeds}
    return min(len(feeds), 9), min(len(skipped), 9)


_LIMIT = 1 << 20


def _inflate(data: bytes) -> Hashable:
    shape: list[Hashable] = []
    for encoding in ("gzip", "deflate"):
        results = [_inflated(encoding, data[:3000], size) for size in (3000, 700, 1)]
        if not all(
            isinstance(result, str) for result in results
        ):  # which error comes first may vary
            assert results[0] == results[1] == results[2]
        whole = _inflated(encoding, data, len(data) or 1)
        shape.append(whole if isinstance(whole, str) else min(len(whole), 9))
    return tuple(shape)


def _inflated(encoding: str, data: bytes, size: int) -> bytes | str:
    body = Body(encoding, _LIMIT)
    try:
        for start in range(0, len(data), size):
            body.add(data[start : start + size])
        whole = body.finish()
    except FetchError as error:
        return error.message
    assert len(whole) <= _LIMIT
    return whole


_ANSWER: dict[str, Any] = {
    "data": {
        "list": [{"id": 7, "title": "标题", "a.b": None}, {"id": "8", "tags": ["x", 1, True]}]
    },
    "code": 200,
    "date": "2026-03-05",
}


def _mapping(data: bytes) -> Hashable:
    text = text_of(data)
    shape: list[Hashable] = []
    for item in (_ANSWER["data"]["list"][0], _ANSWER, None, "text", [1, [2, [3]]]):
        try:
            found = expression(text)
            found.find(item, _ANSWER)
            found.texts(item, _ANSWER)
            found.url(item, _ANSWER)
            shape.append(bool(found.text(item, _ANSWER)))
        except MappingError:
            shape.append("none")
        try:
            shape.append(condition(text).holds(item, _ANSWER))
        except MappingError:
            shape.append("none")
    return tuple(shape)


def _wire(data: bytes) -> Hashable:
    """A frame as it is, and with lengths that are right: hardly a mutant has them."""
    place = data.rfind(b"}") + 1
    head, texts = data[wire.RESULT.size : place], data[max(place, wire.RESULT.size) :]
    right = wire.RESULT.pack(len(head), len(texts)) + head + texts
    return _unwired(data), _unwired(right)


def _unwired(frame: bytes) -> Hashable:
    try:
        said = wire.unpack(wire.unframe(frame))
        for draft in said.drafts:
            list(draft.blocks)  # what was not packed is found when it is looked into
        return require_parsed(said)
    except wire.RefusedError as error:
        return bool(error.is_spent)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        return type(error).__name__


_MAPPING = {
    "items": "data.list|items|stories|result.data|articles",
    "fields": {"id": "id|uniquekey", "title": "title|name", "url": "url|link|https://a.cn/{id}",
               "date": "date|ctime|publish_time", "content": "content|body|text", "summary": "digest"},
}  # fmt: skip

TARGETS = {
    target.name: target
    for target in (
        Target("decode", "page", _decode),
        Target("decode_feed", "feed", _decode),
        Target("clean", "text", _clean),
        Target("feed", "feed", _read("feed", {"url": URL, "charset": "gbk"})),
        Target("page", "page", _read("page", {"url": URL, "charset": ""})),
        Target("list", "page", _read("list", {"url": URL, "charset": ""})),
        Target("json", "json", _read("json", {"url": URL, "charset": "", "mapping": _MAPPING})),
        Target("probe", "json", _read("probe", {"url": URL, "charset": ""})),
        Target("html", "page", _blocks),
        Target("wrap", "text", _wrap),
        Target("query", "text", _query),
        Target("dates", "text", _dates),
        Target("mapping", "text", _mapping),
        Target("config", "toml", fuzz_files.config),
        Target("opml", "opml", _opml),
        Target("inflate", "packed", _inflate),
        Target("wire", "wire", _wire),
        Target("state", "state", fuzz_files.state),
        Target("kept", "kept", fuzz_files.kept),
    )
}
"""By name."""
