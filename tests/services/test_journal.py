"""What went wrong, in a file: small, private, and never a reason to fail."""

from __future__ import annotations

import stat
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tnews.services import journal
from tnews.services.journal import FILE, Entry, Journal

NOON = datetime(2026, 9, 20, 12, tzinfo=UTC)


def entry(text: str, **more: str) -> Entry:
    return Entry(NOON, text, **more)


def test_entries_come_back_the_newest_first(tmp_path: Path) -> None:
    one = entry("断了", source="hu", name="湖畔日报", advice="再试")
    Journal(tmp_path).add(one)
    Journal(tmp_path).add(entry("又断了"))
    assert Journal(tmp_path).entries() == [entry("又断了"), one]


def test_its_owner_alone_may_read_it(tmp_path: Path) -> None:
    Journal(tmp_path).add(entry("x"))
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@given(some.text(), some.text())
def test_no_text_brings_a_control_character(text: str, name: str) -> None:
    made = entry(text, name=name)
    assert not [one for one in made.text + made.name if unicodedata.category(one) == "Cc"]


def test_the_older_half_leaves_when_it_grows_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LIMIT", 2000)
    kept = Journal(tmp_path)
    for number in range(100):
        kept.add(entry(f"第{number}件"))
        assert (tmp_path / FILE).stat().st_size <= 2000
    texts = [one.text for one in kept.entries()]
    assert texts == [f"第{number}件" for number in range(99, 99 - len(texts), -1)]
    assert len(texts) >= 5
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "line",
    [b"", b"\xff\xfe", b"[]", b"7", b"{}", b'{"at": 3}', b'{"at": "2026-01-01T00:00:00"}',
     b'{"at": "2026-01-01T00:00:00+00:00", "text": 5}', b"[" * 100_000,
     b'{"at": "9999-12-31T23:59:59-23:59"}', b'{"at": "0001-01-01T00:00:00+23:59"}'],
)  # fmt: skip
def test_a_broken_line_costs_itself_alone(tmp_path: Path, line: bytes) -> None:
    Journal(tmp_path).add(entry("前"))
    with (tmp_path / FILE).open("ab") as file:
        file.write(line + b"\n")
    Journal(tmp_path).add(entry("后"))
    assert [one.text for one in Journal(tmp_path).entries()] == ["后", "前"]


def test_a_folder_that_is_gone_is_no_failure(tmp_path: Path) -> None:
    gone = Journal(tmp_path / "gone")
    gone.add(entry("x"))
    assert gone.entries() == []
