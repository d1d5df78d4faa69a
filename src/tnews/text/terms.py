"""What a person typed to search, as folded terms. Nothing here knows a database."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tnews.model import clean_text
from tnews.text.fold import fold

TEXT_LIMIT = 400
"""Characters of a search that are read."""

TERM_LIMIT = 32
"""Terms of a search that are read."""

_TERM = re.compile(
    r"""([-－])?(?:"([^"]*)"?|“([^”]*)”?|「([^」]*)」?|(\S+))"""  # an unclosed quote runs to the end
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Folded pieces of text: an article must hold every one of `wanted`, none of `unwanted`."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    is_cut: bool = False
    """The search was longer than the limits and its end is not read."""


def parse(text: str) -> Terms:
    """Return the terms of a search.

    Terms are parted by white space; "…", “…” and 「…」 hold one together; a leading - or －
    excludes; one * at the end of a term is dropped (every term is found inside words too).
    """
    clean = clean_text(text).replace("\n", " ").replace("\t", " ").strip()
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    is_cut = len(clean) > TEXT_LIMIT
    for match in _TERM.finditer(clean[:TEXT_LIMIT]):
        sign, straight, curly, corner, word = match.groups()
        if word in ("-", "－"):
            continue  # the beginning of an exclusion that is still being typed
        term = word.removesuffix("*") if word else straight or curly or corner
        if not term or term.isspace():
            continue
        if len(wanted) + len(unwanted) == TERM_LIMIT:
            is_cut = True
            break
        (unwanted if sign else wanted)[fold(term)] = None
    return Terms(tuple(wanted), tuple(unwanted), is_cut)
