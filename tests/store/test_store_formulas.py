"""Every search finds exactly what its formula says: SQL and FTS5 against plain Python.

TNEWS_FUZZ=20000 asks for so many searches of each kind; the test run does with few.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys, Query, Source
from tnews.model.record import Record, replace
from tnews.store import Store, clues, search
from tnews.text.fold import fold
from tnews.text.query import And, Flag, Node, Not, Or, Since, Until, Word, meant_by, parse

MANY = int(os.environ.get("TNEWS_FUZZ", "400"))
ALPHABET = "中国國 天气a9Ａz.，-《》\té"
NAMES = ("", "新华社", "新華 社", "Ａ报", "a报b", "李天", "天")
START = datetime(2026, 11, 1, tzinfo=UTC)
SOURCES = [
    Source("a", "", "Ａ报", "国内"),
    Source("b", "", "中国天气", "国际"),
    Source("c", "", "c", "国际财经"),
]


class Kept(Record):
    """What a search compares with, folded."""

    title: str
    body: str
    source: str
    category: str
    facts: dict[str, str]
    moment: datetime
    states: frozenset[str]
    tags: frozenset[str]


class Room:
    """A store, and what is in it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kept = furnish(store)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """300 short articles over a small alphabet, in every state."""
    path = tmp_path_factory.mktemp("formulas") / "tnews.db"
    store = Store.open(path, clock=lambda: (START + timedelta(100)).timestamp())
    yield Room(store)
    store.close()


