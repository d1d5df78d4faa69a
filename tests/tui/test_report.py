"""What the status line says of a refresh."""

from tnews.model import Refreshed, Saved, TextFetched, TextState
from tnews.model.record import replace
from tnews.tui import report


def refreshed(outcome: str, **more: object) -> Refreshed:
    return Refreshed("a", "消费周刊", outcome, 1, 2, **more)  # type: ignore[arg-type]


def test_all_went_well() -> None:
    results = [refreshed("fetched", saved=Saved(new=(1, 2))), refreshed("unchanged")]
    assert report.ended(results, {}) == ("Refreshed: 2 new.", False)


def test_the_first_failure_is_named_with_its_reason() -> None:
    results = [refreshed("failed", error="timed out"), refreshed("fetched", saved=Saved(new=(1,)))]
    said, is_error = report.ended(results, {})
    assert is_error
    assert "消费周刊" in said
    assert "timed out" in said
    assert "1 new" in said


def test_a_server_that_wants_peace_is_no_failure() -> None:
    results = [refreshed("waiting", error="wait until 14:05"), refreshed("unchanged")]
    said, is_error = report.ended(results, {})
    assert not is_error
    assert "1 source was not asked (消费周刊: wait until 14:05)" in said


def test_no_network_at_all_offers_the_demonstration() -> None:
    results = [refreshed("failed", error="x", offline=True)] * 2
    assert report.is_offline(results)
    said, is_error = report.ended(results, {})
    assert is_error
    assert "D" in said


def test_one_source_that_answers_is_a_network() -> None:
    assert not report.is_offline([refreshed("failed", offline=True), refreshed("unchanged")])
    assert not report.is_offline([])


def test_a_wish_for_the_whole_text_is_answered() -> None:
    came = TextFetched(1, "s", "题", is_better=True)
    feed, page = TextState(), TextState(shown="page")
    assert report.text_came(came, page, 3120) == ("Whole text: 3,120 characters", False)
    again = replace(came, is_better=False)
    assert report.text_came(again, page, 3120) == ("Whole text: 3,120 characters", False)
    said, is_error = report.text_came(again, feed, 9)
    assert "no more" in said
    assert not is_error
    said, is_error = report.text_came(replace(again, error="gone (404)"), feed, 9)
    assert "gone (404)" in said
    assert is_error
