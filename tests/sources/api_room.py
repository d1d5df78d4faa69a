"""A source as its user has it: a configuration file, the real client, real worker processes."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sources.api_shapes import Shape
from tnews import config, sources
from tnews.model import ArticleDraft, Fetch, Fetched, FetchState, Source
from tnews.model.settings import HttpSettings
from tnews.net.client import Client
from tnews.sources.worker import Parser


def source_of(table: str, site: str, folder: Path) -> Source:
    """The source that the [[source]] table `table` describes, read as a configuration file is."""
    text = "[[source]]\n" + "\n".join(line.strip() for line in table.splitlines())
    path = folder / "config.toml"
    path.write_text(text.replace("SITE", site).replace("PYTHON", sys.executable), "utf-8")
    kinds = {kind: sources.load(kind) for kind in sources.KINDS}
    (source,) = config.load(path, kinds=kinds).sources
    return source


@dataclass
class Room:
    """What fetches a source."""

    http: Client
    parser: Parser

    async def fetch(
        self, source: Source, state: FetchState | None = None, *, older: bool = False
    ) -> Fetch:
        kind = sources.load(source.kind)
        return await kind.fetch(source, state or FetchState(), self.http, self.parser, older=older)

    async def drafts(self, source: Source, *, older: bool = False) -> tuple[ArticleDraft, ...]:
        fetched = await self.fetch(source, older=older)
        assert isinstance(fetched, Fetched)
        return fetched.drafts


@asynccontextmanager
async def open_room() -> AsyncIterator[Room]:
    async with Client(HttpSettings()) as http, Parser() as parser:
        yield Room(http, parser)


def shown(shape: Shape, site: str, drafts: tuple[ArticleDraft, ...]) -> list[dict[str, object]]:
    """Those fields of the drafts that the shape has something to say about."""
    told = []
    for draft, wanted in zip(drafts, shape.drafts, strict=False):
        fields = {name: getattr(draft, name) for name in wanted}
        if moment := fields.get("published_at"):
            fields["published_at"] = moment.isoformat()
        told.append(
            {
                name: value.replace(site, "SITE") if isinstance(value, str) else value
                for name, value in fields.items()
            }
        )
    return told
