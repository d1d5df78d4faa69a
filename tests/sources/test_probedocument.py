"""What a worker says of an unknown answer."""

import json

import pytest

from tnews.model import ParseError
from tnews.sources.worker import Parser

ANSWER = {"list": [{"title": f"第  {n} 条新闻的题目", "url": f"http://a.cn/{n}"} for n in range(9)]}


async def test_tree_and_options_keep_their_form() -> None:
    async with Parser() as parser:
        facts = {"url": "http://a.cn/api", "charset": ""}
        _title, (draft,), _notes = await parser.parse("probe", json.dumps(ANSWER).encode(), facts)
        tree, options = draft.blocks
        assert tree.text.splitlines()[:3] == ["{1}", "  list: [9]", "    [0]: {2}"]
        assert json.loads(options.text)["items"] == "list"
        with pytest.raises(ParseError):
            await parser.parse("probe", b"<p>hello", facts)
