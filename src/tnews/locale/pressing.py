"""Keys in sentences: "press {key}" for what has a key, "type {key}" for what is a command only."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(
    r"(?P<press>按 ?|按下 ?|[Pp]ress )?\{(?P<name>[a-z_]+)(?::(?P<usual>[^}]+))?\}(?P<space> ?)"
)
"""A key's place in a sentence, with the word for pressing it, in the languages of the interface."""

_TYPE = {"P": "Type {} and Enter ", "p": "type {} and Enter "}
_TYPE_IN_CHINESE = "输入 {} 回车", "輸入 {} 後按 Enter "


def is_command(key: str) -> bool:
    """Whether `key` is what is typed into the command line, not a key: ":tags", not ":"."""
    return len(key) > 1 and key.startswith(":")


def with_keys(
    sentence: str, keys: Mapping[str, str], *, usual: bool = False, traditional: bool = False
) -> str:
    """Return `sentence` with `keys` at their places, {name} or {name:usual}. "Press" becomes "type"
    before a command. A place that `keys` does not name stays, or has what is `usual` there."""

    def put(place: re.Match[str]) -> str:
        key = keys.get(place["name"], place["usual"] if usual else None)
        if key is None:
            return place[0]
        press = place["press"]
        if press is None or not is_command(key):
            return f"{press or ''}{key}{place['space']}"
        typed = _TYPE.get(press[0]) or _TYPE_IN_CHINESE[traditional]
        following = sentence[place.end() : place.end() + 1]
        written = typed.format(key)
        return written.rstrip() if following in _STOPS else written

    return _PLACE.sub(put, sentence)


_STOPS = (*"，。；：、,.;:", "")
