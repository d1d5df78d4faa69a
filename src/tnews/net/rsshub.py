"""Addresses like rsshub://ifeng/news: fetched from the first RSSHub server of [rsshub] that answers."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import md5
from urllib.parse import unquote, urlsplit, urlunsplit

from tnews.locale import _
from tnews.model import FetchError
from tnews.model.record import replace
from tnews.model.settings import RssHubSettings
from tnews.model.source import RSSHUB
from tnews.net.http import Http, Reply
from tnews.net.secret import read_secret

_NOWHERE = "https://rsshub.invalid/"
"""Home of what is fetched for an RSSHub source while no server is set (RFC 6761 §6.4)."""


class RssHub(Http):
    """Http that knows rsshub:// too; everything else goes to `http` as it is.

    The server that answered last is asked first, for as long as this object lives.
    """

    def __init__(self, http: Http, settings: RssHubSettings) -> None:
        self._http = http
        self._settings = settings
        self._bases = [base.rstrip("/") for base in settings.bases]

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Get `url`, see `Http.get`; rsshub://route from each server until one has it.

        An answer of 400 and above counts as none; if there is no other, the first such answer
        is returned. Raises FetchError.
        """
        if not url.startswith(RSSHUB):
            return await self._http.get(url, headers=headers, home=self._home(home))
        if not self._bases:
            raise FetchError(_("no RSSHub server is set; set [rsshub] bases"), url)
        key = read_secret(self._settings.key_env, self._settings.key_file)
        route = url.removeprefix(RSSHUB).partition("#")[0]
        refusals: list[Reply] = []
        errors: list[FetchError] = []
        for base in tuple(self._bases):
            try:
                reply = await self._ask(base, route, key, headers)
            except FetchError as error:
                errors.append(error)
                continue
            if reply.status < 400:
                self._bases.sort(key=lambda known: known != base)
                return reply
            refusals.append(reply)
        if refusals:
            return refusals[0]
        offline = all(error.offline for error in errors)
        silent = all(error.silent for error in errors)
        code = errors[0].code
        raise FetchError(errors[0].message, url, offline=offline, silent=silent, code=code)

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        """Post `body` to `url`, see `Http.post`; RSSHub takes no posts."""
        return await self._http.post(url, body, headers=headers, home=self._home(home))

    @staticmethod
    def _home(home: str | None) -> str | None:
        """What the feeds of a server lead to is elsewhere: its own host is private for routes alone."""
        return _NOWHERE if home is not None and home.startswith(RSSHUB) else home

    async def _ask(
        self, base: str, route: str, key: str, headers: Mapping[str, str] | None
    ) -> Reply:
        address = f"{base}/{route}"
        proof = _proof(address, route, key)
        try:
            reply = await self._http.get(address + proof, headers=headers, home=base)
        except FetchError as error:
            message = error.message.replace(proof, "") if proof else error.message
            raise FetchError(
                message, offline=error.offline, silent=error.silent, code=error.code
            ) from None
        # Where a server is, [rsshub] says, and what it has not another one may have.
        return replace(reply, url=_without(reply.url, proof[1:]), moved_to="", is_lasting=False)


def _proof(address: str, route: str, key: str) -> str:
    """Return what shows the server that `key` is known, as the end of `address`; "" without one.

    A code is good for one route and does not tell the key, which the next server of the list
    need not know (RSSHub, access control: MD5 of the path, decoded, and the key).
    """
    if not key:
        return ""
    path = "/" + unquote(route.partition("?")[0])
    code = md5(f"{path}{key}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    return f"{'&' if '?' in address else '?'}code={code}"


def _without(url: str, parameter: str) -> str:
    """Return `url` without the `parameter` in its query."""
    parts = urlsplit(url)
    kept = "&".join(field for field in parts.query.split("&") if field != parameter)
    return urlunsplit(parts._replace(query=kept)) if parameter else url
