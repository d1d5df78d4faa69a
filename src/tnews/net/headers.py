"""Which headers of requests a person may set."""

from __future__ import annotations

import re

from tnews.locale import _
from tnews.model.clean import clean_line

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token (RFC 9110 §5.6.2)
_VALUE = re.compile(r"[ -~\u00a0-\uffff]*")
_OURS = {
    *("host", "connection", "content-length", "transfer-encoding", "accept-encoding", "te"),
    *("upgrade", "if-none-match", "if-modified-since"),
}


def name_problem(name: str) -> str:
    """Return why a header cannot be called `name`, or "": it may be the client's own."""
    if not _NAME.fullmatch(name):
        return _("“{name}” is no name of a header").format(name=clean_line(name, 40))
    if name.lower() in _OURS:
        return _("the header {name} is set by tnews").format(name=name)
    return ""


def value_problem(value: object) -> str:
    """Return why a header cannot have this value, or ""."""
    if isinstance(value, str) and _VALUE.fullmatch(value):
        return ""
    return _("must be a string without line breaks")
