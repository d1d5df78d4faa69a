"""The table [keys] against the actions that there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tnews.config.values import Mistakes, PlacedError, are_texts, unknown, wrong_type
from tnews.locale import _


def keys_of(
    table: dict[str, Any], actions: Collection[str], mistakes: Mistakes
) -> dict[str, tuple[str, ...]]:
    """Return the keys of each action that `table` names; `actions` are those that there are, none:
    nothing is known of them, and keys are taken as they are written."""
    found = {}
    for action, value in table.items():
        if action == "preset":
            continue
        with mistakes:
            if actions and action not in actions:
                raise unknown(("keys", action), [*actions, "preset"], {})
            keys = [value] if isinstance(value, str) else value
            if keys != [] and not are_texts(keys):
                raise wrong_type(("keys", action), _("a key or a list of keys"), value)
            found[action] = tuple(keys)
    if actions:
        _check_keys(found, mistakes)
    return found


def _check_keys(found: Mapping[str, tuple[str, ...]], mistakes: Mistakes) -> None:
    """Note what is no key, and a key that two actions want."""
    from tnews.text.keynames import collide, spelled  # commands do not look at keys

    taken: dict[str, tuple[str, str]] = {}
    for action, key in ((action, key) for action, keys in found.items() for key in keys):
        with mistakes:
            try:
                name = spelled(key)
            except ValueError as error:
                raise PlacedError(("keys", action), str(error)) from None
            for other, (owner, written) in taken.items():
                if owner == action or not collide(name, other):
                    continue
                message = _('"{key}" is a key of {owner} already')
                if name != other:
                    message = _('"{key}" and "{written}" of {owner} begin alike: one of them only')
                message = message.format(key=key, written=written, owner=owner)
                raise PlacedError(("keys", action), message)
            taken[name] = (action, key)
