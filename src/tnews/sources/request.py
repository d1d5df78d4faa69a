"""The requests that a source's options describe, with its key; the key leaves no other trace."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tnews.model import FetchError, ParseError, Source, SourceError
from tnews.model.record import Record, field
from tnews.net.http import Http, Reply, charset_of, require_document
from tnews.sources.parameters import Value, hidden, is_same_origin, with_params, without_query

if TYPE_CHECKING:
    from tnews.sources.wire import Parsed
    from tnews.sources.worker import Parser

ACCEPT = "application/json, */*;q=0.5"
_FORM = "application/x-www-form-urlencoded"


class Ask(Record):
    """What one request has besides the options of its source.

    `url` is "" for the source's own address, to which alone its `params` and its body belong.
    `fields` are set in the posted body.
    """

    url: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)
    fields: Mapping[str, Value] = field(default_factory=dict)


class Caller(Record):
    """Asks the API of one source and has its answers read."""

    source: Source
    http: Http
    parser: Parser
    secret: str = field(default="", repr=False)

    async def ask(self, ask: Ask, headers: Mapping[str, str] | None = None) -> Reply:
        """Return the answer to `ask`, whatever its status. Raises `FetchError`.

        The key goes to the source's own origin only: other addresses come out of answers.
        """
        options, home = self.source.options, self.source.url
        is_first = not ask.url
        url = with_params(
            ask.url or home, {**(options.get("params", {}) if is_first else {}), **ask.params}
        )
        fields = dict(ask.fields)
        sent = {"accept": ACCEPT, **_lower(options.get("headers", {})), **(headers or {})}
        key = options.get("api_key", {})
        asked = url
        if self.secret and is_same_origin(url, home):
            value = key.get("prefix", "") + self.secret
            if "param" in key:
                asked = with_params(url, {key["param"]: value})
            elif "field" in key:
                fields[key["field"]] = value
            else:
                sent[key["header"].lower()] = value
        try:
            if is_first and is_posted(options):
                content_type, body = _body(options, fields)
                sent = {"content-type": content_type, **sent}
                return await self.http.post(asked, body, headers=sent, home=home)
            return await self.http.get(asked, headers=sent, home=home)
        except FetchError as error:
            raise FetchError(
                hidden(error.message, secret=self.secret),
                url,
                offline=error.offline,
                status=error.status,
                retry_after=error.retry_after,
                code=error.code,
            ) from None  # its causes may hold the address with the key

    async def read(self, reply: Reply, *, url: str = "", is_detail: bool = False) -> Parsed:
        """Return what `reply` to the request for `url` says. Raises `FetchError` and `ParseError`."""
        url = url or self.source.url
        require_document(reply, url)
        facts = {
            "url": without_query(reply.url),  # no address of the answer takes the key along
            "charset": charset_of(reply.headers.get("content-type", "")),
            "mapping": mapping_of(self.source, is_detail=is_detail),
            "is_detail": is_detail,
            "secret": self.secret,
        }
        try:
            return await self.parser.parse("json", reply.body, facts)
        except ParseError as error:
            raise ParseError(hidden(error.message, secret=self.secret), url) from None


async def open_caller(source: Source, http: Http, parser: Parser) -> Caller:
    """Return what asks for `source`, with its key. Raises `SourceError` if there is none."""
    key = source.options.get("api_key")
    if not key:
        return Caller(source, http, parser)
    from tnews.sources import secret  # brings asyncio along, 20 ms

    try:
        return Caller(source, http, parser, await secret.get(key))
    except SourceError as error:
        raise SourceError(error.message, source.url, code=error.code) from None


def is_posted(options: Mapping[str, Any]) -> bool:
    """Whether the list is asked for with POST."""
    return options.get("method") == "POST" or "json" in options or "form" in options


def mapping_of(source: Source, *, is_detail: bool = False) -> dict[str, Any]:
    """Return the options that the worker needs: all but those that say how to ask."""
    options = source.options.get("detail", {}) if is_detail else source.options
    asking = ("params", "headers", "method", "json", "form", "api_key")
    return {name: value for name, value in options.items() if name not in asking}


def _body(options: Mapping[str, Any], fields: Mapping[str, Value]) -> tuple[str, bytes]:
    """Return the Content-Type and the bytes of what is posted."""
    if "json" in options or "form" not in options:
        said = options.get("json", {})
        value = {**said, **fields} if isinstance(said, dict) else said
        return "application/json", json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return _FORM, with_params("", {**options["form"], **fields}).removeprefix("?").encode("ascii")


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
