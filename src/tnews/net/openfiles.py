"""How many connections may be open: each is one of the files a process may have open at a time."""

from __future__ import annotations

_SHARE = 4
"""One part for lists that are fetched, one for articles' pages, one for idle connections, and one
for the cache, the reading processes, and addresses of a host that are tried side by side."""


def affordable(wanted: int) -> int:
    """Return `wanted`, or how many connections one use may have if that is less: 64 on macOS, where
    a process may have 256 files open, and 256 on most Linuxes, where it may have 1,024."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return wanted
    most, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if most < 0 else max(1, min(wanted, most // _SHARE))  # -1: no limit
