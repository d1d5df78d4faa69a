"""Fuzz what eats bytes of strangers: mutants of our own documents, for as long as you like.

    make fuzz [FUZZ_SECONDS=60] [FUZZ="feed page"] [FUZZ_SEED=7]

Each target of tests/fuzz_targets.py gets that many seconds of CPU time in a process of its own.
An input that raises, takes too long or ends the process is printed and kept in tests/found/TARGET/,
where tests/test_fuzz.py tries it again in every run. With TNEWS_CORPUS set, measuring data are
mutated too; what is found with them is made small by hand before it becomes a test.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Hashable
from hashlib import blake2b
from pathlib import Path

import fuzz_seeds
from fuzz_targets import TARGETS, Target
from mutants import mutant

FOUND = Path(__file__).parents[1] / "tests" / "found"

TOO_LONG = 2.0
"""Seconds of CPU time that an input may take."""

_HANGS = 20
"""Seconds of CPU time after which the process of a target is ended."""

_MEMORY = 1 << 30
"""Bytes of address space of that process, so that an input cannot take the machine along."""

_POOL = 2000
"""Inputs that made a result look new and are mutated again, at most."""

_ENOUGH = 5
"""Findings after which a target is left: they mostly have one cause."""


def main() -> None:
    """Fuzz the chosen targets one after another; exits with 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=" ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=60.0, help="CPU time for each target")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--found", type=Path, default=FOUND, help="folder for findings")
    options = parser.parse_args()
    if unknown := [name for name in options.targets if name not in TARGETS]:
        sys.exit(f"no such target: {' '.join(unknown)}; there are {' '.join(TARGETS)}")
    print(f"seed {options.seed}", flush=True)
    findings = 0
    for name in options.targets or TARGETS:
        findings += _watched(TARGETS[name], options.seconds, options.seed, options.found)
    sys.exit(1 if findings else 0)


def _watched(target: Target, seconds: float, seed: int, folder: Path) -> int:
    """Fuzz `target` in a process of its own; what ends that process is a finding too."""
    current = folder / target.name / ".current"
    current.parent.mkdir(parents=True, exist_ok=True)
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        os._exit(min(_fuzz(target, seconds, seed, current), 100))
    try:
        _pid, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code < 0 and current.exists():
            _tell(target, current.read_bytes(), signal.strsignal(-code) or str(code), folder)
            code = 1
    finally:  # after Ctrl-C, too: what lies there is tried by every run of the tests
        current.unlink(missing_ok=True)
        if not any(current.parent.iterdir()):
            current.parent.rmdir()
    return abs(code)


def _fuzz(target: Target, seconds: float, seed: int, current: Path) -> int:
    """Mutate until the time is over; return the number of findings."""
    chance = random.Random(f"{target.name} {seed}")
    seeds = list(fuzz_seeds.of(target.sort))
    pool: list[bytes] = []
    seen: set[Hashable] = set()
    findings = executions = 0
    slowest = 0.0
    end = time.process_time() + seconds
    while time.process_time() < end and findings < _ENOUGH:
        parent = chance.choice(pool if pool and chance.random() < 0.5 else seeds)
        data = mutant(chance, parent, seeds) if executions >= len(seeds) else seeds[executions]
        executions += 1
        current.write_bytes(data)
        signal.setitimer(signal.ITIMER_PROF, _HANGS)  # ends the process, inside C as well
        began = time.thread_time()
        try:
            looks = target.check(data)
        except Exception:  # noqa: BLE001 (whatever it is, it is a finding)
            findings += 1
            _tell(target, data, traceback.format_exc(limit=-6), current.parents[1])
            continue
        finally:
            took = time.thread_time() - began
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, took)
        if took > TOO_LONG:
            findings += 1
            _tell(target, data, f"took {took:.1f} s of CPU time", current.parents[1])
        elif looks not in seen and len(pool) < _POOL:
            seen.add(looks)
            pool.append(data)
    print(
        f"{target.name:12} {executions:8,} executions, {len(seen):5,} looks,"
        f" slowest {slowest * 1000:6,.0f} ms, {findings} found",
        flush=True,
    )
    return findings


def _tell(target: Target, data: bytes, problem: str, folder: Path) -> None:
    """Keep an input and print it with what is wrong."""
    path = folder / target.name / blake2b(data, digest_size=6).hexdigest()
    path.write_bytes(data)
    print(f"{target.name}: {path} ({len(data):,} bytes)\n  {data[:160]!r}\n{problem}", flush=True)


if __name__ == "__main__":
    main()
