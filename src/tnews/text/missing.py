"""What is said of a page without anything to read where nothing says why: for the `_` of its reader."""

from __future__ import annotations

from tnews.locale import N_

NO_ARTICLE = N_(
    "there is no article on this page; if it has one, name its place with body in the [[source]] table"
)
NO_LIST = N_("no list of articles found; name its place with list in the [[source]] table")
