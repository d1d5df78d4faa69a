"""A site without a feed, from its address to its whole articles, by real commands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import twelve_channels
from command_line import Done, Place, web_site
from tnews.demo import edition
from tnews.model.record import Record
from twelve_channels import Story


def process(*arguments: object) -> Done:
    """Run `tnews` as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tnews", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


class Site(Record):
    """The running site and what it tells."""

    url: str
    stories: list[Story]


@pytest.fixture(scope="module", params=["utf-8", "gb2312"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    stories = twelve_channels.stories(datetime.now(UTC))
    with web_site(twelve_channels.documents(stories, request.param)) as url:
        yield Site(url, stories)


@pytest.fixture(scope="module")
def place(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A configuration to which the site's address was added, and nothing else."""
    place = Place(tmp_path_factory.mktemp("place"), process)
    place.config.write_text("# mine\n", encoding="utf-8")
    added = place.run("add", f"{site.url}/")
    assert added.code == 0, added.err
    refreshed = place.run("refresh", "--json")
    assert refreshed.code == 0, refreshed.out + refreshed.err
    return place


def exported(place: Place) -> dict[str, dict[str, Any]]:
    """Every article of the cache by its address, as `tnews --export` has it."""
    lines = place.run("--export", "-").out.splitlines()
    return {article["url"]: article for article in map(json.loads, lines)}


@pytest.fixture(scope="module")
def articles(site: Site, place: Place) -> dict[str, dict[str, Any]]:
    return exported(place)


def test_the_address_is_enough_to_list_every_article(
    site: Site, articles: dict[str, dict[str, Any]]
) -> None:
    assert len(site.stories) == 20
    titles = {url: article["title"] for url, article in articles.items()}
    assert titles == {site.url + story.path: story.title for story in site.stories}


def test_every_article_is_whole_and_its_headings_are_headings(
    site: Site, articles: dict[str, dict[str, Any]]
) -> None:
    for story in site.stories:
        paragraphs = articles[site.url + story.path]["paragraphs"]
        assert [(one["kind"], one["text"]) for one in paragraphs] == list(story.blocks)


def test_one_article_is_shown_as_it_was_written(site: Site, place: Place) -> None:
    story = site.stories[0]
    (row,) = [row for row in place.run("list", "--json").json if row["title"] == story.title]
    article = place.run("show", row["id"], "--json").json
    assert [(one["kind"], one["text"]) for one in article["paragraphs"]] == list(story.blocks)
    assert (article["section"], article["editor"]) == ("资讯 > 消费", "FG003")


def test_every_article_says_where_when_by_whom_and_under_what(
    site: Site, articles: dict[str, dict[str, Any]]
) -> None:
    for story in site.stories:
        article = articles[site.url + story.path]
        assert article["origin"] == story.origin
        assert datetime.fromisoformat(article["published_at"]) == story.published_at
        assert article["editor"] == twelve_channels.EDITOR
        assert article["author"] == ""
        assert article["section"] == story.section


def test_the_next_refresh_brings_nothing(site: Site, place: Place) -> None:
    again = place.run("refresh", "--force", "--json")
    assert again.code == 0
    assert [(row["new"], row["updated"]) for row in again.json] == [(0, 0)]
    assert len(place.run("list", "--json").json) == len(site.stories)


def test_the_file_keeps_what_was_in_it_and_says_that_it_is_a_page(place: Place) -> None:
    text = place.config.read_text("utf-8")
    assert text.startswith("# mine\n")
    assert 'kind = "page"' in text


def test_a_channel_page_gives_the_articles_of_its_channel(site: Site, tmp_path: Path) -> None:
    place = Place(tmp_path, process)
    added = place.run("add", f"{site.url}/xiaofei/", "--category", "消费")
    assert added.code == 0, added.err
    assert place.run("refresh").code == 0
    mine = [story for story in site.stories if story.channel == "xiaofei"]
    found = exported(place)
    assert set(found) == {site.url + story.path for story in mine}
    assert {article["category"] for article in found.values()} == {"消费"}


def test_an_empty_channel_is_told_and_nothing_is_written(site: Site, tmp_path: Path) -> None:
    place = Place(tmp_path, process)
    added = place.run("add", f"{site.url}/jiaoyu/")
    assert added.code == 1
    assert added.err.startswith("tnews: ")
    assert not place.config.exists()


def test_the_demonstration_is_exported_with_every_article_whole() -> None:
    done = process("--demo", "--export", "-")
    assert done.code == 0, done.err
    found_by_title = {one["title"]: one for one in map(json.loads, done.out.splitlines())}
    written = [
        article
        for channel in edition.load("http://127.0.0.1", datetime.now(UTC))
        for article in channel.articles
    ]
    assert set(found_by_title) == {article.title for article in written}
    for article in written:
        found = found_by_title[article.title]
        text = "".join(paragraph["text"] for paragraph in found["paragraphs"])
        for piece in re.findall(r">([^<>\n]+)<", article.body):
            if not article.carries_fields or not re.match("来源：|责任编辑：", piece):
                assert squeezed(unescape(piece)) in squeezed(text), (article.title, piece)
        assert found["origin"] == article.origin
        assert found["editor"] == article.editor
        if article.channel == "消费":
            assert found["section"] == "资讯 > 消费"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
