"""Places where nothing can be written, for real processes: full disks, limits, folders of others."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from command_line import Done

_BOUND_BY_MODES = (1, 2, 3)
"""CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER: what root is without where modes bind it."""

_DROP = 24
"""PR_CAPBSET_DROP."""

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")


def tnews(
    *arguments: object,
    largest_file: int | None = None,
    most_files: int | None = None,
    as_others: bool = False,
    environment: Mapping[str, str | None] | None = None,
    close: tuple[int, ...] = (),
) -> Done:
    """Run `tnews` in a process of its own, whose files may have `largest_file` bytes at most, that
    may open `most_files` at once, that modes bind even if it is root's (`as_others`), where these
    variables are otherwise (None: missing), and these descriptors are closed."""
    known = {**os.environ, **(environment or {})}

    def prepare() -> None:
        import resource

        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        if most_files is not None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
        if as_others:
            bind_by_modes()
        for descriptor in close:
            os.close(descriptor)

    done = subprocess.run(
        [sys.executable, "-m", "tnews", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={name: value for name, value in known.items() if value is not None},
        preexec_fn=prepare,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def bind_by_modes() -> None:
    """Let the modes of files and folders bind this process, and what it starts, as root too."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in _BOUND_BY_MODES:
            libc.prctl(_DROP, capability, 0, 0, 0)


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Callable[..., None]]:
    """Let `folder` be a disk of its own; the value fills what is free but for some bytes, or frees
    it again.

    Skips the test where that cannot be: it takes Linux and root.
    """
    folder.mkdir(exist_ok=True)
    size = f"size={mebibytes}m"
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "none", folder], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs the right to mount a small disk")

    def fill(is_full: bool, but_for: int = 0) -> None:
        filler = folder / "filler"
        filler.unlink(missing_ok=True)
        if is_full:
            with filler.open("wb", buffering=0) as file:
                for size in (1 << 20, 4096, 1):
                    try:
                        while file.write(bytes(size)) == size:
                            pass
                    except OSError:
                        continue
                file.truncate(file.tell() - but_for)

    try:
        yield fill
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False, capture_output=True)
