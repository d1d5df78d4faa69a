"""Blocks that another process packed (`packing`), and what is worked out of blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args, overload

from tnews.model.block import Block, BlockKind, Link
from tnews.model.packing import are_blocks, dump, load

_KINDS = frozenset(get_args(BlockKind))


class PackedBlocks(Sequence[Block]):
    """The blocks of a text, packed by another process: made into blocks when one is asked for.

    A refresh stores most texts without looking into them. `digest` is `text_digest` of them.
    """

    __slots__ = ("_blocks", "characters", "digest", "packed")

    def __init__(self, packed: bytes, characters: int, digest: bytes) -> None:
        self.packed = packed
        self.characters = characters
        self.digest = digest
        self._blocks: tuple[Block, ...] | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks. Raises ValueError for bytes that are none."""
        if self._blocks is None:
            data = load(self.packed)
            if not are_blocks(data) or any(block[0] not in _KINDS for block in data or ()):
                raise ValueError("no packed blocks")
            self._blocks = made(data or ())
        return self._blocks

    def __len__(self) -> int:
        return len(self.blocks)

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    @overload
    def __getitem__(self, place: int) -> Block: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, place: int | slice) -> Block | tuple[Block, ...]:
        return self.blocks[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.blocks == tuple(other)

    def __hash__(self) -> int:
        return hash(self.blocks)

    def __repr__(self) -> str:
        return repr(self.blocks)


def pack(blocks: Sequence[Block]) -> bytes:
    """Return `blocks` as bytes."""
    if isinstance(blocks, PackedBlocks):
        return blocks.packed
    data = [
        [block.kind, block.text, block.href, [[a.start, a.end, a.url] for a in block.links]]
        for block in blocks
    ]
    return dump(data)


def made(data: Sequence[list[Any]]) -> tuple[Block, ...]:
    """Return what `load` gave as blocks."""
    return tuple(
        Block(kind, text, href, tuple(Link(*link) for link in links))
        for kind, text, href, links in data
    )


def plain_text(blocks: Sequence[Block]) -> str:
    """Return the text of `blocks`, one block a line: what search reads."""
    return "\n".join(block.text for block in blocks if block.text)


def count_characters(blocks: Sequence[Block]) -> int:
    """Return how many characters `blocks` hold, white space not counted."""
    if isinstance(blocks, PackedBlocks):
        return blocks.characters
    return sum(len("".join(block.text.split())) for block in blocks)


def text_digest(blocks: Sequence[Block]) -> bytes:
    """Return 16 bytes that change when the text of `blocks` does."""
    if isinstance(blocks, PackedBlocks):
        return blocks.digest
    from hashlib import blake2b  # for what is fetched alone

    return blake2b(plain_text(blocks).encode(), digest_size=16).digest()
