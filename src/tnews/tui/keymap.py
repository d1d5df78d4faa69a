"""Which keys do what: the table of actions with the configuration over it, asked key by key.

Actions are bound under names of their own, "@line_down", which no key of a keyboard has; the app
looks up what a pressed key is for and goes on with that name. So a dialog says `as_of` an action
and follows whatever keys it has, and what a dialog or a line binds to keys itself comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding

from tnews.text.keynames import collide, spelled
from tnews.tui.actions import ACTIONS, BY_ID, Action, key_of
from tnews.tui.presets import COUNTING, DEFAULT, keys_of

KEY_NUMBERS = 20
"""Keys of one numbered action at most."""

LINES = ("search", "find", "command", "palette")
"""Actions that open a line: the words typed right behind the key must find it in focus."""


class Lost(NamedTuple):
    """A key that the configuration took from one action and gave to another, both by their ids."""

    key: str
    loser: str
    winner: str


class Keymap:
    """What each key does: `overrides` are the keys of the configuration by action id.

    A key of the configuration is taken from the action that has it otherwise, one of the preset
    from the table. `keys` are those of every action then, `lost` says which actions have none left
    although nobody wished that. Where `counts`, digits before a key are a number.
    """

    def __init__(self, overrides: Mapping[str, tuple[str, ...]], preset: str = DEFAULT) -> None:
        wished = {action: tuple(map(spelled, keys)) for action, keys in overrides.items()}
        usual = {}
        for action in ACTIONS:
            if action.id not in wished and (keys := keys_of(preset, action.id)) is not None:
                usual[action.id] = tuple(map(spelled, keys))
        first = {key: action for action, keys in wished.items() for key in keys}
        second = [key for keys in usual.values() for key in keys]
        self.counts = preset in COUNTING
        self.keys: dict[str, tuple[str, ...]] = {}
        self.lost: list[Lost] = []
        for action in ACTIONS:
            if action.id in wished:
                self.keys[action.id] = wished[action.id]
                continue
            own = usual.get(action.id)
            if own is None:
                own = tuple(key for key in map(spelled, action.keys) if not _any(key, second))
            self.keys[action.id] = kept = tuple(key for key in own if not _any(key, first))
            if own and not kept:
                key = next(key for key in first if collide(own[0], key))
                self.lost.append(Lost(key, action.id, first[key]))
        self._calls: dict[str, str] = {}
        for key, call in self._bound():
            self._calls.setdefault(key, call)
        self._sequences = [keys for keys in self._calls if " " in keys]
        self._beginnings = {keys.partition(" ")[0] for keys in self._sequences}

    def _bound(self) -> Iterable[tuple[str, str]]:
        """Yield every key with the name that its action is bound under."""
        for action in ACTIONS:
            for number, key in enumerate(self.keys[action.id], 1):
                yield key, call_of(action.id, number if action.numbered else 0)

    def call(self, key: str) -> str:
        """Return the name under which the action of `key` is bound, or ""."""
        return self._calls.get(key, "")

    def name(self, keys: str) -> str:
        """Return what the action of `keys` is called."""
        return action_of(self._calls[keys]).name

    def begins(self, key: str) -> bool:
        """Whether `key` is the first of a sequence."""
        return key in self._beginnings

    def following(self, keys: str) -> list[tuple[str, str]]:
        """Return the sequences that go on after `keys`, and the names they are bound under."""
        found = (one for one in self._sequences if one.startswith(f"{keys} "))
        return [(one, self._calls[one]) for one in found]


def _any(key: str, others: Iterable[str]) -> bool:
    """Whether `key` cannot be had beside one of the `others`."""
    return any(collide(key, other) for other in others)


def call_of(action_id: str, number: int = 0) -> str:
    """Return the name under which an action is bound."""
    return f"@{action_id}/{number}" if number else f"@{action_id}"


def action_of(call: str) -> Action:
    """Return the action that is bound under the name `call`."""
    return BY_ID[call[1:].partition("/")[0]]


def as_of(action_id: str, call: str) -> Binding:
    """Return what the keys of an action of the table do in a dialog, `call`."""
    assert action_id in BY_ID, action_id
    return Binding(call_of(action_id), call, show=False)


def bindings() -> list[Binding]:
    """Return a binding for every row of the table of actions."""
    found = []
    for action in ACTIONS:
        opens = action.id in LINES
        if action.numbered:
            found += [
                Binding(call_of(action.id, number), f"{action.id}({number})", show=False)
                for number in range(1, KEY_NUMBERS + 1)
            ]
        else:
            found.append(Binding(call_of(action.id), action.id, show=False, priority=opens))
    return found


def other_keys(overrides: Mapping[str, tuple[str, ...]], preset: str) -> dict[str, str]:
    """Return the first key of each action whose first key is not the one of the table, as help
    writes it; of one without a key what is typed into the command line."""
    keys = Keymap(overrides, preset).keys
    usual = Keymap({}).keys
    return {id: key_of(id, keys) for id in keys if keys[id][:1] != usual[id][:1]}
