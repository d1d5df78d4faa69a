"""Records: values that are declared like dataclasses and never change."""

from __future__ import annotations

import copy
import pickle
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_type_hints

import pytest

import tnews
from tnews.model import Query, Source
from tnews.model.clean import set_clean
from tnews.model.record import Record, field, replace


class Point(Record):
    """A record with every kind of default."""

    x: int
    y: int = 0
    names: list[str] = field(default_factory=list)
    secret: str = field(default="", repr=False)


class Place(Record):
    """A record with the fields of another."""

    x: int
    y: int = 0


class Tidy(Record):
    """A record that cleans what it is given."""

    text: str

    def __post_init__(self) -> None:
        set_clean(self, text=self.text.strip())


def test_fields_are_given_by_place_by_name_or_not_at_all() -> None:
    point = Point(1, secret="s")
    assert (point.x, point.y, point.names, point.secret) == (1, 0, [], "s")
    assert Point(x=1, y=2) == Point(1, 2)


def test_a_default_is_made_for_each_record() -> None:
    assert Point(1).names is not Point(1).names


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((), {"y": 1}),
        ((1,), {"x": 1}),
        ((1,), {"z": 1}),
        ((1, 2, [], "", 5), {}),
    ],
)
def test_other_fields_than_its_own_are_refused(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(*values, **named)


def test_nothing_changes() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match=r"Point\.x"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"Point\.x"):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 2  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")


def test_equal_fields_of_one_class_are_equal() -> None:
    assert Place(1, 2) == Place(1, 2) != Place(2, 1)
    assert len({Place(1, 2), Place(1, 2), Place(2, 1)}) == 2


def test_what_is_of_another_class_is_not_equal() -> None:
    assert Place(1, 2) != Point(1, 2)
    assert Place(1, 2) != (1, 2)
    assert {Place(1, 2): "", (1, 2): ""}.keys() == {Place(1, 2), (1, 2)}


def test_the_constructor_cleans_and_so_does_replace() -> None:
    assert Tidy(" a ").text == "a"
    assert replace(Tidy("a"), text=" b ") == Tidy("b")
    assert replace(Place(1, 2), y=3) == Place(1, 3)
    with pytest.raises(TypeError):
        replace(Place(1, 2), z=3)


def test_secrets_are_not_shown() -> None:
    assert repr(Point(1, secret="key")) == "Point(x=1, y=0, names=[])"


def test_a_record_is_taken_apart_by_match() -> None:
    match Place(1, 2):
        case Place(x, y):
            assert (x, y) == (1, 2)


@pytest.mark.parametrize(
    "record", [Query("竹", limit=5), Source("key", "https://a.example/", "A", "C")]
)
def test_copies_are_equal(record: Record) -> None:
    assert copy.deepcopy(record) == record
    assert pickle.loads(pickle.dumps(record)) == record


def records() -> Iterator[type[Record]]:
    """Every record of tnews."""
    for module in pkgutil.walk_packages(tnews.__path__, "tnews."):
        for found in vars(import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, Record) and found is not Record:
                yield found


def test_every_record_has_the_fields_that_it_declares() -> None:
    found = set(records())
    assert len(found) > 80
    for record in found:
        assert record.__match_args__, f"{record}: its module must postpone annotations"
        assert record.__mro__ == (record, Record, object), f"{record} would lose fields"
    assert get_type_hints(Query).keys() == set(Query.__match_args__)
