from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.dates import parse

MORNING = "2021-08-02T01:30:21"  # 09:30:21 in China


@pytest.mark.parametrize(
    ("raw", "utc"),
    [
        ("Mon, 02 Aug 2021 09:30:21 +0800", MORNING),
        ("Fri, 2 Aug 2021 9:30:21 +0800", MORNING),  # wrong weekday
        ("Mon, 02 Aug 2021 01:30:21 GMT", MORNING),
        ("Mon, 02 Aug 2021 09:30:21 CST", MORNING),
        ("2 August 2021 09:30:21", MORNING),
        ("02 Aug 21 09:30:21 +0800", MORNING),
        ("Mon, 02 Aug 2021 09:30:21 GMT+8", MORNING),
        ("Sun, 01 Aug 2021 21:30:21 EDT", MORNING),
        ("Mon Aug  2 09:30:21 CST 2021", MORNING),
        ("Mon Aug 02 2021 09:30:21 GMT+0800 (中国标准时间)", MORNING),
        ("Aug 2, 2021 9:30:21 AM", MORNING),
        ("2021-08-02T09:30:21+08:00", MORNING),
        ("2021-08-02T01:30:21Z", MORNING),
        ("2021-08-02T01:30:21.123456789Z", MORNING),
        ("2021-08-01T22:30:21,5-0300", MORNING),
        ("20210802T013021Z", MORNING),
        ("20210802093021", MORNING),
        ("2021-08-02 09:30:21", MORNING),
        ("2021.08.02 09:30:21", MORNING),
        ("２０２１－０８－０２　０９：３０：２１", MORNING),
        ("٢٠٢١-٠٨-٠٢ ٠٩:٣٠:٢١", MORNING),
        ("1627867821", MORNING),
        ("1627867821000", MORNING),
        ("2021年8月2日 上午9:30", "2021-08-02T01:30:00"),
        ("2021年08月02日（星期一）下午3时30分", "2021-08-02T07:30:00"),
        ("2021年8月2日 晚上8点", "2021-08-02T12:00:00"),
        ("2021年8月2日 中午12:10", "2021-08-02T04:10:00"),
        ("2021年8月2日 凌晨0:10", "2021-08-01T16:10:00"),
        ("2021/8/2 9:30 PM", "2021-08-02T13:30:00"),
        ("2021/8/2", "2021-08-01T16:00:00"),
        ("20210802", "2021-08-01T16:00:00"),
        ("二〇二一年八月二十二日", "2021-08-21T16:00:00"),
        ("发布时间：2021-08-02 09:30 来源", "2021-08-02T01:30:00"),
        ("2021-08-02 24:00", "2021-08-02T16:00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00"),
    ],
)
def test_date_is_understood(raw: str, utc: str) -> None:
    assert parse(raw) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "昨天",
        "08-02 09:30",
        "8月2日",
        "2021",
        "2021-08",
        "2021-02-30",
        "2021-08-02 25:00",
        "8/2/2021",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+14:00",
        "1" * 30,
        "2021-13-01",
        "Foo 2, 2021",
    ],
)
def test_what_is_no_full_date_is_none(raw: str) -> None:
    assert parse(raw) is None


@given(st.text())
def test_any_text_gives_utc_or_none(raw: str) -> None:
    moment = parse(raw)
    assert moment is None or moment.tzinfo is UTC


@given(
    st.lists(
        st.sampled_from(
            [
                "2021",
                "9999",
                "0000",
                "-",
                "/",
                "年",
                "月",
                "T",
                " ",
                "12",
                "31",
                "Aug",
                ":",
                "+",
                "99",
                "下午",
            ]
        )
    )
)
def test_any_pieces_of_dates_give_utc_or_none(pieces: list[str]) -> None:
    moment = parse("".join(pieces))
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))
def test_iso_comes_back_to_the_second(moment: datetime) -> None:
    aware = moment.replace(microsecond=0, tzinfo=UTC)
    assert parse(aware.isoformat()) == aware
    assert parse(aware.strftime("%a, %d %b %Y %H:%M:%S +0000")) == aware
