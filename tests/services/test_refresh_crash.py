"""Killed while pages are fetched: the cache is whole, and the next refresh does the rest."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from loopback import STORY, serving
from tnews.model import Query, TextFetched
from tnews.model.settings import Config
from tnews.services.refresh import Refresher
from tnews.store import Store

TITLES = [f"第{n}篇：湖边的书店清晨开门" for n in range(6)]


@pytest.mark.parametrize("silent", range(len(TITLES)))
async def test_killed_between_two_pages(tmp_path: Path, silent: int) -> None:
    async with serving() as web:
        source = web.short("a", *TITLES)
        for number, title in enumerate(TITLES):
            web.page(f"/a/{number}", title)
        answer = web.answers.pop(f"/a/{silent}")
        config = tmp_path / "config.toml"
        config.write_text(f'[[source]]\nkey = "a"\nurl = "{source.url}"\n', encoding="utf-8")
        options = ("--config", str(config), "--data-dir", str(tmp_path))
        tnews = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tnews", "refresh", *options),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await web.seen[f"/a/{silent}"].wait()
        tnews.kill()
        await tnews.wait()

        store = Store.open(tmp_path / "tnews.db")
        assert store.check() == []
        assert store.counts().total == (6, 6)
        read = {article.title for article in store.articles(Query()) if article.text == STORY}
        assert len(read) < 6
        web.answers[f"/a/{silent}"] = answer
        refreshing = Refresher(store, Config(sources=(source,)), tmp_path)
        rest = [step async for step in refreshing.run(only_due=True)]
        assert {step.title for step in rest if isinstance(step, TextFetched)} == {*TITLES} - read
        assert {article.text for article in store.articles(Query())} == {STORY}
        assert store.check() == []
        store.close()
