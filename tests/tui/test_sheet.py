"""What the article zone says of an article and of an entry; without a screen."""

from __future__ import annotations

from datetime import UTC, datetime

from tnews.model import Article, Block, RankEntry, TextState
from tnews.model.record import replace
from tnews.model.story import Story, Version
from tnews.tui.sheet import Sheet, fetching, of_article, of_entry, story_facts

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)

ARTICLE = Article(
    id=1,
    source="s",
    source_name="湖畔周刊",
    category="消费",
    url="https://example.com/1.html",
    title="湖边的书店",
    blocks=(Block("p", "湖边的书店开门了。"),),
    is_full_text=False,
    origin="",
    author="",
    editor="",
    published_at=None,
    section="",
    image="",
    content_hash=b"",
    first_seen_at=NOW,
    updated_at=NOW,
)

ENTRY = RankEntry(
    7, "hot", "湖畔热榜", "竹桥修好了", "https://example.com/7.html", "", "", "", 3, 5, 2, None, NOW, NOW
)  # fmt: skip


def shown(article: Article, state: TextState | None = None, *, is_fetching: bool = False) -> Sheet:
    return of_article(article, state or TextState(), {}, is_fetching=is_fetching)


def values(sheet: Sheet) -> list[str]:
    return [value for _label, value in sheet.facts]


def test_nothing_is_invented() -> None:
    assert [label for label, _value in shown(ARTICLE).facts if label] == ["Source", "Channel"]
    assert [label for label, _value in of_entry(ENTRY, {}).facts] == [
        "List",
        "Place",
        "Best",
        "Listed since",
    ]


def test_it_says_whose_text_it_is() -> None:
    whole = replace(ARTICLE, is_full_text=True)
    bare = replace(ARTICLE, blocks=())
    at_home = replace(whole, url="")
    said = [values(shown(article))[-1] for article in (ARTICLE, whole, bare, at_home)]
    assert len(set(said)) == 4
    from_page = values(shown(ARTICLE, TextState(shown="page")))[-1]
    assert from_page not in said


def test_a_summary_hints_at_the_whole_text_with_the_keys_of_the_configuration() -> None:
    (hint,) = shown(ARTICLE).notes
    assert " f " in hint
    assert " o " in hint
    sheet = of_article(ARTICLE, TextState(), {"full_text": ("x",)}, is_fetching=False)
    assert " x " in sheet.notes[0]


def test_a_whole_text_hints_at_nothing() -> None:
    assert shown(replace(ARTICLE, is_full_text=True)).notes == ()
    assert shown(ARTICLE, TextState(shown="page")).notes == ()
    assert shown(replace(ARTICLE, url="")).notes == ()


def test_an_entry_hints_at_what_can_be_had_of_it() -> None:
    assert len(of_entry(replace(ENTRY, url="https://example.com/1"), {}).notes) == 1
    assert of_entry(replace(ENTRY, url=""), {}).notes == ()


def test_while_a_text_is_on_its_way_its_last_failure_is_no_news() -> None:
    failed = TextState(error="the server refuses (403)", attempts=1)
    assert shown(ARTICLE, failed).problem == failed.error
    again = shown(ARTICLE, failed, is_fetching=True)
    assert again.problem == ""
    assert again.notes == (fetching(),)


def test_a_failure_of_a_later_try_leaves_the_page_without_a_problem() -> None:
    assert shown(ARTICLE, TextState(shown="page", error="gone (404)")).problem == ""


def test_the_breadcrumb_stands_for_the_channel_where_it_holds_it() -> None:
    assert "资讯 > 消费" in values(shown(replace(ARTICLE, section="资讯 > 消费")))
    assert "消费 · 资讯 > 动态" in values(shown(replace(ARTICLE, section="资讯 > 动态")))


def test_where_one_reads_is_not_what_one_reads() -> None:
    here, there = shown(ARTICLE), shown(ARTICLE)._replace(position=0.5)
    assert here.reads_like(there)
    assert not here.reads_like(there._replace(blocks=()))
    assert here.is_of(there._replace(blocks=()))
    assert not here.is_of(of_entry(ENTRY, {}))


def test_a_story_of_one_outlet_says_nothing_of_outlets() -> None:
    one = Version(1, "feed", "湖州日报", "", "题", "https://a.example/1", None, 9)
    assert story_facts(Story((one,))) == ()
