"""What a look at one source found: whether it works, how fresh, how whole its texts are."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from tnews.model.clean import clean_line, set_clean
from tnews.model.record import Record

Verdict = Literal[
    "fine",
    "stale",  # 停更: its newest article is old
    "changed",  # 改版: what comes is not what the source promised
    "garbled",  # 乱码
    "login",
    "gone",
    "empty",
    "throttled",  # 429
    "broken",  # the server has a fault
    "unreachable",
    "unset",  # it needs a base or a key that nobody has set
    "failed",
]

_DEAD = frozenset({"stale", "changed", "garbled", "login", "gone", "empty"})
"""Verdicts that will be the same tomorrow; the others say nothing of the source itself."""


class Checkup(Record):
    """One source, looked at; nothing of it was stored.

    `status` is the HTTP status, None if no answer came. `declared` is the charset the server
    or the document names, `charset` the one it is in, both "" if unknown. `full_text` is the
    share of articles with their whole text and `characters` their mean length; None where
    the source only links to texts. `offline`: no connection could be made at all.
    """

    key: str
    name: str
    category: str
    kind: str
    relay: str
    is_enabled: bool
    verdict: Verdict
    status: int | None = None
    items: int = 0
    newest: datetime | None = None
    declared: str = ""
    charset: str = ""
    full_text: float | None = None
    characters: int | None = None
    seconds: float = 0.0
    error: str = ""
    offline: bool = False

    def __post_init__(self) -> None:
        set_clean(self, error=clean_line(self.error, 500), declared=clean_line(self.declared, 40))

    @property
    def is_fine(self) -> bool:
        """Whether it works as it should."""
        return self.verdict == "fine"

    @property
    def proposal(self) -> Literal["on", "off"]:
        """What the source had better be; as it is where the trouble may pass by itself."""
        if self.is_fine:
            return "on"
        return "off" if self.verdict in _DEAD or not self.is_enabled else "on"

    def as_json(self) -> dict[str, Any]:
        """The record as `tnews sources check --json` prints it."""
        return {
            "key": self.key,
            "name": self.name,
            "category": self.category,
            "kind": self.kind,
            "relay": self.relay,
            "enabled": self.is_enabled,
            "verdict": self.verdict,
            "status": self.status,
            "items": self.items,
            "newest": self.newest.isoformat() if self.newest else None,
            "declared_charset": self.declared,
            "charset": self.charset,
            "full_text": None if self.full_text is None else round(self.full_text, 3),
            "characters": self.characters,
            "seconds": round(self.seconds, 3),
            "error": self.error,
            "proposal": self.proposal,
        }
