"""A configuration that the cache was told of is not read again, and one that changed always is."""

import os
from pathlib import Path

import pytest

from command_line import Place
from tnews.cli.building import _is_usual
from tnews.model.settings import Config

OLD = 1_700_000_000


def aged(path: Path, text: str, at: int = OLD) -> None:
    """Write the file as if that had been long ago."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def names(place: Place) -> set[str]:
    return {row["category"] for row in place.run("list", "--json").json}


@pytest.fixture
def told(filled: Place) -> Place:
    """A place whose cache was told of its configuration."""
    aged(filled.config, filled.config.read_text(encoding="utf-8"))
    assert filled.run("list").code == 0
    return filled


def test_what_is_known_is_not_read(told: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_arguments: object, **_named: object) -> Config:
        raise AssertionError("the configuration was read")

    monkeypatch.setattr("tnews.config.load", read)
    for command in (["list"], ["search", "竹桥"], ["show", "1"], ["--export"]):
        assert told.run(*command).code == 0


def test_a_change_is_seen_though_size_and_time_are_the_same(told: Place) -> None:
    text = told.config.read_text(encoding="utf-8")
    was = next(iter(names(told) - {""}))
    assert f'"{was}"' in text
    aged(told.config, text.replace(f'"{was}"', f'"{"频" * len(was)}"'))
    assert was not in names(told)
    assert "频" * len(was) in names(told)


def test_two_configurations_of_one_cache(told: Place, tmp_path: Path) -> None:
    text = told.config.read_text(encoding="utf-8")
    was = next(iter(names(told) - {""}))
    other = tmp_path / "other.toml"
    aged(other, text.replace(f'"{was}"', '"别的"'))
    options = ("--data-dir", told.data_dir, "--config", other)
    for _time in range(2):
        rows = told.run_("list", "--json", *options).json
        assert "别的" in {row["category"] for row in rows}
        assert "别的" not in names(told)


def test_a_mistake_is_told_each_time(told: Place) -> None:
    aged(told.config, "[reader]\nlanguage = 1\n")
    assert [told.run("list").code for _time in range(2)] == [2, 2]


def test_a_configuration_that_is_gone_is_missed(told: Place) -> None:
    told.config.unlink()
    assert told.run("list").code == 2


@pytest.mark.parametrize(
    "setting", ['[reader]\nlanguage = "en"', "[reader]\nindent = false", '[export]\nformat = "csv"']
)
def test_settings_that_these_commands_need_hold_each_time(told: Place, setting: str) -> None:
    aged(told.config, f"{setting}\n\n{told.config.read_text(encoding='utf-8')}")
    commands = (["search", "不会有的词组"], ["show", "1"], ["--export"])
    first = [told.run(*command) for command in commands]
    assert [told.run(*command) for command in commands] == first


def test_the_defaults_are_the_usual() -> None:
    assert _is_usual(Config())
