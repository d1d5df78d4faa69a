"""Small pictures on disk: bounded, private, and nothing they need is precious."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tnews.services.picture_cache import PictureCache, Small

SMALL = Small(30, 20, b"x" * 1000)
URL = "https://a.example/{}.jpg"


def sizes(folder: Path) -> list[int]:
    return [path.stat().st_size for path in folder.iterdir()]


def test_what_was_put_is_got(tmp_path: Path) -> None:
    PictureCache(tmp_path / "pictures", 10_000).put(URL, SMALL)
    assert PictureCache(tmp_path / "pictures", 10_000).get(URL) == SMALL


def test_what_was_not_put_is_missing(tmp_path: Path) -> None:
    assert PictureCache(tmp_path, 10_000).get(URL) is None


def test_files_are_for_this_user_alone_and_say_no_address(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    PictureCache(folder, 10_000).put(URL, SMALL)
    (file,) = folder.iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "example" not in file.name


def test_the_oldest_used_leave_first(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, 5_200)
    for number in range(5):
        cache.put(URL.format(number), SMALL)
        (path,) = tmp_path.glob(cache._path(URL.format(number)).name)
        os.utime(path, (number, number))
    assert cache.get(URL.format(0)) is not None  # used now
    cache.put(URL.format(5), SMALL)
    found = [number for number in range(6) if cache.get(URL.format(number))]
    assert found == [0, 3, 4, 5]  # a tenth is free again
    assert sum(sizes(tmp_path)) <= 5_200


def test_the_limit_holds_when_another_tnews_has_filled_the_folder(tmp_path: Path) -> None:
    for number in range(8):
        PictureCache(tmp_path, 10_000).put(URL.format(number), SMALL)
    PictureCache(tmp_path, 3_000).put(URL.format(8), SMALL)
    assert sum(sizes(tmp_path)) <= 3_000


def test_with_no_room_nothing_is_kept(tmp_path: Path) -> None:
    PictureCache(tmp_path / "pictures", 0).put(URL, SMALL)
    assert not (tmp_path / "pictures").exists()


@pytest.mark.parametrize("damaged", [b"", b"tnp1", b"\0" * 100, b"tnp1" + b"\xff" * 100])
def test_a_damaged_file_is_missing_and_leaves(tmp_path: Path, damaged: bytes) -> None:
    cache = PictureCache(tmp_path, 10_000)
    cache.put(URL, SMALL)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damaged)
    assert cache.get(URL) is None
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file")
    cache = PictureCache(tmp_path / "pictures", 10_000)
    cache.put(URL, SMALL)
    assert cache.get(URL) is None
