import os
import sys
from array import array
from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest

from command_line import Place, Run
from tnews import tui
from tnews.cli import reader
from tnews.model import Query, StoreError
from tnews.model.settings import Config
from tnews.services.library import Library
from tnews.tui.errands import Errands
from tnews.tui.view import START, Spot, View


class Screen:
    """Stands for the screen: keeps how many articles, which configuration and options it got."""

    def __init__(self, *answers: str | Spot | None) -> None:
        self.answers = list(answers)
        self.seen: list[tuple[int, Config, dict[str, Any]]] = []
        self.asks_for_channels: list[bool] = []

    def run(
        self,
        library: Library,
        _refresher: object,
        config: Config,
        errands: Errands,
        start: Spot,
        **options: Any,
    ) -> str | Spot | None:
        options["start"] = start
        self.seen.append((library.counts().total[1], config, options))
        self.asks_for_channels.append(errands.choose is not None)
        return self.answers.pop(0)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    def show(*answers: str | Spot | None) -> Screen:
        made = Screen(*answers)
        monkeypatch.setattr(tui, "run", made.run)
        monkeypatch.setattr(reader, "_is_terminal", lambda: True)
        return made

    return show


def test_without_a_terminal_the_reader_says_what_to_use(filled: Place) -> None:
    done = filled.run()
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "tnews list" in done.err
    assert "--export" in done.err


def test_a_dumb_terminal_is_none(filled: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    assert filled.run().code == 2


def test_a_named_configuration_is_read_alone(filled: Place, screen: Callable[..., Screen]) -> None:
    shown = screen(None)
    assert filled.run().code == 0
    ((articles, config, options),) = shown.seen
    assert "guide" not in {source.kind for source in config.sources}
    assert len(config.sources) == 13
    assert articles == 60
    assert options == {"start": START, "demo": False, "keep": ANY}
    assert shown.asks_for_channels == [False]


def test_a_fresh_start_has_the_bundled_sources_and_the_guide(
    run: Run, screen: Callable[..., Screen], tmp_path: Any
) -> None:
    shown = screen(None, None)
    for _time in range(2):
        assert run("--data-dir", tmp_path).code == 0
    for articles, config, options in shown.seen:
        assert len(config.sources) > 10
        assert config.sources[-1].kind == "guide"
        assert config.categories
        assert articles > 0
        guide = Spot(View("category", config.sources[-1].category))
        assert options == {"start": guide, "demo": False, "keep": ANY}
    assert shown.asks_for_channels == [True, True]


def test_who_has_a_configuration_is_not_asked_for_channels(
    run: Run, screen: Callable[..., Screen], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "tnews").mkdir()
    (tmp_path / "tnews" / "config.toml").write_text("[reader]\nmeasure = 60\n", encoding="utf-8")
    shown = screen(None)
    assert run("--data-dir", tmp_path / "data").code == 0
    assert shown.asks_for_channels == [False]


def test_a_changed_configuration_is_read_anew(
    run: Run, screen: Callable[..., Screen], tmp_path: Any
) -> None:
    place = Spot(View("all"), "unread")
    shown = screen(place, None)
    assert run("--data-dir", tmp_path).code == 0
    assert [options["start"] for _count, _config, options in shown.seen][1:] == [place]


def test_what_was_done_before_the_reader_begins_again_can_be_undone(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries: list[Library] = []
    undone: list[str] = []

    def run(library: Library, *_others: object, **_options: Any) -> Spot | None:
        libraries.append(library)
        if len(libraries) == 1:
            library.set_bookmark(library.ids(Query(limit=1)), True, "bookmarked")
            return START
        with pytest.raises(StoreError):
            libraries[0].counts()
        change = library.undo()
        undone.append(change.label if change else "")
        assert library.ids(Query(bookmarked=True)) == array("q")
        return None

    monkeypatch.setattr(tui, "run", run)
    monkeypatch.setattr(reader, "_is_terminal", lambda: True)
    assert filled.run().code == 0
    assert undone == ["bookmarked"]


def test_demo_has_its_own_sources_and_throws_its_cache_away(
    run: Run, screen: Callable[..., Screen]
) -> None:
    shown = screen(None)
    assert run("--demo").code == 0
    ((_articles, config, options),) = shown.seen
    assert all(source.key.startswith("demo-") for source in config.sources)
    assert options == {"start": START, "demo": True, "keep": None}
    assert shown.asks_for_channels == [False]


def test_the_reader_may_ask_for_the_demonstration(
    filled: Place, screen: Callable[..., Screen]
) -> None:
    shown = screen(Spot(View("all"), wants_demo=True), None)
    assert filled.run().code == 0
    assert [options["demo"] for _articles, _config, options in shown.seen] == [False, True]
    assert [articles for articles, _config, _options in shown.seen] == [60, 0]


def test_who_leaves_the_demonstration_is_back_in_the_own_news(
    filled: Place, screen: Callable[..., Screen]
) -> None:
    place = Spot(View("all"), "unread", wants_demo=True)
    shown = screen(place, "back", None)
    assert filled.run().code == 0
    assert [options["demo"] for _count, _config, options in shown.seen] == [False, True, False]
    assert shown.seen[2][2]["start"] == place


def test_a_demonstration_alone_ends_when_it_is_left(
    run: Run, screen: Callable[..., Screen]
) -> None:
    shown = screen("back")
    assert run("--demo").code == 0
    assert len(shown.seen) == 1


def test_a_wrong_key_in_the_configuration_is_told_before_the_screen_opens(
    empty: Place, screen: Callable[..., Screen]
) -> None:
    shown = screen()
    text = '[keys]\nserch = "s"\n[reader]\nmeasure = 7\n'
    empty.config.write_text(text, encoding="utf-8")
    done = empty.run()
    assert done.code == 2
    told = done.err.splitlines()
    assert [line.startswith(f"tnews: {empty.config}, line ") for line in told] == [True, True]
    assert "search" in told[0]
    assert "measure" in told[1]
    assert shown.seen == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_the_real_screen_opens_and_quits(tmp_path: Any) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "tnews", "--demo"])
    seen = b""
    while "湖畔日报".encode() not in seen:
        seen += os.read(terminal, 65536)
    os.write(terminal, b"\x11")  # Ctrl-Q
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:  # Linux says so when the other side is closed
        pass
    finally:
        os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
