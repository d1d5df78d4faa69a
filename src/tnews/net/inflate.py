"""Collecting a body within its limit, inflating what came compressed."""

from __future__ import annotations

import zlib
from typing import Any

from tnews.locale import _
from tnews.model import FetchError

_STEP = 65_536
"""Most bytes inflated at once: a bomb is found out after the limit and one step."""

_GZIP = 31  # zlib's window bits: 15 and 16 for a gzip frame
_ZLIB = 15
_RAW_DEFLATE = -15
_GZIP_MAGIC = b"\x1f"
_MEBIBYTE = 1 << 20

_DENSEST = 200
"""Bytes that one byte may become in a document beyond 1 MiB: feeds and pages are packed 5 to 20 to
one, a bomb 1,000. It is known by that before it fills the limit; sixteen may come at a time."""


class Body:
    """The body of one answer, growing; never above `limit` bytes, raw or inflated.

    `encoding` is the Content-Encoding header: nothing, gzip or deflate (with its zlib frame
    or, as some servers send it, without). Others raise FetchError: brotli cannot be bounded.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in ("", "identity", "gzip", "deflate"):
            message = _("The server sent an unknown compression: {encoding}")
            raise FetchError(message.format(encoding=encoding[:40]), code="broken")
        self._limit = limit
        self._received = 0
        self._body = bytearray()
        self._inflater: Any = None  # zlib gives its decompressor no public type
        self._is_over = False

    @property
    def size(self) -> int:
        """Bytes that are held now."""
        return len(self._body)

    def add(self, chunk: bytes) -> None:
        """Take the next bytes from the wire. Raises FetchError: too large, damaged."""
        self._received += len(chunk)
        self.expect(self._received)
        if self._encoding in ("", "identity"):
            self._body += chunk
        elif not self._is_over:
            self._inflate(chunk)

    def expect(self, size: int) -> None:
        """Raise FetchError if a body of `size` bytes is over the limit."""
        if size > self._limit:
            message = _("The document is larger than {limit} MiB.")
            raise FetchError(message.format(limit=self._limit // _MEBIBYTE), code="large")

    def _expect_no_bomb(self, packed: int) -> None:
        """Raise FetchError if what `packed` bytes have become is too much for them."""
        if len(self._body) > max(_MEBIBYTE, packed * _DENSEST):
            raise FetchError(_("The compressed document is a decompression bomb."))

    def finish(self) -> bytes:
        """Return the whole body. Raises FetchError if the compressed stream has not ended."""
        if self._inflater is not None and not self._inflater.eof:
            raise FetchError(_("The compressed document is cut off."), code="broken")
        return bytes(self._body)

    def _inflate(self, data: bytes) -> None:
        try:
            while data:
                if self._inflater is None:
                    self._inflater = zlib.decompressobj(self._window_bits(data))
                elif self._inflater.eof:
                    if self._encoding != "gzip" or data[:1] != _GZIP_MAGIC:
                        self._is_over = True  # padding, wherever in it the next chunk begins
                        return
                    self._inflater = zlib.decompressobj(_GZIP)  # the next member of the file
                data = self._inflate_stream(data)
        except zlib.error as error:
            raise FetchError(_("The compressed document is damaged."), code="broken") from error

    def _inflate_stream(self, data: bytes) -> bytes:
        """Inflate `data`; return what follows the end of the stream in it."""
        inflater = self._inflater
        while not inflater.eof:
            piece = inflater.decompress(data, _STEP)
            self._body += piece
            self.expect(len(self._body))
            data = inflater.unconsumed_tail
            self._expect_no_bomb(self._received - len(data))
            if not data and len(piece) < _STEP:  # a full piece may have left more inside
                break
        return bytes(inflater.unused_data)

    def _window_bits(self, data: bytes) -> int:
        if self._encoding == "gzip":
            return _GZIP
        # A zlib frame begins with method 8 and a window of at most 7 (RFC 1950 §2.2); no
        # encoder begins a bare stream so: that would be a stored block with dirty padding.
        framed = data[0] & 0x0F == 8 and data[0] >> 4 <= 7
        return _ZLIB if framed else _RAW_DEFLATE
