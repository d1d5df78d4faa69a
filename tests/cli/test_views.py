"""tnews views, and --view as a selection."""

import tomllib

from command_line import Place, Run


def names(place: Place) -> list[str]:
    document = tomllib.loads(place.config.read_text("utf-8"))
    return [view["name"] for view in document.get("view", [])]


def add(place: Place, *views: tuple[str, str]) -> None:
    for name, query in views:
        assert place.run("views", "add", name, query).code == 0


def test_views_are_added_listed_renamed_moved_and_removed(filled: Place) -> None:
    add(filled, ("手机", "手机"), ("书", "书 -电子书"))
    assert filled.run("views", "rename", "书", "读书").code == 0
    assert filled.run("views", "move", "读书", "up").err == "读书 · 手机\n"
    listed = filled.run("views", "list", "--json").json
    assert [(view["name"], view["query"]) for view in listed] == [
        ("读书", "书 -电子书"),
        ("手机", "手机"),
    ]
    for view in listed:
        rows = filled.run("list", "--json", "--query", view["query"]).json
        assert (view["articles"], view["unread"]) == (len(rows), len(rows))
    assert filled.run("views", "remove", "读书").code == 0
    assert names(filled) == ["手机"]
    assert filled.config.read_text("utf-8").startswith("# mine\n")


def test_the_words_of_a_query_need_no_quotes(empty: Place) -> None:
    words = ("--", "书", "读书", "-电子书")
    assert empty.run_("views", "add", *empty.options, *words).code == 0
    assert empty.run("views", "list", "--json").json[0]["query"] == "读书 -电子书"


def test_no_view_is_said_and_is_one(empty: Place) -> None:
    done = empty.run("views", "--json")
    assert (done.code, done.json) == (1, [])
    assert "tnews views add" in done.err


def test_fields_for_scripts(filled: Place) -> None:
    add(filled, ("书", "书"))
    name, query, unread, articles = filled.run("views").out.rstrip("\n").split("\t")
    assert (name, query, unread) == ("书", "书", articles)


def test_a_view_selects_with_every_other_option(filled: Place) -> None:
    add(filled, ("书", "书"))
    of_view = {row["id"] for row in filled.run("list", "--json", "--view", "书").json}
    of_query = {row["id"] for row in filled.run("list", "--json", "--query", "书").json}
    assert of_view == of_query
    assert of_view
    both = filled.run("search", "手机", "--view", "书", "--json")
    assert {row["id"] for row in both.json} <= of_view
    row = filled.run("list", "--json", "--view", "书", "--limit", "1").json[0]
    narrowed = filled.run("list", "--json", "--view", "书", "--category", row["category"]).json
    assert {row["id"] for row in narrowed} <= of_view
    assert filled.run("mark", "read", "--view", "书").code == 0
    unread = filled.run("list", "--json", "--view", "书", "--unread")
    assert (unread.code, unread.json) == (1, [])


def test_a_view_is_exported(filled: Place) -> None:
    add(filled, ("书", "书"))
    count = len(filled.run("list", "--json", "--view", "书").json)
    target = filled.folder / "out.md"
    assert filled.run("--export", target, "--view", "书").code == 0
    done = filled.run("--export", "--view", "书")
    assert len(done.out.splitlines()) == count
    assert (
        target.read_text("utf-8").count("\n# ") + target.read_text("utf-8").startswith("# ")
        == count
    )


def test_an_unknown_view_names_the_nearest(filled: Place) -> None:
    add(filled, ("芯片产业", "芯片"))
    done = filled.run("list", "--view", "芯片行业")
    assert done.code == 2
    assert "芯片行业" in done.err
    assert "芯片产业" in done.err
    assert filled.run("views", "remove", "芯片行业").code == 2


def test_mistakes_are_named(empty: Place) -> None:
    for arguments in (
        ("views", "add", "书"),
        ("views", "remove"),
        ("views", "rename", "书"),
        ("views", "move", "书", "left"),
        ("views", "list", "书"),
        ("views", "add", "书", "书", "--json"),
        ("views", "wipe"),
    ):
        done = empty.run(*arguments)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), arguments
    assert empty.config.read_text("utf-8") == "# mine\n"


def test_a_named_file_that_is_missing_is_made(empty: Place) -> None:
    empty.config.unlink()
    assert empty.run("views", "add", "书", "书").code == 0
    assert names(empty) == ["书"]


def test_the_demonstration_keeps_no_views(run: Run) -> None:
    done = run("views", "add", "书", "书", "--demo")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_a_name_that_is_too_long_is_told_as_it_is_kept(filled: Place) -> None:
    done = filled.run("views", "add", "长" * 60, "手机")
    assert names(filled)[0] in done.err
    assert filled.run("views", "remove", "长" * 60).code == 0
    assert names(filled) == []
