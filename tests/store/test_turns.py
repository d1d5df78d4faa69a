"""The lock of the writers: handed on in order, urgent ones first, nobody overtaken."""

from collections.abc import Callable
from threading import Thread

import pytest

from tnews.store.turns import Turns


def waiting(turns: Turns) -> int:
    return len(turns._urgent) + len(turns._others)


def test_it_is_handed_on_in_order_and_to_the_urgent_first() -> None:
    turns, got = Turns(), []

    def take(name: str, urgent: bool) -> None:
        with turns.turn(urgent=urgent):
            got.append(name)

    threads = []
    with turns.turn():
        for name, urgent in (("a", False), ("b", True), ("c", False), ("d", True)):
            threads.append(Thread(target=take, args=(name, urgent)))
            threads[-1].start()
            while waiting(turns) < len(threads):
                pass
    for thread in threads:
        thread.join()
    assert got == ["b", "d", "a", "c"]


def test_who_releases_it_cannot_overtake_who_waits() -> None:
    turns, got = Turns(), []

    def take() -> None:
        with turns.turn():
            got.append("waited")

    turns.acquire()
    thread = Thread(target=take)
    thread.start()
    while not waiting(turns):
        pass
    turns.release()
    with turns.turn():
        got.append("again")
    thread.join()
    assert got == ["waited", "again"]


def test_waiting_ends_when_the_time_is_over() -> None:
    turns = Turns()
    with turns.turn():
        assert not turns.acquire(timeout=0.001)
        assert not waiting(turns)
    assert turns.acquire(timeout=0.001)


@pytest.mark.parametrize("comes_late", [False, True])
def test_an_interrupted_wait_leaves_nothing_held(
    monkeypatch: pytest.MonkeyPatch, comes_late: bool
) -> None:
    turns = Turns()

    class Interrupted:
        """Stands for a lock in whose wait Ctrl-C is pressed, perhaps just as it comes."""

        def __init__(self) -> None:
            self.acquired = 0

        def acquire(self, timeout: float = -1) -> bool:
            self.acquired += 1
            if self.acquired == 1:
                return True
            if comes_late:
                turns.release()
            raise KeyboardInterrupt

        def release(self) -> None:
            pass

    made: Callable[[], object] = Interrupted
    turns.acquire()
    monkeypatch.setattr("tnews.store.turns.Lock", made)
    with pytest.raises(KeyboardInterrupt):
        turns.acquire()
    monkeypatch.undo()
    if not comes_late:
        turns.release()
    assert not waiting(turns)
    assert turns.acquire(timeout=0.001)
