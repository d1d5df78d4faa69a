import pytest

from command_line import Place


def ids(place: Place, *selection: object) -> list[int]:
    return [row["id"] for row in place.run("list", "--json", *selection).json]


def test_marks_by_id_and_takes_them_back(filled: Place) -> None:
    first, second, *_rest = ids(filled)
    done = filled.run("mark", "read", first, second)
    assert (done.code, done.out, done.err) == (0, "", "2 articles changed\n")
    assert first not in ids(filled, "--unread")
    assert filled.run("mark", "read", first).err == "0 articles changed\n"
    assert filled.run("mark", "unread", first).err == "1 article changed\n"
    assert first in ids(filled, "--unread")


def test_bookmark_is_short_for_mark_bookmark(filled: Place) -> None:
    first, second, *_rest = ids(filled)
    filled.run("bookmark", first, second)
    assert ids(filled, "--bookmarked") == [first, second]
    filled.run("bookmark", first, "--remove")
    filled.run("mark", "unbookmark", second)
    assert ids(filled, "--bookmarked") == []
    filled.run("mark", "bookmark", second)
    assert ids(filled, "--bookmarked") == [second]


def test_marks_a_selection(filled: Place) -> None:
    done = filled.run("mark", "read", "--category", "IT")
    assert (done.code, done.err) == (0, "5 articles changed\n")
    assert ids(filled, "--category", "IT", "--unread") == []
    assert len(ids(filled, "--unread")) == 55


@pytest.mark.parametrize("blank", ["", " ", "\u200b"])
@pytest.mark.parametrize("command", [["mark", "read"], ["list"], ["--export"]], ids=" ".join)
def test_a_query_without_a_word_is_not_every_article(
    filled: Place, command: list[str], blank: str
) -> None:
    done = filled.run(*command, "--query", blank)
    assert (done.code, done.out) == (2, "")
    assert len(ids(filled, "--unread")) == 60


def test_a_selection_of_nothing(filled: Place) -> None:
    done = filled.run("mark", "read", "--query", "没有这样的词语组合")
    assert done.code == 1
    assert "nothing matched" in done.err


def test_what_is_missing_is_told_and_the_others_are_marked(filled: Place) -> None:
    first = ids(filled)[0]
    done = filled.run("bookmark", first, 4242)
    assert done.code == 1
    assert "4242" in done.err
    assert ids(filled, "--bookmarked") == [first]


@pytest.mark.parametrize("arguments", [[], ["3", "--unread"]])
def test_ids_or_a_selection_but_not_both(filled: Place, arguments: list[str]) -> None:
    done = filled.run("mark", "read", *arguments)
    assert done.code == 2
    assert "not both" in done.err
