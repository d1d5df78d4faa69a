"""Whatever goes wrong with one source, as that source's error: a defect must not cost the others."""

from __future__ import annotations

from tnews.locale import _
from tnews.model import SourceError, TnewsError


def told(error: Exception, url: str) -> SourceError:
    """Return `error`, met while `url` was fetched or read, as a message about that source."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, TnewsError):  # a secret that is missing, for one
        return SourceError(error.message, url)
    message = _("unexpected error: {error!r}").format(error=error)
    return SourceError(message, url, code="defect")
