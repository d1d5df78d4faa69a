"""The person's own programs, as real processes."""

from __future__ import annotations

import json
import os
import stat
import sys
import threading
import time
from pathlib import Path

import pytest

from tnews import locale
from tnews.model import TnewsError
from tnews.services import programs


@pytest.fixture(autouse=True)
def english() -> None:
    locale.choose("en")


def script(folder: Path, code: str) -> list[str]:
    """A command that runs `code` with `out` as the file to write to."""
    path = folder / "program.py"
    path.write_text(f"import os, sys, json, time\nout = {str(folder / 'out')!r}\n{code}\n", "utf-8")
    return [sys.executable, str(path)]


def test_the_pager_gets_the_text_on_stdin(tmp_path: Path) -> None:
    programs.page(script(tmp_path, "open(out, 'wb').write(sys.stdin.buffer.read())"), "湖畔\n")
    assert (tmp_path / "out").read_text("utf-8") == "湖畔\n"


def test_a_pager_that_is_left_before_it_read_everything_is_no_failure(tmp_path: Path) -> None:
    programs.page(script(tmp_path, "sys.stdin.close()"), "湖" * 1_000_000)


def test_a_program_that_is_missing_is_named_with_the_setting() -> None:
    with pytest.raises(TnewsError) as caught:
        programs.page(["/no/such/pager"], "x")
    assert "/no/such/pager" in caught.value.message
    assert "reader.pager" in caught.value.message


def test_a_program_that_fails_is_told_with_its_status(tmp_path: Path) -> None:
    with pytest.raises(TnewsError, match="status 3"):
        programs.page(script(tmp_path, "sys.exit(3)"), "x")


def test_the_environment_names_the_pager_with_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "less -R '+/a b'")
    assert programs.pager(()) == ["less", "-R", "+/a b"]
    assert programs.pager(("most",)) == ["most"]
    monkeypatch.setenv("PAGER", "less '")
    with pytest.raises(TnewsError, match="PAGER"):
        programs.pager(())


def test_nothing_that_could_be_run_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(TnewsError, match=r"reader\.speak"):
        programs.voice(())
    locale.choose("zh_CN")
    with pytest.raises(TnewsError, match=r"say、espeak-ng"):
        programs.voice(())


def test_the_editor_gets_a_private_file_that_is_gone_afterwards(tmp_path: Path) -> None:
    code = (
        "path = sys.argv[-1]\n"
        "json.dump([path, os.stat(path).st_mode, os.stat(os.path.dirname(path)).st_mode,"
        " open(path, encoding='utf-8').read()], open(out, 'w'))"
    )
    programs.edit(script(tmp_path, code), "# 题\n", "7-题.md")
    path, mode, folder_mode, text = json.loads((tmp_path / "out").read_text())
    assert Path(path).name == "7-题.md"
    assert stat.S_IMODE(mode) == 0o600
    assert stat.S_IMODE(folder_mode) == 0o700
    assert text == "# 题\n"
    assert not Path(path).parent.exists()


def test_a_voice_reads_one_paragraph_after_the_other(tmp_path: Path) -> None:
    words = script(tmp_path, "open(out, 'ab').write(sys.stdin.buffer.read() + b'|')")
    told = []
    programs.Voice(words).read(["一", "二"], lambda n, total: told.append((n, total)) or True)
    assert (tmp_path / "out").read_text("utf-8") == "一\n|二\n|"
    assert told == [(0, 2), (1, 2)]


def test_a_voice_is_silent_at_once_with_all_it_has_started(tmp_path: Path) -> None:
    words = script(
        tmp_path,
        "import subprocess\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "open(out + '.new', 'w').write(str(child.pid)); os.rename(out + '.new', out)\n"
        "time.sleep(600)",
    )
    voice = programs.Voice(words)
    thread = threading.Thread(target=voice.read, args=(["一", "二"], lambda _n, _t: True))
    thread.start()
    while not (tmp_path / "out").exists():
        time.sleep(0.01)
    voice.stop()
    thread.join(60)
    assert not thread.is_alive()
    child = int((tmp_path / "out").read_text())
    assert not _runs(child)


def _runs(pid: int) -> bool:
    """Whether a process still runs; one that nobody waits for does not."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat")
            if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except (ProcessLookupError, FileNotFoundError):
            return False
        time.sleep(0.01)
    return True


def test_a_notification_has_its_fields_filled_once_and_no_option_from_outside(
    tmp_path: Path,
) -> None:
    words = [
        *script(tmp_path, "json.dump(sys.argv[1:], open(out, 'w'))"),
        "{title}",
        "n={count}",
        "{body}",
    ]
    programs.notify(words, 3, "--icon=x", "a {title} b; rm -rf $HOME")
    assert json.loads((tmp_path / "out").read_text()) == [
        " --icon=x", "n=3", "a {title} b; rm -rf $HOME",
    ]  # fmt: skip


def test_a_notification_that_does_not_end_is_ended(tmp_path: Path) -> None:
    with pytest.raises(TnewsError, match="did not end"):
        programs.notify(script(tmp_path, "time.sleep(600)"), 1, "t", "b", seconds=0.2)
