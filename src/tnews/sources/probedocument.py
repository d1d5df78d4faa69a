"""The bytes of an unknown answer -> what `jsonprobe` makes of it. Runs in a worker process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tnews.model import ArticleDraft, Block
from tnews.sources.jsonprobe import propose
from tnews.sources.wire import Parsed


def read(body: bytes, facts: Mapping[str, Any]) -> Parsed:
    """Return a draft with two blocks: the tree of the answer, and the proposed options as JSON.

    `facts`: the `url` that was asked, `charset` from the Content-Type. Raises `ParseError`.
    """
    found = propose(body, facts.get("charset", ""), facts.get("url", ""))
    options = json.dumps(found.options, ensure_ascii=False)
    blocks = (Block("pre", found.tree), Block("pre", options))
    return Parsed("", (ArticleDraft("", "", "", blocks),))
