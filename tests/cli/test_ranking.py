"""A ranked list from its API to `tnews list --source`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from command_line import Done, Place, web_site
from loopback import page
from tnews.cli import ranking
from tnews.cli.arguments import Options
from tnews.cli.building import Workplace

TABLE = """
[[source]]
key = "hot"
name = "湖畔热榜"
kind = "rank"
category = "热榜"
url = "{site}/hot"
items = "data"
fields = {{id = "id", title = "title", url = "url", hot = "hot"}}
"""


@dataclass
class HotList:
    """The list as the site serves it, and a place that has it as a source."""

    place: Place
    pages: dict[str, tuple[str, str]]
    site: str

    def refresh(self, *titles: str) -> Done:
        """Let `titles` be the list, and refresh."""
        items = [
            {"id": ord(title), "title": title, "url": f"{self.site}/{ord(title)}", "hot": f"{n}万"}
            for n, title in enumerate(titles)
        ]
        self.pages["/hot"] = ("application/json", json.dumps({"data": items}))
        return self.place.run("refresh")


@pytest.fixture
def hot(empty: Place) -> Iterator[HotList]:
    pages: dict[str, tuple[str, str]] = {}
    with web_site(pages) as site:
        empty.config.write_text(TABLE.format(site=site), encoding="utf-8")
        yield HotList(empty, pages, site)


def test_entries_stand_as_they_are_ranked_and_are_no_articles(hot: HotList) -> None:
    done = hot.refresh("甲", "乙", "丙")
    assert (done.code, done.out) == (0, "湖畔热榜  3 on the list\n")
    hot.refresh("丙", "甲", "丁")
    rows = hot.place.run("list", "--source", "hot", "--json").json
    assert [(row["rank"], row["previous"], row["best"], row["title"]) for row in rows] == [
        (1, 3, 1, "丙"),
        (2, 1, 1, "甲"),
        (3, None, 3, "丁"),
    ]
    assert rows[0]["heat"] == "0万"
    assert rows[0]["article"] is None
    assert hot.place.run("list", "--json").json == []
    assert hot.place.run("list", "--source", "hot", "--unread", "--json").json == []


def test_a_pipe_gets_fields_and_a_name_will_do(hot: HotList) -> None:
    hot.refresh("甲", "乙", "丙")
    hot.refresh("丙", "甲", "丁")
    lines = hot.place.run("list", "--source", "湖畔热榜", "--limit", 2).out.splitlines()
    assert [line.split("\t") for line in lines] == [
        ["1", "↑2", "0万", "丙", f"{hot.site}/{ord('丙')}"],
        ["2", "↓1", "1万", "甲", f"{hot.site}/{ord('甲')}"],
    ]


def test_a_terminal_gets_columns(hot: HotList, monkeypatch: pytest.MonkeyPatch) -> None:
    hot.refresh("甲", "乙")
    hot.refresh("乙", "丁", "甲")
    monkeypatch.setattr(ranking, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    assert hot.place.run("list", "--source", "hot").out.splitlines() == [
        "1  ↑1 0万  乙",
        "2 new 1万  丁",
        "3  ↓2 2万  甲",
    ]


def test_an_empty_list_says_so(hot: HotList) -> None:
    done = hot.place.run("list", "--source", "hot", "--json")
    assert (done.code, done.json) == (1, [])
    assert "the list is empty" in done.err


def test_an_opened_entry_is_an_article_of_the_list(hot: HotList) -> None:
    hot.refresh("甲")
    hot.pages[f"/{ord('甲')}"] = ("text/html; charset=utf-8", page("湖边的书店清晨开门"))
    options = Options(config=str(hot.place.config), data_dir=str(hot.place.data_dir), lang="")
    with Workplace(options) as workplace:

        async def open_first() -> str:
            async with workplace.full_text as texts:
                entry = workplace.library.ranked("hot")[0]
                return (await texts.open_entry(entry.id)).error

        assert asyncio.run(open_first()) == ""
    (row,) = hot.place.run("list", "--json").json
    assert (row["title"], row["source"]) == ("湖边的书店清晨开门", "hot")
    (entry,) = hot.place.run("list", "--source", "hot", "--json").json
    assert (entry["article"], entry["title"]) == (row["id"], "甲")
    assert hot.refresh("乙").code == 0
    assert len(hot.place.run("list", "--json").json) == 1
