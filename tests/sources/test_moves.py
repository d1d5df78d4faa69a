"""When a new address is believed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from tnews.model import FetchState, Source
from tnews.model.record import replace
from tnews.net.http import Http, Reply
from tnews.sources import moves

NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD, NEW = "https://old.example/feed", "https://new.example/feed"
SOURCE = Source("sky", OLD, "Sky", "天气")


def after(*told: tuple[int, str], state: FetchState | None = None) -> FetchState:
    """What is remembered after answers: the hour, and where the server said that it is."""
    state = state or FetchState()
    for hour, moved_to in told:
        state = moves.noted(SOURCE, state, moved_to, NOW + hour * HOUR)
    return state


def test_the_first_time_is_not_believed() -> None:
    state = after((0, NEW))
    assert (state.moved_to, state.moving_to, state.moving_since) == ("", NEW, NOW)


def test_many_times_in_an_evening_are_not_believed_either() -> None:
    assert after(*[(hour, NEW) for hour in range(12)]).moved_to == ""


def test_what_is_said_again_the_next_day_is_believed() -> None:
    state = after((0, NEW), (23, NEW))
    assert (state.moved_to, state.moving_to, state.moving_since) == (NEW, "", None)


def test_an_answer_from_the_old_address_begins_it_anew() -> None:
    assert after((0, NEW), (10, ""), (23, NEW)).moved_to == ""


def test_another_address_begins_it_anew() -> None:
    assert after((0, "https://elsewhere.example/"), (23, NEW)).moving_since == NOW + 23 * HOUR


def test_a_clock_that_was_set_back_begins_it_anew() -> None:
    assert after((900, NEW), (0, NEW), (23, NEW)).moved_to == NEW


def test_it_may_move_on() -> None:
    there = FetchState(moved_to="https://first.example/")
    assert after((0, NEW), (23, NEW), state=there).moved_to == NEW


def test_it_may_move_back() -> None:
    assert after((0, OLD), (23, OLD), state=FetchState(moved_to=NEW)).moved_to == ""


def test_where_it_has_moved_stays_while_that_answers() -> None:
    assert after((0, ""), state=FetchState(moved_to=NEW)).moved_to == NEW


@pytest.mark.parametrize(
    "source",
    [
        replace(SOURCE, kind="json"),
        replace(SOURCE, kind="rank"),
        replace(SOURCE, url="rsshub://a/b"),
    ],
)
def test_neither_an_api_nor_a_route_moves(source: Source) -> None:
    assert moves.noted(source, FetchState(), NEW, NOW) == FetchState()


@pytest.mark.parametrize(
    ("failures", "failure", "moved_to"),
    [(2, "http-404", NEW), (3, "http-404", ""), (1, "gone", ""), (3, "offline", "")],
)
def test_a_new_address_that_does_not_hold_is_given_up(
    failures: int, failure: str, moved_to: str
) -> None:
    state = FetchState(moved_to=NEW, failures=failures, failure=failure)
    assert moves.failed(state).moved_to == moved_to


class Web(Http):
    """Answers with what was asked and for whom."""

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        return Reply(url, 200, {"home": home or ""})


@pytest.mark.parametrize("home", [None, OLD])
async def test_headers_and_rights_stay_with_the_address_that_a_person_wrote(
    home: str | None,
) -> None:
    reply = await moves.Moved(Web(), OLD, NEW).get(OLD, home=home)
    assert (reply.url, reply.headers["home"]) == (NEW, OLD)


async def test_other_addresses_are_asked_as_they_are() -> None:
    reply = await moves.Moved(Web(), OLD, NEW).get("https://old.example/2", home=OLD)
    assert (reply.url, reply.headers["home"]) == ("https://old.example/2", OLD)
