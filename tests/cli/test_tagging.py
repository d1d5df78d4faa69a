import io
import sys
from datetime import date, timedelta

import pytest

from command_line import Place
from tnews.cli import tagging
from tnews.model import NOTE_LIMIT


def rows(place: Place, *selection: object) -> list[dict[str, object]]:
    found = place.run("list", "--json", *selection).json
    assert isinstance(found, list)
    return found


def stdin(monkeypatch: pytest.MonkeyPatch, given: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))


def test_tags_by_id_and_takes_them_away(filled: Place) -> None:
    first, second, *_rest = (row["id"] for row in rows(filled))
    done = filled.run("tag", "#待读", first, second)
    assert (done.code, done.out, done.err) == (0, "", "2 articles changed\n")
    assert [row["tags"] for row in rows(filled, "--limit", 3)] == [["待读"], ["待读"], []]
    assert filled.run("tag", "待讀", first).err == "0 articles changed\n"
    assert filled.run("tag", "待读", first, "--remove").err == "1 article changed\n"
    assert filled.run("tags", "--json").json == [{"tag": "待读", "articles": 1}]


def test_tags_a_selection(filled: Place) -> None:
    assert filled.run("tag", "科技", "--category", "IT").err == "5 articles changed\n"
    assert filled.run("tag", "一篇", "--category", "IT", "--limit", 1).code == 0
    assert filled.run("tags").out == "科技\t5\n一篇\t1\n"


def test_a_person_gets_the_tags_in_columns(filled: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.run("tag", "科技", "--limit", 12)
    filled.run("tag", "一篇", "--limit", 1)
    monkeypatch.setattr(tagging, "is_terminal", lambda: True)
    assert filled.run("tags").out == "12  科技\n 1  一篇\n"


def test_no_tags_yet(filled: Place) -> None:
    done = filled.run("tags")
    assert (done.code, done.out) == (1, "")
    assert "no tags yet" in done.err
    assert filled.run("tags", "--json").json == []


@pytest.mark.parametrize("tag", ["", " ", "#", "甲，乙", "a,b", "长" * 41])
def test_what_is_no_tag_is_refused(filled: Place, tag: str) -> None:
    done = filled.run("tag", tag, rows(filled)[0]["id"])
    assert (done.code, done.out) == (2, "")
    assert "TAG: a tag is 1 to 40 characters" in done.err
    assert filled.run("tags").code == 1


@pytest.mark.parametrize("more", [[], ["1", "--unread"]], ids=["neither", "both"])
def test_a_tag_needs_ids_or_a_selection(filled: Place, more: list[str]) -> None:
    done = filled.run("tag", "海", *more)
    assert done.code == 2
    assert "tnews tag needs article ids or a selection" in done.err


def test_what_is_missing_is_told_and_the_others_are_tagged(filled: Place) -> None:
    first = rows(filled)[0]["id"]
    done = filled.run("tag", "海", first, 4242)
    assert done.code == 1
    assert "4242" in done.err
    assert rows(filled)[0]["tags"] == ["海"]


def test_a_note_is_written_printed_and_taken_away(filled: Place) -> None:
    first = rows(filled)[0]["id"]
    assert filled.run("note", first).code == 1
    assert filled.run("note", first, "第一行\n第二行").err == "1 article changed\n"
    assert (filled.run("note", first).out, rows(filled)[0]["has_note"]) == (
        "第一行\n第二行\n",
        True,
    )
    shown = filled.run("show", first).out
    assert shown.endswith("Your note\n第一行\n第二行\n")
    assert filled.run("show", first, "--json").json["note"] == "第一行\n第二行"
    again = filled.run("note", first, "第三行")
    assert again.err == "1 article changed\nthe note was:\n第一行\n第二行\n"
    assert filled.run("note", first, "--remove").err.endswith("the note was:\n第三行\n")
    assert rows(filled)[0]["has_note"] is False


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_note_from_stdin(filled: Place, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    first = rows(filled)[0]["id"]
    stdin(monkeypatch, "湖边的书店在清晨开门，店主先扫落叶。\n再读\n".encode(encoding))
    assert filled.run("note", first, "-").code == 0
    assert filled.run("note", first).out == "湖边的书店在清晨开门，店主先扫落叶。\n再读\n"


def test_a_note_that_is_too_long_changes_nothing(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rows(filled)[0]["id"]
    filled.run("note", first, "短")
    stdin(monkeypatch, ("字" * (NOTE_LIMIT + 1)).encode())
    done = filled.run("note", first, "-")
    assert done.code == 2
    assert "20,000" in done.err
    assert filled.run("note", first).out == "短\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [(["-"], "the note is empty"), (["  "], "the note is empty"), (["x", "--remove"], "not both")],
    ids=["stdin", "blank", "both"],
)
def test_what_is_no_note_is_refused(
    filled: Place, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    first = rows(filled)[0]["id"]
    stdin(monkeypatch, b"\n")
    done = filled.run("note", first, *words)
    assert done.code == 2
    assert told in done.err


def test_a_note_on_no_article(filled: Place) -> None:
    done = filled.run("note", 4242, "记")
    assert done.code == 1
    assert "there is no article 4242" in done.err


def test_show_prints_the_tags(filled: Place) -> None:
    first = rows(filled)[0]["id"]
    filled.run("tag", "待读", first)
    filled.run("tag", "海", first)
    lines = [line.split() for line in filled.run("show", first).out.splitlines()]
    assert ["Tags", "#待读", "#海"] in lines
    assert filled.run("show", first, "--json").json["tags"] == ["待读", "海"]


# -- the state file ------------------------------------------------------------------------------


def state_of(place: Place) -> str:
    return "".join(file.read_text("utf-8") for file in place.data_dir.glob("state-*.jsonl"))


def test_what_commands_change_is_in_the_state_file_at_once(filled: Place) -> None:
    id, other, *_more = (row["id"] for row in filled.run("list", "--json").json)
    filled.run("note", id, "先读第三段")
    assert "先读第三段" in state_of(filled)
    filled.run("tag", "经济", other)
    assert "经济" in state_of(filled)
    filled.run("bookmark", other)
    assert '"bookmarked_at"' in state_of(filled)
    filled.run("note", id, "--remove")
    assert "先读第三段" not in state_of(filled)


def test_a_command_that_changes_nothing_writes_no_state(filled: Place) -> None:
    (file,) = filled.data_dir.glob("state-*.jsonl")
    file.unlink()
    id = filled.run("list", "--json").json[0]["id"]
    filled.run("mark", "unread", id)
    assert not list(filled.data_dir.glob("state-*.jsonl"))


def test_a_large_state_is_not_written_after_every_command(
    filled: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tnews.services.statefile.AT_ONCE", 0)
    id, other, *_more = (row["id"] for row in filled.run("list", "--json").json)
    filled.run("note", id, "一")  # the refresh wrote it a moment ago
    assert "一" not in state_of(filled)
    monkeypatch.setattr("tnews.services.statefile.APART", 0)
    filled.run("note", other, "二")
    assert "二" in state_of(filled)


def test_a_state_file_that_cannot_be_written_costs_no_note(filled: Place) -> None:
    id = filled.run("list", "--json").json[0]["id"]
    for file in filled.data_dir.glob("state-*.jsonl"):
        file.unlink()
        day = date.fromisoformat(file.stem.removeprefix("state-"))
        for one in (day, day + timedelta(days=1)):  # midnight may come in between
            file.with_name(f"state-{one}.jsonl").mkdir()
    done = filled.run("note", id, "记下")
    assert done.code == 0
    assert "state file" in done.err
    assert filled.run("note", id).out == "记下\n"
