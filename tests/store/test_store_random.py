"""Whatever is done in whatever order, the cache stays whole and agrees with a simple model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import (
    ArticleDraft,
    ArticleIntent,
    ArticleStatus,
    Before,
    FetchState,
    Query,
    Source,
)
from tnews.model.choice import choose
from tnews.store import Store
from tnews.store.index import Progress

TEXTS = st.text("雨风天a，\n", max_size=8)
STEPS = st.one_of(
    st.tuples(st.just("add"), st.lists(st.tuples(TEXTS, TEXTS), max_size=4), st.booleans()),
    st.tuples(st.just("index"), st.integers(0, 2)),
    st.tuples(st.just("change"), st.integers(0, 9), TEXTS, TEXTS),
    st.tuples(st.just("fetch"), st.integers(0, 9), TEXTS, TEXTS, st.booleans()),
    st.tuples(st.just("fail"), st.integers(0, 9), st.booleans()),
    st.tuples(st.just("rank"), st.lists(TEXTS, max_size=4), st.integers(0, 9)),
    st.tuples(st.just("delete"), st.lists(st.integers(0, 9), max_size=3)),
    st.tuples(st.just("read"), st.lists(st.integers(0, 9), max_size=3), st.booleans()),
    st.tuples(st.just("bookmark"), st.lists(st.integers(0, 9), max_size=3), st.booleans()),
    st.tuples(st.just("note"), st.lists(st.integers(0, 9), max_size=3), TEXTS),
    st.tuples(st.just("tag"), st.lists(st.integers(0, 9), max_size=3), st.sampled_from("软軟Aa")),
    st.tuples(st.just("untag"), st.lists(st.integers(0, 9), max_size=3), st.sampled_from("软a")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("move"), st.sampled_from("甲乙")),
    st.tuples(st.just("rebuild")),
    st.tuples(st.just("reopen")),
)


class Model:
    """The store, and beside it what it should hold."""

    def __init__(self, path: Path, intent: Callable[..., ArticleIntent]) -> None:
        self.path = path
        self.intent = intent
        self.store = Store.open(path)
        self.ids: list[int] = []
        self.feeds: dict[int, ArticleDraft] = {}
        self.pages: dict[int, tuple[ArticleDraft, bool]] = {}
        self.before: tuple[dict[int, ArticleStatus], Before | None] = {}, None
        self.move("甲")

    def move(self, category: str) -> None:
        self.store.register([Source("sky", "", "Sky", category)])

    def add(self, pairs: list[tuple[str, str]], index_later: bool) -> None:
        intents = [self.intent(title, body) for title, body in pairs]
        saved = self.store.save("sky", FetchState(), intents, index_later=index_later)
        self.ids += saved.new
        for id, one in zip(saved.new, intents, strict=True):
            self.feeds[id] = one.draft

    def change(self, number: int, title: str, body: str) -> None:
        for id in self.ids[number : number + 1]:
            one = self.intent(title, body, id=id)
            self.store.save("sky", FetchState(), [one])
            if id in self.feeds:
                self.feeds[id] = one.draft

    def fetch(self, number: int, title: str, body: str, leads: bool) -> None:
        for id in self.ids[number : number + 1]:
            page = self.intent(title, body).draft
            self.store.save_page(id, page, leads=leads, has_time=True)
            if id in self.feeds:
                self.pages[id] = page, leads

    def fail(self, number: int, is_final: bool) -> None:
        for id in self.ids[number : number + 1]:
            self.store.save_text_failure(id, "x", is_final=is_final)

    def rank(self, titles: list[str], number: int) -> None:
        drafts = [ArticleDraft("", "", title) for title in titles]
        self.store.save_ranks("sky", FetchState(), drafts, datetime.now(UTC))
        for entry, id in zip(self.store.ranks("sky"), self.ids[number:], strict=False):
            if id in self.feeds:
                self.store.link_entry(entry.id, id)

    def delete(self, numbers: list[int]) -> None:
        gone = self.some(numbers)
        self.store.delete(gone)
        self.feeds = {id: draft for id, draft in self.feeds.items() if id not in gone}

    def read(self, numbers: list[int], is_read: bool) -> None:
        ids = self.some(numbers)
        self.before = self.store.statuses(ids), self.store.set_read(ids, is_read)

    def bookmark(self, numbers: list[int], bookmarked: bool) -> None:
        ids = self.some(numbers)
        self.before = self.store.statuses(ids), self.store.set_bookmark(ids, bookmarked)

    def note(self, numbers: list[int], note: str) -> None:
        for id in self.some(numbers):
            self.before = self.store.statuses([id]), self.store.set_note(id, note)

    def tag(self, numbers: list[int], tag: str) -> None:
        ids = self.some(numbers)
        self.before = self.store.statuses(ids), self.store.add_tag(ids, tag)

    def untag(self, numbers: list[int], tag: str) -> None:
        ids = self.some(numbers)
        self.before = self.store.statuses(ids), self.store.remove_tag(ids, tag)

    def undo(self) -> None:
        statuses, before = self.before
        if before is not None:
            self.store.restore(before)
            assert self.store.statuses(statuses) == statuses

    def index(self, steps: int) -> None:
        for _step in islice(self.store.catch_up(), steps):
            pass

    def rebuild(self) -> None:
        steps = list(self.store.rebuild_index())
        assert steps[-1:] == [Progress(len(self.feeds), len(self.feeds))] * bool(self.feeds)

    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path)

    def some(self, numbers: list[int]) -> list[int]:
        return [self.ids[number] for number in numbers if number < len(self.ids)]

    def text(self, id: int) -> str:
        """What article `id` shows."""
        draft = self.feeds[id]
        if id in self.pages:
            page, leads = self.pages[id]
            draft = choose(draft, page, leads=leads, has_time=True).draft
        return f"{draft.title}\n{draft.text}"

    def compare(self) -> None:
        assert self.store.check() == []
        assert set(self.store.ids(Query())) == set(self.feeds)
        texts = {id: self.text(id) for id in self.feeds}
        stored = {article.id: article for article in self.store.articles(Query())}
        assert {id: f"{one.title}\n{one.text}" for id, one in stored.items()} == texts
        for piece in ("雨", "天a", "，", "风 -雨"):
            wanted, _, unwanted = piece.partition(" -")
            found = list(self.store.ids(Query(text=piece)))
            assert set(found) == {
                id
                for id, text in texts.items()
                if wanted in text and not (unwanted and unwanted in text)
            }
            assert found == [id for id in self.store.ids(Query()) if id in found]
            assert self.store.count(Query(text=piece), 99) == len(found)


@given(steps=st.lists(STEPS, max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_order_of_changes(
    intent: Callable[..., ArticleIntent], steps: list[tuple[Any, ...]]
) -> None:
    with TemporaryDirectory() as folder:
        model = Model(Path(folder) / "tnews.db", intent)
        for name, *arguments in steps:
            getattr(model, name)(*arguments)
        model.compare()
        list(model.store.catch_up())
        model.compare()
        model.store.close()
