"""Whose text and whose fields an article shows."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import ArticleDraft, Block
from tnews.model.choice import choose, is_better, shared

SUMMARY = "市图书馆宣布，从下月起每天晚上延长开放两个小时，自习室不再需要预约。"
OWN_WORDS = "图书馆晚上多开两小时，下月起自习室无需预约，读者称方便。"
WHOLE = (
    "市图书馆昨天宣布，从下月起，每天晚上延长开放两个小时，到十点关门。\n"
    "自习室不再需要预约，先到先得。馆长说，读者盼望已久，人手已经排好。"
)
OTHER = (
    "登录后可以查看完整内容。还没有帐号？立即注册，使用手机号码即可完成。\n"
    "热门推荐：高铁票价调整方案公布；暴雨蓝色预警发布；新能源汽车销量又创新高。"
)
EARLY = datetime(2026, 3, 4, tzinfo=UTC)
LATE = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


def blocks(text: str) -> tuple[Block, ...]:
    return tuple(Block("p", line) for line in text.split("\n")) if text else ()


def draft(text: str = "", title: str = "", **fields: Any) -> ArticleDraft:
    return ArticleDraft("", "", title, blocks(text), **fields)


@pytest.mark.parametrize(
    ("page", "feed", "is_full_text", "expected"),
    [
        (WHOLE, "", False, True),
        (WHOLE, SUMMARY, False, True),
        (WHOLE, OWN_WORDS, False, True),
        (WHOLE, "本报讯", False, True),  # too short to tell
        (WHOLE + SUMMARY, SUMMARY, True, True),
        (WHOLE, WHOLE, False, False),
        (WHOLE, " ".join(WHOLE), False, False),  # white space is no text
        (SUMMARY, WHOLE, False, False),
        (WHOLE[:40], SUMMARY + SUMMARY, False, False),
        (OTHER, SUMMARY, False, False),
        (WHOLE + OTHER, OWN_WORDS, True, False),  # a whole text must be there nearly as it is
        ("", "", False, False),
        ("", SUMMARY, False, False),
    ],
)
def test_the_longer_text_about_the_same_is_better(
    page: str, feed: str, is_full_text: bool, expected: bool
) -> None:
    assert is_better(blocks(page), blocks(feed), is_full_text=is_full_text) is expected


def test_the_page_fills_what_the_feed_leaves_empty() -> None:
    feed = draft(SUMMARY, "题", origin="甲报", published_at=EARLY)
    page = draft(WHOLE, "页题", origin="乙报", author="林", editor="王", published_at=LATE)
    shown = choose(feed, page, leads=False, has_time=True)
    assert shown.is_page
    assert (shown.draft.title, shown.draft.origin, shown.draft.published_at) == (
        "题",
        "甲报",
        EARLY,
    )
    assert (shown.draft.author, shown.draft.editor, shown.draft.text) == ("林", "王", WHOLE)


def test_where_the_page_leads_it_wins_where_it_says_something() -> None:
    feed = draft("", "题…", origin="甲报", author="张", published_at=EARLY)
    page = draft(WHOLE, "页题", author="林", published_at=LATE)
    shown = choose(feed, page, leads=True, has_time=True).draft
    assert (shown.title, shown.origin, shown.author) == ("页题", "甲报", "林")
    assert shown.published_at == LATE


@pytest.mark.parametrize("leads", [True, False])
def test_a_day_does_not_replace_a_moment(leads: bool) -> None:
    page = draft(WHOLE, published_at=EARLY)
    with_date = draft(published_at=LATE)
    assert choose(with_date, page, leads=leads, has_time=False).draft.published_at == LATE
    assert choose(draft(), page, leads=leads, has_time=False).draft.published_at == EARLY


def test_address_and_uid_are_always_the_feeds() -> None:
    feed = ArticleDraft("7", "https://a.example/1", "题")
    page = ArticleDraft("8", "https://a.example/2", "页题", blocks(WHOLE))
    shown = choose(feed, page, leads=True, has_time=True).draft
    assert (shown.uid, shown.url) == ("7", "https://a.example/1")


texts = st.text("雨风天a，\n", max_size=40)


@given(feed=texts, page=texts, leads=st.booleans(), is_full=st.booleans())
def test_what_is_shown_is_never_shorter_than_the_feed(
    feed: str, page: str, leads: bool, is_full: bool
) -> None:
    said = draft(feed, is_full_text=is_full)
    shown = choose(said, draft(page), leads=leads, has_time=True)
    assert shown.draft.text in (said.text, draft(page).text)
    assert len("".join(shown.draft.text.split())) >= len("".join(said.text.split()))


@given(text=texts)
def test_a_text_shares_everything_with_itself(text: str) -> None:
    assert shared(text, text + "晴") == 1.0
