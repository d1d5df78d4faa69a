from datetime import timedelta, timezone

import pytest

from text import pages_of_other_shapes, pages_of_ours, pages_of_portals
from text.pages_of_ours import PORTAL_PAGE, STORY, TITLE, Case, page, paragraphs
from tnews.model import Page, ParseError
from tnews.text.extract import extract

URL = "https://news.example.com/2021/0802/123456.html"
CHINA = timezone(timedelta(hours=8))
CASES = (*pages_of_ours.CASES, *pages_of_other_shapes.CASES, *pages_of_portals.CASES)


def published(page: Page) -> str:
    """The time as the page shows it; a day alone where no more is known."""
    moment = page.draft.published_at
    if moment is None:
        return ""
    local = moment.astimezone(CHINA)
    if not page.has_time:
        return f"{local:%Y-%m-%d}"
    return f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_article_is_read_whole_and_nothing_else(case: Case) -> None:
    page = extract(case.html, URL)
    draft = page.draft
    assert tuple(block.text for block in draft.blocks if block.text) == case.body
    if case.kinds:
        assert "".join(block.kind[0] for block in draft.blocks) == case.kinds


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fields_are_what_the_page_says_and_empty_where_it_says_nothing(case: Case) -> None:
    page = extract(case.html, URL)
    draft = page.draft
    found = (draft.title, draft.origin, draft.author, draft.editor, published(page), draft.category)
    assert found == (
        *(case.title, case.source, case.author, case.editor, case.published, case.section),
    )


def test_pictures_are_absolute_and_the_declared_one_stands_for_the_article() -> None:
    html = page(
        f"<h1>{TITLE}</h1><article>{paragraphs(STORY[:2])}<p><img data-src='/lazy.jpg' src='/0.gif'></p>{paragraphs(STORY[2:4])}</article>"
    )
    draft = extract(html, URL).draft
    assert [block.href for block in draft.blocks if block.kind == "img"] == [
        "https://news.example.com/lazy.jpg"
    ]
    assert draft.image == "https://news.example.com/lazy.jpg"
    html = html.replace(
        "</head>", "<meta property='og:image' content='//img.example.com/o.jpg'></head>"
    )
    assert extract(html, URL).draft.image == "https://img.example.com/o.jpg"


def test_what_is_bold_by_style_heads_a_section() -> None:
    html = page(
        f"<h1>{TITLE}</h1><article><p>{STORY[0]}</p><p><span style='font-weight: 700'>屋顶</span></p><p>{STORY[1]}</p><p><span style='color: red'>不是</span>标题</p><p>{STORY[2]}</p></article>"
    )
    assert [block.kind for block in extract(html, URL).draft.blocks] == ["p", "h", "p", "p", "p"]


def test_links_resolve_against_the_base_of_the_page() -> None:
    html = page(
        f"<h1>{TITLE}</h1><article><p>{STORY[0]}<a href='b.html'>另一篇</a></p>{paragraphs(STORY[1:3])}</article>",
        head="<base href='https://other.example.com/a/'>",
    )
    (link,) = extract(html, URL).draft.blocks[0].links
    assert link.url == "https://other.example.com/a/b.html"


def test_a_visible_time_beats_the_declared_one_and_a_declared_time_a_visible_day() -> None:
    head = f"<title>{TITLE}</title><meta property='article:published_time' content='2021-08-02T11:00:00+08:00'>"
    body = "<h1>{title}</h1><p>{date}</p><article>{story}</article>"
    html = body.format(title=TITLE, date="2021-08-02 09:30", story=paragraphs(STORY[:4]))
    assert published(extract(page(html, head), URL)) == "2021-08-02 09:30"
    html = body.format(title=TITLE, date="2021-08-02", story=paragraphs(STORY[:4]))
    assert published(extract(page(html, head), URL)) == "2021-08-02 11:00"


def test_a_date_without_year_takes_it_from_a_declared_one() -> None:
    html = page(
        f"<h1>{TITLE}</h1><div>发布时间：10-08 12:00</div><article>{paragraphs(STORY[:4])}</article>",
        head=f"<title>{TITLE}</title><meta itemprop='dateUpdate' content='2019-10-09 08:00:00'>",
    )
    assert published(extract(html, URL)) == "2019-10-08 12:00"


SELECTED = page(
    f"<h1 class='t'>{TITLE}</h1><div class='odd'><i data-by='青石社'>x</i><em>甲乙</em><b class='e'>责编：丙丁</b><u>2020-02-02 02:02</u><s>甲 &gt; 乙</s></div>"
    f"<div class='one'>{paragraphs(STORY[:6])}</div><div class='two'><p>{STORY[7]}</p><p class='ad'>{STORY[8]}</p></div>"
)


def test_selectors_beat_the_rules_where_they_match() -> None:
    page = extract(
        SELECTED,
        URL,
        {
            "body": ".two",
            "drop": [".ad", ".nowhere"],
            "title": "title",
            "source": "i@data-by",
            "author": ".odd em",
            "editor": ".e",
            "published": "u",
            "section": ".odd s",
        },
    )
    draft = page.draft
    assert [block.text for block in draft.blocks] == [STORY[7]]
    assert (draft.title, draft.origin, draft.author, draft.editor, draft.category) == (
        *(f"{TITLE}_青石在线", "青石社", "甲乙", "丙丁", "甲 > 乙"),
    )
    assert published(page) == "2020-02-02 02:02"


def test_a_body_may_be_chosen_in_several_parts() -> None:
    found = extract(SELECTED, URL, {"body": ".one p:nth-child(2), .two", "drop": ".ad"})
    assert [block.text for block in found.draft.blocks] == [STORY[1], STORY[7]]


def test_selectors_that_match_nothing_leave_the_rules_in_charge() -> None:
    found = extract(
        PORTAL_PAGE.format(charset="utf-8"), URL, {"body": ".no", "source": ".no", "drop": []}
    )
    assert found == extract(PORTAL_PAGE.format(charset="utf-8"), URL)


def test_a_selector_that_is_none_is_named() -> None:
    with pytest.raises(ParseError, match=r"p\[\["):
        extract(SELECTED, URL, {"body": "p[["})


NESTED = page(f"<h1>{TITLE}</h1><article><div><div>{paragraphs(STORY)}</div></div></article>")


@pytest.mark.parametrize("drop", ["*", "body", "div, div *", ["article", "p", "body"]])
def test_a_page_that_is_dropped_holds_no_article(drop: object) -> None:
    with pytest.raises(ParseError, match="no article"):
        extract(NESTED, URL, {"drop": drop})


def test_the_root_cannot_be_dropped() -> None:
    assert extract(NESTED, URL, {"drop": "html"}).draft.title == TITLE
