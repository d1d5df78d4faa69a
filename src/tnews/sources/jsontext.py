"""The JSON in an answer: bare, called as JSONP, or between two marks of a page. All limits of JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from tnews.locale import _
from tnews.model import ParseError, clean_line
from tnews.text.html import plain

DEEPEST = 50
"""Lists and objects inside each other."""

_MOST = 400_000
"""Lists and objects in all, some 250 bytes each: real answers of 8 MiB have a tenth of it."""

_LONGEST_NUMBER = 20
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[\]{}]', re.S)
_CALL = re.compile(r"(?:[\s;]++|/\*.{0,200}?\*/|try\s*+\{){0,20}[\w$.\[\]]{1,200}\s*\(\s*", re.S)
_GUARD = re.compile(
    r"\s*(?:\)\]\}'?,?|(?:while|for)\s*\([^)]{0,10}\)\s*;)"
)  # against inclusion by other sites
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.I)
_ROBOT_CHECK = re.compile(
    "captcha|acw_sc__v2|_waf_|cf-chl|challenge-platform|probe\\.js|验证码|安全验证|人机验证|滑动验证"
    "|驗證碼|安全驗證|访问过于频繁|访问被拦截|环境异常",
    re.I,
)
_LOGIN_PAGE = 20_000  # characters; larger pages mention a login in their corner
_LOGIN = re.compile("登录|登錄|登入|passport|sign ?in|log ?in|login", re.I)


def load(text: str, *, wrap: str = "", between: Sequence[str] = ()) -> object:
    """Return the JSON value in `text`; NaN and Infinity count as null. Raises `ParseError`.

    What follows the value is not looked at. `wrap` is "jsonp" or ""; `between` are a mark
    before the value and, if there are two, one somewhere after it.
    """
    if between:
        text = _after(text, between[0])
    elif match := (_CALL if wrap == "jsonp" else _GUARD).match(text):
        text = text[match.end() :]
    text = text.lstrip("\ufeff\0 \t\r\n")
    if not text:
        raise ParseError(_("the answer is empty"))
    if text.startswith("<"):
        raise ParseError(_web_page(text))
    value, end = decode(text)
    if len(between) > 1 and text.find(between[1], end) < 0:
        message = _("what follows the JSON is not “{mark}”; the page may have changed")
        raise ParseError(message.format(mark=between[1]))
    return value


def decode(text: str) -> tuple[object, int]:
    """Return the JSON value that `text` begins with and where it ends. Raises `ParseError`.

    Whole numbers of more digits than any identifier has are strings.
    """
    if _depth(text) > DEEPEST:
        raise ParseError(_("the JSON is nested too deep"))
    decoder = json.JSONDecoder(strict=False, parse_int=_integer, parse_constant=lambda _name: None)
    try:
        return decoder.raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(_("the JSON is cut off or broken")) from error


def texts_replaced(value: object, replaced: Callable[[str], str]) -> object:
    """Return `value` with every string in it, keys not, replaced."""
    if isinstance(value, str):
        return replaced(value)
    if isinstance(value, list):
        return [texts_replaced(inner, replaced) for inner in value]
    if isinstance(value, dict):
        return {name: texts_replaced(inner, replaced) for name, inner in value.items()}
    return value


def _after(text: str, mark: str) -> str:
    _before, found, rest = text.partition(mark)
    if not found:
        message = _("“{mark}” is not in the answer; the page may have changed")
        raise ParseError(_wall(text) or message.format(mark=mark))
    return rest


def _web_page(html: str) -> str:
    """Return what a web page that came instead of JSON is."""
    message = _("this is a web page “{title}” and not JSON; check the address")
    return _wall(html) or message.format(title=_title(html))


def _wall(html: str) -> str:
    """Return what the web page `html` wants before it gives anything; "" if it is no such page."""
    start = html[:50_000]
    title = _title(html)
    if _ROBOT_CHECK.search(start):
        message = _("the site checks for robots with a web page “{title}” instead of answering")
    elif _LOGIN.search(title) or (len(html) < _LOGIN_PAGE and _LOGIN.search(start)):
        message = _("the site answers with a web page “{title}” that asks for a login")
    else:
        return ""
    return message.format(title=title)


def _title(html: str) -> str:
    match = _TITLE.search(html[:50_000])
    return clean_line(plain(match[1]), 60) if match else ""


def _depth(text: str) -> int:
    """Return how deep `text` nests, or a number above `DEEPEST` as soon as it does.

    Raises `ParseError` where there are more lists and objects than `_MOST`.
    """
    depth = deepest = count = 0
    for match in _TOKEN.finditer(text):
        if match[0] in ("[", "{"):
            depth += 1
            count += 1
            deepest = max(deepest, depth)
            if depth > DEEPEST:
                break
            if count > _MOST:
                raise ParseError(_("the JSON has too many parts"))
        elif match[0] in ("]", "}"):
            depth -= 1
            if depth <= 0:  # here the value ends
                break
    return deepest


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits
