import os
import stat
import tempfile
import tomllib
from pathlib import Path

import pytest

from command_line import Place, Run
from tnews import tui
from tnews.cli import reader
from tnews.cli.arguments import Options
from tnews.cli.building import Workplace


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a person who has never used tnews."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="XDG folders")
def test_a_fresh_start_needs_no_file_and_has_the_bundled_sources(run: Run, home: Path) -> None:
    rows = run("sources", "--json").json
    assert len(rows) > 10
    assert list((home / "XDG_DATA_HOME" / "tnews").glob("tnews.db"))
    assert stat.S_IMODE((home / "XDG_DATA_HOME" / "tnews").stat().st_mode) == 0o700
    assert not (home / "XDG_CONFIG_HOME" / "tnews").exists()


@pytest.mark.skipif(os.name == "nt", reason="XDG folders")
def test_the_first_own_source_keeps_the_bundled_ones(run: Run, home: Path) -> None:
    before = len(run("sources", "--json").json)
    opml = home / "x.opml"
    opml.write_text('<opml><body><outline text="a" xmlUrl="http://a.example/f"/></body></opml>')
    assert run("import", opml).code == 0
    text = (home / "XDG_CONFIG_HOME" / "tnews" / "config.toml").read_text("utf-8")
    assert tomllib.loads(text)["catalogue"] is True
    assert len(run("sources", "--json").json) == before + 1


def test_the_environment_names_files_too(
    filled: Place, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TNEWS_CONFIG", str(filled.config))
    monkeypatch.setenv("TNEWS_DATA_DIR", str(filled.data_dir))
    assert len(run("sources", "--json").json) == 13
    assert len(run("list", "--json").json) == 60
    assert run("list", "--data-dir", filled.folder / "other").code == 1


def test_a_configured_source_replaces_the_bundled_one_of_its_address(empty: Place) -> None:
    empty.config.write_text("catalogue = true\n", encoding="utf-8")
    bundled = empty.run("sources", "--json").json
    empty.add_source("mine", bundled[0]["url"].replace("https://", "http://"))
    keys = [row["key"] for row in empty.run("sources", "--json").json]
    assert keys[0] == "mine"
    assert bundled[0]["key"] not in keys
    assert len(keys) == len(bundled)


def test_a_cache_that_cannot_be_written_is_read(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_asked: False)
    done = filled.run("list", "--json")
    assert (done.code, len(done.json)) == (0, 60)
    assert "reading only" in done.err
    refused = filled.run("mark", "read", done.json[0]["id"])
    assert (refused.code, refused.out) == (3, "")


def test_the_reader_opens_on_a_cache_that_cannot_be_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    monkeypatch.setattr(tui, "run", lambda library, *_more, **_options: shown.append(library))
    monkeypatch.setattr(reader, "_is_terminal", lambda: True)
    assert run("--data-dir", tmp_path, "--lang", "en").code == 0
    monkeypatch.setattr(os, "access", lambda *_asked: False)
    done = run("--data-dir", tmp_path, "--lang", "zh_TW")  # would store the guide anew
    assert done.code == 0
    assert len(shown) == 2


def test_bundled_sources_follow_the_configured_interval(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("catalogue = true\n[refresh]\ninterval = 90\n", encoding="utf-8")
    with Workplace(Options(config=str(file), data_dir=None, lang="en")) as workplace:
        assert {source.interval for source in workplace.config.sources} == {90 * 60}


def test_the_home_of_nobody_is_no_error_of_the_program(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("list", "--data-dir", "~nobody-here/data", "--config", "~nobody-here/c").code == 2
    assert run("doctor", "--data-dir=~nobody-here").code == 0
    assert (tmp_path / "~nobody-here" / "tnews.db").exists()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TNEWS_DATA_DIR", "~/data")
    assert run("doctor").code == 0
    assert (tmp_path / "data" / "tnews.db").exists()


def test_a_demonstration_without_a_place_for_its_cache_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    done = run("--demo", "list")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"tnews: cannot make the folder {tmp_path}")
    assert len(done.err.splitlines()) == 1
