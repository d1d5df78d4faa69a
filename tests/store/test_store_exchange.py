"""Another file in the place of the cache: whoever is killed in between still finds a cache."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tnews.model import Query, StoreError
from tnews.store import Store

Fill = Callable[..., list[int]]


@pytest.mark.parametrize("call", range(1, 20))
def test_killed_anywhere_in_a_restore_there_is_a_cache_with_articles(
    store: Store, path: Path, tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    fill("大雨")
    copy = tmp_path / "copy.db"
    store.backup(copy)
    store.close()
    calls = 0

    def killed(real: Callable[..., object]) -> Callable[..., object]:
        def asked(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == call:
                raise KeyboardInterrupt
            return real(*arguments, **named)

        return asked

    with monkeypatch.context() as patch:
        for name in ("rename", "replace", "link", "unlink"):
            patch.setattr(os, name, killed(getattr(os, name)))
        with suppress(KeyboardInterrupt):
            Store.take_copy(path, copy)
    again = Store.open(path)
    assert [row.title for row in again.page(Query())] == ["大雨"]
    again.close()


def test_a_log_that_cannot_be_looked_at_is_not_taken_for_an_empty_one(
    store: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.db"
    store.backup(copy)
    store.close()
    path.write_bytes(b"damaged")
    log = path.with_name(f"{path.name}-wal")
    log.write_bytes(b"what was written last")
    look = Path.stat

    def stat(file: Path, **how: bool) -> os.stat_result:
        if file == log:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return look(file, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", stat)
        with pytest.raises(StoreError, match="cannot be replaced"):
            Store.take_copy(path, copy)
    assert log.read_bytes() == b"what was written last"
