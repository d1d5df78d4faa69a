"""The unit files of docs/unattended.md are ones that systemd takes, with commands that tnews takes."""

from __future__ import annotations

import plistlib
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tnews.cli.arguments import command_of, parse

TEXT = (Path(__file__).parent.parent / "docs" / "unattended.md").read_text("utf-8")
UNITS = dict(re.findall(r"`~/\.config/systemd/user/([\w.-]+)`.*?```ini\n(.*?)```", TEXT, re.DOTALL))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    assert sorted(UNITS) == ["tnews-watch.service", "tnews.service", "tnews.timer"]
    for name, unit in UNITS.items():
        (tmp_path / name).write_text(unit.replace("%h/.local/bin/tnews", "/bin/true"), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *(str(tmp_path / name) for name in UNITS)],
        env={"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_every_command_is_one_of_ours() -> None:
    found = re.findall(r"tnews (refresh[ \w-]*|sources[ \w-]*)", TEXT)
    assert len(found) >= 8
    for line in found:
        command, head, tail = command_of(shlex.split(line.split("  ")[0]))
        parse(command, head, tail)


def test_the_property_list_is_one() -> None:
    (text,) = re.findall(r"```xml\n(.*?)```", TEXT, re.DOTALL)
    assert plistlib.loads(text.encode())["StartInterval"] == 900
