"""Why a source failed, in the reader's language (what was stored may be in another), and which
settings may mend it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tnews.locale import N_, _, language
from tnews.locale.reasons import inside
from tnews.model import FetchState, SourceError

_HAN = re.compile("[\u3400-\u9fff]")

_WORDS = {
    "gone": N_("the site has closed this address for good (410); it is not asked any more"),
    "offline": N_("no connection to {host}"),
    "timeout": N_("{host} did not answer in time"),
    "tls": N_("no trusted encrypted connection to {host} can be made"),
    "proxy": N_("the proxy does not connect to {host}"),
    "broken": N_("the answer of {host} broke off or is damaged"),
    "large": N_("the document is too large"),
    "redirect": N_("the site leads to an address that is not followed"),
    "private": N_("the site leads to a private address"),
    "parse": N_("what came is nothing that can be read; the site may have changed"),
}
"""What the codes of `SourceError` mean; a status of HTTP has words of its own."""

_ACCESS = N_("headers or user_agent in its [[source]] table may help (docs/asking.md)")
_PROXY = N_("see proxy in [http] and in its [[source]] table: it may need a name and a password")

_ADVICE = {
    "tls": N_(
        "certificate or verify_tls in its [[source]] table, if it is private or self-signed (docs/asking.md)"
    ),
    "http-401": _ACCESS,
    "http-403": _ACCESS,
    "http-407": _PROXY,
    "proxy": _PROXY,
}
"""Which settings may mend a failure that waiting does not; the codes are those of `SourceError`."""


def advice(code: str) -> str:
    """Return which settings may mend a failure of the kind `code`, "" where none can."""
    return _(_ADVICE[code]) if code in _ADVICE else ""


def told(error: SourceError) -> str:
    """Return what `error` says and which settings may mend it, as it stands behind a colon."""
    said, mend = inside(error.message), advice(error.code)
    return _("{problem}; {remedy}").format(problem=said, remedy=mend) if mend else said


def words(state: FetchState, url: str) -> str:
    """Return why the source at `url` failed the last time, "" if it did not.

    The stored words say the most, so they stay where they are in the reader's language, and where
    the code says nothing.
    """
    said = inside(state.last_error)  # stored as a sentence by older ones, perhaps
    is_chinese = language() != "en"
    if not state.failure or not said or bool(_HAN.search(said)) == is_chinese:
        return said
    kind, _dash, status = state.failure.partition("-")
    if kind == "http" and status.isdecimal():
        from tnews.net.http import explain_status  # nothing of it is needed where all is well

        return explain_status(int(status))
    if (meaning := _WORDS.get(state.failure)) is None:
        return said
    return _(meaning).format(host=urlsplit(url).hostname or url)
