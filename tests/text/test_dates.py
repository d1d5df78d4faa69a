from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpu_time import at_most
from tnews.text.dates import find, parse
from tnews.text.zones import CHINA

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


NOW = datetime(2021, 8, 2, 4, 0, tzinfo=UTC)  # noon in China


@pytest.mark.parametrize(
    ("raw", "utc"),
    [
        ("2021 08/02 09:30", "2021-08-02T01:30:00"),
        ("2021-08-0209:30:21", MORNING),
        ("2021-8-2 9:30:21", MORNING),
        ("2021–08–02 09:30:21", MORNING),
        ("2021年08月02日 星期一 09:30:21", MORNING),
        ("2021年08月02日 ( 周一 ) 09：30：21", MORNING),
        ("2021-08-02 【星期一】 09:30:21", MORNING),
        ("2021-08-02 | 09:30:21", MORNING),
        ("2021-08-02/09:30:21", MORNING),
        ("2021-08-02 (Mon) 09:30:21", MORNING),
        ("2021年08月02日 格林尼治标准时间01:30:21", MORNING),
        ("2021年08月02日 GMT 01:30:21", MORNING),
        ("2021年8月2日 晚间8時", "2021-08-02T12:00:00"),
    ],
)
def test_date_of_a_page_is_understood(raw: str, utc: str) -> None:
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert parse(raw) == moment
    found = find(f"来源：某报 {raw} 字号")
    assert found is not None
    assert (found.moment, found.has_time) == (moment, True)


@pytest.mark.parametrize(
    ("raw", "china", "has_time"),
    [
        ("刚刚", "08-02 12:00", True),
        ("剛剛", "08-02 12:00", True),
        ("30秒前", "08-02 11:59:30", True),
        ("3分钟前", "08-02 11:57", True),
        ("3 分鐘前", "08-02 11:57", True),
        ("半小时前", "08-02 11:30", True),
        ("2小时之前", "08-02 10:00", True),
        ("两個小時前", "08-02 10:00", True),
        ("3天前", "07-30 12:00", False),
        ("1周前", "07-26 12:00", False),
        ("2个月前", "06-03 12:00", False),
        ("今天 08:15", "08-02 08:15", True),
        ("今日18:15", "08-02 18:15", True),
        ("昨天 下午3:05", "08-01 15:05", True),
        ("前天", "07-31 00:00", False),
        ("昨日", "08-01 00:00", False),
        ("08:15", "08-02 08:15", True),
        ("12:05", "08-02 12:05", True),  # the server's clock is ahead
        ("23:15", "08-01 23:15", True),
        ("8月2日", "08-02 00:00", False),
        ("8月2日 09:30", "08-02 09:30", True),
        ("08-01 09:30", "08-01 09:30", True),
        ("8-1 9:30", "08-01 09:30", True),
        ("08/0109:30", "08-01 09:30", True),
        ("08-01", "08-01 00:00", False),
        ("[08-01]", "08-01 00:00", False),
        ("07.31", "07-31 00:00", False),
    ],
)
def test_date_that_depends_on_the_day(raw: str, china: str, has_time: bool) -> None:
    moment = datetime.fromisoformat(f"2021-{china}").replace(tzinfo=CHINA)
    assert parse(raw, NOW) == moment
    assert parse(raw) is None
    found = find(raw, NOW)
    assert found is not None
    assert (found.moment, found.has_time) == (moment, has_time)


def test_day_without_a_year_is_never_far_ahead() -> None:
    assert parse("11月5日", NOW) == datetime(2020, 11, 5, tzinfo=CHINA)
    new_year = datetime(2021, 12, 31, 16, 0, tzinfo=UTC)  # already January in China
    assert parse("12-31 09:30", new_year) == datetime(2021, 12, 31, 9, 30, tzinfo=CHINA)
    evening = datetime(2021, 12, 31, 15, 59, tzinfo=UTC)
    assert parse("01-01 00:01", evening) == datetime(2022, 1, 1, 0, 1, tzinfo=CHINA)
    assert parse("2月29日", datetime(2021, 3, 1, tzinfo=UTC)) == datetime(2020, 2, 29, tzinfo=CHINA)
    assert parse("2月29日", datetime(2023, 3, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    "line",
    [
        "3天前他还在北京",
        "昨天，他说",
        "他昨天到了",
        "比分3-2",
        "1/2的人",
        "每股12.31元",
        "比赛3:2结束",
        "12月",
        "2021年",
        "拨打020-12-3456",
        "京备20210802号",
        "13-45",
    ],
)
def test_line_without_a_date(line: str) -> None:
    assert find(line, NOW) is None


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("某报  2021年8月2日 09:30　张三", "2021年8月2日 09:30"),
        ("（2021-08-02）", "2021-08-02"),
        ("发布时间：2021/8/2 更新：2021/8/3", "2021/8/2"),
        ("08-01 09:30 本报 2020-08-01", "2020-08-01"),  # a year wins
        ("2021-13-01 2021-12-01", "2021-12-01"),
        ("张三 3小时前 评论", "3小时前"),
        ("某报3小时前", "3小时前"),
        ("昨天 08:00 · 要闻", "昨天 08:00"),
        ("发布时间：07-08 12:00", "07-08 12:00"),  # the colon of a label is no clock's
        ("Published Aug 2, 2021 by A", "Aug 2, 2021"),
    ],
)
def test_first_date_in_a_line(line: str, part: str) -> None:
    found = find(line, NOW)
    assert found is not None
    assert line[found.start : found.end] == part


@given(st.text(), st.datetimes(datetime(1, 1, 1), timezones=st.just(UTC)))
def test_any_text_at_any_time_gives_a_span_or_none(text: str, now: datetime) -> None:
    moment = parse(text, now)
    assert moment is None or moment.tzinfo is UTC
    found = find(text, now)
    assert found is None or 0 <= found.start < found.end <= len(text)


@given(
    st.text("0123456789 -:/.年月日时分秒前天昨今刚上下午周一小()　：", max_size=40),
    st.datetimes(datetime(1, 1, 1), timezones=st.just(UTC)),
)
def test_any_pieces_at_any_time_give_a_span_or_none(text: str, now: datetime) -> None:
    found = find(text, now)
    assert found is None or (0 <= found.start < found.end <= len(text))
    assert found is None or found.moment.tzinfo is UTC


@pytest.mark.parametrize(
    "piece",
    [
        "2021-08-", "2021 ", " ", "1", "jan", "周一 ", "2021年8月2日 (", "10天", "2021-08-02 晚 1 ",
        "08-02 ", "12:", "昨天 ", "2021-13-01 00:00 ", "半小时", "2021/", "T,|", "١",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_alone(piece: str) -> None:
    line = (piece * 100_000)[:100_000]
    with at_most(2):
        find(line, NOW)
