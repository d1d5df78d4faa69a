"""Why the operating system refused, in the chosen language: its own words are English."""

from __future__ import annotations

import errno

from tnews.locale import N_, _

_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("permission is missing"),
    errno.EPERM: N_("the system does not permit it"),
    errno.EROFS: N_("it is on a read-only disk"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EEXIST: N_("something of this name is there already"),
    errno.ENOTDIR: N_("a part of the path is a file, not a folder"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}
"""What each of the system's error numbers means; the rarer ones keep the system's words."""


def reason(error: Exception) -> str:
    """Return why `error` happened, as the end of a message; any other error says it itself."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return _(known) if known else getattr(error, "strerror", None) or str(error)
