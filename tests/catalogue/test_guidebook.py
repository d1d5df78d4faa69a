import re
import tomllib
from importlib import resources

import pytest

from tnews.catalogue import GUIDE_KEY, categories, guide, guide_source, sources
from tnews.locale import LANGUAGES
from tnews.model import Source
from tnews.model.settings import ReaderSettings
from tnews.tui.actions import BY_ID, shown_keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_has_short_articles_with_headings_and_keys(language: str) -> None:
    drafts = guide(language)
    assert [draft.uid for draft in drafts] == [f"guide-{n:02}" for n in range(1, 11)]
    for draft in drafts:
        assert draft.is_full_text
        assert draft.origin == "tnews"
        assert draft.category == guide_source(language).category
        assert 100 <= len(draft.text) <= 1600
        assert draft.blocks[0].kind == "p"
    assert {block.kind for draft in drafts for block in draft.blocks} == {
        *("p", "h", "li", "quote", "pre")
    }


def test_the_languages_say_the_same_in_the_same_places() -> None:
    shapes = [
        [[block.kind for block in draft.blocks] for draft in guide(language)]
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1] == shapes[2]


def test_every_language_has_a_text_of_its_own() -> None:
    assert len({draft.text for language in LANGUAGES for draft in guide(language)}) == 30


def test_taiwan_gets_its_own_words_and_characters() -> None:
    text = "\n".join(f"{draft.title}\n{draft.text}" for draft in guide("zh_TW"))
    for word in ("搜尋", "設定檔", "終端機", "空白鍵", "更新", "網路"):
        assert word in text
    for word in ("屏幕", "終端裡", "默認", "配置", "軟件", "網絡", "列表", "這裏", "“"):
        assert word not in text


@pytest.mark.parametrize(
    "key",
    [*"jkhlbnpNmAu/[]FRrz?q.", "Enter", "Esc", "tnews --demo", "tnews add", "tnews doctor"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_every_key_a_beginner_needs(language: str, key: str) -> None:
    alone = re.compile(rf"(?<![A-Za-z]){re.escape(key)}(?![A-Za-z])")
    assert any(alone.search(draft.text) for draft in guide(language))


def test_an_unknown_language_reads_chinese() -> None:
    assert guide("fr") == guide("zh_CN")
    assert guide("zh-Hant-HK") == guide("zh_TW")


def test_the_guide_is_a_source_without_an_address() -> None:
    source = guide_source("en")
    assert (source.key, source.kind, source.url) == (GUIDE_KEY, "guide", "")
    assert source.category == "Guide"
    assert GUIDE_KEY not in {bundled.key for bundled in sources()}
    assert source.category not in categories()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_settings_the_guide_shows_exist(language: str) -> None:
    shown = [
        tomllib.loads(block.text)
        for draft in guide(language)
        for block in draft.blocks
        if block.kind == "pre" and block.text.startswith("[")
    ]
    tables = {name: table for document in shown for name, table in document.items()}
    assert set(tables) == {"reader", "source"}
    ReaderSettings(**tables["reader"])
    (source,) = tables["source"]
    Source(key="x", **source)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_the_keys_that_a_person_has(language: str) -> None:
    text = "\n".join(draft.text for draft in guide(language, {"line_down": "Ctrl+n", "quit": "Q"}))
    assert "Ctrl+n" in text
    assert "{" not in text
    assert re.search(r"(?<![A-Za-z])q(?![A-Za-z])", text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_of_the_guide_are_those_of_the_table(language: str) -> None:
    folder = resources.files("tnews.catalogue") / "guide"
    said = re.findall(r"{([a-z_]+):([^}]+)}", (folder / f"{language}.toml").read_text("utf-8"))
    assert len(said) > 40
    words = {"空格": "Space", "空白键": "Space", "空白鍵": "Space"}
    for action, key in said:
        usual = shown_keys(BY_ID[action], {}).split()
        shown = re.split(r" to | 到 |（| \(", key)[0]
        assert words.get(shown, shown) in (*usual, usual[0][0]), (action, key)
