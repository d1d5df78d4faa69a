"""A screen that lies over another one and is left with an answer."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Modal(ModalScreen[Answer]):
    """Is left but once: a click or a key that was on its way when it was left comes too late."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """End with `result`. Nothing happens below another screen, or after the end: Textual would
        take away the uppermost screen, whichever that is, and fail at the last one."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
