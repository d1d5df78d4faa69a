"""tnews refresh --watch: stays, fetches what is due, sleeps until the next is.

Nothing is held between two rounds but the configuration: the cache is opened for each, so that it
can be brought back or exchanged meanwhile.
"""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

from tnews.cli.building import Workplace
from tnews.cli.exits import DONE, OFFLINE
from tnews.cli.printing import flush, out, out_json_line, tell
from tnews.cli.refreshing import Came, chosen, collect, exit_code, in_one_line, tell_troubles
from tnews.locale import _, plural
from tnews.model import BusyError, ConfigError, DamageError, ExportError, StoreError
from tnews.services.refresh import Refresher

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.model.settings import Config
    from tnews.store import Store

LEAST = timedelta(seconds=5)
LONGEST = timedelta(minutes=15)
"""Shortest and longest wait between two rounds. One in which nothing is due takes 20 ms; pages that
are still wanted have their turn in it."""

LOOK = 5.0
"""Seconds between two looks at the clock and at the configuration file."""

JUMP = 30.0
"""Seconds that the clock goes otherwise than time does: it was set, or the machine slept."""

WAKING = 5.0
"""Seconds that a machine which slept has to find its network again."""

BUSY = timedelta(seconds=20)
"""Wait for another refresh that runs."""

TROUBLE = timedelta(minutes=1)
LONGEST_TROUBLE = timedelta(minutes=5)
"""Wait after the cache could not be used, doubled each time: a disk may have room again."""


def watch(options: Options, workplace: Workplace) -> int:
    """Run `tnews refresh --watch` until SIGTERM (0) or Ctrl-C (130)."""
    for name in ("force", "older", "demo"):
        if getattr(options, name):
            told = _("{option} does not go with --watch").format(option=f"--{name}")
            raise ConfigError(told)
    watcher = Watcher(options, workplace)
    workplace.close()
    return asyncio.run(watcher.run())


