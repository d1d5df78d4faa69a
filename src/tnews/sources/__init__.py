"""A source kind is a file: it knows how to fetch its sources and to read what comes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from tnews.locale import _
from tnews.model import ConfigError, Fetch, FetchState, Source

if TYPE_CHECKING:
    from tnews.net.http import Http
    from tnews.sources.worker import Parser

KINDS = ("feed", "json", "page", "rank")
"""Names of the kinds; each is a module of this package."""


class Kind(Protocol):
    """What the module of a kind has.

    `OPTIONS` are the options its `[[source]]` tables may have: name -> what it is for (a
    message to translate when it is shown).
    """

    OPTIONS: Mapping[str, str]

    def check(self, options: Mapping[str, Any]) -> None:
        """Return if `options` of a `[[source]]` table can be used; raises `OptionError`.

        Their names are among `OPTIONS`.
        """
        ...

    async def fetch(
        self, source: Source, state: FetchState, http: Http, parser: Parser, *, older: bool = False
    ) -> Fetch:
        """Get and read `source`. `state` is what was remembered of the last time.

        With `older`, further pages of the source too, where it has any. Raises `SourceError`.
        """
        ...


def load(kind: str) -> Kind:
    """Return the module of `kind`; `ConfigError` names the nearest kind if there is none."""
    if kind not in KINDS:
        from difflib import get_close_matches  # only a mistake needs it

        nearest = get_close_matches(kind, KINDS, 1, 0.0)
        message = _("there is no source kind “{kind}”; did you mean “{nearest}”?")
        raise ConfigError(message.format(kind=kind, nearest=nearest[0] if nearest else KINDS[0]))
    return cast(Kind, import_module(f"{__name__}.{kind}"))
