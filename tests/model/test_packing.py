"""Texts as bytes: whatever their length, they come back as they were."""

import zlib

import pytest

from tnews.model.packing import GB18030, dump, load


@pytest.mark.parametrize("characters", [0, 1, 2000, 4090, 4100, 30_000])
def test_texts_of_all_lengths_come_back(characters: int) -> None:
    blocks = [["p", "".join(chr(0x4E00 + place * 7 % 9000) for place in range(characters)), "", []]]
    assert load(dump(blocks)) == blocks


def test_what_older_versions_packed_is_read() -> None:
    text = '[["p","新闻","",[]]]'
    packed = [zlib.compress(text.encode()), GB18030 + zlib.compress(text.encode("gb18030"))]
    assert [load(one) for one in packed] == [[["p", "新闻", "", []]]] * 2
