"""What a record is: a value whose fields are declared once, in its class, and never change.

A record is declared and used like a frozen dataclass with slots, and type checkers take it for
one. It is made otherwise: no code is compiled for it, so that a class takes 10 µs and not 500, and
`dataclasses`, 9 ms with all that it imports, is not needed: together that was a third of a search
(decisions/0015). What is filled step by step is no record, but a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, dataclass_transform

__all__ = ["Record", "field", "replace"]

if TYPE_CHECKING:
    from dataclasses import replace  # noqa: TID251 - known to type checkers
else:

    def replace(record, /, **changes):
        """Return a record like `record` but for the `changes`, which are cleaned and checked."""
        return record.__replace__(**changes)


def field(
    *, default: Any = None, default_factory: Callable[[], Any] | None = None, repr: bool = True
) -> Any:
    """Declare a field whose default is made for each record, or one that `repr` does not show."""
    return _Field(default_factory or (lambda: default), repr)


class _Field:
    def __init__(self, default: Callable[[], object], is_shown: bool) -> None:
        self.default = default
        self.is_shown = is_shown


class _RecordType(type):
    """Makes slots of the fields that the body of a class declares, in their order.

    `_defaults` holds the values of those with a default, `_fields` those made by `field`;
    `_setters` fill the slots of a new record, `_key` returns its class and what they hold.
    """

    __match_args__: tuple[str, ...]
    _defaults: dict[str, object]
    _fields: dict[str, _Field]
    _setters: tuple[Callable[[object, object], None], ...]
    _key: Callable[[object], tuple[object, ...]]

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _RecordType:
        names = tuple(body.get("__annotations__", ()))
        defaults = {name: body.pop(name) for name in names if name in body}
        body["__slots__"] = body["__match_args__"] = names
        kind = super().__new__(cls, name, bases, body)
        kind._defaults = defaults
        kind._fields = {name: said for name, said in defaults.items() if isinstance(said, _Field)}
        kind._setters = tuple([getattr(kind, name).__set__ for name in names])
        kind._key = attrgetter("__class__", *names)
        return kind


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(metaclass=_RecordType):
    """A record. Two are equal if they are of one class and their fields are equal.

    `__post_init__` is called when all fields are set; it alone may set them again (`set_clean`).
    The module of a record postpones annotations: `from __future__ import annotations`.
    """

    def __init__(self, /, *values: Any, **named: Any) -> None:
        kind = type(self)
        if named or len(values) != len(kind._setters):
            values = _completed(kind, values, named)
        for fill, value in zip(kind._setters, values, strict=True):
            fill(self, value)
        self.__post_init__()

    def __post_init__(self) -> None:
        """Clean and check the fields."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} never changes")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} never changes")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        key = type(self)._key
        return key(self) == key(other)

    def __hash__(self) -> int:
        return hash(type(self)._key(self))

    def __repr__(self) -> str:
        kind = type(self)
        hidden = {name for name, said in kind._fields.items() if not said.is_shown}
        shown = [f"{name}={value!r}" for name, value in _named(self).items() if name not in hidden]
        return f"{kind.__name__}({', '.join(shown)})"

    def __replace__(self, /, **changes: Any) -> Any:
        return type(self)(**{**_named(self), **changes})

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        kind = type(self)
        return kind, kind._key(self)[1:]


def _named(record: Record) -> dict[str, object]:
    return {name: getattr(record, name) for name in type(record).__match_args__}


def _completed(
    kind: _RecordType, values: tuple[object, ...], named: dict[str, object]
) -> tuple[object, ...]:
    """The values of all fields: by place, then by name, else their defaults. Raises `TypeError`."""
    left = kind.__match_args__[len(values) :]
    known = {**kind._defaults, **named}
    try:
        rest = [known.pop(name) for name in left]
    except KeyError as missing:
        raise TypeError(f"{kind.__name__} needs {missing}") from None
    if len(values) > len(kind._setters) or not known.keys().isdisjoint(named):
        raise TypeError(f"{kind.__name__} takes {', '.join(kind.__match_args__)}, each once")
    if kind._fields:
        rest = [value.default() if isinstance(value, _Field) else value for value in rest]
    return (*values, *rest)
