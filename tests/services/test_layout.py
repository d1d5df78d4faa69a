"""What the reader remembers of its looks: kept when it is well, given up when it is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.services.layout import PLACES, Layout, LayoutFile

SAID = {
    "widths": {"wide.sidebar": 30},
    "list_style": "compact",
    "is_folded": True,
    "unfolded": ("国内", "科技"),
    "places": {"category:国内": (17, 4)},
    "terminals": {"xterm 24x80": {"ambiguous_width": "2"}},
}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = LayoutFile(tmp_path / "layout.json")
    file.change(**SAID)
    file.save()
    assert LayoutFile(tmp_path / "layout.json").layout == Layout(**SAID)


def test_every_field_is_kept() -> None:
    assert set(SAID) == set(Layout.__match_args__)


def test_without_a_file_there_is_nothing_to_tell(tmp_path: Path) -> None:
    file = LayoutFile(tmp_path / "layout.json")
    assert (file.layout, file.problem) == (Layout(), "")


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    file = LayoutFile(tmp_path / "layout.json")
    file.change(widths=dict(file.layout.widths))
    file.save()
    assert not (tmp_path / "layout.json").exists()


@pytest.mark.parametrize("broken", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_a_broken_file_is_named_and_costs_the_layout_alone(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "layout.json").write_bytes(broken)
    file = LayoutFile(tmp_path / "layout.json")
    assert file.layout == Layout()
    assert "layout.json" in file.problem


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "layout.json").mkdir()
    file = LayoutFile(tmp_path / "layout.json")
    assert file.layout == Layout()
    file.change(is_folded=True)
    file.save()
    assert "layout.json" in file.problem


def test_the_lists_left_last_are_kept(tmp_path: Path) -> None:
    file = LayoutFile(tmp_path / "layout.json")
    file.change(places={f"source:{n}": (n, 0) for n in range(PLACES + 1)})
    assert list(file.layout.places) == [f"source:{n}" for n in range(1, PLACES + 1)]


@pytest.mark.parametrize(
    "place", ["[1, 10e999]", "[1, 1" + "0" * 400 + "]", "[1e99, 0]", "[0, 0]", "[1]"]
)
def test_a_place_that_cannot_be_is_none(tmp_path: Path, place: str) -> None:
    (tmp_path / "layout.json").write_text(f'{{"places": {{"all:|": {place}, "unread:|": [3, 4]}}}}')
    assert LayoutFile(tmp_path / "layout.json").layout.places == {"unread:|": (3, 4)}


def test_it_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = LayoutFile(tmp_path / "layout.json")
    file.change(is_folded=True)
    file.save()
    assert (tmp_path / "layout.json").stat().st_mode & 0o077 == 0


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*SAID, "other"]), values))
def test_whatever_stands_in_it_is_read_and_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, object]
) -> None:
    path = tmp_path_factory.getbasetemp() / "layout-of-any-form.json"
    path.write_text(json.dumps(said))
    layout = LayoutFile(path).layout
    assert all(type(width) is int for width in layout.widths.values())
    assert all(len(place) == 2 for place in layout.places.values())
    again = LayoutFile(path)
    again.change(is_folded=not layout.is_folded)
    again.save()
    assert LayoutFile(path).layout == again.layout
