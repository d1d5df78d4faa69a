"""Small pictures on disk: a file each, the oldest used leave when there are too many bytes."""

from __future__ import annotations

import os
import struct
import tempfile
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

_HEAD = struct.Struct(">4sII")
_MARK = b"tnp1"
_SUFFIX = ".picture"

SIDE = 4096
"""A kept picture has no longer side: its file is none of ours, or damaged."""


class Small(NamedTuple):
    """A picture, small and harmless: its size in pixels and its bytes (JPEG or PNG)."""

    width: int
    height: int
    data: bytes


class PictureCache:
    """The small pictures in `folder`, at most `limit` bytes together; 0 keeps none.

    Several tnews may use one folder. What the disk refuses is not kept: nothing here is precious
    and nothing raises.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._size: int | None = None

    def get(self, url: str) -> Small | None:
        """Return the picture at `url` if it is kept, and note that it was used."""
        path = self._path(url)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if len(data) > _HEAD.size:
            mark, width, height = _HEAD.unpack_from(data)
            if mark == _MARK and 0 < width <= SIDE and 0 < height <= SIDE:
                with suppress(OSError):
                    os.utime(path)
                return Small(width, height, data[_HEAD.size :])
        self.drop(url)
        return None

    def put(self, url: str, small: Small) -> None:
        """Keep a picture, readable for this user alone."""
        size = _HEAD.size + len(small.data)
        if size > self._limit:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            # A temporary file is made with mode 0600, and nobody sees half a picture.
            descriptor, name = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(_HEAD.pack(_MARK, small.width, small.height) + small.data)
                Path(name).replace(self._path(url))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            if self._size is not None:
                self._size += size
            self.trim()

    def drop(self, url: str) -> None:
        """Forget a picture that cannot be read."""
        with suppress(OSError):
            self._path(url).unlink()

    def trim(self) -> None:
        """Delete the oldest used pictures until they keep the limit, and a tenth is free.

        The folder is looked through when the size is not known or too much, not at each picture.
        """
        if self._size is not None and self._size <= self._limit:
            return
        files = []
        for path in self._files():
            with suppress(OSError):  # another tnews has deleted it
                found = path.stat()
                files.append((found.st_mtime_ns, found.st_size, path))
        self._size = sum(size for _used, size, _path in files)
        if self._size <= self._limit:
            return
        for _used, size, path in sorted(files):
            if self._size <= self._limit * 0.9:
                break
            with suppress(OSError):
                path.unlink()
            self._size -= size

    def _files(self) -> list[Path]:
        with suppress(OSError):
            return [path for path in self._folder.iterdir() if path.is_file()]
        return []

    def _path(self, url: str) -> Path:
        """Where the picture at `url` is: no address can be read from the folder."""
        name = blake2b(url.encode("utf-8", "replace"), digest_size=16).hexdigest()
        return self._folder / f"{name}{_SUFFIX}"
