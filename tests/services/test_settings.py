"""Single settings in the configuration file: each change, and what of the file stays."""

import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.config import load
from tnews.model import ConfigError
from tnews.services import config_file
from tnews.services.settings import Settings

MIXED = """\
# top
catalogue = false  # mine

[reader]  # how I read
# dark at night
theme = "ink"  # for my eyes
measure = 80

# keys
[keys]
browser = [
  "o",  # as in newsboat
  "O",
]

[[source]]
name = "甲"
url = "http://a/"
# end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(MIXED, encoding="utf-8")
    return file


def made(path: Path) -> Settings:
    return Settings(path, catalogue=True, load=lambda: load(path, kinds={}))


def text(path: Path) -> str:
    return path.read_bytes().decode()


def test_a_setting_that_is_there_changes_on_its_line(path: Path) -> None:
    made(path).set("reader", "theme", "paper")
    expected = MIXED.replace('"ink"  # for my eyes', '"paper"  # for my eyes')
    assert text(path) == expected


def test_a_new_setting_stands_last_in_its_table(path: Path) -> None:
    made(path).set("reader", "indent", False)
    assert text(path) == MIXED.replace("measure = 80\n", "measure = 80\nindent = false\n")


def test_a_new_table_stands_at_the_end(path: Path) -> None:
    made(path).set("refresh", "interval", 60)
    assert text(path) == MIXED + "\n[refresh]\ninterval = 60\n"


def test_a_key_above_all_tables(path: Path) -> None:
    made(path).set("", "relays", False)
    assert text(path) == "relays = false\n" + MIXED
    made(path).set("", "categories", ("要闻", "教育"))
    assert tomllib.loads(text(path))["categories"] == ["要闻", "教育"]


def test_an_empty_table_takes_the_setting(path: Path) -> None:
    path.write_text("[reader]", "utf-8")
    made(path).set("reader", "measure", 70)
    assert text(path) == "[reader]\nmeasure = 70"


def test_a_reset_leaves_the_comments(path: Path) -> None:
    made(path).reset("reader", "theme")
    assert text(path) == MIXED.replace('theme = "ink"  # for my eyes', "# for my eyes")
    made(path).reset("reader", "measure")
    assert "measure" not in text(path)
    made(path).reset("keys", "browser")
    assert '#   "o",  # as in newsboat' in text(path)
    assert tomllib.loads(text(path))["keys"] == {}


def test_a_reset_of_what_is_not_there_writes_nothing(tmp_path: Path) -> None:
    made(tmp_path / "no" / "config.toml").reset("reader", "theme")
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("catalogue", [True, False])
def test_a_missing_file_is_made_for_its_owner(tmp_path: Path, catalogue: bool) -> None:
    path = tmp_path / "new" / "config.toml"
    Settings(path, catalogue=catalogue, load=lambda: load(path, kinds={})).set(
        "reader", "theme", "paper"
    )
    assert tomllib.loads(text(path)) == {"catalogue": catalogue, "reader": {"theme": "paper"}}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_keys_in_one_word_are_changed_in_one_word(path: Path) -> None:
    path.write_text('keys = "vim"  # my fingers\n', "utf-8")
    made(path).set("keys", "preset", "newsboat")
    assert text(path) == 'keys = "newsboat"  # my fingers\n'
    made(path).reset("keys", "preset")
    assert text(path) == "# my fingers\n"


@pytest.mark.parametrize(
    ("table", "key", "value", "message"),
    [
        ("reader", "measure", 39, r"\[reader\] measure: must be 40 to 120, even, found 39"),
        ("reader", "measure", True, "a whole number"),
        ("reader", "thema", "ink", 'did you mean "theme"'),
        ("raeder", "theme", "ink", "reader"),
        ("reader", "browser", ("firefox",), "{url}"),
        ("", "relays", "no", "true or false"),
    ],
)
def test_what_may_not_be_is_said_and_not_written(
    path: Path, table: str, key: str, value: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        made(path).set(table, key, value)
    assert text(path) == MIXED


@pytest.mark.parametrize(
    "said", ['reader.theme = "ink"\n', 'reader = {theme = "ink"}\n', "reader = 3\n", "[reader\n"]
)
def test_a_file_that_cannot_be_edited_safely_is_left_alone(path: Path, said: str) -> None:
    path.write_text(said, "utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml"):
        made(path).set("reader", "measure", 70)
    assert text(path) == said


def test_a_file_without_the_right_to_write_is_left_alone(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(ConfigError, match="cannot be written: permission is missing"):
        made(path).set("reader", "measure", 70)
    assert text(path) == MIXED


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_told(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        with pytest.raises(ConfigError, match="cannot be written"):
            made(path).set("reader", "measure", 70)
    finally:
        path.parent.chmod(0o755)


def test_a_link_stays_a_link_and_the_mode_stays(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    made(link).set("reader", "measure", 70)
    assert link.is_symlink()
    assert "measure = 70" in text(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_what_an_editor_wrote_meanwhile_is_not_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = config_file._parse

    def and_another_writes(file: Path, said: str) -> config_file.Document:
        path.write_text(said + "# theirs\n", "utf-8")
        return read(file, said)

    with monkeypatch.context() as patch:
        patch.setattr(config_file, "_parse", and_another_writes)
        with pytest.raises(ConfigError, match="try again"):
            made(path).set("reader", "measure", 70)
    assert text(path) == MIXED + "# theirs\n"
    made(path).set("reader", "measure", 70)
    assert text(path).endswith("# theirs\n")


def test_what_is_written_is_told_with_its_first_mistake(path: Path) -> None:
    path.write_text("[reader]\nmeasure = 41\n", "utf-8")
    written = made(path).written()
    assert written.document == {"reader": {"measure": 41}}
    assert "line 2: [reader] measure: must be 40 to 120, even" in written.problem
    path.write_text("[reader\n", "utf-8")
    assert made(path).written().document == {}
    assert "not TOML" in made(path).written().problem
    path.unlink()
    path.mkdir()
    assert made(path).written().problem


def test_the_line_ends_of_windows_stay(path: Path) -> None:
    path.write_bytes(MIXED.replace("\n", "\r\n").encode())
    made(path).set("reader", "theme", "paper")
    made(path).set("reader", "indent", False)
    made(path).reset("reader", "theme")
    assert "# for my eyes\r\n" in text(path)
    assert text(path).count("\r\n") == text(path).count("\n")


PIECES = [
    "[reader]  # how\n# why\nmeasure = 80  # wide\nhang = true",
    "[refresh]\ninterval = 30",
    "[http]  # net\nproxy = '''\n[reader]\n# no comment '''",
    "[[source]]\nurl = 'http://a/'\n[source.map]\na = 1",
    "[keys]\nhelp = [\n  '?',  # first\n\n  'h',\n]",
]

CHANGES = st.one_of(
    st.tuples(st.just("reader"), st.just("measure"), st.sampled_from([40, 80, 120])),
    st.tuples(st.just("reader"), st.just("indent"), st.booleans()),
    st.tuples(st.just("refresh"), st.just("interval"), st.sampled_from([0, 5, 1440])),
    st.tuples(st.just("http"), st.just("timeout"), st.sampled_from([1.5, 60.0])),
    st.tuples(st.just(""), st.just("relays"), st.booleans()),
)


@settings(deadline=None)  # it writes to the disk some times
@given(
    st.lists(st.sampled_from(PIECES), unique=True),
    st.sampled_from(["\n", "\n\n", "\n# between\n\n"]),
    st.lists(st.tuples(CHANGES, st.booleans()), max_size=4),
)
def test_no_change_ever_loses_a_comment_or_touches_another_key(
    tmp_path_factory: pytest.TempPathFactory,
    pieces: list[str],
    between: str,
    changes: list[tuple[tuple[str, str, object], bool]],
) -> None:
    path = tmp_path_factory.mktemp("edit") / "config.toml"
    before = between.join(["# first", *pieces])
    path.write_text(before, "utf-8")
    wanted = tomllib.loads(before)
    for (table, key, value), is_set in changes:
        holder = wanted.setdefault(table, {}) if table else wanted
        if is_set:
            made(path).set(table, key, value)  # type: ignore[arg-type]
            holder[key] = value
        else:
            made(path).reset(table, key)
            holder.pop(key, None)
    after = tomllib.loads(text(path))
    full = {name: value for name, value in wanted.items() if value != {}}
    assert {name: value for name, value in after.items() if value != {}} == full
    for comment in ("# first", "# between", "# how", "# why", "# net", "'?',  # first"):
        assert text(path).count(comment) >= before.count(comment)


def test_a_mistake_of_the_file_is_told_by_its_name(path: Path) -> None:
    path.write_text("[reader]\nmeasure = 7\n", "utf-8")
    assert made(path).written().problem.startswith("config.toml, line 2: [reader] measure: must be")
    path.write_text("[reader\n", "utf-8")
    for change in (
        lambda: made(path).set("reader", "measure", 80),
        lambda: made(path).reset("", "x"),
    ):
        with pytest.raises(ConfigError, match=r"^config\.toml: not TOML"):
            change()


def test_several_mistakes_of_the_file_are_told_in_a_line(path: Path) -> None:
    path.write_text("[reader]\nmeasure = 7\nthme = 1\n[refresh]\ninterval = 1\n", "utf-8")
    problem = made(path).written().problem
    assert problem.startswith("config.toml, line 2: [reader] measure: must be")
    assert '; and line 3: [reader] thme: unknown; did you mean "theme"?; line 5: ' in problem
    assert "\n" not in problem
