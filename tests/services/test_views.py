"""Saved views in the configuration file: each change, and what of the file stays."""

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import ConfigError
from tnews.services import config_file
from tnews.services.views import Views

MIXED = """\
# top
catalogue = false  # mine

# my views

# chips, of course
[[view]]  # head
name = "芯片"  # name
# what is searched
query = "芯片 -手机"

[reader]
measure = 80

[[view]]
query = '''
书
'''
name = "读书"
# about a
[[source]]
url = "http://a/"

[[view]]
name = "富裕"
query = "富裕"
# end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(MIXED, encoding="utf-8")
    return file


def names(path: Path) -> list[str]:
    return [view["name"] for view in tomllib.loads(path.read_text("utf-8")).get("view", [])]


def views(path: Path) -> Views:
    return Views(path, catalogue=False)


def test_a_new_view_stands_below_the_last_one(path: Path) -> None:
    found = views(path).add("手机", "iPhone 手机")
    assert [view.name for view in found] == ["芯片", "读书", "富裕", "手机"]
    text = path.read_text("utf-8")
    assert text.endswith(
        'query = "富裕"\n\n[[view]]\nname = "手机"\nquery = "iPhone 手机"\n# end\n'
    )


def test_the_first_view_stands_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[reader]\nmeasure = 80", "utf-8")
    views(path).add("书", "书")
    assert (
        path.read_text("utf-8") == '[reader]\nmeasure = 80\n\n[[view]]\nname = "书"\nquery = "书"\n'
    )


@pytest.mark.parametrize("catalogue", [True, False])
def test_a_missing_file_is_made_for_its_owner(tmp_path: Path, catalogue: bool) -> None:
    path = tmp_path / "new" / "config.toml"
    Views(path, catalogue=catalogue).add("书", "书")
    assert tomllib.loads(path.read_text("utf-8")) == {
        "catalogue": catalogue,
        "view": [{"name": "书", "query": "书"}],
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_renaming_changes_one_line(path: Path) -> None:
    views(path).rename("芯片", "半导体")
    expected = MIXED.replace('name = "芯片"  # name', 'name = "半导体"  # name')
    assert path.read_text("utf-8") == expected


def test_removing_leaves_the_comments_around_it(path: Path) -> None:
    found = views(path).remove("读书")
    assert [view.name for view in found] == ["芯片", "富裕"]
    text = path.read_text("utf-8")
    assert text == MIXED.replace("[[view]]\nquery = '''\n书\n'''\nname = \"读书\"\n", "")


def test_moving_takes_the_comments_above_along(path: Path) -> None:
    found = views(path).move("芯片", 1)
    assert [view.name for view in found] == ["读书", "芯片", "富裕"]
    assert "# chips, of course\n[[view]]  # head\n" in path.read_text("utf-8")
    assert "# my views\n\n[[view]]\nquery = '''" in path.read_text("utf-8")
    views(path).move("芯片", -1)
    assert path.read_text("utf-8") == MIXED


def test_the_first_and_the_last_stay_where_they_are(path: Path) -> None:
    views(path).move("芯片", -1)
    views(path).move("富裕", 1)
    assert path.read_text("utf-8") == MIXED


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda views: views.add("读书", "书"), 'a view called "读书" already'),
        (lambda views: views.add(" \x1b[31m ", "书"), "a view needs a name"),
        (lambda views: views.add("空", "  "), "type a word to find"),
        (lambda views: views.add("坏", "书 OR"), "column 3: OR needs something on both sides"),
        (lambda views: views.rename("芯片", "读书"), 'a view called "读书" already'),
        (lambda views: views.rename("读", "新"), 'no view is called "读"; did you mean "读书"'),
        (lambda views: views.remove("没有"), 'no view is called "没有"'),
        (lambda views: views.move("没有", 1), 'no view is called "没有"'),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    path: Path, act: object, message: str
) -> None:
    assert callable(act)
    with pytest.raises(ConfigError, match=message):
        act(views(path))
    assert path.read_text("utf-8") == MIXED


@pytest.mark.parametrize(
    "text", ["[reader\n", 'view = [{name = "书", query = "书"}, {name = "a", query = "a"}]\n', "view = 3\n"]
)  # fmt: skip
def test_a_file_that_cannot_be_edited_safely_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    for act in (
        lambda: views(path).add("x", "x"),
        lambda: views(path).move("书", 1),
        lambda: views(path).rename("书", "x"),
        lambda: views(path).remove("书"),
    ):
        with pytest.raises(ConfigError, match=r"config\.toml|no view is called"):
            act()
    assert path.read_text("utf-8") == text


COMMENTS = st.sampled_from(["", "  # 注释", "  # [[view]]", "\t"])
ABOVE = st.sampled_from(["", "# above\n", "# two\n# lines\n", "# apart\n\n"])
OTHERS = st.sampled_from(
    [
        "[reader]\nmeasure = 80",
        "[http]  # net\nproxy = '''\n[[view]]\n# no comment '''",
        "[[source]]\nurl = 'http://a/'\n[source.map]\na = 1",
        "[keys]\nhelp = [\n  '?',  # first\n\n  'h',\n]",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    others = draw(st.lists(OTHERS, unique=True, max_size=3))
    tables = [
        f'{draw(ABOVE)}[[view]]{draw(COMMENTS)}\nname = "v{n}"{draw(COMMENTS)}\n'
        f"{draw(st.sampled_from(['', '# inside' + chr(10)]))}query = '''q{n}\n# q'''{draw(COMMENTS)}"
        for n in range(draw(st.integers(1, 4)))
    ]
    pieces = draw(st.permutations([*others, *tables]))
    newline = draw(st.sampled_from(["\n", "\n\n\n", "\n# between\n\n"]))
    return newline.join(["relays = true", *pieces]) + draw(st.sampled_from(["", "\n", "\n# end"]))


@settings(deadline=None)  # it writes to the disk six times
@given(documents(), st.data())
def test_no_edit_ever_loses_a_comment_or_touches_another_key(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("edit") / "config.toml"
    path.write_text(text, "utf-8")
    before = tomllib.loads(text)
    kept = views(path)
    chosen = data.draw(st.sampled_from(names(path)))
    step = data.draw(st.sampled_from([-1, 1]))

    kept.move(chosen, step)
    moved = path.read_text("utf-8")
    assert sorted(moved.split("\n")) == sorted(text.split("\n"))
    place = names_of(before).index(chosen)
    wanted = names_of(before)
    if 0 <= place + step < len(wanted):
        wanted[place], wanted[place + step] = wanted[place + step], wanted[place]
    assert names(path) == wanted
    if wanted != names_of(before):
        kept.move(chosen, -step)
        assert path.read_text("utf-8") == text

    kept.rename(chosen, "别的")
    kept.rename("别的", chosen)
    kept.add("新的", "x -y")
    added = path.read_text("utf-8")
    assert all(line in added.split("\n") for line in text.split("\n"))
    assert {**tomllib.loads(added), "view": None} == {**before, "view": None}
    kept.remove("新的")
    assert tomllib.loads(path.read_text("utf-8")) == before
    whole = path.read_text("utf-8")
    kept.put_back(kept.take_out(chosen))
    assert path.read_text("utf-8") == whole
    kept.remove(chosen)
    left = path.read_text("utf-8")
    for comment in ("# between", "# end", "# above", "# apart", "# net", "  '?',  # first"):
        assert left.count(comment) == text.count(comment)
    assert names(path) == [name for name in names_of(before) if name != chosen]


def names_of(document: dict[str, list[dict[str, str]]]) -> list[str]:
    return [view["name"] for view in document["view"]]


def test_a_file_with_the_line_ends_of_windows_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(MIXED.replace("\n", "\r\n").encode())
    views = Views(path, catalogue=True)
    views.rename("富裕", "富")  # a comment ends its table
    views.rename("芯片", "片")
    views.rename("读书", "书")
    assert [view.name for view in views.move("富", -1)] == ["片", "富", "书"]
    text = path.read_bytes().decode()
    assert text.count("\r\n") == text.count("\n") == MIXED.count("\n")
    assert "# what is searched\r\n" in text


def test_what_another_program_wrote_meanwhile_is_not_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = config_file._parse

    def and_another_writes(file: Path, text: str) -> config_file.Document:
        path.write_text(text + "# theirs\n", "utf-8")
        return read(file, text)

    with monkeypatch.context() as patch:
        patch.setattr(config_file, "_parse", and_another_writes)
        with pytest.raises(ConfigError, match="try again"):
            Views(path, catalogue=True).add("新", "新")
    assert path.read_text("utf-8") == MIXED + "# theirs\n"
    Views(path, catalogue=True).add("新", "新")


@pytest.mark.parametrize("number", range(3))
def test_a_view_comes_back_with_its_comments_into_a_file_that_has_changed(
    path: Path, number: int
) -> None:
    kept = Views(path, catalogue=True)
    before = names(path)
    own = [line for line in MIXED.split("\n") if before[number] in line]
    removed = kept.take_out(before[number])
    kept.rename(before[number - 1], "改了")
    with path.open("a", encoding="utf-8") as file:
        file.write("# theirs\n")
    kept.put_back(removed)
    after = path.read_text("utf-8")
    assert names(path) == [name if name != before[number - 1] else "改了" for name in before]
    assert all(line in after.split("\n") for line in own)
    assert after.endswith("# theirs\n")


def test_the_only_view_comes_back_into_an_emptied_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[[view]]  # mine\nname = "书"\nquery = "书"\n', "utf-8")
    kept = Views(path, catalogue=True)
    removed = kept.take_out("书")
    path.write_text('[reader]\ntheme = "ink"', "utf-8")
    kept.put_back(removed)
    assert names(path) == ["书"]
    assert "[[view]]  # mine" in path.read_text("utf-8")


def test_a_view_does_not_come_back_beside_one_of_its_name(path: Path) -> None:
    kept = Views(path, catalogue=True)
    (first, *_others) = names(path)
    removed = kept.take_out(first)
    kept.add(first, "别的")
    with pytest.raises(ConfigError, match="already"):
        kept.put_back(removed)
