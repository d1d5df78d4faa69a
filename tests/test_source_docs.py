"""docs/sources.md: its examples can be used, and it names everything there is to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tnews import config
from tnews.cli.checking import WORDS
from tnews.sources import KINDS, load
from tnews.sources.jsonoptions import DETAIL_FIELDS, FIELDS
from tnews.sources.selectors import FIELDS as PAGE_FIELDS

TEXT = (Path(__file__).parent.parent / "docs" / "sources.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
CODE = " ".join(EXAMPLES + re.findall(r"`([^`\n]+)`", TEXT))


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_configuration(example: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(example, encoding="utf-8")
    kinds = {kind: load(kind) for kind in KINDS}
    (source,) = config.load(file, kinds=kinds).sources
    assert set(source.options) <= set(kinds[source.kind].OPTIONS)


def test_there_is_an_example_of_every_kind() -> None:
    named = [re.search(r'^kind = "(\w+)"', example, re.MULTILINE) for example in EXAMPLES]
    assert {match[1] for match in named if match} | {"feed"} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_option_of_a_kind_is_named(kind: str) -> None:
    for option in load(kind).OPTIONS:
        assert re.search(rf"\b{option}\b", CODE), option


@pytest.mark.parametrize("field", sorted({*FIELDS, *DETAIL_FIELDS, *PAGE_FIELDS}))
def test_every_field_is_named(field: str) -> None:
    assert re.search(rf"\b{field}\b", CODE)


@pytest.mark.parametrize("word", WORDS.values())
def test_every_state_of_a_checked_source_is_named(word: str) -> None:
    _before, _heading, section = TEXT.partition("tnews sources check")
    assert word in section
