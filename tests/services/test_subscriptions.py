import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.catalogue import categories
from tnews.model import ConfigError, Source
from tnews.model.record import replace
from tnews.model.source import SourceHttp
from tnews.services.subscriptions import (
    add_sources,
    begin,
    remove_source,
    set_enabled,
)
from tnews.services.toml_lines import table_spans

MIXED = '''\
# top
catalogue = false  # mine

[[source]]
# about a
name = "甲"  # trailing
url = "http://a/"

# about reader
[reader]
measure = 80

# about b
[[source]]
url = "http://b/"
[source.fields]
x = """
[[source]]
"""

# about c

[[source]]   # c head
url = "http://c/"
# end
'''


def source(letter: str, **other: object) -> Source:
    return Source(f"key-{letter}", f"http://{letter}/", letter, "国内", **other)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(MIXED, encoding="utf-8")
    return file


def changes(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, blank ones left out."""
    old, new = before.split("\n"), after.split("\n")
    gone = [line for line in old if line.strip() and old.count(line) > new.count(line)]
    come = [line for line in new if line.strip() and new.count(line) > old.count(line)]
    return gone, come


def test_spans_are_the_tables_with_their_own_tables() -> None:
    lines = MIXED.split("\n")
    spans = [lines[span.start : span.stop] for span in table_spans(MIXED, "source")]
    assert [span[0].split()[0] for span in spans] == ["[[source]]"] * 3
    assert [span[-1] for span in spans] == ['url = "http://a/"', '"""', 'url = "http://c/"']


@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_switching_off_adds_one_line(path: Path, letter: str) -> None:
    assert set_enabled(path, source(letter), False)
    after = path.read_text(encoding="utf-8")
    assert changes(MIXED, after) == ([], ["enabled = false"])
    tables = tomllib.loads(after)["source"]
    off = [table["url"] for table in tables if table.get("enabled") is False]
    assert off == [f"http://{letter}/"]


def test_switching_on_again_changes_that_line(path: Path) -> None:
    set_enabled(path, source("b"), False)
    assert set_enabled(path, source("b"), True)
    assert changes(MIXED, path.read_text(encoding="utf-8")) == ([], ["enabled = true"])


@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_removing_takes_the_table_and_leaves_the_comments_around_it(
    path: Path, letter: str
) -> None:
    assert remove_source(path, source(letter))
    after = path.read_text(encoding="utf-8")
    urls = [table["url"] for table in tomllib.loads(after)["source"]]
    assert urls == [f"http://{other}/" for other in "abc" if other != letter]
    for comment in ("# top", "# mine", "# about reader", "# about b", "# about c", "# end"):
        assert comment in after


def test_a_source_that_is_not_in_the_file_changes_nothing(path: Path) -> None:
    assert not set_enabled(path, source("x"), False)
    assert not remove_source(path, source("x"))
    assert path.read_text(encoding="utf-8") == MIXED


def test_adding_appends(path: Path) -> None:
    options = {"items": ["a", "b"], "fields": {"title": "t"}}
    new = source("x", kind="json", full_text="never", enabled=False, options=options)
    new = replace(new, interval=3600, interval_is_chosen=True)
    add_sources(path, [new], catalogue=True)
    after = path.read_text(encoding="utf-8")
    assert after.startswith(MIXED)
    assert tomllib.loads(after)["source"][-1] == {
        "name": "x",
        "url": "http://x/",
        "key": "key-x",
        "category": "国内",
        "kind": "json",
        "enabled": False,
        "interval": 60,
        "full_text": "never",
        **options,
    }


def test_the_interval_of_all_is_not_written_for_one(path: Path) -> None:
    add_sources(path, [source("x", interval=3600)], catalogue=True)
    assert "interval" not in tomllib.loads(path.read_text(encoding="utf-8"))["source"][-1]


@pytest.mark.parametrize("catalogue", [True, False])
def test_a_new_file_is_for_its_owner_and_says_whether_the_catalogue_is_used(
    tmp_path: Path, catalogue: bool
) -> None:
    path = tmp_path / "new" / "config.toml"
    add_sources(path, [source("x")], catalogue=catalogue)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["catalogue"] is catalogue
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["config.toml"]


def test_mode_and_symbolic_link_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    add_sources(link, [source("x")], catalogue=True)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "http://x/" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "[reader\n",
        "x = 1\nx = 2\n",
        'source = [{url = "http://a/"}]\n',
        "source = 3\n",
    ],
)
def test_a_file_that_cannot_be_edited_safely_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml"):
        add_sources(path, [source("x")], catalogue=True)
    if "url" in text:
        with pytest.raises(ConfigError, match="by hand"):
            set_enabled(path, source("a"), False)
        with pytest.raises(ConfigError, match="by hand"):
            remove_source(path, source("a"))
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_a_config_error(tmp_path: Path) -> None:
    path = tmp_path / "file" / "config.toml"
    path.parent.write_text("not a folder", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be"):
        add_sources(path, [source("x")], catalogue=True)


def test_channels_are_chosen_above_all_tables(path: Path) -> None:
    begin(path, ["要闻", "消费"], relays=False)
    after = path.read_text(encoding="utf-8")
    document = tomllib.loads(after)
    assert (document["catalogue"], document["relays"]) == (["要闻", "消费"], False)
    gone, come = changes(MIXED, after)
    assert gone == ["catalogue = false  # mine"]
    assert come == ["relays = false", 'catalogue = ["要闻", "消费"]  # mine']
    begin(path, ["IT"], relays=True)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["relays"] is True


def test_all_channels_are_those_of_later_too(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    begin(path, None, relays=True)
    assert path.read_text(encoding="utf-8") == "catalogue = true\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    begin(path, [], relays=True)
    assert path.read_text(encoding="utf-8") == "catalogue = []\n"


def test_language_and_keys_are_written_where_they_are_not_the_default(path: Path) -> None:
    begin(path, None, relays=True, language="zh_TW", preset="vim")
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    assert document["reader"] == {"measure": 80, "language": "zh_TW"}
    assert document["keys"] == {"preset": "vim"}
    path.write_text("", "utf-8")
    begin(path, None, relays=True, language="", preset="default")
    assert path.read_text("utf-8") == "catalogue = true\n"


def test_a_choice_on_several_lines_keeps_its_comments(path: Path) -> None:
    path.write_text('relays = true # r\ncatalogue = [ # a\n  "IT", # b\n]\n[reader]\n', "utf-8")
    begin(path, ["文化"], relays=False)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "relays = false # r"
    assert lines[1:4] == ["# catalogue = [ # a", '#   "IT", # b', "# ]"]
    assert lines[4].startswith('catalogue = ["文化"]')
    assert lines[5] == "[reader]"


def test_tables_in_a_table_stand_on_one_line_and_can_be_switched(path: Path) -> None:
    options = {"fields": {"id": "x", "more": {"y": "{z}"}}, "between": ["a", "b"]}
    add_sources(path, [source("x", kind="json", options=options)], catalogue=True)
    assert set_enabled(path, source("x"), False)
    after = path.read_text(encoding="utf-8")
    assert 'fields = {id = "x", more = {y = "{z}"}}' in after.splitlines()
    table = tomllib.loads(after)["source"][-1]
    assert {name: table[name] for name in options} == options
    assert table["enabled"] is False


COMMENTS = st.sampled_from(["", "# 注释", "   # [[source]]", "\t"])
PIECES = st.sampled_from(
    [
        "[reader]\nmeasure = 80",
        "[http]  # net\nproxy = '''\n[[source]]\n'''",
        "[keys]\nhelp = [\n  '?',  # first\n\n  'h',\n]",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    others = draw(st.lists(PIECES, unique=True, max_size=3))
    tables = [
        f"[[source]] {draw(COMMENTS)}\nurl = 'http://{n}/' {draw(COMMENTS)}\n{draw(COMMENTS)}"
        + draw(st.sampled_from(["", "\n[source.map]\na = 1"]))
        for n in range(draw(st.integers(1, 4)))
    ]
    pieces = draw(st.permutations([*others, *tables]))
    newline = draw(st.sampled_from(["\n", "\n\n\n", "\n# between\n"]))
    return newline.join(["catalogue = true", *pieces]) + draw(st.sampled_from(["", "\n"]))


@given(documents(), st.data())
def test_no_edit_ever_loses_a_comment_or_touches_another_key(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("edit") / "config.toml"
    path.write_text(text, encoding="utf-8")
    tables = tomllib.loads(text)["source"]
    url = data.draw(st.sampled_from(tables))["url"]
    wanted = Source("none", url, "", "")
    set_enabled(path, wanted, False)
    after = path.read_text(encoding="utf-8")
    assert changes(text, after)[0] == []
    chosen = data.draw(st.lists(st.sampled_from(categories()), unique=True, max_size=14))
    begin(path, chosen, relays=False)
    said = path.read_text(encoding="utf-8")
    assert changes(after, said)[0] == ["catalogue = true"]
    assert tomllib.loads(said) == {**tomllib.loads(after), "catalogue": chosen, "relays": False}
    after = said
    add_sources(path, [source("x")], catalogue=True)
    remove_source(path, source("x"))
    assert path.read_text(encoding="utf-8").rstrip() == after.rstrip()
    remove_source(path, wanted)
    last = path.read_text(encoding="utf-8")
    outside = [line for line in text.split("\n") if line.strip() == "# between"]
    assert [line for line in last.split("\n") if line.strip() == "# between"] == outside
    urls = [table["url"] for table in tomllib.loads(last).get("source", [])]
    assert urls == [table["url"] for table in tables if table["url"] != url]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ConfigError, match="the disk is full"):
        add_sources(path, [source("x")], catalogue=True)
    assert path.read_text(encoding="utf-8") == MIXED
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_how_a_source_is_asked_is_written(path: Path) -> None:
    own = SourceHttp(headers=(("X-Token", "x"),), timeout=9.0, verify_tls=False)
    add_sources(path, [replace(source("x"), http=own)], catalogue=True)
    table = tomllib.loads(path.read_text(encoding="utf-8"))["source"][-1]
    assert table["headers"] == {"X-Token": "x"}
    assert (table["timeout"], table["verify_tls"]) == (9.0, False)
    assert "proxy" not in table
