"""Refreshing hundreds of feeds beside newsboat and lemon24/reader: wall time, CPU, memory.

    python bench/refresh.py FARM [--feeds 100 500] [--latency 0 50-200] [--runs 5] [--threads 16 100]
                                 [--reader PYTHON] [--cases cold same identical first]

FARM is a program that serves feeds on loopback, as `FARM --feeds N --port P --latency-ms MS
[--no-validators] --urls FILE --warm`, and says under /__stats how often it answered with which
status. PYTHON is an interpreter that has lemon24/reader.

Three of the cases are each a command from a cold process: `cold` into an empty cache; `same`, where the
server says 304; `identical`, where it has no validators and sends the same bytes again. newsboat
keeps validators with its second run and sends them from the third on, so it is primed twice. A run
counts only if the server's answers and the stored articles are as many as they should be. The
programs take turns. tnews stores, then indexes behind: how long after its end the last article is
in the index is said too; the CPU time and the memory of that process are not in its own. About 5 s
of each run of newsboat with 500 feeds is the loading of its own 15,000 articles: the
ratios are those of commands, not of the refresh inside an open newsboat.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from in_terminal import Terminal, without_escapes

PORT = 8960
ITEMS = 30
CASES = ("cold", "same", "identical", "first")
_BEGINNING = 8
"""Characters by which a title on the screen is known."""

CHANNELS = ("动态", "消费", "创业", "汽车", "商业", "房产", "互联网", "健康", "通信", "教育")


class Run(NamedTuple):
    """What one run took: seconds of wall time, of CPU, MiB of the whole tree, seconds behind."""

    wall: float
    cpu: float
    pss: float
    behind: float = 0.0


class Program(NamedTuple):
    """A program under test: its name, how it is primed for a case, its command, its articles."""

    name: str
    prepare: Callable[[Path, list[str]], None]
    command: Callable[[Path], list[str]]
    stored: Callable[[Path], int]
    primings: int = 1


def tnews(folder: Path) -> list[str]:
    """Return the command."""
    program = str(Path(sys.executable).with_name("tnews"))
    return [program, "--config", f"{folder}/c.toml", "--data-dir", f"{folder}/data", "refresh"]


def tnews_prepare(folder: Path, urls: list[str]) -> None:
    """Write its configuration: pages are not asked for, as the others do not either."""
    tables = [
        f'[[source]]\nname = "源{n}"\nkey = "s{n}"\nurl = "{url}"\nfull_text = "never"\n'
        f'category = "{CHANNELS[n % len(CHANNELS)]}"\n'
        for n, url in enumerate(urls)
    ]
    (folder / "c.toml").write_text("\n".join(tables), encoding="utf-8")


def newsboat(threads: int) -> Program:
    """Return newsboat with so many threads."""

    def prepare(folder: Path, urls: list[str]) -> None:
        (folder / "urls").write_text("".join(f"{url}\n" for url in urls))
        (folder / "config").write_text(f"auto-reload no\nreload-threads {threads}\n")

    def command(folder: Path) -> list[str]:
        files = (f"{folder}/urls", f"{folder}/cache.db", f"{folder}/config")
        return ["newsboat", "-q", "-u", files[0], "-c", files[1], "-C", files[2], "-x", "reload"]

    def stored(folder: Path) -> int:
        return _rows(folder / "cache.db", "SELECT count(*) FROM rss_item")

    return Program(f"newsboat {threads}", prepare, command, stored, primings=2)


_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1] + "/reader.db")
for url in open(sys.argv[1] + "/urls"):
    reader.add_feed(url.strip(), exist_ok=True)
reader.update_feeds(scheduled=False, workers=16)  # also those asked a moment ago
"""


def lemon(python: str) -> Program:
    """Return lemon24/reader with 16 workers."""

    def prepare(folder: Path, urls: list[str]) -> None:
        (folder / "urls").write_text("".join(f"{url}\n" for url in urls))
        (folder / "update.py").write_text(_READER)

    return Program(
        "reader",
        prepare,
        lambda folder: [python, f"{folder}/update.py", str(folder)],
        lambda folder: _rows(folder / "reader.db", "SELECT count(*) FROM entries"),
    )


TNEWS = Program(
    "tnews",
    tnews_prepare,
    tnews,
    lambda folder: _rows(folder / "data" / "tnews.db", "SELECT count(*) FROM articles"),
)


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("farm", type=Path)
    parser.add_argument("--feeds", type=int, nargs="+", default=[100, 500])
    parser.add_argument("--latency", nargs="+", default=["0", "50-200"])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[16])
    parser.add_argument("--reader", default="")
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    options = parser.parse_args()
    programs = [TNEWS]
    if shutil.which("newsboat"):
        programs += [newsboat(threads) for threads in options.threads]
    if options.reader:
        programs.append(lemon(options.reader))
    for feeds in options.feeds:
        for latency in options.latency:
            for case in options.cases:
                if case == "first":
                    first(options.farm, feeds, latency, options.runs)
                    continue
                compare(options.farm, programs, case, feeds, latency, options.runs)


