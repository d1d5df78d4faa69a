"""Choosing channels on the first run: what is offered, what is chosen. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tnews.model import Source
from tnews.model.source import AT_HOME


class Offer(NamedTuple):
    """A channel, and how many of its sources come from their publishers and through relays."""

    name: str
    direct: int
    relayed: int


def offers(sources: Iterable[Source]) -> list[Offer]:
    """Return the channels of `sources`, in their order, with what is on in them."""
    found: dict[str, Offer] = {}
    for source in sources:
        if source.enabled and source.kind not in AT_HOME:
            name, direct, relayed = found.get(source.category, Offer(source.category, 0, 0))
            is_relayed = bool(source.relay)
            found[name] = Offer(name, direct + (not is_relayed), relayed + is_relayed)
    return list(found.values())


@dataclass
class Choice:
    """What a person has chosen of `offered` so far; everything to begin with."""

    offered: list[Offer]
    names: set[str] = field(init=False)
    relays: bool = True

    def __post_init__(self) -> None:
        self.names = {offer.name for offer in self.offered}

    def count(self, offer: Offer) -> int:
        """Return how many sources of `offer` would be used."""
        return offer.direct + (offer.relayed if self.relays else 0)

    @property
    def is_all(self) -> bool:
        """Whether every channel is chosen."""
        return len(self.names) == len(self.offered)

    @property
    def is_everything(self) -> bool:
        """Whether nothing at all is left out."""
        return self.is_all and self.relays

    @property
    def in_order(self) -> list[str]:
        """The chosen channels, in the order they were offered."""
        return [offer.name for offer in self.offered if offer.name in self.names]

    def toggle(self, name: str) -> None:
        """Choose the channel `name`, or leave it out."""
        self.names ^= {name}

    def toggle_all(self) -> None:
        """Choose every channel; none if every one is chosen."""
        self.names = set() if self.is_all else {offer.name for offer in self.offered}
