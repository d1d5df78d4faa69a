from pathlib import Path

import pytest

from command_line import Place, Run, rss, web_site
from tnews.cli import checking, progress
from tnews.locale import _, choose
from tnews.model import visible
from tnews.text.wrap import cells

LONG = "正文很长的一段话，" * 60


@pytest.fixture
def site(empty: Place) -> Place:
    """A configuration of its own, without bundled sources."""
    return empty


def fresh(title: str) -> tuple[str, str]:
    kind, text = rss(title, "一", "二")
    return kind, text.replace("Sep 2026", "Sep 2099").replace("正文 ", LONG)


def test_the_table_says_what_works_and_what_to_switch_off(site: Place) -> None:
    with web_site({"/a": fresh("甲"), "/c": ("text/html", "<html><p>welcome</p></html>")}) as web:
        site.add_source("good", f"{web}/a", name="好的来源")
        site.add_source("gone", f"{web}/b", name="不在了的来源，名字长得一行放不下")
        site.add_source("page", f"{web}/c", name="网页")
        done = site.run("sources", "check")
    assert done.code == 1
    lines = done.out.splitlines()
    assert len(lines) == 4
    assert all(cells(line) <= checking.WIDTH for line in lines)
    assert lines[1].split()[:4] == ["好的来源", "fine", "2", "2099-09-20"]
    assert lines[2].split()[:2] == ["不在了的来源，名字…", "gone"]
    assert "404" in lines[2]
    assert lines[3].split()[:2] == ["网页", "changed"]
    told = done.err.splitlines()
    assert told[0] == "1 of 3 sources are fine"
    assert told[1].endswith("tnews sources disable gone page")
    assert not (site.data_dir / "tnews.db").exists()


def test_what_is_off_is_looked_at_when_it_is_asked_for(site: Place) -> None:
    with web_site({"/a": fresh("甲")}) as web:
        site.add_source("off", f"{web}/a")
        with site.config.open("a", encoding="utf-8") as file:
            file.write("enabled = false\n")
        assert site.run("sources", "check").code == 2
        done = site.run("sources", "check", "off")
        assert done.code == 0
        assert done.err.splitlines()[-1].endswith("tnews sources enable off")


def test_json_and_channels(site: Place) -> None:
    with web_site({"/a": fresh("甲")}) as web:
        site.add_source("one", f"{web}/a", category="体育")
        site.add_source("two", f"{web}/b", category="文化")
        done = site.run("sources", "check", "--json", "--category", "体育")
        assert (done.code, done.err) == (0, "")
        (row,) = done.json
        assert (row["key"], row["verdict"], row["status"], row["proposal"]) == (
            "one",
            "fine",
            200,
            "on",
        )
        assert (row["items"], row["full_text"], row["charset"]) == (2, 1.0, "utf-8")
        wrong = site.run("sources", "check", "--category", "体予")
        assert (wrong.code, wrong.out) == (2, "")


def test_no_network_is_said_once(site: Place) -> None:
    site.add_source("one", "http://127.0.0.1:9/a")
    site.add_source("two", "http://127.0.0.1:9/b")
    site.add_source("hub", "rsshub://a/b")
    done = site.run("sources", "check")
    assert done.code == 4
    assert done.err.startswith("none of 3 sources could be reached")
    assert len(site.run("sources", "check", "--json").json) == 3


def test_a_person_sees_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    progress.show("1/2 甲")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(visible, "is_strict", False)  # as for a person
    progress.show("1/2 甲\x1b[2J" + "长" * 200)
    shown = capsys.readouterr().err
    assert shown.startswith("\r\x1b[K1/2 甲\ufffd[2J长")
    assert cells(shown) < 90


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_every_verdict_fits_its_column(language: str) -> None:
    choose(language)
    assert all(cells(_(word)) <= 10 for word in checking.WORDS.values())


def test_the_demonstration_is_fine(run: Run, tmp_path: Path) -> None:
    done = run("sources", "check", "--demo", "--data-dir", tmp_path, "--json")
    assert {row["status"] for row in done.json} == {200}
