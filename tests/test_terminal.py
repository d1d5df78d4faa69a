"""The whole program in a real terminal: keys in, screen and state out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

import tnews as tnews_package
from terminal import Terminal
from tnews.tui.curtain import FILE


def environment(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "TNEWS_LANG": "zh_CN", "PYTHONWARNINGS": "ignore"}


def tnews(tmp_path: Path, *arguments: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "tnews", *arguments],
        capture_output=True,
        env=os.environ | environment(tmp_path),
        check=False,
    )
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def filled(tmp_path: Path) -> list[str]:
    """Fill a cache with the articles of the demonstration; return what opens the reader over it."""
    data, config = tmp_path / "data", tmp_path / "config.toml"
    config.write_text("catalogue = false\n[refresh]\non_start = false\n", encoding="utf-8")
    tnews(tmp_path, "--demo", "--data-dir", str(data), "list", "--json")
    return ["--config", str(config), "--data-dir", str(data)]


def test_a_morning_with_the_demonstration(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    with Terminal(["--demo", "--data-dir", data], environment(tmp_path)) as terminal:
        terminal.wait("60 篇新文章")
        terminal.press(*"]]]]]]")
        terminal.wait("第一辆自行车怎么选")
        terminal.press("j", "\r")
        terminal.press("m")
        terminal.wait("收藏")
        terminal.press("/", *"竹桥", "\r")
        terminal.wait("三十六个春天")
        terminal.press("q", "q")
        assert terminal.wait_closed() == 0
    (marked,) = tnews(tmp_path, "--data-dir", data, "list", "--bookmarked", "--json")
    assert marked["category"] == "消费"
    assert marked["read"] is True
    with Terminal(["--demo", "--data-dir", data], environment(tmp_path)) as terminal:
        terminal.wait("三十六个春天")
        terminal.press("3")
        terminal.wait(str(marked["title"])[:6])
        terminal.press("\x11")
        assert terminal.wait_closed() == 0


def test_the_first_screen_is_there_at_once_the_next_time(tmp_path: Path) -> None:
    arguments = filled(tmp_path)
    with Terminal(arguments, environment(tmp_path)) as terminal:
        terminal.wait("三十六个春天")
        assert not (tmp_path / "data" / FILE).exists()
        terminal.press("j", "j", "q")
        assert terminal.wait_closed() == 0
    assert (tmp_path / "data" / FILE).stat().st_mode & 0o777 == 0o600
    with Terminal(arguments, environment(tmp_path)) as terminal:
        while b"\x1b[?1049h" not in terminal.painted[8:]:  # the second one is Textual's own
            terminal.wait("三十六个春天")
            first, _, _ = terminal.painted[8:].partition(b"\x1b[?1049h")
            assert "三十六个春天".encode() in first
            terminal.read(0.1)
        terminal.press("q")
        assert terminal.wait_closed() == 0
    with Terminal(arguments, environment(tmp_path), columns=80, lines=24) as terminal:
        terminal.wait("三十六个春天")
        first, _, _ = terminal.painted[8:].partition(b"\x1b[?1049h")
        assert "三十六个春天".encode() not in first, "another size is another screen"


def test_the_very_first_start_paints_the_name_at_once(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("catalogue = false\n[refresh]\non_start = false\n", encoding="utf-8")
    arguments = ["--config", str(config), "--data-dir", str(tmp_path / "data")]
    with Terminal(arguments, environment(tmp_path)) as terminal:
        terminal.wait("全部")
        name, _, reader = terminal.painted.partition(b"\x1b[?1049h")[2].partition(b"\x1b[?1049h")
        assert b"tnews" in name
        assert "全部".encode() in reader
        assert "全部".encode() not in name


def test_a_start_without_a_kept_screen_paints_the_first_articles_before_the_reader(
    tmp_path: Path,
) -> None:
    arguments = filled(tmp_path)
    with Terminal(arguments, environment(tmp_path)) as terminal:
        terminal.wait("责任编辑")
        before, _, reader = terminal.painted[8:].partition(b"\x1b[?1049h")
        assert before.startswith(b"\x1b[?25l")
        assert b"tnews" in before
        assert "三十六个春天".encode() in before
        assert "三十六个春天".encode() in reader
        terminal.wait("移动")
        reader = terminal.painted[8:].partition(b"\x1b[?1049h")[2]
        frame, _, _ = reader.partition("移动".encode())  # in its last line
        for part in ("三十六个春天", "责任编辑", "雾还贴着溪面"):
            assert part.encode() in frame, "the reader's first frame is whole"
        terminal.press("q")
        assert terminal.wait_closed() == 0


def test_a_key_pressed_when_only_the_curtain_is_there_is_that_key(tmp_path: Path) -> None:
    arguments = filled(tmp_path)
    with Terminal(arguments, environment(tmp_path), columns=60, lines=24) as terminal:
        terminal.wait("tnews")
        terminal.type(b"\r")  # the terminal itself would have made a line of it
        terminal.wait("责任编辑")
        before, _, _ = terminal.painted[8:].partition(b"\x1b[?1049h")
        assert b"\r" not in before, "nothing is echoed"
        terminal.press("q", "q")
        assert terminal.wait_closed() == 0


def test_what_is_typed_behind_the_command_is_read_by_the_reader(tmp_path: Path) -> None:
    arguments = filled(tmp_path)
    with Terminal(arguments, environment(tmp_path), columns=60, lines=24) as terminal:
        terminal.type(b"j\r")  # at once: Enter is a line's end to the terminal as yet
        terminal.wait("北坡通讯")
        terminal.wait("责任编辑")
        terminal.press("q", "q")
        assert terminal.wait_closed() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_ends_it_before_the_reader_is_there_has_the_terminal_back(
    tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, time\n"
        "class Slow:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'textual.app': time.sleep(600)\n"
        "sys.meta_path.insert(0, Slow())\n",
        encoding="utf-8",
    )
    arguments = filled(tmp_path)
    paths = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    extra = environment(tmp_path) | {"PYTHONPATH": paths}
    with Terminal(arguments, extra) as terminal:
        before = terminal.modes
        terminal.wait("三十六个春天")
        assert not terminal.modes[3] & termios.ECHO
        os.kill(terminal.pid, number)
        assert terminal.wait_closed() == 128 + number
        assert b"\x1b[?1049l" in terminal.painted
        assert terminal.modes == before


def test_what_the_curtain_needs_is_little() -> None:
    code = "import sys, tnews.cli, tnews.folders, tnews.tui.curtain; print(*sys.modules)"
    source = str(Path(tnews_package.__file__).parents[1])
    run = subprocess.run(
        [sys.executable, "-Sc", code], capture_output=True, env={"PYTHONPATH": source}, check=True
    )
    assert {"pathlib", "typing", "re"} & set(run.stdout.decode().split()) == set()


def test_a_mistake_behind_the_curtain_is_told_in_the_open(tmp_path: Path) -> None:
    data, config = tmp_path / "data", tmp_path / "config.toml"
    config.write_text("catalogue = false\n[refresh]\non_start = false\n", encoding="utf-8")
    arguments = ["--config", str(config), "--data-dir", str(data)]
    with Terminal(arguments, environment(tmp_path)) as terminal:
        terminal.wait("全部")
        terminal.press("q")
        terminal.wait_closed()
    (data / "tnews.db").write_bytes(b"this is no cache " * 1000)
    with Terminal(arguments, environment(tmp_path)) as terminal:
        assert terminal.wait_closed() == 3
        up, down = terminal.painted.find(b"\x1b[?1049h"), terminal.painted.find(b"\x1b[?1049l")
        assert 0 <= up < down < terminal.painted.find(b"tnews: ")


def test_a_defect_of_the_screen_is_one_line_and_a_log(tmp_path: Path) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import tnews.tui.screens.main as main\n"
        "def fail(self): raise RuntimeError('the screen is broken')\n"
        "main.MainScreen.action_zen = fail\n",
        encoding="utf-8",
    )
    data = tmp_path / "data"
    paths = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    extra = environment(tmp_path) | {"PYTHONPATH": paths}
    with Terminal(["--demo", "--data-dir", str(data)], extra) as terminal:
        terminal.wait("60 篇新文章")
        terminal.press("z")
        assert terminal.wait_closed() == 70
        assert "the screen is broken" in terminal.text
        assert "Traceback" not in terminal.text
    assert "RuntimeError: the screen is broken" in (data / "tnews.log").read_text("utf-8")
