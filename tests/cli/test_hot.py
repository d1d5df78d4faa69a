"""Stories on the command line: hot, and what list and show say of copies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from command_line import Place, web_site

TEXT = "。".join(chr(0x4E00 + n * 37 % 9973) * 3 + chr(0x4E00 + n) * 7 for n in range(60))


def feed(title: str, *, hours: int = 1) -> tuple[str, str]:
    date = format_datetime(datetime.now(UTC) - timedelta(hours=hours))
    return (
        "application/rss+xml",
        f"<rss version='2.0'><channel><title>x</title><item><title>{title}</title>"
        f"<pubDate>{date}</pubDate><description>{TEXT}</description></item></channel></rss>",
    )


@pytest.fixture
def told(empty: Place) -> Iterator[Place]:
    """Two sources with one story, the first one's is the head."""
    pages = {"/a": feed("桥通车了", hours=2), "/b": feed("大桥今日通车")}
    with web_site(pages) as site:
        empty.config.write_text(
            "".join(
                f'[[source]]\nkey = "{key}"\nname = "{name}"\nurl = "{site}/{key}"\n'
                'full_text = "never"\n'
                for key, name in (("a", "江报"), ("b", "海报"))
            ),
            encoding="utf-8",
        )
        assert empty.run("refresh").code == 0
        yield empty


def test_hot_prints_the_head_of_each_story(told: Place) -> None:
    (row,) = told.run("hot", "--json").json
    assert (row["title"], row["copies"], row["outlets"]) == ("桥通车了", 2, 2)


def test_hot_for_a_pipe(told: Place) -> None:
    fields = told.run("hot").out.split("\t")
    assert fields[1:3] == ["2", "a"]


def test_hot_of_the_last_hour_has_the_version_of_that_hour(told: Place) -> None:
    assert told.run("hot", "--hours", "1").code == 1
    (row,) = told.run("hot", "--hours", "3", "--json").json
    assert row["title"] == "桥通车了"


def test_without_a_story_hot_says_so(empty: Place) -> None:
    done = empty.run("hot", "--json")
    assert (done.code, done.json) == (1, [])
    assert "no story has two outlets yet" in done.err


def test_list_never_hides_a_copy(told: Place) -> None:
    rows = told.run("list", "--json").json
    assert [(row["title"], row["copies"], row["outlets"]) for row in rows] == [
        ("大桥今日通车", 2, 2),
        ("桥通车了", 2, 2),
    ]


def test_show_names_the_other_versions(told: Place) -> None:
    newer, head = (row["id"] for row in told.run("list", "--json").json)
    printed = told.run("show", str(head)).out
    assert f"海报 {newer}" in next(line for line in printed.splitlines() if "Versions" in line)


def test_show_json_has_the_versions(told: Place) -> None:
    newer, head = (row["id"] for row in told.run("list", "--json").json)
    shown = told.run("show", str(newer), "--json").json
    assert [(one["id"], one["joined_with"]) for one in shown["versions"]] in (
        [(head, None), (newer, head)],
        [(head, newer), (newer, None)],
    )
    assert (shown["copies"], shown["outlets"]) == (2, 2)


def test_the_demonstration_has_a_story_of_three_outlets(filled: Place) -> None:
    (head,) = filled.run("hot", "--json").json
    assert (head["copies"], head["outlets"], head["origin"]) == (3, 3, "白鹭洲晚报")
    versions = filled.run("show", head["id"], "--json").json["versions"]
    assert {version["source"] for version in versions} == {
        "demo-shouye", "demo-dongtai", "demo-qiche"
    }  # fmt: skip
    *others, first = sorted(version["similarity"] for version in versions)
    assert first == 1.0  # whichever came first: the others are compared with it
    assert all(0.5 < similarity < 0.95 for similarity in others)
