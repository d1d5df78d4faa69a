from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tnews.model import FetchError
from tnews.net.http import Reply
from tnews.sources.status import require_document, retry_after

URL = "https://a.cn/feed"


def test_document_passes() -> None:
    require_document(Reply(URL, 200), URL)


@pytest.mark.parametrize("status", [100, 301, 304, 400, 401, 403, 404, 410, 418, 429, 500, 503])
def test_everything_else_is_an_error_with_its_status(status: int) -> None:
    with pytest.raises(FetchError, match=str(status) if status < 500 else "fault") as caught:
        require_document(Reply(URL, status, {"retry-after": "120"}), URL)
    assert (caught.value.status, caught.value.retry_after, caught.value.url) == (status, 120.0, URL)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("1", 60.0),
        ("9" * 30, 86_400.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 60.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
    ],
)
def test_wish_is_clamped(value: str, seconds: float | None) -> None:
    assert retry_after(value) == seconds


def test_wish_may_be_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert retry_after(later) == pytest.approx(3600, abs=5)
