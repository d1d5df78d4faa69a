"""tnews extract and links: files, stdin, web addresses, batches."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedless_site
from command_line import Done, Run, web_site
from tnews.cli.batch import AT_ONCE, in_order

BASE = "http://news.example.cn/xiaofei/2026/1120/40210.html"
ARTICLE = feedless_site.pages()[feedless_site.path(0)][1]
CHANNEL = feedless_site.pages()["/xiaofei/"][1]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_bytes(ARTICLE)
    return file


def test_extract_json(run: Run, page: Path) -> None:
    done = run("extract", page, "--json", "--base", BASE)
    assert (done.code, done.err) == (0, "")
    assert done.json == {
        "title": feedless_site.TITLES[0],
        "source": "湖畔日报",
        "author": "陆一鸣",
        "editor": "沈静",
        "published": "2026-11-20T09:30:00+08:00",
        "category": ["资讯", "消费"],
        "paragraphs": [{"kind": "p", "text": text} for text in feedless_site.paragraphs(0)],
        "text": "\n".join(feedless_site.paragraphs(0)),
        "url": BASE,
        "image": None,
        "next": None,
    }


def test_what_a_page_does_not_say_is_null(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bare.html"
    text = "".join(f"<p>{text}</p>" for text in feedless_site.paragraphs(1))
    file.write_text(f"<h1>{feedless_site.TITLES[1]}</h1>{text}", "utf-8")
    found = run("extract", file, "--json").json
    for name in ("source", "author", "editor", "published", "url", "image", "next"):
        assert found[name] is None
    assert found["category"] == []


def test_a_day_without_an_hour_stays_a_day(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "day.html"
    file.write_bytes(ARTICLE.replace(b" 09:30 ", b" "))
    assert run("extract", file, "--json").json["published"] == "2026-11-20"


def test_extract_for_a_person(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("extract", page).out.splitlines()
    assert lines[0] == feedless_site.TITLES[0]
    assert lines[1] == "湖畔日报  2026-11-20 09:30  陆一鸣  editor 沈静  资讯 > 消费"
    assert lines[2] == ""
    assert lines[3].startswith("　　本网讯")


def from_bytes(body: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(body))


def test_extract_and_links_take_stdin(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", from_bytes(ARTICLE))
    assert run("extract", "-", "--json").json["source"] == "湖畔日报"
    monkeypatch.setattr("sys.stdin", from_bytes(CHANNEL))
    assert (
        len(run("links", "-", "--json", "--base", "http://news.example.cn/x/").json["links"]) == 6
    )


def test_extract_from_the_web_joins_the_pages(run: Run) -> None:
    pager = (
        '<div class="page">1 <a href="40210_2.html">2</a> <a href="40210_2.html">下一页</a></div>'
    )
    first = ARTICLE.replace(b"</div></div>", f"</div>{pager}</div>".encode("gb18030"))
    second = feedless_site.pages()[feedless_site.path(1)][1]
    path = feedless_site.path(0)
    with web_site(
        {
            path: ("text/html", first),
            path.replace(".html", "_2.html"): ("text/html", second),
            "/picture": ("image/png", b"\x89PNG\r\n"),
        }
    ) as web:
        done = run("extract", web + path, "--json")
        assert run("extract", f"{web}/gone").code == 1
        picture = run("extract", f"{web}/picture")
    assert done.json["url"] == web + path
    assert done.json["title"] == feedless_site.TITLES[0]
    texts = [paragraph["text"] for paragraph in done.json["paragraphs"]]
    assert texts == [*feedless_site.paragraphs(0), *feedless_site.paragraphs(1)]
    assert picture.code == 1
    assert "a picture" in picture.err


def test_links(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.html"
    file.write_bytes(CHANNEL)
    found = run("links", file, "--base", "http://news.example.cn/xiaofei/", "--json").json
    assert [link["title"] for link in found["links"]] == list(feedless_site.TITLES)
    assert found["links"][0]["url"] == "http://news.example.cn" + feedless_site.path(0)
    assert found["links"][0]["published"] == "2026-11-20"
    assert found["next"] == "http://news.example.cn/xiaofei/list_2.html"
    assert found["selector"]
    rows = run("links", file, "--base", "http://news.example.cn/xiaofei/").out.splitlines()
    assert [row.split("\t")[1] for row in rows] == list(feedless_site.TITLES)
    with web_site(feedless_site.pages()) as web:
        there = run("links", f"{web}/xiaofei/", "--json").json
    assert [link["title"] for link in there["links"]] == list(feedless_site.TITLES)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["extract"], 2, "FILE is missing"),
        (["links"], 2, "FILE is missing"),
        (["extract", "no/such/file"], 2, "no/such/file: cannot be read"),
        (["extract", "/"], 2, "cannot be read"),
        (["extract", "/dev/zero"], 2, "larger than 10 MiB"),
        (["extract", "/dev/null"], 1, "empty"),
        (["links", "/dev/null"], 1, ""),
        (["extract", "http://127.0.0.1:9/", "--base", BASE], 2, "--base goes with a file"),
        (["extract", "http://127.0.0.1:9/"], 1, "refuses connections"),
        (["extract", "x", "--jsonl"], 2, "from stdin"),
    ],
)
def test_mistakes_are_one_line(run: Run, arguments: list[str], code: int, message: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "body",
    [b"\0" * 5000, b"\xff\xfe" * 5000, b"<div>" * 100_000, b"PK\x03\x04" + b"\xd6" * 99, b"{}"],
    ids=["zeros", "odd", "deep", "packed", "json"],
)
def test_what_is_no_article_is_said_in_one_line(run: Run, tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "hostile"
    file.write_bytes(body)
    for command in ("extract", "links"):
        done = run(command, file)
        assert (done.code, done.out) == (1, "")
        assert len(done.err.splitlines()) == 1


# Batches.


def batch(folder: Path, *names: str) -> Done:
    """Run `tnews extract --jsonl` in `folder` with `names` on its stdin."""
    done = subprocess.run(
        [sys.executable, "-m", "tnews", "extract", "--jsonl"],
        input="".join(f"{name}\n" for name in names).encode(),
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_batch_keeps_its_order_and_tells_what_failed(page: Path) -> None:
    with web_site(feedless_site.pages()) as web:
        done = batch(
            page.parent, "page.html", "no file", "", f"{web}{feedless_site.path(3)}", "page.html"
        )
    found = [json.loads(line) for line in done.out.splitlines()]
    assert (done.code, done.err) == (1, "")
    assert [one.get("title") for one in found] == [
        feedless_site.TITLES[0], None, feedless_site.TITLES[3], feedless_site.TITLES[0],
    ]  # fmt: skip
    assert set(found[1]) == {"file", "error"}
    assert found[1]["file"] == "no file"
    assert batch(page.parent, "page.html").code == 0
    assert batch(page.parent).out == ""


def test_who_asks_line_by_line_is_answered_line_by_line(page: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tnews", "extract", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        for _time in range(2):
            process.stdin.write(f"{page}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["title"] == feedless_site.TITLES[0]
        process.stdin.close()
        assert process.wait() == 0


def test_stdin_without_end_of_line_is_no_list_of_files() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tnews", "extract", "--jsonl"],
        input=b"\0" * 1_000_000,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")


@given(st.lists(st.integers(0, 5), max_size=30))
async def test_results_come_in_the_order_of_the_lines(delays: list[int]) -> None:
    import asyncio

    running = most = 0

    async def lines() -> AsyncIterator[str]:
        for number, delay in enumerate(delays):
            yield f"{number} {delay}"

    async def work(line: str) -> str:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _turn in range(int(line.split()[1])):
            await asyncio.sleep(0)
        running -= 1
        return line

    found = [line async for line in in_order(lines(), work)]
    assert found == [f"{number} {delay}" for number, delay in enumerate(delays)]
    assert most <= AT_ONCE
