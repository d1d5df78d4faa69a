"""Each corner of the decider in a line or two; no store, no network."""

import pytest

from tnews.model import ArticleDraft, Block, IdentityKeys, KnownArticle
from tnews.model.record import replace
from tnews.services.decide import content_hash, decide, former_hash, identity_keys, is_same


def draft(uid: str = "", url: str = "", title: str = "", text: str = "正文") -> ArticleDraft:
    return ArticleDraft(uid, url, title, (Block("p", text),) if text else ())


def known(id: int, like: ArticleDraft, **changes: object) -> KnownArticle:
    article = KnownArticle(id, identity_keys([like])[0], content_hash(like))
    return replace(article, **changes)  # type: ignore[arg-type]


def decided(drafts: list[ArticleDraft], *articles: KnownArticle) -> list[int | None]:
    return [intent.id for intent in decide(drafts, identity_keys(drafts), articles)]


BASE = draft("guid-1", "https://example.com/a/1.html", "湖畔新书店开门")


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(BASE, id="the same"),
        pytest.param(replace(BASE, uid="guid-2"), id="another guid"),
        pytest.param(replace(BASE, url="https://example.com/b/9.html"), id="another link"),
        pytest.param(replace(BASE, url="http://www.example.com/a/1.html?utm_source=x"), id="http"),
        pytest.param(replace(BASE, title="湖畔新書店開門"), id="traditional title"),
    ],
)
def test_two_of_three_keys_are_the_same_article(later: ArticleDraft) -> None:
    assert None not in decided([later], known(7, BASE))


def test_a_changed_title_is_an_update_of_the_same_article() -> None:
    assert decided([replace(BASE, title="湖畔书店今天开门")], known(7, BASE)) == [7]


def test_guid_and_title_changed_is_another_article() -> None:
    assert decided([replace(BASE, uid="guid-2", title="另一件事")], known(7, BASE)) == [None]


def test_equal_titles_alone_are_different_articles() -> None:
    other = draft("guid-2", "https://example.com/a/2.html", BASE.title)
    assert decided([other], known(7, BASE)) == [None]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (IdentityKeys(b"u", b"l"), IdentityKeys(b"u", b"x"), True),
        (IdentityKeys(b"u", b"l"), IdentityKeys(b"x", b"l"), False),
        (IdentityKeys(b"", b"l", b"t"), IdentityKeys(b"", b"l", b"x"), True),
        (IdentityKeys(b"", b"l", b"t"), IdentityKeys(b"", b"x", b"t"), False),
        (IdentityKeys(b"u", b"", b"t"), IdentityKeys(b"u", b"", b"x"), True),
        (IdentityKeys(b"", b"", b"t"), IdentityKeys(b"", b"", b"t"), True),
        (IdentityKeys(b"u"), IdentityKeys(b"", b"l"), False),
        (IdentityKeys(), IdentityKeys(), False),
    ],
)
def test_fewer_keys(a: IdentityKeys, b: IdentityKeys, same: bool) -> None:
    assert is_same(a, b) is same
    assert is_same(b, a) is same


def test_a_front_page_link_is_no_key() -> None:
    assert identity_keys([draft("g", "https://example.com/", "题")])[0].link == b""
    assert identity_keys([draft("g", "https://example.com/?id=3", "题")])[0].link != b""


def test_a_guid_shared_by_differing_items_is_no_key() -> None:
    items = [draft("0", f"https://example.com/{n}", f"第{n}条") for n in range(3)]
    assert {key.uid for key in identity_keys(items)} == {b""}
    assert decided(items) == [None, None, None]


def test_an_item_listed_twice_is_stored_once() -> None:
    again = replace(BASE, url=BASE.url + "?utm_medium=feed")
    assert decided([BASE, again]) == [None]


def test_unchanged_is_nothing_to_do() -> None:
    assert decided([BASE], known(7, BASE)) == []


def test_deleted_stays_deleted() -> None:
    changed = replace(BASE, title="湖畔书店今天开门")
    assert decided([changed], known(7, BASE, is_deleted=True)) == []


def test_a_pruned_article_comes_back_under_its_own_id() -> None:
    assert decided([BASE], known(7, BASE, is_stored=False)) == [7]


def test_a_lost_text_takes_nothing_away() -> None:
    assert decided([replace(BASE, blocks=())], known(7, BASE)) == []


def test_a_headline_alone_may_change() -> None:
    headline = replace(BASE, blocks=())
    changed = replace(headline, title="湖畔书店今天开门")
    assert decided([changed], known(7, headline, has_text=False)) == [7]


def test_one_known_article_is_updated_once() -> None:
    first = replace(BASE, title="湖畔书店一开门")
    second = replace(BASE, title="湖畔书店二开门")
    assert decided([first, second], known(7, BASE)) == [7]


def test_an_item_without_any_key_cannot_be_kept() -> None:
    assert decided([draft()]) == []


def test_a_text_hashed_by_an_older_tnews_is_no_update() -> None:
    one = draft("1", "https://a.cn/1", "标题")
    (key,) = identity_keys([one])
    stored = KnownArticle(1, key, former_hash(one))
    assert decide([one], [key], [stored]) == []
    changed = draft("1", "https://a.cn/1", "标题", "正文有改动")
    (intent,) = decide([changed], [key], [stored])
    assert intent.content_hash == content_hash(changed)
