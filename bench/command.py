"""What a command takes as a process, against `tnews --version`, alternating in one run: `make bench`.

    python bench/command.py [DATA_DIR] [--rounds N] [--word WORD]

Prints medians of CPU (user and system, as the kernel counts them for the child) and wall time
in ms of n processes each, and their ratios to `tnews --version`. The tnews beside this Python is
measured, with its modules compiled, over a copy of the cache; nobody's configuration is read.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from caches import copied, parser

from tnews.model import Query
from tnews.store import Store

ROUNDS = 21


def main() -> None:
    """Measure and print."""
    line = parser(__doc__.splitlines()[0])
    line.add_argument("--rounds", type=int, default=ROUNDS)
    line.add_argument("--word", default="记者", help="what is searched for")
    options = line.parse_args()
    with copied(options.data_dir) as folder, tempfile.TemporaryDirectory() as home:
        with closing(Store.open(folder / "tnews.db")) as store:
            print(f"{store.counts().total[1]:,} articles")
            newest = store.ids(Query(limit=1))[0]
        commands = {
            "--version": ["--version"],
            "list": ["list"],
            "search": ["search", options.word],
            "show": ["show", str(newest)],
            "--export 50": ["--export", "--limit", "50"],
        }
        environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environ.update(TNEWS_DATA_DIR=str(folder), HOME=home, XDG_CONFIG_HOME=home)
        took = _alternate(commands, environ, options.rounds)
    print(f"                CPU ms  ratio   wall ms  ratio   n = {options.rounds}")
    cpu, wall = (median(times) for times in zip(*took["--version"], strict=True))
    for name, processes in took.items():
        own, all_in_all = (median(times) for times in zip(*processes, strict=True))
        print(
            f"{name:14}  {own:6.1f}  {own / cpu:5.2f}   {all_in_all:7.1f}  {all_in_all / wall:5.2f}"
        )


def _alternate(
    commands: dict[str, list[str]], environ: dict[str, str], rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """Return (CPU ms, wall ms) of each process; a first round, which compiles, does not count."""
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, arguments in commands.items():
            spent = _process(arguments, environ)
            if number:
                took[name].append(spent)
    return took


def _process(arguments: list[str], environ: dict[str, str]) -> tuple[float, float]:
    command = [str(Path(sys.executable).with_name("tnews")), *arguments]
    nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    pid = os.posix_spawn(command[0], command, environ, file_actions=nowhere)
    _pid, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - started
    if status:
        sys.exit(f"tnews {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return 1000 * (used.ru_utime + used.ru_stime), 1000 * wall


if __name__ == "__main__":
    main()