class Watcher:
    """One watch. Mistakes of the configuration end it at the beginning only; later the last good
    one stays. Raises `ConfigError` then."""

    def __init__(self, options: Options, workplace: Workplace) -> None:
        self._options = options
        self._path = workplace.config_path
        self._cache = workplace.cache_path
        self._seen = self._state_of_file()
        self._config: Config = workplace.config
        self._keys = chosen(options, self._config.sources)
        self._problem = ""
        self._wait = TROUBLE
        self._is_waiting = False
        self._says_nothing_yet = not (options.quiet or options.json)
        self._is_ending = False

    async def run(self) -> int:
        """Go round after round; return when the process is asked to end."""
        task = asyncio.current_task()
        assert task is not None
        self._listen(task)
        try:
            while True:
                await self._sleep(await self._round())
        except asyncio.CancelledError:
            if not self._is_ending:
                raise
            return DONE

    def _listen(self, task: asyncio.Task[int]) -> None:
        """End by SIGTERM, and when the terminal goes, as cleanly as by Ctrl-C."""

        def end() -> None:
            self._is_ending = True
            task.cancel()

        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is None or signal.getsignal(number) is signal.SIG_IGN:  # by nohup
                continue
            with suppress(NotImplementedError):  # Windows
                asyncio.get_running_loop().add_signal_handler(number, end)

    # -- one round ---------------------------------------------------------------------------

    async def _round(self) -> datetime:
        """Fetch what is due; return when to look again."""
        now = datetime.now(UTC)
        self._take_over_configuration()
        try:
            following = await self._fetch(now)
        except BusyError as error:
            if not self._options.quiet and not self._is_waiting:
                tell(f"tnews: {error.message}")
            self._is_waiting = True
            return now + BUSY
        except (StoreError, ExportError) as error:
            self._tell_once(error.message)
            wait, self._wait = self._wait, min(2 * self._wait, LONGEST_TROUBLE)
            return now + wait
        self._is_waiting = False
        if self._problem:
            self._problem = ""
            tell("tnews: " + _("it works again"))
        self._wait = TROUBLE
        now = datetime.now(UTC)
        return min(max(following or now + LONGEST, now + LEAST), now + LONGEST)

    async def _fetch(self, began: datetime) -> datetime | None:
        from tnews.store import Store

        store = await asyncio.to_thread(Store.open, self._cache)
        try:
            store.register(self._config.sources)
            refresher = Refresher(store, self._config, self._cache.parent)
            came = Came([], [])
            problem = None
            try:
                await collect(refresher, self._keys, came, lambda _step: None, only_due=True)
            except ExportError as error:  # the state file; every source is done
                problem = error
            following = await asyncio.to_thread(refresher.next_due, self._keys)
            if any(came):
                self._tell(came, began, following)
            elif self._says_nothing_yet:  # it would be for minutes, as if it did not work
                self._print_line(began, _("nothing is due"), *_next(following))
            self._says_nothing_yet = False
            if self._options.quiet:
                tell_troubles(store, self._config.sources, self._keys)
            await self._index(store)
            if problem is not None:
                raise problem
            return following
        finally:
            await asyncio.to_thread(store.close)

    async def _index(self, store: Store) -> None:
        """Make what is missing of the search index; a damaged one is `doctor`'s."""
        stop = Event()

        def work() -> None:
            with suppress(DamageError):
                for _step in store.catch_up():
                    if stop.is_set():
                        return

        try:
            await asyncio.to_thread(work)
        finally:
            stop.set()

    # -- the configuration -------------------------------------------------------------------

    def _state_of_file(self) -> tuple[int, int, int] | None:
        """Return what is another when the configuration file has changed."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _take_over_configuration(self) -> None:
        """Read the configuration again if it has changed; with a mistake the last one stays."""
        state = self._state_of_file()
        if state == self._seen:
            return
        self._seen = state
        try:
            with Workplace(self._options) as workplace:
                config = workplace.config
                keys = chosen(self._options, config.sources)
        except ConfigError as error:
            told = _("{problem}; the configuration before stays").format(problem=error.message)
            tell(f"tnews: {told}")
            return
        self._config, self._keys = config, keys
        if not self._options.quiet:
            tell("tnews: " + _("the configuration has changed"))

    # -- sleeping ----------------------------------------------------------------------------

    async def _sleep(self, until: datetime) -> None:
        """Sleep until then by the clock on the wall, less if that jumps or the file changes.

        No timer outlasts a machine's sleep, so the clock is looked at now and then.
        """
        while (left := (until - datetime.now(UTC)).total_seconds()) > 0:
            wall, steady = time.time(), time.monotonic()
            await asyncio.sleep(min(left, LOOK))
            jump = (time.time() - wall) - (time.monotonic() - steady)
            if jump > JUMP:
                await asyncio.sleep(WAKING)
            if abs(jump) > JUMP or self._state_of_file() != self._seen:
                return

    # -- telling -----------------------------------------------------------------------------

    def _tell_once(self, problem: str) -> None:
        """Tell a problem, but not again in every round."""
        if problem != self._problem:
            self._problem = problem
            tell(f"tnews: {problem}")
            if self._options.json:
                at = datetime.now(UTC).isoformat(timespec="seconds")
                out_json_line({"at": at, "error": problem})

    def _tell(self, came: Came, began: datetime, following: datetime | None) -> None:
        """Say on one line what a round brought; for a person also what failed."""
        failed = [result for result in came.results if result.outcome == "failed"]
        new = sum(len(result.saved.new) for result in came.results)
        texts = sum(page.is_better for page in came.pages)
        if self._options.json:
            out_json_line(
                {
                    "at": began.isoformat(timespec="seconds"),
                    "sources": len(came.results),
                    "new": new,
                    "updated": sum(len(result.saved.updated) for result in came.results),
                    "texts": texts,
                    "text_failures": sum(bool(page.error) for page in came.pages),
                    "failed": [{"source": one.source, "error": one.error} for one in failed],
                    "next_at": following and following.isoformat(timespec="seconds"),
                }
            )
        if not self._options.quiet and not self._options.json:
            count = len(came.results)
            facts = [
                plural("{n} source", "{n} sources", count).format(n=count),
                plural("{n} new article", "{n} new articles", new).format(n=new),
            ]
            if texts:
                facts.append(plural("{n} full text", "{n} full texts", texts).format(n=texts))
            self._print_line(began, *facts, *_next(following))
            if count > 1 and exit_code(came.results) == OFFLINE:
                tell(in_one_line(came.results))
            else:
                for result in failed:
                    tell(f"{result.name}: {result.error}")

    def _print_line(self, began: datetime, *facts: str) -> None:
        out("  ".join((f"{began.astimezone():%H:%M}", *facts)))
        flush()


def _next(following: datetime | None) -> list[str]:
    """Return the words that say when something is due, none if that is never."""
    if following is None:
        return []
    return [_("next at {time}").format(time=f"{following.astimezone():%H:%M}")]
