"""Every message of the source is there in both Chinese catalogues, compiled as it is written."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_the_catalogue_is_complete(messages: ModuleType, language: str) -> None:
    catalog = messages.read(language)
    wanted = {message.id for message in messages.collected() if message.id}
    have = {message.id for message in catalog if message.id and messages.is_translated(message)}
    assert wanted - have == set(), "run `make messages` and translate"
    assert have - wanted == set(), "run `make messages`"


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_translations_keep_their_fields(messages: ModuleType, language: str) -> None:
    field = re.compile(r"\{\w*[^{}]*\}")
    for message in messages.read(language):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            wanted = set(field.findall(ids[-1]))
            assert all(set(field.findall(string)) == wanted for string in strings), message.id


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_the_compiled_catalogue_is_up_to_date(messages: ModuleType, language: str) -> None:
    path = messages.path_of(language).with_suffix(".mo")
    assert path.read_bytes() == messages.compiled(messages.read(language)), "run `make messages`"