@pytest.fixture(scope="module")
def unindexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The same without a usable index: texts are read."""
    path = tmp_path_factory.mktemp("unindexed") / "tnews.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tnews.store.index.is_ready", lambda _connection: False)
        store = Store.open(path, clock=lambda: (START + timedelta(100)).timestamp())
        yield Room(store)
        store.close()


def furnish(store: Store) -> dict[int, Kept]:
    random = Random(7)

    def text(most: int) -> str:
        return "".join(random.choices(ALPHABET, k=random.randrange(most)))

    store.register(SOURCES)
    kept: dict[int, Kept] = {}
    for source in SOURCES:
        drafts = [
            ArticleDraft(
                "",
                "",
                text(8),
                (Block("p", text(30)), Block("pre", text(20))),
                origin=random.choice(NAMES),
                author=random.choice(NAMES),
                editor=random.choice(NAMES),
                published_at=START + timedelta(hours=random.randrange(24 * 60)),
            )
            for _ in range(100)
        ]
        intents = [ArticleIntent(None, IdentityKeys(), draft, b"") for draft in drafts]
        for id, draft in zip(
            store.save(source.key, FetchState(), intents).new, drafts, strict=True
        ):
            read, starred, noted = (random.random() < 0.4 for _ in range(3))
            tags = [tag for tag in ("AI", "天气", "AI芯片") if random.random() < 0.2]
            store.set_read([id], read)
            store.set_bookmark([id], starred)
            if noted:
                store.set_note(id, "记")
            store.set_tags(id, tags)
            states = {"read" if read else "unread"}
            states |= {name for name, on in (("bookmarked", starred), ("note", noted)) if on}
            kept[id] = Kept(
                fold(draft.title),
                fold(draft.text),
                source.key,
                source.category,
                {"origin": fold(draft.origin), "author": draft.author, "editor": draft.editor},
                draft.published_at or START,
                frozenset(states | ({"tag"} if tags else set())),
                frozenset(tags),
            )
    return kept


def holds(node: Node, article: Kept) -> bool:
    """What the formula says of an article, by the words of docs/search.md."""
    match node:
        case And(parts):
            return all(holds(part, article) for part in parts)
        case Or(parts):
            return any(holds(part, article) for part in parts)
        case Not(part):
            return not holds(part, article)
        case Flag(name):
            return name in article.states
        case Since(moment):
            return article.moment >= moment
        case Until(moment):
            return article.moment < moment
        case Word(text, "category"):
            return article.category in called({source.category for source in SOURCES}, text)
        case Word(text, "tag"):
            return bool(article.tags & called({"AI", "天气", "AI芯片"}, text))
        case Word(text, "source"):
            (source,) = (source for source in SOURCES if source.key == article.source)
            is_named = text == source.key or text in fold(source.name)
            return is_named or text in article.facts["origin"]
        case Word(text, "author" | "editor" as field):
            return text in fold(article.facts[field])
        case Word():
            texts = [article.title] if node.field else [article.title, article.body]
            return any(term in text for term in meant_by(node) for text in texts)


def called(names: set[str], text: str) -> set[str]:
    return {name for name in names if fold(name) == text} or {n for n in names if text in fold(n)}


PIECES = st.text(ALPHABET, min_size=1, max_size=4).filter(str.strip)
QUOTED = PIECES.map('"{}"'.format)
VALUES = st.one_of(QUOTED, PIECES.map(lambda text: text.split()[0]))
TERMS = st.one_of(
    VALUES,
    QUOTED,
    st.builds("title:{}".format, VALUES),
    st.sampled_from(
        ["来源:新华", "source:a", "来源:天气", "作者:天", "editor:报", "责编:李天", "source:zz"]
    ),
    st.sampled_from(["频道:国内", "频道:国", "频道:国际", "频道:财经", "频道:zz"]),
    st.sampled_from(["tag:ai", "标签:天", "tag:芯片", "tag:zz", "has:tag", "有:笔记"]),
    st.sampled_from(["is:unread", "is:已读", "is:收藏", "after:2026-11-20", "before:2026-12-01"]),
    st.sampled_from(["date:2026-12", "至:2026-11-30"]),
    st.sampled_from(['"' + "中国天气" * 9 + '"', '-"' + "天a" * 17 + '"']),  # longer than a phrase
)
FORMULAS = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map("-({})".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
    ),
    max_leaves=6,
)


def check(room: Room, text: str, query: Query) -> None:
    store, kept = room.store, room.kept
    parsed = parse(text)
    assume(parsed.problem is None and parsed.root is not None)  # too long, or "-" alone
    assert parsed.root is not None
    truth = [id for id in store.ids(query) if holds(parsed.root, kept[id])]
    assert list(store.ids(Query(text=text, **narrowing(query)))) == truth
    limited = store.ids(Query(text=text, limit=3, **narrowing(query)))
    assert list(limited) == truth[:3]
    for most in (3, 1000):
        assert store.count(Query(text=text, **narrowing(query)), most) == min(len(truth), most)


def narrowing(query: Query) -> dict[str, object]:
    return {
        name: getattr(query, name)
        for name in ("category", "source", "unread", "bookmarked", "since", "until", "sort")
    }


LISTS = st.builds(
    Query,
    category=st.sampled_from([None, None, "国际"]),
    source=st.sampled_from([None, None, "a"]),
    unread=st.booleans(),
    sort=st.sampled_from(["newest", "oldest"]),
    since=st.sampled_from([None, START + timedelta(20)]),
)


@given(
    text=FORMULAS,
    query=st.one_of(st.just(Query()), LISTS),
    window=st.sampled_from([5, 1000]),
    rare=st.sampled_from([1, 20]),
    deep=st.sampled_from([1, 10]),
)
@settings(max_examples=MANY, deadline=None)
def test_a_search_finds_exactly_what_it_says(
    room: Room, text: str, query: Query, window: int, rare: int, deep: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_WINDOW", window)
        patch.setattr(search, "_RARE", rare)  # 1: nearly all is rare, and found in stretches
        patch.setattr(search, "_DEEP", deep)
        check(room, text, query)


@given(text=VALUES, query=LISTS, limit=st.integers(1, 60), others=st.booleans())
@settings(max_examples=MANY, deadline=None)
def test_in_stretches_it_finds_the_same_in_the_same_order(
    room: Room, text: str, query: Query, limit: int, others: bool
) -> None:
    text += " -作者:天" if others else ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_WINDOW", 5)
        patch.setattr(search, "_RARE", 1)  # whatever some do not hold is rare
        patch.setattr(search, "_DEEP", 1)
        patch.setattr(clues, "_ORDERED", -1)
        patch.setattr(clues, "_FEW", -1)  # none is read
        found = list(room.store.ids(Query(text=text, limit=limit, **narrowing(query))))
    root = parse(text).root
    assume(root is not None)
    truth = [id for id in room.store.ids(query) if root and holds(root, room.kept[id])]
    assert found == truth[:limit]


@given(
    words=st.lists(VALUES, min_size=1, max_size=2),
    others=st.lists(TERMS, max_size=1),
    query=st.one_of(st.just(Query()), LISTS),
    piece=st.integers(2, 4),
    few=st.sampled_from([300, 30, -1]),
    ordered=st.sampled_from([300, 30, -1]),
    read=st.sampled_from([2, 64]),
    wasted=st.sampled_from([-1, 1, 2]),
    limit=st.sampled_from([None, 3]),
)
@settings(max_examples=MANY, deadline=None)
def test_reading_what_a_clue_leads_to_finds_the_same(
    room: Room,
    words: list[str],
    others: list[str],
    query: Query,
    piece: int,
    few: int,
    ordered: int,
    read: int,
    wasted: int,
    limit: int | None,
) -> None:
    text = " ".join([*words, *others])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clues, "_PIECE", piece)
        patch.setattr(clues, "_LONG", 2)
        patch.setattr(clues, "_FEW", few)  # of 300 articles all are read, or few, or none
        patch.setattr(clues, "_ORDERED", ordered)
        patch.setattr(search, "_READ", read)
        patch.setattr(search, "_WASTED", wasted)  # -1: whatever a clue leads to, it is left
        check(room, text, query)
        first = list(room.store.ids(replace(query, text=text, limit=limit)))
    assert first == list(room.store.ids(replace(query, text=text)))[:limit]


@given(text=FORMULAS)
@settings(max_examples=MANY // 8, deadline=None)
def test_without_an_index_it_finds_the_same(unindexed: Room, text: str) -> None:
    check(unindexed, text, Query())


ANY = st.one_of(
    st.text(max_size=40),
    st.text("中\"“”「」-－*:()（）：^+{}|ORNEAT \x00'%_\\", max_size=30),
    st.lists(
        st.sampled_from(
            ["title:", "来源：", "(", ")", " OR ", "-", '"', "NEAR(", "*", "中", "is:"]
        ),
        max_size=20,
    ).map("".join),
)


@given(ANY)
@settings(max_examples=MANY, deadline=None)
def test_no_string_breaks_a_search(room: Room, text: str) -> None:
    store, kept = room.store, room.kept
    parsed = parse(text)
    found = list(store.ids(Query(text=text))) if text else []
    is_sound = parsed.root is not None and parsed.problem is None
    truth = {id for id in kept if is_sound and parsed.root and holds(parsed.root, kept[id])}
    assert set(found) == truth
    assert len(store.page(Query(text=text, limit=3))) <= 3
    assert isinstance(store.explain_query(text), str)
