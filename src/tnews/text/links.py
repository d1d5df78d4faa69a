"""Links: the absolute address of a reference, and the identity of an address."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tnews.model import clean_url

_ALWAYS = {
    # campaign and click identifiers, added where a link is placed
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "igshid", "twclid",
    "mc_cid", "mc_eid", "_ga", "_gl", "hmsr", "hmpl", "hmcu", "hmkw", "hmci", "bd_vid",
    # the place on the page or in the app that was clicked
    "spm", "scm", "spm_id_from", "from_spmid", "from_source", "vd_source", "seid", "tt_from",
    "wfr", "ref_src", "ref_url", "is_from_webapp", "refer_flag",
    # what WeChat, Weibo and other apps add when a reader shares a link
    "isappinstalled", "chksm", "sharer", "shareuid", "sharesource", "wxshare", "nsukey",
    "bsh_bid", "xhsshare", "appuid", "apptime",
}  # fmt: skip
_PREFIXES = ("utm_", "share_", "pk_", "mtm_", "hsa_", "at_campaign", "at_medium")
_STAMPS = {"ts", "timestamp", "_t", "_ts", "_", "_time"}  # when the link was made, if a number
_ORIGINS = {"from", "ref"}  # where the reader came from, unless a number: that may be an id
_CHANNELS = {"source", "src", "channel", "for"}  # the same, but only with one of these values
_CHANNEL_NAMES = {"rss", "feed", "pc", "wap", "weibo", "wechat", "weixin", "timeline", "share"}

_UNSAFE = re.compile(r"""[\s"<>^`{|}]""")
_ODD = re.compile(r"""[\x00-\x1f\x7f\s"<>^`{|}\\]""")
_DROPPED = re.compile(r"[\x00-\x1f\x7f]")  # browsers remove them from references too
_LONGEST = 8192
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(/[A-Za-z0-9/._~-]*)?")
"""An address of which nothing but scheme, `www.` and slash are to be left out: most are so."""


def absolute(href: str, base: str) -> str:
    """Return the absolute http(s) address that `href` on the page `base` means, or "".

    Blanks and other characters that browsers escape in a path are escaped.
    """
    if not href or len(href) > _LONGEST:
        return ""
    if _is_whole(href):
        return clean_url(href)
    href = _DROPPED.sub("", href).strip()
    if not href or href.startswith("#"):
        return ""
    try:
        url = urljoin(base, href)
        if url.startswith("//"):
            url = "https:" + url
        if "\\" in url or _UNSAFE.search(urlsplit(url).netloc):
            return ""
    except ValueError:
        return ""
    return clean_url(_UNSAFE.sub(lambda match: quote(match[0]), url))


def _is_whole(href: str) -> bool:
    """Whether a reference is an address as it is to be kept: no page has to be asked for a part."""
    return (
        href.startswith(("https://", "http://"))
        and not _ODD.search(href)
        and not href.endswith(("?", "#"))
        and "?#" not in href
        and "///" not in href
    )


def canonical(url: str) -> str:
    """Return what identifies the document at `url` within its source; "" if `url` is none.

    Left out: scheme, `www.` and `m.`, default port, fragment (but not a script route such
    as `#/article/7`), trailing slash, and tracking parameters; the other parameters keep
    their order, for `?id=1` and `?id=2` are two articles.
    """
    url = url.strip()
    if plain := _PLAIN.fullmatch(url):
        return _host(plain[1]) + (plain[2] or "").rstrip("/")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    name = _host(host) + (f":{port}" if port not in (None, 80, 443) else "")
    return name + _escaped(parts.path).rstrip("/") + _tail(parts)


def _host(host: str) -> str:
    for prefix in ("www.", "m."):
        rest = host.removeprefix(prefix)
        if rest != host and "." in rest:
            return rest
    return host.rstrip(".")


def _tail(parts: SplitResult) -> str:
    kept = [field for field in parts.query.split("&") if field and not _is_tracking(field)]
    tail = "?" + _escaped("&".join(kept)) if kept else ""
    if parts.fragment.startswith(("/", "!")):
        tail += "#" + _escaped(parts.fragment)
    return tail


def _is_tracking(field: str) -> bool:
    name, _, value = field.partition("=")
    name = name.lower()
    return (
        name in _ALWAYS
        or name.startswith(_PREFIXES)
        or (name in _STAMPS and value.isdecimal())
        or (name in _ORIGINS and not value.isdecimal())
        or (name in _CHANNELS and value.lower() in _CHANNEL_NAMES)
    )


def _escaped(text: str) -> str:
    """Return `text` with every escape in one form: non-ASCII escaped, hex digits upper case."""
    text = quote(text, safe="%/:@!$&'()*+,;=~-._?", errors="replace")
    return re.sub("%[0-9a-fA-F]{2}", lambda match: match[0].upper(), text)
