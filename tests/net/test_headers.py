"""net.http: what headers and statuses say, also when they are absurd."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import FetchError
from tnews.net.http import Reply, charset_of, fresh_for, require_document, retry_after

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [
        ("120", 120.0),
        ("0", 60.0),
        ("3600", 3600.0),
        ("0000000000120", 120.0),
        ("9" * 30, 86_400.0),
        ("9" * 10_000, 86_400.0),
        ("Sun, 01 Mar 2026 12:10:00 GMT", 600.0),
        ("Sun, 01 Mar 2026 12:10:00 -0000", 600.0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 86_400.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 60.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("١٢٠", None),
        ("", None),
    ],
)
def test_retry_after(wish: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": wish}, NOW) == seconds


@given(st.text(max_size=60) | st.from_regex(r"[A-Z][a-z]{2}, \d+ Mar \d+ \d+:\d+:\d+ .{0,9}"))
def test_retry_after_never_fails_and_is_never_absurd(wish: str) -> None:
    seconds = retry_after({"retry-after": wish}, NOW)
    assert seconds is None or 60 <= seconds <= 86_400


def test_no_wish() -> None:
    assert retry_after({}) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "Public, MAX-AGE = 600"}, 600),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "s-maxage=600"}, 0),
        ({"cache-control": "max-age=600, no-store"}, 0),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age=600", "age": "500"}, 100),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "max-age=600", "age": "soon"}, 600),
        ({"cache-control": "max-age=0", "expires": "Sun, 01 Mar 2026 13:00:00 GMT"}, 0),
        ({"expires": "Sun, 01 Mar 2026 13:00:00 GMT"}, 3600),
        (
            {
                "expires": "Sun, 01 Mar 2026 13:00:00 GMT",
                "date": "Sun, 01 Mar 2026 12:30:00 GMT",
            },
            1800,
        ),
        ({"expires": "Sun, 01 Mar 2026 13:00:00 GMT", "date": "?"}, 3600),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"expires": "-1"}, 0),
    ],
)
def test_fresh_for(headers: dict[str, str], seconds: int) -> None:
    assert fresh_for(headers, NOW) == seconds


@given(st.sampled_from(["cache-control", "expires", "date", "age"]), st.text(max_size=40))
def test_fresh_for_never_fails(name: str, value: str) -> None:
    said = {"cache-control": "max-age=600"} if name == "age" else {}
    assert fresh_for({"expires": "Sun, 01 Mar 2026 13:00:00 GMT", **said, name: value}, NOW) >= 0


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html; charset=GBK", "gbk"),
        ('text/xml; charset = "utf-8"', "utf-8"),
        ("text/html;charset='gb2312'", "gb2312"),
        ("application/rss+xml", ""),
        ("text/html; charset=\x1b[2J", ""),
        ("", ""),
    ],
)
def test_charset_of(content_type: str, charset: str) -> None:
    assert charset_of(content_type) == charset


@pytest.mark.parametrize("status", [301, 304, 400, 401, 403, 404, 410, 418, 429, 451, 500, 503])
def test_without_a_document_the_status_is_explained(status: int) -> None:
    reply = Reply("https://example.com/feed", status, {"retry-after": "120"})
    with pytest.raises(FetchError, match=str(status)) as caught:
        require_document(reply, "https://example.com/")
    error = caught.value
    assert (error.status, error.retry_after, error.url) == (status, 120.0, "https://example.com/")


@pytest.mark.parametrize("status", [200, 203, 206])
def test_a_document_passes(status: int) -> None:
    require_document(Reply("https://example.com/feed", status), "https://example.com/")