def compare(
    farm: Path, programs: list[Program], case: str, feeds: int, latency: str, runs: int
) -> None:
    """Let the programs take turns at one case and print what they took."""
    found: dict[str, list[Run]] = {program.name: [] for program in programs}
    with tempfile.TemporaryDirectory() as home, serving(farm, home, case, feeds, latency) as urls:
        folders = {program.name: Path(home, program.name.replace(" ", "")) for program in programs}
        for turn in range(runs + 1):  # the last one is for the memory: to look slows down
            for program in programs:
                folder = folders[program.name]
                if case == "cold":
                    shutil.rmtree(folder, ignore_errors=True)
                if not folder.exists():
                    folder.mkdir()
                    program.prepare(folder, urls)
                    for _priming in range(0 if case == "cold" else program.primings):
                        subprocess.run(program.command(folder), check=True, capture_output=True)
                        settle(folder)
                run = measured(program, folder, case, feeds, looks=turn == runs)
                found[program.name].append(run)
    report(case, feeds, latency, found)


def first(farm: Path, feeds: int, latency: str, runs: int) -> None:
    """Print when the reader, with an empty cache, shows one of the articles it fetches."""
    seconds = []
    with tempfile.TemporaryDirectory() as home, serving(farm, home, "cold", feeds, latency) as urls:
        documents = [ask(url.partition(str(PORT))[2]) for url in urls]
        beginnings = {
            title[:_BEGINNING]
            for document in documents
            for title in re.findall("<item><title>(.+?)</title>", document)
        }
        folder = Path(home, "tnews")
        for _turn in range(runs):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            tnews_prepare(folder, urls)
            with Terminal(tnews(folder)[:-1]) as terminal:
                while not shows(terminal.painted, beginnings):
                    terminal.painted = terminal.painted[-10_000:]
                    if not terminal.read(60):
                        raise SystemExit("no article within a minute")
                seconds.append(time.perf_counter() - terminal.started)
    print(
        f"\nfirst article on the screen, {feeds} feeds, {latency} ms, n = {runs}: "
        f"{statistics.median(seconds):.2f} s (longest {max(seconds):.2f})",
        flush=True,
    )


def shows(painted: bytes, beginnings: set[str]) -> bool:
    """Say whether one of the titles that begin so was painted. Fast: the program shares the cores."""
    text = without_escapes(painted).decode(errors="replace")
    return any(text[at : at + _BEGINNING] in beginnings for at in range(len(text)))


def measured(program: Program, folder: Path, case: str, feeds: int, *, looks: bool) -> Run:
    """Run `program` once. Exits where the server or the cache say that it did something else."""
    ask("/__reset")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        program.command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = [0.0]
    if looks:
        watcher = threading.Thread(target=watch, args=(process.pid, peak))
        watcher.start()
    process.wait()
    wall = time.perf_counter() - start
    if looks:
        watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    behind = settle(folder)
    said = json.loads(ask("/__stats"))
    wanted = {"304": feeds} if case == "same" else {"200": feeds + 1}  # and the one that asks
    stored = program.stored(folder)
    if any(said.get(status, 0) < count for status, count in wanted.items()):
        raise SystemExit(f"{program.name}, {case}: the server said {said}")
    if stored != feeds * ITEMS:
        raise SystemExit(f"{program.name}, {case}: {stored} articles stored")
    return Run(wall, cpu, peak[0], behind)


def settle(folder: Path) -> float:
    """Wait until tnews has everything in its index; return the seconds."""
    database = folder / "data" / "tnews.db"
    start = time.perf_counter()
    sql = "SELECT count(*) FROM meta WHERE name = 'indexed_to'"
    while database.exists() and _rows(database, sql):
        time.sleep(0.05)
    return time.perf_counter() - start


def watch(pid: int, peak: list[float]) -> None:
    """Keep in `peak` the most MiB that the process and its descendants have together (PSS)."""
    while Path(f"/proc/{pid}").exists():
        total = sum(map(_pss, _tree(pid)))
        if not total:
            return
        peak[0] = max(peak[0], total / 1024)
        time.sleep(0.01)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _tree(int(child))
    except OSError:
        return


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def report(case: str, feeds: int, latency: str, found: dict[str, list[Run]]) -> None:
    """Print the medians, and the ratios of tnews to the others."""
    ours, *_others = found.values()
    mine = statistics.median(run.wall for run in ours[:-1])
    print(f"\n{case}, {feeds} feeds, {latency} ms, n = {len(ours) - 1}")
    for name, runs in found.items():
        wall = statistics.median(run.wall for run in runs[:-1])
        cpu = statistics.median(run.cpu for run in runs[:-1])
        ratio = "" if runs is ours else f"  tnews is {mine / wall:.2f} of it"
        memory = runs[-1].pss
        if runs is not ours:
            ratio += f", memory {ours[-1].pss / memory:.2f}" if memory else ""
        behind = statistics.median(run.behind for run in runs[:-1])
        ratio += f"  (indexed {behind:.2f} s later)" if behind > 0.1 else ""
        print(f"  {name:14} {wall:6.2f} s  CPU {cpu:6.2f} s  {memory:6.1f} MiB{ratio}", flush=True)


@contextmanager
def serving(farm: Path, home: str, case: str, feeds: int, latency: str) -> Iterator[list[str]]:
    """Serve the feeds; yields their addresses."""
    urls = Path(home, "urls")
    validators = ["--no-validators"] if case == "identical" else []
    process = subprocess.Popen(
        [
            *(sys.executable, str(farm), "--feeds", str(feeds), "--items", str(ITEMS)),
            *("--port", str(PORT), "--latency-ms", latency, "--urls", str(urls), "--warm"),
            *validators,
        ],
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield [line.split()[0] for line in urls.read_text().splitlines()]
    finally:
        process.terminate()
        process.wait()


def ask(path: str) -> str:
    """Return what the farm says."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
        return str(answer.read().decode())


def _rows(database: Path, sql: str) -> int:
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        return int(connection.execute(sql).fetchone()[0])


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main()
