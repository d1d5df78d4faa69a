"""Keys of dialogs that mean what they mean in the reading room: they follow the configuration."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding

from tnews.tui.actions import ACTIONS


def as_of(action_id: str, call: str) -> Binding:
    """Return what the keys of an action of the table do in a dialog, `call`."""
    keys = next(action.keys for action in ACTIONS if action.id == action_id)
    return Binding(",".join(keys), call, show=False, id=action_id)


def keymap(overrides: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the keys of the configuration as Textual takes them, for every `as_of`."""
    return {action: ",".join(keys) for action, keys in overrides.items()}
