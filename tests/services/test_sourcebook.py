"""Channels and sources in the configuration file: each change, what of the file stays, what the
next start has then."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpu_time import at_most
from tnews.config import load
from tnews.model import ConfigError, Source
from tnews.services.discovery import EmptyFeedError, Found
from tnews.services.opml_paths import completions, content
from tnews.services.opml_sources import subscriptions
from tnews.services.sourcebook import Entry, Sourcebook
from tnews.services.subscriptions import remove_source
from tnews.sources import load as kind

MIXED = """\
# top
catalogue = false

# about a
[[source]]
name = "甲"  # trailing
url = "http://a.example/"
category = "要闻"

[reader]
measure = 80

# about b
[[source]]
url = "http://b.example/"
name = "乙"
category = "教育"

# about c
[[source]]
name = "丙"
url = "http://c.example/"
category = "要闻"
# end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(MIXED, encoding="utf-8")
    return file


async def nowhere(_url: str) -> Found:
    raise AssertionError


def book(path: Path, *, catalogue: bool = False) -> Sourcebook:
    kinds = {name: kind(name) for name in ("feed", "page", "json", "rank")}
    return Sourcebook(path, catalogue=catalogue, load=lambda: load(path, kinds=kinds), find=nowhere)


def entry(path: Path, name: str) -> Entry:
    return next(
        entry
        for _channel, entries in book(path, catalogue=True).read().channels
        for entry in entries
        if entry.source.name == name
    )


def shown(path: Path, *, catalogue: bool = False) -> dict[str, list[str]]:
    shelf = book(path, catalogue=catalogue).read()
    return {
        name: [entry.source.name for entry in entries if entry.source.enabled]
        for name, entries in shelf.channels
    }


def text(path: Path) -> str:
    return path.read_text("utf-8")


def test_the_shelf_is_what_the_reader_shows(path: Path) -> None:
    assert shown(path) == {"要闻": ["甲", "丙"], "教育": ["乙"]}


def test_a_field_changes_on_its_line_and_the_key_stays(path: Path) -> None:
    before = entry(path, "甲").source
    book(path).change(before, name="Zi", interval=3600)
    after = entry(path, "Zi").source
    assert after.key == before.key, "what was read follows the key"
    assert after.interval == 3600
    assert '# about a\n[[source]]\nname = "Zi"  # trailing\n' in text(path)


OF_ONE_HOST = """\
[[source]]
name = "甲"
url = "http://a.example/1"

[[source]]
name = "乙"
url = "http://a.example/2"

[[source]]
name = "丙"
url = "http://a.example/3"

[[source]]
name = "丁"
url = "http://d.example/"
"""


@pytest.mark.parametrize("change", ["move", "remove", "remove in a shell"])
def test_of_sources_of_one_host_each_keeps_its_key_when_others_move_or_go(
    path: Path, change: str
) -> None:
    path.write_text(OF_ONE_HOST, "utf-8")
    keys = {name: entry(path, name).source.key for name in "甲乙丙丁"}
    assert keys["丙"] == "a.example-3"
    match change:
        case "move":
            book(path).move(entry(path, "甲"), 1)
        case "remove":
            removed = book(path).remove(entry(path, "甲"))
        case _:
            assert remove_source(path, entry(path, "甲").source)
    left = "甲乙丙丁" if change == "move" else "乙丙丁"
    assert {name: entry(path, name).source.key for name in left} == {n: keys[n] for n in left}
    assert 'name = "丁"\nurl = "http://d.example/"\n' in text(path)
    if change == "remove":
        book(path).put_back(removed)
        assert entry(path, "甲").source.key == keys["甲"]


def test_a_source_goes_to_another_channel(path: Path) -> None:
    book(path).change(entry(path, "甲").source, category="新开的")
    assert shown(path) == {"新开的": ["甲"], "教育": ["乙"], "要闻": ["丙"]}


def test_a_source_moves_past_those_of_other_channels(path: Path) -> None:
    book(path).move(entry(path, "丙"), -1)
    assert shown(path) == {"要闻": ["丙", "甲"], "教育": ["乙"]}
    assert "# about c\n[[source]]" in text(path)
    book(path).move(entry(path, "丙"), -1)
    assert shown(path)["要闻"] == ["丙", "甲"], "the first stays first"


