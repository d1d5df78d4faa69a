"""A dialog that changes the configuration: it closes when what was changed is in the file."""

from __future__ import annotations

from tnews.locale import _
from tnews.tui.screens.dialog import Dialog


class FileDialog(Dialog[bool]):
    """Ends with whether the reader has to begin again. A change that cannot be written keeps it
    open, so that the reason is seen; leaving twice leaves at once."""

    _unwritten = 0
    _is_leaving = False

    @property
    def is_to_begin_again(self) -> bool:
        """Whether something was changed that the reader shows only when it begins again."""
        raise NotImplementedError

    def order(self) -> None:
        """A change goes to the thread that writes."""
        self._unwritten += 1

    def hear(self, *, is_error: bool) -> None:
        """A change was written, or not; who is leaving leaves after the last one."""
        self._unwritten -= 1
        if is_error:
            self._is_leaving = False
        elif self._is_leaving and not self._unwritten:
            self.dismiss(self.is_to_begin_again)

    def leave(self) -> None:
        """Close when what was changed is written: half a million marks may be before it."""
        if self._unwritten and not self._is_leaving:
            self._is_leaving = True
            self.say(_("Storing what you changed; this page closes then."))
        else:
            self.dismiss(self.is_to_begin_again)

    def on_screen_resume(self) -> None:
        """What lay over this page is gone; who was leaving before leaves."""
        if self._is_leaving and not self._unwritten:
            self.dismiss(self.is_to_begin_again)

    def action_leave(self) -> None:
        """Close."""
        self.leave()
