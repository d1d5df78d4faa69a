from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys, Query, Source
from tnews.store import Store, search
from tnews.text.fold import fold

Fill = Callable[..., list[int]]
ALPHABET = "中国國 天气a9Ａz.，-《》\té"
PIECES = st.text(ALPHABET, min_size=1, max_size=4)


def titles(store: Store, text: str) -> set[str]:
    return {row.title for row in store.page(Query(text=text))}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("雨", {"大雨过后", "雨衣，雨鞋"}),
        ("大雨过后", {"大雨过后"}),
        ("雨鞋 雨衣", {"雨衣，雨鞋"}),
        ("雨衣雨鞋", set()),
        ('"雨衣，雨鞋"', {"雨衣，雨鞋"}),
        ("，雨", {"雨衣，雨鞋"}),
        ("雨 -大", {"雨衣，雨鞋"}),
        ('雨 -"衣，"', {"大雨过后"}),
        ("pho", {"新iPhone发布"}),
        ("ＩＰＨＯＮＥ發佈", {"新iPhone发布"}),
        ("e发", {"新iPhone发布"}),
        ("c++", {"学C++吧"}),
        ("+吧", {"学C++吧"}),
        ("3.5", {"涨3.5%"}),
        ("35", set()),
        ('"new york"', {"New York今日"}),
        ("wyo", set()),
        ("york今", {"New York今日"}),
        ("タカ", {"カタカナの話"}),
        ("국어", {"한국어 뉴스"}),
        ("МОСКВ", {"В москве дождь"}),
        ("ภาษา", {"ข่าวภาษาไทย"}),
        ("𠮷野", {"𠮷野家"}),
        ("🎉", {"庆祝🎉"}),
        ("《", {"《书》"}),
        ("zz", set()),
        ("4e2d", set()),
    ],
)
def test_finds_in_every_script(store: Store, fill: Fill, query: str, found: set[str]) -> None:
    fill(
        *("大雨过后", "雨衣，雨鞋", "新iPhone发布", "学C++吧", "涨3.5%", "New York今日"),
        *(
            "カタカナの話",
            "한국어 뉴스",
            "В москве дождь",
            "ข่าวภาษาไทย",
            "𠮷野家",
            "庆祝🎉",
            "《书》",
        ),
    )
    assert titles(store, query) == found


def test_title_and_body_are_searched_but_no_phrase_crosses_them(store: Store, fill: Fill) -> None:
    (id,) = fill(("天", "气\n好"))
    assert list(store.ids(Query(text="气"))) == [id]
    assert list(store.ids(Query(text="天 好"))) == [id]
    assert not store.ids(Query(text="天气"))
    assert not store.ids(Query(text="气好"))
    assert not store.ids(Query(text='"天\n气"'))


def test_nothing_to_find_and_mistakes_find_nothing(store: Store, fill: Fill) -> None:
    fill("天气*")
    for text in (" ", '""', "-", "()", "天气 is:nothing", "天气 OR", "天" * 401):
        assert not store.ids(Query(text=text))
        assert store.explain_query(text)
    assert store.explain_query("天气 -海") == ""


def test_filters_and_order_hold_in_a_search(store: Store, fill: Fill) -> None:
    sky = fill("雨一", "雨二", "风")
    sea = fill("雨三", source="sea")
    store.set_read(sky[:1], True)
    assert list(store.ids(Query(text="雨"))) == [*sea, *sky[:2]]
    assert list(store.ids(Query(text="雨", sort="oldest"))) == [sky[1], sky[0], *sea]
    assert list(store.ids(Query(text="雨", category="天气", unread=True))) == [sky[1]]
    assert list(store.ids(Query(text="雨", source="sea"))) == sea
    assert len(store.ids(Query(text="雨", limit=2))) == 2


@pytest.mark.parametrize("every", [1, 3, 150, 5000])
def test_common_and_rare_terms_come_in_the_order_of_the_list(
    store: Store, fill: Fill, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows of the list and sorted hits must give the same."""
    monkeypatch.setattr(search, "_WINDOW", 10)
    monkeypatch.setattr(search, "_RARE", 20)
    ids = fill(*("雨" if n % every == 0 else "风" for n in range(400)))
    other = fill(*("雨" if n % every == 0 else "风" for n in range(30)), source="sea")
    newest_first = [*other, *ids]
    wanted = [row.id for row in store.rows(newest_first) if row.title == "雨"]
    assert list(store.ids(Query(text="雨"))) == wanted
    assert list(store.ids(Query(text="雨", sort="oldest"))) == wanted[::-1]
    assert [row.id for row in store.page(Query(text="雨", limit=5))] == wanted[:5]


@pytest.mark.parametrize("length", [31, 32, 33, 60])
def test_long_terms_are_exact(store: Store, fill: Fill, length: int) -> None:
    right = "海" + "天" * (length - 2) + "云"
    wrong = right[:-1] + "雨"
    fill(("甲", right), ("乙", wrong))
    assert titles(store, right) == {"甲"}
    assert titles(store, f"海 -{right}") == {"乙"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[int, str]]]:
    """300 short texts over a small alphabet, and what a search compares with."""
    random = Random(7)

    def text(most: int) -> str:
        return "".join(random.choices(ALPHABET, k=random.randrange(most)))

    drafts = [
        ArticleDraft("", "", text(8), (Block("p", text(30)), Block("pre", text(20))))
        for _ in range(300)
    ]
    store = Store.open(tmp_path_factory.mktemp("corpus") / "tnews.db")
    store.register([Source("a", "", "A", "A")])
    saved = store.save(
        "a", FetchState(), [ArticleIntent(None, IdentityKeys(), d, b"") for d in drafts]
    )
    texts = {id: fold(f"{d.title}\n{d.text}") for id, d in zip(saved.new, drafts, strict=True)}
    yield store, texts
    store.close()


@given(st.one_of(st.text(max_size=40), st.text('中"“”「」-－*:()^+{}ORNEAT \x00', max_size=20)))
@settings(max_examples=400, deadline=None)
def test_no_input_breaks_a_search(corpus: tuple[Store, dict[int, str]], text: str) -> None:
    store, _texts = corpus
    assert len(store.page(Query(text=text, limit=3))) <= 3
    assert isinstance(store.explain_query(text), str)


def test_without_a_usable_index_texts_are_read(
    path: Path, store: Store, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    (id, *_rest) = fill("大雨", "大风", "小雨")
    monkeypatch.setattr("tnews.store.index.CUTTER_VERSION", 2)
    reader = Store.open(path, read_only=True)
    assert list(reader.ids(Query(text="雨 -小"))) == [id]
    reader.close()