def test_a_channel_moves_and_is_renamed(path: Path) -> None:
    book(path).move_channel("教育", -1)
    assert list(shown(path)) == ["教育", "要闻"]
    book(path).rename_channel("要闻", "头条")
    assert shown(path) == {"教育": ["乙"], "头条": ["甲", "丙"]}
    book(path).rename_channel("头条", "教育")
    assert sorted(shown(path)["教育"]) == ["丙", "乙", "甲"]
    assert tomllib.loads(text(path))["categories"] == ["教育"]


def test_what_was_removed_comes_back_with_its_comments(path: Path) -> None:
    removed = book(path).remove(entry(path, "乙"))
    assert shown(path) == {"要闻": ["甲", "丙"]}
    book(path).put_back(removed)
    assert text(path) == MIXED


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"category": ""}, {"url": ""}, {"url": "javascript:alert(1)"}]
)
def test_what_no_source_may_be_is_not_written(path: Path, change: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="a name, a channel and a web address"):
        book(path).change(entry(path, "甲").source, **change)
    assert text(path) == MIXED


def test_a_bundled_source_is_switched_off_renamed_and_never_removed(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("catalogue = true\n", "utf-8")
    one = entry(path, "中新网 要闻")
    assert one.is_bundled
    with pytest.raises(ConfigError, match="comes with tnews"):
        book(path, catalogue=True).remove(one)
    with pytest.raises(ConfigError, match="only your own"):
        book(path, catalogue=True).move(one, 1)
    book(path, catalogue=True).enable(one, False)
    assert "中新网 要闻" not in shown(path, catalogue=True)["要闻"]
    off = entry(path, "中新网 要闻")
    assert (off.source.key, off.source.enabled, off.is_bundled) == (one.source.key, False, True)
    book(path, catalogue=True).enable(off, True)
    assert "中新网 要闻" in shown(path, catalogue=True)["要闻"]


def test_what_cannot_be_fetched_yet_is_not_switched_on(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("catalogue = true\n", "utf-8")
    hot = entry(path, "凤凰网 资讯")
    assert hot.lacking
    with pytest.raises(ConfigError, match="rsshub"):
        book(path, catalogue=True).enable(hot, True)
    assert text(path) == "catalogue = true\n"


def test_a_missing_file_is_made_by_the_first_source(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    sources = [Source("x", "http://x.example/", "新", "要闻")]
    Sourcebook(path, catalogue=True, load=lambda: load(None, kinds={}), find=nowhere).add(sources)
    document = tomllib.loads(text(path))
    assert document["catalogue"] is True
    assert document["source"][0]["key"] == "x"


async def test_an_address_that_is_there_already_is_not_fetched(path: Path) -> None:
    proposal = await book(path).find("http://a.example")
    assert proposal.present == entry(path, "甲").source
    with pytest.raises(ConfigError, match="not a web address"):
        await book(path).find("ftp://a.example/" + "x" * 100_000)


OPML = """<opml version="2.0"><body><outline text="科技">
<outline text="新来的" xmlUrl="https://new.example/feed"/>
<outline text="甲" xmlUrl="http://a.example/"/>
<outline text="坏的" xmlUrl="file:///etc/passwd"/></outline></body></opml>"""


def test_opml_tells_what_it_would_bring(path: Path) -> None:
    found = book(path).opml(OPML.encode())
    assert [(one.name, one.category) for one in found.new] == [("新来的", "科技")]
    assert found.present == 1
    assert len(found.skipped) == 1
    assert text(path) == MIXED


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"x" * (10 << 20), "larger than 8 MiB"),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>", "DTD"),
        (b"\x00\xff\xfe", "not OPML"),
    ],
)
def test_hostile_opml_gets_one_line(path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem) as raised:
        book(path).opml(data)
    assert "\n" not in raised.value.message


