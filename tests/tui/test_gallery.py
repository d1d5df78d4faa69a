"""Which pictures of an article are held."""

from __future__ import annotations

from tnews.tui.drawing import Drawn
from tnews.tui.gallery import MOST, Gallery

SMALL = Drawn(1, [[]])


def test_of_too_many_pictures_those_far_off_are_let_go_and_keep_their_place() -> None:
    gallery = Gallery()
    gallery.empty(is_on=True)
    urls = [f"http://a.example/{number}.jpg" for number in range(MOST + 3)]
    for url in urls:
        gallery.hang(url, SMALL)
    near = urls[:4]
    assert len(list(gallery.thin_out(near))) == 3
    assert not list(gallery.thin_out(near))
    assert [url for url in urls if gallery.wants(url)] == urls[4:7]
    assert gallery.placed(urls[4], is_first=False).rows == 1


def test_pictures_that_are_all_near_are_all_held() -> None:
    gallery = Gallery()
    gallery.empty(is_on=True)
    urls = [f"http://a.example/{number}.jpg" for number in range(MOST + 3)]
    for url in urls:
        gallery.hang(url, SMALL)
    assert not list(gallery.thin_out(urls))
