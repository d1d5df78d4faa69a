"""How many connections a process may have open."""

from __future__ import annotations

import pytest

resource = pytest.importorskip("resource")

from tnews.net.openfiles import affordable  # noqa: E402 (Windows has no such limit)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(256, 64), (1024, 256), (1 << 20, 256), (2, 1), (resource.RLIM_INFINITY, 256)],
)
def test_a_quarter_of_the_files_that_may_be_open(
    monkeypatch: pytest.MonkeyPatch, limit: int, expected: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (limit, resource.RLIM_INFINITY))
    assert affordable(256) == expected