def test_sources_are_exported_to_a_new_file_only(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.opml"
    assert book(path).export(str(out)) == 3
    assert book(path).opml(out.read_bytes()).present == 3
    with pytest.raises(ConfigError, match="cannot be written"):
        book(path).export(str(out))
    with pytest.raises(ConfigError, match="cannot be written"):
        book(path).export(str(tmp_path / "no" / "out.opml"))


def test_names_of_files_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("subs.opml", "Subs.XML", "other.txt", ".hidden.opml"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "subfolder").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completions("~/s") == ["~/subs.opml", "~/subfolder/"]
    assert completions(f"{tmp_path}/") == [
        f"{tmp_path}/Subs.XML", f"{tmp_path}/subs.opml", f"{tmp_path}/subfolder/"
    ]  # fmt: skip
    assert completions(f"~/{tmp_path}/subs") == [f"{tmp_path}/subs.opml"]
    assert completions("/no/such/folder/x") == []
    assert completions("a\0b/") == []


@pytest.mark.parametrize("before", ["", "~/"])
@pytest.mark.parametrize("pasted", ["~/subs.opml", "{folder}/subs.opml"])
def test_a_name_pasted_behind_another_begins_anew(
    before: str, pasted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "subs.opml").write_bytes(b"<opml/>")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert content(before + pasted.format(folder=tmp_path)) == b"<opml/>"


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    for name in (str(tmp_path), str(tmp_path / "no.opml"), "/dev/zero", "a\0b", "x" * 5_000):
        with pytest.raises(ConfigError) as raised:
            content(name)
        assert "\n" not in raised.value.message


def test_five_hundred_sources_are_read_and_changed(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    tables = (
        f'[[source]]\nname = "源{n}"\nurl = "http://s{n}.example/"\ncategory = "频道{n % 20}"\n'
        for n in range(500)
    )
    path.write_text("\n".join(tables), "utf-8")
    shelf = book(path, catalogue=True).read()
    assert sum(len(entries) for name, entries in shelf.channels if name.startswith("频道")) == 500
    book(path).move(entry(path, "源480"), -1)
    names = shown(path)["频道0"]
    assert names.index("源480") == names.index("源460") - 1
    assert sorted(text(path).split("\n")) == sorted("\n".join(
        f'[[source]]\nname = "源{n}"\nurl = "http://s{n}.example/"\ncategory = "频道{n % 20}"\n'
        for n in range(500)
    ).split("\n"))  # fmt: skip


def test_thousands_of_one_host_and_without_letters_are_imported_in_time() -> None:
    outlines = "".join(f'<outline text="源" xmlUrl="http://a.example/{n}"/>' for n in range(5_000))
    with at_most(1.0):  # 0.2; 2.5 where each key is counted from 2
        new = subscriptions(f"<opml>{outlines}</opml>".encode(), ()).new
    assert new[-1].key == "a.example-5000"


def test_hundreds_of_one_host_without_keys_get_theirs_in_time(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        "\n".join(f'[[source]]\nurl = "http://a.example/{n}"\n' for n in range(300)), "utf-8"
    )
    with at_most(1.5):  # 0.2; 4.5 where the tables are looked for before each key
        book(path).remove(entry(path, "a.example"))
    kinds = {"feed": kind("feed")}
    keys = [source.key for source in load(path, kinds=kinds).sources]
    assert keys == [f"a.example-{n}" for n in range(2, 301)]


@settings(deadline=None, max_examples=40)  # it writes to the disk some times
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["甲", "乙", "丙"]),
            st.sampled_from(["up", "down", "off", "on", "channel", "rename", "away"]),
        ),
        max_size=6,
    )
)
def test_no_change_ever_loses_a_source_a_key_or_a_comment(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("edit") / "config.toml"
    path.write_text(MIXED, "utf-8")
    keys = {name: entry(path, name).source.key for name in ("甲", "乙", "丙")}
    for name, change in changes:
        one = entry(path, name)
        match change:
            case "up" | "down":
                book(path).move(one, 1 if change == "down" else -1)
            case "on" | "off":
                book(path).enable(one, change == "on")
            case "channel":
                book(path).rename_channel(one.source.category, one.source.category + "新")
            case "rename":
                book(path).change(one.source, full_text="never")
            case _:
                book(path).put_back(book(path).remove(one))
    assert {name: entry(path, name).source.key for name in keys} == keys
    for comment in ("# top", "# about a", "# about b", "# about c", "# trailing", "# end"):
        assert text(path).count(comment) == 1
    assert tomllib.loads(text(path))["reader"] == {"measure": 80}


async def test_an_empty_feed_is_offered_unchecked(path: Path) -> None:
    async def empty(url: str) -> Found:
        raise EmptyFeedError("no articles", url)

    kinds = {name: kind(name) for name in ("feed", "page", "json", "rank")}
    shelf = Sourcebook(path, catalogue=False, load=lambda: load(path, kinds=kinds), find=empty)
    proposal = await shelf.find("http://new.example/feed")
    assert (proposal.found, proposal.problem) == (None, "no articles")
    assert proposal.source is not None
    assert proposal.source.url == "http://new.example/feed"
