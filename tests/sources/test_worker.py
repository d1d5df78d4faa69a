"""Real child processes: their limits, their death, their end."""

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from drawn import opened, photo, saved
from tnews.model import ArticleDraft, Block, Link, PackedBlocks, ParseError, text_digest
from tnews.sources import child, wire, worker
from tnews.sources.worker import Parser

FACTS = {"url": "https://a.cn/feed"}
FEED = "<rss><channel><title>频道</title><item><title>标题</title><link>/1</link></item></channel></rss>".encode()
ENDLESS = b"<rss><channel><item>" + b"<a>" * 1_000_000


@pytest.fixture
async def parser() -> AsyncIterator[Parser]:
    async with Parser() as parser:
        yield parser


def children() -> set[str]:
    """The ids of this process's living children."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


async def started(parser: Parser, body: bytes) -> asyncio.Task[object]:
    """A job on `body` whose child runs."""
    await parser.parse("feed", FEED, FACTS)
    job: asyncio.Task[object] = asyncio.create_task(parser.parse("feed", body, FACTS))
    await asyncio.sleep(0)
    return job


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")


async def test_document_is_read_in_a_child(parser: Parser) -> None:
    title, (draft,), _notes = await parser.parse("feed", FEED, FACTS)
    assert title == "频道"
    assert draft == ArticleDraft(uid="", url="https://a.cn/1", title="标题")


async def test_error_of_a_document_is_told(parser: Parser) -> None:
    with pytest.raises(ParseError, match="web page"):
        await parser.parse("feed", b"<html></html>", FACTS)


async def test_exception_of_a_reader_is_a_parse_error(parser: Parser) -> None:
    with pytest.raises(ParseError, match="could not be read"):
        await parser.parse("no such kind", FEED, FACTS)
    assert await parser.parse("feed", FEED, FACTS)


async def test_who_refused_a_document_reads_the_next(parser: Parser) -> None:
    with pytest.raises(ParseError):
        await parser.parse("feed", b"<html></html>", FACTS)
    assert len(parser._idle) == 1


@pytest.mark.parametrize("kind", ["feed", "no such kind"])
async def test_who_read_a_large_document_or_failed_is_replaced(parser: Parser, kind: str) -> None:
    with suppress(ParseError):
        await parser.parse(kind, LARGE if kind == "feed" else FEED, FACTS)
    assert parser._idle == []


@needs_proc
async def test_ctrl_c_is_the_parents_to_handle(parser: Parser) -> None:
    await parser.parse("feed", FEED, FACTS)
    before = children()
    for one in before:
        os.kill(int(one), signal.SIGINT)
    assert await parser.parse("feed", FEED, FACTS)
    assert children() == before


def test_the_alarm_of_a_job_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    alarms: list[int] = []
    monkeypatch.setattr(child, "_alarm", alarms.append)
    monkeypatch.setattr(child, "_give_room", lambda _size: None)
    child.serve(io.BytesIO(wire.pack_job("feed", FEED, FACTS) + FEED), io.BytesIO(), 7)
    assert alarms == [7, 0]


async def test_quadratic_author_is_read_in_time(parser: Parser) -> None:
    author = b"a@" + b"a." * 32_000 + b"!"
    body = (
        b"<rss><channel><item><title>1</title><author>"
        + author
        + b"</author></item></channel></rss>"
    )
    assert len((await parser.parse("feed", body, FACTS))[1]) == 1


@needs_proc
async def test_late_child_is_killed_and_replaced() -> None:
    async with Parser(seconds=1.0) as parser:
        with pytest.raises(ParseError, match="too long"):
            await parser.parse("feed", ENDLESS, FACTS)
        assert children() == set()
        parser._seconds = 60.0  # the next one, too, has to start within its time
        assert await parser.parse("feed", FEED, FACTS)


@needs_proc
async def test_a_child_that_is_stopped_is_killed_and_replaced() -> None:
    async with Parser(seconds=1.0) as parser:
        job = await started(parser, ENDLESS)
        (child,) = children()
        os.kill(int(child), signal.SIGSTOP)
        with pytest.raises(ParseError, match="too long"):
            await job
        assert children() == set()
        parser._seconds = 60.0
        assert await parser.parse("feed", FEED, FACTS)


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="needs POSIX")
def test_a_child_at_work_whose_parent_is_gone_ends_by_itself() -> None:
    line = [sys.executable, "-P", "-m", "tnews.sources.child", "1", str(300 << 20)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        body = (
            b"<rss><channel><item>" + b"<a>&x;</b>" * 50 + b"<div><a>" * 1_000_000
        )  # five seconds
        process.stdin.write(wire.pack_job("feed", body, FACTS) + body)
        process.stdin.close()
        assert process.wait(60) == -signal.SIGALRM


@needs_proc
async def test_child_without_memory_fails_alone() -> None:
    async with Parser(memory=100 << 20) as parser:
        with pytest.raises(ParseError):
            await parser.parse("feed", b"<rss>" + b"&#20013;" * 1_200_000, FACTS)
        assert await parser.parse("feed", FEED, FACTS)


@needs_proc
async def test_child_that_dies_at_work_fails_alone(parser: Parser) -> None:
    job = await started(parser, ENDLESS)
    (child,) = children()
    os.kill(int(child), signal.SIGKILL)
    with pytest.raises(ParseError, match="broke"):
        await job
    assert await parser.parse("feed", FEED, FACTS)


@needs_proc
async def test_child_that_died_idle_is_replaced(parser: Parser) -> None:
    await parser.parse("feed", FEED, FACTS)
    (child,) = children()
    os.kill(int(child), signal.SIGKILL)
    await parser._idle[0]._process.wait()
    assert await parser.parse("feed", FEED, FACTS)


@needs_proc
async def test_a_child_that_dies_as_it_is_killed_is_nothing_to_warn_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _time in range(10):  # who hears of its end first is chance
        async with Parser() as parser:
            await parser.prepare(1)
            child = parser._idle.pop()
            os.kill(child._process.pid, signal.SIGKILL)
            os.sched_yield()
            await child.kill()
    assert caplog.records == []


@needs_proc
async def test_cancelled_job_leaves_no_child(parser: Parser) -> None:
    job = await started(parser, ENDLESS)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert children() == set()
    assert await parser.parse("feed", FEED, FACTS)


@needs_proc
@pytest.mark.parametrize("times", [1, 2, 3])
async def test_leaving_that_is_cancelled_leaves_no_child(times: int) -> None:
    before, leaving = children(), asyncio.Event()

    async def read() -> None:
        async with Parser() as parser:
            await asyncio.gather(*(parser.parse("feed", FEED, FACTS) for _document in range(2)))
            leaving.set()

    reading = asyncio.create_task(read())
    await leaving.wait()
    for _time in range(times):
        reading.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert children() == before


@needs_proc
@pytest.mark.parametrize("times", [1, 2])
async def test_job_cancelled_while_its_child_starts_leaves_no_child(
    parser: Parser, times: int
) -> None:
    for turns in range(4):
        job = asyncio.create_task(parser.parse("feed", FEED, FACTS))
        for _turn in range(turns):
            await asyncio.sleep(0)
        for _time in range(times):
            job.cancel()
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await job
        assert children() == set()
    assert await parser.parse("feed", FEED, FACTS)


@needs_proc
async def test_children_are_few_and_end_with_the_parser() -> None:
    async with Parser(processes=2) as parser:
        assert children() == set()
        await asyncio.gather(*(parser.parse("feed", FEED, FACTS) for _ in range(20)))
        assert 1 <= len(children()) <= 2
    assert children() == set()


@needs_proc
@pytest.mark.parametrize(("documents", "expected"), [(0, 0), (1, 1), (500, 2)])
async def test_children_are_prepared_for_as_many_documents_as_come(
    documents: int, expected: int
) -> None:
    async with Parser(processes=2) as parser:
        await parser.prepare(documents)
        prepared = children()
        assert len(prepared) == min(expected, os.cpu_count() or 1)
        if prepared:
            await asyncio.gather(*(parser.parse("feed", FEED, FACTS) for _ in range(2)))
            assert prepared <= children()
    assert children() == set()


async def test_that_no_child_can_be_prepared_is_told_by_the_document(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    await parser.prepare(1)
    with pytest.raises(ParseError, match="no process"):
        await parser.parse("feed", FEED, FACTS)


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="needs POSIX")
async def test_child_ends_when_its_input_ends(parser: Parser) -> None:
    await parser.parse("feed", FEED, FACTS)
    worker = parser._idle.pop()
    await worker.stop()
    assert worker._process.returncode == 0


async def test_huge_result_is_refused(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LARGEST_RESULT", 100)
    with pytest.raises(ParseError, match="too large"):
        await parser.parse("feed", FEED, FACTS)


@pytest.mark.parametrize("head", [b'{"width":1e999}', b'{"width":null}', b"[]"])
async def test_nonsense_of_what_was_made_is_told(
    parser: Parser, monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    async def ask(_worker: object, _job: bytes, _body: bytes) -> wire.Result:
        return wire.Result(head, b"")

    monkeypatch.setattr(worker._Worker, "ask", ask)
    with pytest.raises(ParseError, match="no sensible result"):
        await parser.make("picture", b"", {})


def packed(data: object) -> bytes:
    """`data` as packed blocks, whatever it is."""
    return b"g" + zlib.compress(json.dumps(data, ensure_ascii=False).encode("gb18030"))


def test_drafts_cross_the_pipe_unchanged() -> None:
    draft = ArticleDraft(
        uid="7",
        url="https://a.cn/7",
        title="标题",
        blocks=(
            Block("p", "看这里", links=(Link(1, 3, "https://a.cn/8"),)),
            Block("img", "图", "https://a.cn/1.jpg"),
        ),
        is_full_text=True,
        editor="FG003",
    )
    frame = wire.pack_parsed(wire.Parsed("频道", (draft,)))
    crossed = wire.unpack(wire.unframe(frame))
    assert crossed == ("频道", (draft,), {})
    assert isinstance(text := crossed.drafts[0].blocks, PackedBlocks)
    assert (text.characters, text.digest) == (4, text_digest(draft.blocks))


def test_what_comes_from_a_child_is_cleaned_again() -> None:
    frame = wire.pack_parsed(wire.Parsed("频道", (ArticleDraft(uid="1", url="", title="标题"),)))
    result = json.loads(wire.unframe(frame).head)
    result["title"] = result["drafts"][0]["title"] = "\x1b[31m红\u202e"
    result["drafts"][0]["url"] = "javascript:x"
    result["notes"] = {"next": "\x1b[31m红\u202e"}
    result["drafts"][0]["bytes"] = len(text := packed([["p", "\x1b[31m红\u202e", "", []]]))
    title, (draft,), notes = wire.unpack(wire.Result(json.dumps(result).encode(), text))
    assert (title, draft.title, draft.url, draft.text) == ("红", "红", "", "红")
    assert notes == {"next": "红"}


def test_a_text_that_was_not_packed_is_no_text() -> None:
    for text in (b"x", packed("p"), packed([["p", "字", ""]]), packed([["x", "字", "", []]])):
        with pytest.raises(ValueError, match="no packed blocks"):
            list(PackedBlocks(text, 1, b""))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"[]",
        b"{}",
        b'{"title":1,"notes":{},"drafts":[{}]}',
        b'{"title":"","notes":{},"drafts":[[]]}',
        b'{"title":"","notes":{},"drafts":[]}',
        b"[" * 100_000,
        b'{"title":"","notes":{},"drafts":[{"bytes":1,"characters":1e999}]}',
    ],
)
def test_nonsense_from_a_child_is_refused(head: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError, OverflowError)):
        wire.unpack(wire.Result(head, b"x"))


async def test_bytes_are_made_in_a_child(parser: Parser) -> None:
    made = await parser.make("picture", saved(photo()), {})
    assert made.facts == {"width": 320, "height": 200}
    assert opened(made.data).size == (320, 200)


async def test_why_nothing_is_made_is_told(parser: Parser) -> None:
    with pytest.raises(ParseError, match="SVG"):
        await parser.make("picture", b"<svg/>", {})


async def test_a_picture_that_needs_too_much_memory_fails_alone(parser: Parser) -> None:
    glass = Image.new("RGBA", (6300, 6300))  # 160 MB, and once more to be made small
    with pytest.raises(ParseError, match="memory"):
        await parser.make("picture", saved(glass, "PNG", compress_level=1), {})
    assert await parser.make("picture", saved(photo()), {})


LARGE = (
    b"<rss><channel><item><title>1</title><description>"
    + b"x" * (3 << 20)
    + b"</description></item></channel></rss>"
)


async def test_of_large_documents_one_is_read_at_a_time(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = most = 0
    ask = worker._Worker.ask

    async def counted(self: Any, job: bytes, body: bytes) -> wire.Result:
        nonlocal asking, most
        asking += 1
        most = max(most, asking)
        try:
            return await ask(self, job, body)
        finally:
            asking -= 1

    monkeypatch.setattr(worker._Worker, "ask", counted)
    jobs = [asyncio.create_task(parser.parse("feed", LARGE, FACTS)) for _ in range(3)]
    for job in jobs:
        assert len((await job).drafts) == 1
    assert most == 1


FLOODS = {
    "tags": b"<item><title>1</title><description>" + b"<a>x</a>" * 1_300_000 + b"</description></item>",
    "paragraphs": b"<item><title>1</title><description>" + b"&lt;p&gt;x" * 1_000_000 + b"</description></item>",
    "objects": b'{"items":[' + b'{"id":1},' * 1_000_000 + b"1]}",
    "names": b'{"items":[{' + b",".join(b'"%d":1' % n for n in range(800_000)) + b"}]}",
}  # fmt: skip

MEASURED = """
import asyncio, resource, sys
from tnews.model import ParseError
from tnews.sources.worker import Parser

async def read(body):
    async with Parser(seconds=100) as parser:
        try:
            await parser.parse("feed", body, {"url": "https://a.cn/"})
        except ParseError as error:
            print(error.message, file=sys.stderr)

asyncio.run(read(sys.stdin.buffer.read()))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10)
"""


@needs_proc
@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_10_mebibytes_takes_little_memory(flood: str) -> None:
    body = FLOODS[flood]
    if not body.startswith(b"{"):
        body = b"<rss><channel>" + body + b"</channel></rss>"
    done = subprocess.run([sys.executable, "-c", MEASURED], input=body, stdout=-1, check=True)
    assert int(done.stdout) < 140  # mebibytes; 250 to 530 without the limits
