"""The demonstration site's hot list 湖畔热榜: ten articles by heat, in another order each time."""

from __future__ import annotations

from tnews.demo.api import answer
from tnews.demo.edition import DemoArticle, DemoChannel

PATH = "/api/hot"
NAME = "湖畔热榜"
LENGTH = 10
"""Entries shown; the others wait for their turn."""


def hot_list(channels: tuple[DemoChannel, ...], turn: int) -> bytes:
    """Return the list as it stands at `turn`, which counts up from request to request."""
    entries = [
        {"docId": article.slug, "title": article.title, "link": article.url, "hot": heat}
        for article, heat in ranked(channels, turn)
    ]
    return answer({"name": NAME, "list": entries})


def ranked(channels: tuple[DemoChannel, ...], turn: int) -> list[tuple[DemoArticle, str]]:
    """Return the hottest articles with their heat, hottest first.

    The newest article of each channel takes part. They are 40 apart and flicker by up to 50,
    so that neighbours overtake each other and the last ones leave and come back.
    """
    heats = [
        (980 - 40 * place + 25 * _flicker(place, turn), channel.articles[0])
        for place, channel in enumerate(channels)
    ]
    heats.sort(key=lambda pair: pair[0], reverse=True)
    return [(article, f"{heat / 10:.1f}万") for heat, article in heats[:LENGTH]]


def _flicker(place: int, turn: int) -> int:
    """Return -2 … 2; three paces keep neighbours out of step, and after 5 turns all is as before."""
    return (turn * (place % 3 + 1) + 3 * place) % 5 - 2
