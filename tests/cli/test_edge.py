"""No error leaves the program as anything but one line and an exit code."""

import os
import signal
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from command_line import Place, Run
from tnews.cli import edge, marking, printing, reading
from tnews.model import visible


def process(place: Place, *arguments: object, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tnews", *map(str, arguments), *place.options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def finish(running: subprocess.Popen[bytes]) -> tuple[int, str]:
    with running:
        assert running.stderr is not None
        told = running.stderr.read().decode()
        return running.wait(60), told


def test_a_reader_that_has_seen_enough_ends_the_output_quietly(filled: Place) -> None:
    running = process(filled, "list", "--json", stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()
    assert finish(running) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", [["list"], ["--export"], ["opml"]])
def test_a_full_disk_is_one_line(filled: Place, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        code, told = finish(process(filled, *command, stdout=full))
    assert code == 2
    assert told == "tnews: the output cannot be written: the disk is full\n"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX descriptors")
def test_closed_streams_are_no_error(filled: Place) -> None:
    def close() -> None:
        os.close(0)
        os.close(1)

    assert finish(process(filled, "list", preexec_fn=close)) == (0, "")


class _Hanging(BaseHTTPRequestHandler):
    asked, over = Event(), Event()

    def do_GET(self) -> None:
        self.asked.set()
        self.over.wait(60)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_a_refresh_with_130(empty: Place) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Hanging)
    Thread(target=server.handle_request, daemon=True).start()
    empty.add_source("slow", f"http://127.0.0.1:{server.server_port}/")

    def heed() -> None:  # who was started in the background of a shell ignores Ctrl-C
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    running = process(empty, "refresh", stdout=subprocess.DEVNULL, preexec_fn=heed)
    assert _Hanging.asked.wait(60)
    running.send_signal(signal.SIGINT)
    assert finish(running) == (130, "interrupted\n")
    _Hanging.over.set()
    server.server_close()


def test_a_defect_is_one_line_and_a_log(filled: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> int:
        raise RuntimeError("oh\x1b[2J \u202eno")

    monkeypatch.setattr(reading, "list_articles", broken)
    done = filled.run("list")
    log = filled.data_dir / "tnews.log"
    assert (done.code, done.out) == (70, "")
    assert done.err == (f"tnews: internal error: RuntimeError: oh no; details in {log}\n")
    assert "Traceback" in log.read_text("utf-8")
    assert "\x1b" not in log.read_text("utf-8")
    assert log.stat().st_mode & 0o077 == 0
    filled.run("list")
    assert log.read_text("utf-8").count("Traceback") == 2


def test_a_defect_is_raised_for_those_who_ask(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "bookmark", lambda *_arguments: 1 / 0)
    monkeypatch.setenv("TNEWS_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        filled.run("bookmark", 1)


def test_a_defect_without_a_place_for_its_log(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "bookmark", lambda *_arguments: 1 / 0)
    (filled.data_dir / "tnews.log").mkdir()
    done = filled.run("bookmark", 1)
    assert done.code == 70
    assert "could not be written" in done.err


@pytest.mark.parametrize("text", ["[reader\n", "[reader]\nmesure = 80\n", "[[source]]\n"])
def test_a_wrong_configuration_is_exit_code_2(empty: Place, text: str) -> None:
    empty.config.write_text(text, encoding="utf-8")
    done = empty.run("list")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "config.toml" in done.err


def test_help_is_a_word_too(run: Run) -> None:
    assert run("help").out == run("--help").out
    assert run("help", "add").out == run("add", "--help").out != run("--help").out


def test_messages_are_in_the_language_that_was_asked_for(filled: Place, run: Run) -> None:
    english = run("--lang", "en", "lst").err
    chinese = run("lst", "--lang=zh_CN").err
    assert english.startswith("tnews: unknown command lst")
    assert chinese.startswith("tnews: ")
    assert filled.run("list", "--lang", "zh_TW").code == 0


def test_the_configured_language_counts_unless_another_is_asked_for(
    empty: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.config.write_text('[reader]\nlanguage = "zh_CN"\n', encoding="utf-8")
    monkeypatch.delenv("TNEWS_LANG")
    assert ", zh_CN\n" in empty.run("doctor").out
    assert ", en\n" in empty.run("doctor", "--lang", "en").out


@pytest.mark.parametrize(
    ("name", "is_told"), [("fr", True), ("C", True), ("", False), ("en", False), ("zh-Hant", False)]
)
def test_a_language_that_is_unknown_is_told_and_not_used(
    empty: Place, monkeypatch: pytest.MonkeyPatch, name: str, is_told: bool
) -> None:
    empty.config.write_text('[reader]\nlanguage = "zh_TW"\n', encoding="utf-8")
    monkeypatch.setenv("TNEWS_LANG", name)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    done = empty.run("doctor")
    told = f"tnews: TNEWS_LANG must be one of zh_CN, zh_TW, en, found {name}; it is not used\n"
    assert done.err == (told if is_told else "")
    assert (", zh_TW\n" in done.out) == (name != "en")
    assert "TNEWS_LANG" not in empty.run("refresh", "-q").err


def test_a_message_in_chinese_names_its_program_as_all_do(
    empty: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TNEWS_LANG", "fr")
    told = empty.run("--lang", "zh_CN", "doctor").err
    assert told.startswith("tnews: TNEWS_LANG 只能是")


def test_every_error_has_an_exit_code() -> None:
    assert {code for _kind, code in edge.EXIT_CODES} == {1, 2, 3, 75}


def test_nothing_a_terminal_obeys_gets_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visible, "is_strict", False)
    printing.out("a\x1b[31m\x9b\u202e\ud800\tb")
    printing.tell("two\nlines\x07")
    printing.out_fields("a\tb", "c\nd")
    printing.out_json_array([{"x": "\u202e\x9b"}])
    printed = capsys.readouterr()
    assert printed.out == (
        'a\ufffd[31m\ufffd\ufffd\ufffd\tb\na b\tc d\n[\n{"x": "\ufffd\ufffd"}\n]\n'
    )
    assert printed.err == "two lines\ufffd\n"


def test_json_is_utf_8_in_any_locale(filled: Place) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    running = process(filled, "list", "--json", stdout=subprocess.PIPE, env=environment)
    assert running.stdout is not None
    assert "湖畔日报".encode() in running.stdout.read()
    assert finish(running) == (0, "")
    running = process(filled, "list", stdout=subprocess.PIPE, env=environment)
    assert running.stdout is not None
    assert b"?" in running.stdout.read()
    assert finish(running)[0] == 0
