"""The second check: what the first lets through passes, and nothing a terminal obeys."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import clean_text, visible
from tnews.model.visible import UncleanError, VisibleStream, visible_json

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

TEXT = st.text(alphabet=st.characters() | st.sampled_from("\x1b\r\n\t\x9b\u202e\\/bfru0中　‍"))


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is for a person."""
    monkeypatch.setattr(visible, "is_strict", False)


@given(TEXT)
def test_what_was_cleaned_passes_unchanged(raw: str) -> None:
    text = clean_text(raw)
    assert visible.visible(text) is text


@given(st.sampled_from("\x00\x07\x08\r\x1b\x1f\x7f\x80\x9b\x9d\x9f\u061c\u200e\u202e\u2069\ud800"))
def test_what_is_obeyed_is_an_error_here(character: str) -> None:
    with pytest.raises(UncleanError):
        visible.visible(f"新闻{character}新闻")


@pytest.mark.usefixtures("lenient")
def test_and_a_mark_for_a_person() -> None:
    assert visible.visible("新\x1b[2J闻\u202e\n\t　👨‍👩‍👧") == "新\ufffd[2J闻\ufffd\n\t　👨‍👩‍👧"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def texts(value: object) -> str:
    """Every string in `value`, names too."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return texts([*value, *value.values()])
    return "".join(map(texts, value)) if isinstance(value, list) else ""


@given(PLAIN, st.sampled_from([None, 2]))
def test_json_is_visible_to_who_decodes_it_and_else_the_same(
    value: object, indent: int | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visible, "is_strict", False)
        written = visible_json(value, indent)
    said = texts(json.loads(written))
    assert not OBEYED.search(said)
    if not re.search(OBEYED.pattern[:-1] + "\ud800-\udfff]", texts(value)):
        assert written == json.dumps(value, ensure_ascii=False, indent=indent)


@pytest.mark.usefixtures("lenient")
def test_a_stream_keeps_the_line_ends_of_csv_alone() -> None:
    written: list[str] = []
    assert VisibleStream(written.append).write('"a\rb","\x1bc"\r\n') == 12
    assert written == ['"a\ufffdb","\ufffdc"\r\n']
