from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.services.pagequeue import HOST_PAGES, PER_HOST, Mood, PageQueue
from tnews.store.pages import WantedPage


def pages(host: str, count: int, start: int = 0) -> list[WantedPage]:
    return [WantedPage(start + n, f"https://{host}/{start + n}") for n in range(count)]


def articles(turns: list[WantedPage]) -> list[int]:
    return [page.article for page in turns]


def test_one_of_a_host_until_it_has_answered_then_two() -> None:
    queue = PageQueue(3)
    queue.add(pages("a.example", 4))
    queue.add(pages("b.example", 3, start=10))
    first = queue.turns()
    assert articles(first) == [0, 10]
    queue.finish(first[0])
    assert articles(queue.turns()) == [1, 2]
    queue.finish(first[1])
    assert articles(queue.turns()) == [11]
    assert (queue.done, queue.total) == (2, 7)


def test_a_host_that_never_answered_is_left_after_one_silence() -> None:
    queue = PageQueue(16)
    queue.add(pages("dead.example", 9))
    queue.add(pages("good.example", 1, start=20))
    for page in queue.turns():
        queue.finish(page, "silent" if "dead" in page.url else "well")
    assert queue.turns() == []
    assert queue.done == queue.total == 2
    queue.add(pages("dead.example", 3, start=30))
    assert queue.turns() == []
    assert queue.total == 2


@pytest.mark.parametrize(("mood", "asked"), [("throttling", 1), ("silent", 2), ("refusing", 3)])
def test_a_host_is_left_after_failures_in_a_row(mood: Mood, asked: int) -> None:
    queue = PageQueue(1)
    queue.add(pages("a.example", 9))
    queue.finish(*queue.turns())
    for _number in range(asked):
        (turn,) = queue.turns()
        queue.finish(turn, mood)
    assert queue.turns() == []
    assert queue.done == queue.total == 1 + asked


def test_failures_with_successes_between_them_leave_no_host() -> None:
    queue = PageQueue(1)
    queue.add(pages("a.example", 6))
    for number in range(6):
        (turn,) = queue.turns()
        queue.finish(turn, "refusing" if number % 2 else "well")
    assert queue.done == queue.total == 6


@pytest.mark.parametrize(("host", "asked"), [("a.example", HOST_PAGES), ("127.0.0.1", 90)])
def test_one_host_has_so_many_pages_in_a_refresh_but_this_machine_any(
    host: str, asked: int
) -> None:
    queue = PageQueue(1)
    for start in range(0, 90, 30):
        queue.add(pages(host, 30, start))
    assert queue.total == asked


def test_an_address_that_is_none_has_its_turn_too() -> None:
    queue = PageQueue(16)
    queue.add([WantedPage(1, "http://[x"), WantedPage(2, "")])
    (turn,) = queue.turns()
    queue.finish(turn)
    assert articles([turn, *queue.turns()]) == [1, 2]


@given(
    hosts=st.lists(st.sampled_from("abcd"), max_size=40),
    at_once=st.integers(1, 6),
    failing=st.sets(st.sampled_from("abcd")),
)
def test_every_page_has_its_turn_once_and_the_limits_hold(
    hosts: list[str], at_once: int, failing: set[str]
) -> None:
    queue = PageQueue(at_once)
    queue.add(WantedPage(n, f"https://{host}.example/") for n, host in enumerate(hosts))
    running: list[WantedPage] = []
    seen: list[int] = []
    while queue.done < queue.total:
        running += queue.turns()
        assert 0 < len(running) <= at_once
        assert all(sum(r.url == page.url for r in running) <= PER_HOST for page in running)
        page = running.pop(0)
        seen.append(page.article)
        queue.finish(page, "silent" if page.url[8] in failing else "well")
    assert len(set(seen)) == len(seen) == queue.total
    assert {n for n, host in enumerate(hosts) if host not in failing} <= set(seen)
