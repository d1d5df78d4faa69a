"""Memory of a watch over many rounds, all sources due in each: it must not grow.

    python bench/watch.py [--rounds 200] [--sources 20] [--new 1]

Feeds of 30 articles on loopback in another process, of which so many are new in each round. Prints the
memory of the process that is its own (MiB, without mapped files and without its workers, which end with
each round), the open files and the CPU seconds of a round.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from tnews.cli.arguments import command_of, parse
from tnews.cli.building import Workplace
from tnews.cli.watching import Watcher

BODY = "湖边的书店在清晨开门，店主先扫落叶，再煮一壶茶。" * 30


def serve(pipe: Connection, new: int) -> None:
    """Serve feeds until the process is ended; each has `new` articles when it is asked again."""
    asked: defaultdict[str, Iterator[int]] = defaultdict(count)

    class Feeds(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            first = new * next(asked[self.path])
            items = "".join(
                f"<item><guid>{self.path}{n}</guid><title>{self.path} 的第{n}条消息</title>"
                f"<link>http://example.com{self.path}/{n}</link>"
                f"<description>{n}。{BODY}</description></item>"
                for n in range(first, first + 30)
            )
            body = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    pipe.send(server.server_address[1])
    server.serve_forever()


def sample() -> tuple[float, int, float]:
    """Return resident MiB without those of files, open files and CPU seconds of this process."""
    said = Path("/proc/self/status").read_text().split("RssAnon:")[1]
    files = sum(1 for _file in Path("/proc/self/fd").iterdir())
    return int(said.split()[0]) / 1024, files, time.process_time()


class Measured(Watcher):
    """Sleeps not at all: everything is due again at once."""

    def __init__(self, *arguments: object, rounds: int) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._left = rounds
        self.samples: list[tuple[float, int, float]] = []

    async def _sleep(self, until: datetime) -> None:
        connection = sqlite3.connect(self._cache)
        with connection:
            connection.execute("UPDATE fetches SET due_at = 0")
        connection.close()
        self.samples.append(sample())
        self._left -= 1
        if not self._left:
            raise asyncio.CancelledError


def main() -> None:
    """Run the rounds and print what they left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--sources", type=int, default=20)
    parser.add_argument("--new", type=int, default=1)
    said = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs, said.new), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"http://127.0.0.1:{ours.recv()}"
        (folder / "c.toml").write_text(
            "".join(
                f'[[source]]\nkey = "s{n}"\nname = "来源{n}"\nurl = "{url}/{n}"\n'
                f'category = "新闻"\nfull_text = "never"\n'
                for n in range(said.sources)
            ),
            "utf-8",
        )
        options = ["--config", str(folder / "c.toml"), "--data-dir", str(folder / "data")]
        command, head, tail = command_of(["refresh", "--watch", "--quiet", *options])
        parsed = parse(command, head, tail)
        with Workplace(parsed) as workplace:
            watcher = Measured(parsed, workplace, rounds=said.rounds)
        with suppress(asyncio.CancelledError):
            asyncio.run(watcher.run())
    samples = watcher.samples
    print(f"{said.rounds} rounds of {said.sources} sources")
    for number in sorted({1, 2, 10, *range(0, said.rounds + 1, 25)} - {0}):
        if number <= len(samples):
            mebibytes, files, _cpu = samples[number - 1]
            print(f"round {number:>4}: {mebibytes:6.1f} MiB, {files} open files")
    cpu = (samples[-1][2] - samples[0][2]) / max(1, len(samples) - 1)
    print(f"CPU of a round: {1000 * cpu:.0f} ms")
    server.terminate()


if __name__ == "__main__":
    main()
