"""What the status line says of a refresh."""

from tnews.model import Refreshed, Saved
from tnews.tui import report


def refreshed(outcome: str, **more: object) -> Refreshed:
    return Refreshed("a", "消费周刊", outcome, 1, 2, **more)  # type: ignore[arg-type]


def test_all_went_well() -> None:
    results = [refreshed("fetched", saved=Saved(new=(1, 2))), refreshed("unchanged")]
    assert report.ended(results) == ("Refreshed: 2 new.", False)


def test_the_first_failure_is_named_with_its_reason() -> None:
    results = [refreshed("failed", error="timed out"), refreshed("fetched", saved=Saved(new=(1,)))]
    said, is_error = report.ended(results)
    assert is_error
    assert "消费周刊" in said
    assert "timed out" in said
    assert "1 new" in said


def test_no_network_at_all_offers_the_demonstration() -> None:
    results = [refreshed("failed", error="x", offline=True)] * 2
    assert report.is_offline(results)
    said, is_error = report.ended(results)
    assert is_error
    assert "D" in said


def test_one_source_that_answers_is_a_network() -> None:
    assert not report.is_offline([refreshed("failed", offline=True), refreshed("unchanged")])
    assert not report.is_offline([])


def test_progress_is_told_until_the_end() -> None:
    assert report.progress(refreshed("fetched")) == "refreshing 1/2"
    assert report.progress(Refreshed("a", "b", "fetched", 2, 2)) == ""
