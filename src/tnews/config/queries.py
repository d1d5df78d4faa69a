"""Whether a search can be kept: what is wrong with it, and where, in one line."""

from __future__ import annotations

import re

from tnews.locale import _

_PLAIN = re.compile(r"[^\W_A-ZＡ-Ｚ]+( -?[^\W_A-ZＡ-Ｚ]+){0,20}")
"""Words that nothing can be wrong with: no capitals, so no OR; no marks. Reading a search takes
11 ms of imports, which the first screen need not wait for where the views are like this."""

_PLAIN_LENGTH = 200


def query_problem(query: str) -> str:
    """Return why the search `query` cannot be kept, or ""."""
    if len(query) <= _PLAIN_LENGTH and _PLAIN.fullmatch(query):
        return ""
    from tnews.text.query import parse

    parsed = parse(query)
    if parsed.problem is not None:
        said = _("column {n}: {what}")
        return said.format(n=parsed.problem.column, what=parsed.problem.message)
    return "" if parsed.root is not None else _("type a word to find")
