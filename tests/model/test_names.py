"""The names of `tnews.model`: each is there, and from the module that says so."""

from importlib import import_module
from types import ModuleType

import pytest

from tnews import model
from tnews.model import clean


@pytest.mark.parametrize("name", model.__all__)
def test_every_name_is_that_of_its_module(name: str) -> None:
    home = import_module(f"tnews.model.{model._HOME_OF[name]}")
    assert getattr(model, name) is getattr(home, name)


def test_no_name_is_missing_in_the_list() -> None:
    assert sorted(model._HOME_OF) == sorted(model.__all__)


def test_another_name_is_an_error() -> None:
    untyped: ModuleType = model
    with pytest.raises(AttributeError, match="Artikel"):
        _ = untyped.Artikel


def test_whatever_a_terminal_could_obey_is_not_printable() -> None:
    """`clean_text` looks for it only in what is not."""
    everything = map(chr, range(0x110000))
    kept = [c for c in everything if c.isprintable()]
    assert clean.re.search(clean._SUSPECT, "".join(kept)) is None
