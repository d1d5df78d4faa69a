"""The writer of one refresh."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import pytest

from tnews.model import FetchState, StoreError
from tnews.services.writing import Writer
from tnews.store import Store


async def test_a_writer_that_cannot_write_leaves_no_failure_that_nobody_asked_for(
    tmp_path: Path,
) -> None:
    unasked: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, told: unasked.append(told))
    store = Store.open(tmp_path / "tnews.db")
    store.close()
    async with Writer(store) as writer:
        left = asyncio.create_task(writer.keep("a", FetchState()))
        for _step in range(3):  # until it is being written
            await asyncio.sleep(0)
        assert writer._turns
        assert writer._turn is None
        left.cancel()
        with pytest.raises(StoreError):
            await writer.keep("b", FetchState())  # written after the first
        await asyncio.gather(left, return_exceptions=True)
    gc.collect()
    assert unasked == []
