"""What titles and names look like: the script and the quotation marks of the settings.

One for the whole screen, as the width of characters is: whoever draws a title asks `shown`. The
text of an article is set with its own settings in `typeset`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.text.faces import Face, as_it_is, face_of

if TYPE_CHECKING:
    from tnews.model.settings import ReaderSettings

_face: Face = as_it_is


def use(settings: ReaderSettings) -> bool:
    """Show titles as `settings` say; False if nothing changes by it."""
    global _face
    before, _face = _face, face_of(settings)
    return _face is not before


def shown(text: str) -> str:
    """Return what `text` looks like; as many characters as it has."""
    return _face(text)
