"""A little fuzzing in every run, and everything that fuzzing has ever found.

`make fuzz` does the same for longer; --hypothesis-profile=hunt tries new inputs here.
"""

from __future__ import annotations

import random
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fuzz_seeds
from fuzz_holds import require_clean
from fuzz_targets import TARGETS, URL
from mutants import LONGEST, mutant
from tnews.model import ParseError
from tnews.sources import child
from tnews.sources.worker import Parser

FOUND = sorted(path for path in (Path(__file__).parent / "found").glob("*/*") if path.is_file())


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=30)
@given(number=st.integers(0, 2**32))
def test_mutants_of_our_own_documents(name: str, number: int) -> None:
    target, chance = TARGETS[name], random.Random(number)
    seeds = fuzz_seeds.made(target.sort)
    target.check(mutant(chance, chance.choice(seeds), seeds)[:20_000])


@pytest.mark.parametrize("kind", ["feed", "page", "list"])
async def test_mutants_in_the_process_that_reads_strangers(kind: str) -> None:
    """The same comes of a document there as here; what cannot be read is an error of its own."""
    seeds, chance = fuzz_seeds.made("feed" if kind == "feed" else "page"), random.Random(kind)
    read = import_module(child.READERS[kind]).read
    facts = {"url": URL, "charset": "gbk"}
    async with Parser() as parser:
        for _document in range(25):
            body = mutant(chance, chance.choice(seeds), seeds)[:20_000]
            try:
                here = read(body, facts).drafts
            except Exception:  # noqa: BLE001 (there it is a ParseError)
                here = None
            try:
                there = (await parser.parse(kind, body, facts)).drafts
            except ParseError as error:
                require_clean(error.message)
                there = None
            assert there == here


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=30)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=60).map(str.encode)))
def test_anything(name: str, data: bytes) -> None:
    TARGETS[name].check(data)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found(path: Path) -> None:
    TARGETS[path.parent.name].check(path.read_bytes())


@pytest.mark.parametrize("sort", sorted({target.sort for target in TARGETS.values()}))
def test_mutants_are_many_and_not_too_long(sort: str) -> None:
    seeds = fuzz_seeds.made(sort)
    chance = random.Random(0)
    mutants = [mutant(chance, chance.choice(seeds), seeds) for _ in range(50)]
    assert len(set(mutants)) > 45
    assert max(map(len, mutants)) <= LONGEST
