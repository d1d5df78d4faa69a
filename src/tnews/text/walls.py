"""What stands between a reader and a page, in words that help: a check, a login, scripts, no entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from tnews.locale import _
from tnews.model import ParseError

FEW = 400
"""Characters of visible text below which a page that runs scripts is drawn by them."""

LONGEST_LINE = 60
"""Characters of a line that asks for a login or a proof; longer ones are text about such things."""

_MOST = 3 * FEW
"""Characters of visible text up to which a wall is all there is on a page."""

_LOGIN = re.compile(
    r"请先?登录|請先?登入|登录后(?:可|继续|才能|查看|阅读)|登入後|仅限会员|会员专享|开通会员|订阅后(?:阅读|查看)|付费(?:阅读|内容)|本文为付费|请输入密码|扫码登录|log in to|sign in to|subscribers? only",
    re.I,
)
_CHECK = re.compile(
    r"验证码|驗證碼|安全验证|人机验证|访问过于频繁|访问异常|环境异常|captcha|are you (?:a )?human|checking your browser",
    re.I,
)


def wall(tree: LexborHTMLParser, texts: Sequence[str], url: str = "") -> ParseError | None:
    """Return the error if all the page does is to ask who is there. `texts` are its visible lines."""
    if sum(map(len, texts)) > _MOST:
        return None
    short = "\n".join(text for text in texts if len(text) <= LONGEST_LINE)
    if _CHECK.search(short):
        return ParseError(_("the site asks whether you are human; open the page in a browser"), url)
    if _LOGIN.search(short) or tree.css_first("input[type=password i]") is not None:
        return login_wanted(url)
    return None


def login_wanted(url: str = "") -> ParseError:
    """Return the error for a page that wants a login."""
    return ParseError(_("the page wants a login; read it in a browser or use the site's feed"), url)


def drawn_by_script(
    tree: LexborHTMLParser, size: int, url: str = "", most: int = FEW
) -> ParseError | None:
    """Return the error if scripts draw the page, which shows `size` characters without them."""
    if size >= most or tree.css_first("script, noscript") is None:
        return None
    message = _(
        "this page needs a browser: its text is drawn by JavaScript; look for the site's feed or API"
    )
    return ParseError(message, url)
