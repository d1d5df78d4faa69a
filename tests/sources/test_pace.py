import pytest

from cpu_time import at_most
from tnews.model import FetchState
from tnews.sources.document import read
from tnews.sources.pace import heard, notes


def rss(said: str, tail: str = "") -> str:
    return (
        '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>频道</title>'
        f"{said}<item><title>标题</title></item>{tail}</channel></rss>"
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<ttl>60</ttl>", {"ttl": "60"}),
        ("<ttl> 30\n</ttl>", {"ttl": "30"}),
        ("<ttl>0</ttl>", {}),
        ("<ttl>-5</ttl>", {}),
        ("<ttl>soon</ttl>", {}),
        ("<!-- <ttl>60</ttl> -->", {}),
        ("<ttl>60</ttl><ttl>5</ttl>", {"ttl": "60"}),
        (
            "<skipHours><hour>3</hour><hour> 0 </hour><hour>24</hour><hour>99</hour></skipHours>",
            {"skipHours": "0,3"},
        ),
        (
            "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>",
            {"skipDays": "saturday,sunday"},
        ),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            {"updatePeriod": "hourly", "updateFrequency": "2"},
        ),
        ("<sy:updatePeriod>often</sy:updatePeriod>", {}),
    ],
)
def test_a_feed_says_its_pace(said: str, expected: dict[str, str]) -> None:
    assert notes(rss(said)) == expected


def test_what_stands_after_the_items_counts_too() -> None:
    assert notes(rss("", "<ttl>15</ttl>")) == {"ttl": "15"}


def test_what_an_item_says_is_its_own() -> None:
    assert notes("<rss><item><ttl>15</ttl></item><item><title>a</title></item></rss>") == {}


def test_a_document_is_read_with_its_pace() -> None:
    assert read(rss("<ttl>60</ttl>").encode(), {})[2] == {"ttl": "60"}


@pytest.mark.parametrize("piece", ["<ttl>", "<!--", "<item>", "<skipHours><hour>", "<ttl "])
def test_a_flood_takes_no_time(piece: str) -> None:
    with at_most(1):
        notes(f"<rss>{piece * 500_000}")


@pytest.mark.parametrize(
    ("said", "ttl"),
    [
        ({}, 0),
        ({"ttl": "90"}, 5400),
        ({"updatePeriod": "daily"}, 86_400),
        ({"updatePeriod": "daily", "updateFrequency": "24"}, 3600),
        ({"updateFrequency": "24"}, 0),
        ({"ttl": "90", "updatePeriod": "hourly"}, 5400),
    ],
)
def test_the_longer_wish_is_remembered_in_seconds(said: dict[str, str], ttl: int) -> None:
    assert heard(FetchState(ttl=9), said).ttl == ttl


def test_hours_and_days_are_words() -> None:
    said = {"skipHours": "0,1,23", "skipDays": "saturday,sunday"}
    assert heard(FetchState(), said).skips == "0 1 23 saturday sunday"
    assert heard(FetchState(skips="1"), {}).skips == ""
