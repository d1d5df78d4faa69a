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
    errno.EIO: N_("the disk cannot be read or written"),
    errno.EEXIST: N_("something of this name is there already"),
    errno.ENOTDIR: N_("a part of the path is a file, not a folder"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}
"""What each of the system's error numbers means; the rarer ones keep the system's words."""

_FIRST = ("The ", "There ", "This ", "No ", "Only ", "It ")
"""First words that are no names, of the messages about a source that are sentences."""


def begun(sentence: str) -> str:
    """Return `sentence` as the beginning of a longer one: without the stop at its end."""
    return sentence[:-1] if sentence.endswith((".", "。")) else sentence


def inside(sentence: str) -> str:
    """Return `sentence` as it stands behind a colon: without the stop at its end, and in English
    without the capital that the first word has only because it is the first."""
    said = begun(sentence)
    return said[0].lower() + said[1:] if said.startswith(_FIRST) else said


def reason(error: OSError) -> str:
    """Return why `error` happened, fit for the end of a message."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)
