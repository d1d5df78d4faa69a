"""What must hold of whatever comes of bytes of strangers: for fuzz_targets.py and fuzz_files.py."""

from __future__ import annotations

from collections.abc import Hashable

from tnews.model import ArticleDraft, Block, clean_line, clean_text, clean_url
from tnews.model.visible import visible
from tnews.sources import wire


def text_of(data: bytes) -> str:
    """Bytes as text that may hold everything Python strings may, lone surrogates too."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def require_clean(text: str) -> None:
    """Nothing in `text` that a terminal could obey, by a rule that is not `clean_text`'s own, and
    cleaning it again changes nothing."""
    assert visible(text) == text, ascii(text[:200])
    assert clean_text(text) == text, ascii(text[:200])


def require_parsed(parsed: wire.Parsed) -> Hashable:
    """A document that was read crosses the pipe as it is, and everything in it is clean."""
    frame = wire.pack_parsed(parsed)
    unpacked = wire.unpack(wire.unframe(frame))
    assert unpacked.drafts == parsed.drafts
    assert unpacked.title == clean_line(parsed.title, 100)
    assert unpacked.notes.keys() == parsed.notes.keys()
    assert len(parsed.drafts) <= 1000
    for text in (unpacked.title, *unpacked.notes.values()):
        require_clean(text)
    for draft in parsed.drafts:
        require_draft(draft)
    kinds_of_blocks = {block.kind for draft in parsed.drafts for block in draft.blocks}
    return min(len(parsed.drafts), 20), frozenset(kinds_of_blocks), bool(parsed.title)


def require_draft(draft: ArticleDraft) -> None:
    """Clean texts, addresses that may be opened, links within their blocks."""
    for text in (draft.uid, draft.title, draft.origin, draft.author, draft.editor, draft.category):
        require_clean(text)
        assert "\n" not in text
    for url in (draft.url, draft.image, draft.detail_url):
        assert clean_url(url) == url
    require_blocks(draft.blocks)


def require_blocks(blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        require_clean(block.text)
        assert block.text or block.kind in ("img", "table")
        for link in block.links:
            assert 0 <= link.start < link.end <= len(block.text)
            assert clean_url(link.url) == link.url
