"""What holds for every test: no internet, and nothing of the person who runs them."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tnews import locale
from tnews.model import visible

# The same examples each time, and on a slow machine no error because it is slow. New examples:
# pytest --hypothesis-profile=hunt
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("hunt", settings.get_profile("steady"), derandomize=False)
settings.load_profile("steady")


@pytest.hookimpl(optionalhook=True)  # plain pytest does without pytest-xdist
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: a third of the time tests wait, for processes, the
    disk and the screen."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(2, (cores or 1) * 3 // 2)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-pictures",
        action="store_true",
        help="keep what the screens look like now (tests/tui/svg): look at them first",
    )


@pytest.fixture(scope="session", autouse=True)
def _no_internet() -> Iterator[None]:
    """Fail a test that connects to anything but this machine."""

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def checked(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
                pytest.fail(f"the test connects to {address[0]}, which is not this machine")
            return connect(self, address)

        return checked

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        yield


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the tests, and the programs they start, see an empty home and English messages."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(home))
        for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        for name in ("TNEWS_CONFIG", "TNEWS_DATA_DIR", "TNEWS_DEBUG", "NO_COLOR"):
            patch.delenv(name, raising=False)
        # readline, which pytest loads, has put COLUMNS=80 there: processes that pytest starts see it.
        for name in ("COLUMNS", "LINES"):
            patch.delenv(name, raising=False)
        patch.setenv("TNEWS_LANG", "en")
        yield


@pytest.fixture(autouse=True)
def _unclean_text_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be U+FFFD for a person fails the test in whose process it is found."""
    monkeypatch.setattr(visible, "is_strict", True)


@pytest.fixture(autouse=True)
def _english() -> None:
    """Begin every test in English, whatever the one before has chosen."""
    locale.choose("en")
