"""How the terminal hands over keys until the reader takes them: each as it is pressed, none echoed.

What is typed while nothing but the curtain is there is kept by the terminal; as lines, Enter would
come out of it as Ctrl+J. Standard library only, and of that as little as can be.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_before: list[Any] | None = None


def hush() -> None:
    """Have the terminal hand over each byte as it comes and echo none; nothing where there is none."""
    global _before
    if _before is not None:
        return
    try:
        import termios
    except ImportError:  # on Windows
        return
    try:
        descriptor = sys.stdin.fileno()
        modes = termios.tcgetattr(descriptor)
        before = termios.tcgetattr(descriptor)
        modes[3] &= ~(termios.ECHO | termios.ICANON)
        # Enter is \r to Textual, and Ctrl+S and Ctrl+Q are keys.
        modes[0] &= ~(termios.ICRNL | termios.IXON)
        termios.tcsetattr(descriptor, termios.TCSANOW, modes)
    except (termios.error, AttributeError, ValueError, OSError):  # closed, or no terminal
        return
    _before = before


def are_ours() -> bool:
    """Say whether the terminal has the modes of `hush`."""
    return _before is not None


def give_back() -> None:
    """Have the terminal as it was before `hush`."""
    global _before
    if _before is None:
        return
    import termios

    before, _before = _before, None
    try:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)
    except (termios.error, ValueError, OSError):  # it is gone
        return
