"""The writer of one refresh: what its lists bring goes through one thread, one after the other.

Articles' own pages are few and slow; `fulltext.py` stores them beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from tnews.model import FetchState
    from tnews.store import Store

Done = TypeVar("Done")


class Writer:
    """Works on the `store`. An async context manager, for one event loop.

    Leaving it waits for what is being written; what has not begun is not.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, "tnews-refresh")
        self._states: dict[str, FetchState] = {}
        self._turn: asyncio.Task[None] | None = None
        self._turns = set[asyncio.Task[None]]()
        self._writing = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(self._thread.shutdown)
        for turn in self._turns:
            turn.cancel()
        # What became of them those know who waited: a full disk is told by them.
        await asyncio.gather(*self._turns, return_exceptions=True)

    async def do(self, work: Callable[[], Done]) -> Done:
        """Return what `work` returns, done when it is its turn. Raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def keep(self, source: str, state: FetchState) -> None:
        """Remember `state` for `source`, whose document is as it was. Returns when that is written.

        All that come while one transaction is being written are written by the next one: of
        500 sources that have nothing new each would else wait for a transaction of its own.
        """
        self._states[source] = state
        if self._turn is None:
            self._turn = asyncio.create_task(self._keep_all())
            self._turns.add(self._turn)
            self._turn.add_done_callback(self._ended)
        await asyncio.shield(self._turn)

    def _ended(self, turn: asyncio.Task[None]) -> None:
        """Forget a turn; how it ended those know who wait for it, or nobody wants to know any more."""
        self._turns.discard(turn)
        if not turn.cancelled():
            turn.exception()

    async def _keep_all(self) -> None:
        async with self._writing:
            states, self._states, self._turn = self._states, {}, None
            await self.do(partial(self._store.save_states, states))
