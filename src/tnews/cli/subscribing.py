"""tnews add, import and opml: subscriptions in and out."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.preview import preview, preview_json
from tnews.cli.printing import out, out_json, result_stream, tell
from tnews.folders import named
from tnews.locale import _, plural
from tnews.locale.reasons import reason
from tnews.model import ConfigError, FetchError, Source, SourceError
from tnews.model.source import feed_identity
from tnews.services.subscriptions import add_sources

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.services.discovery import Found


def add(options: Options, workplace: Workplace) -> int:
    """Run `tnews add`: show what is at the address, then write its table."""
    from tnews.services.discovery import address
    from tnews.services.proposal import propose, unchecked

    url = address(options.url)
    present = _present_sources(workplace)
    if same := _same(url, present):
        return _tell_present(same, options)
    found, named = None, {"name": options.name or "", "category": options.category or ""}
    if options.unchecked:
        source = unchecked(url, workplace.config, **named)
    else:
        found = asyncio.run(_looked(options.url, workplace))
        if found.what == "article":
            return _tell_article(found, options)
        if same := _same(found.url, present):
            return _tell_present(same, options)
        source = propose(found, workplace.config, **named)
    if found and not options.json:
        for line in preview(found):
            out(line)
    if not options.dry_run:
        add_sources(workplace.config_path, [source], catalogue=workplace.uses_catalogue)
    if options.json:
        out_json(_json(source, is_added=not options.dry_run, found=found))
    else:
        out(_outcome(source, workplace.config_path, options.dry_run))
        if not options.category:
            tell(_("for another channel: S in the reader, or category in its [[source]] table"))
    return DONE


async def _looked(text: str, workplace: Workplace) -> Found:
    """Return what is at the address `text`; a problem that may pass tells how to add it all the
    same."""
    import shlex

    from tnews.services import failures
    from tnews.services.discovery import EmptyFeedError, NothingError, ask_either
    from tnews.services.sourcebook import GONE

    found: Found | FetchError | EmptyFeedError
    try:
        url, found = await ask_either(text, partial(find, workplace=workplace))
    except EmptyFeedError as error:
        url, found = error.url, error
    except NothingError as error:
        said = _(
            "tnews probe {url} shows what is there; if it lists articles all the same, "
            'kind = "page" and list = "CSS path" in a [[source]] table name their place'
        )
        said = said.format(url=shlex.quote(error.url))
        raise NothingError(error.message, error.url, (said,)) from None
    if not isinstance(found, (FetchError, EmptyFeedError)):
        return found
    if isinstance(found, FetchError) and found.status in GONE:
        raise found
    told = _("{problem}; tnews add --unchecked {url} adds it as a feed all the same")
    said = told.format(problem=failures.told(found), url=shlex.quote(url))
    raise SourceError(said, url)


def _outcome(source: Source, path: Path, is_dry_run: bool) -> str:
    told = (
        _("would add {name} ({key}) to the channel {category} in {file}")
        if is_dry_run
        else _("added {name} ({key}) to the channel {category} in {file}")
    )
    return told.format(name=source.name, key=source.key, category=source.category, file=path)


def _present_sources(workplace: Workplace) -> tuple[Source, ...]:
    """The sources that there are, those of the catalogue that are off too if it is used."""
    offered = workplace.offered if workplace.uses_catalogue else ()
    return (*workplace.config.sources, *offered)


async def find(url: str, workplace: Workplace) -> Found:
    """Return what is at `url`."""
    from tnews.cli.documents import Documents
    from tnews.services.discovery import decide

    async with Documents(workplace) as documents:
        return await decide(url, await documents.http(), documents.parser)


def _same(url: str, sources: Iterable[Source]) -> Source | None:
    """The source that is already fetched from `url`."""
    wanted = feed_identity(url)
    return next((source for source in sources if feed_identity(source.url) == wanted), None)


def _tell_present(source: Source, options: Options) -> int:
    """Say that `source` is there already."""
    told = _("already there: {name} ({key}) in the channel {category}").format(
        name=source.name, key=source.key, category=source.category
    )
    if options.category and options.category != source.category:
        told += _("; --category was not applied, the configuration file can move it")
    if not source.enabled:
        told += _("; switched off, tnews sources enable {key} switches it on").format(
            key=source.key
        )
    tell(told)
    if options.json:
        out_json(_json(source, is_added=False))
    return DONE


def _tell_article(found: Found, options: Options) -> int:
    """Say that there is nothing to subscribe to."""
    if options.json:
        out_json({"added": False, "source": None, "found": preview_json(found)})
    tell(
        _("this is one article, “{title}”; tnews save {url} keeps it to read later").format(
            title=found.title, url=found.seen.asked
        )
    )
    return SOME_FAILED


def _json(source: Source, *, is_added: bool, found: Found | None = None) -> dict[str, object]:
    return {
        "added": is_added,
        "source": {
            "key": source.key,
            "name": source.name,
            "url": source.url,
            "category": source.category,
            "kind": source.kind,
        },
        "found": preview_json(found) if found else None,
    }


def import_opml(options: Options, workplace: Workplace) -> int:
    """Run `tnews import`: add the feeds of an OPML file that are not there yet."""
    from tnews.services.opml_sources import subscriptions

    brought = subscriptions(_read(options.file), workplace.config.sources)
    count = len(brought.new)
    if count:
        add_sources(workplace.config_path, brought.new, catalogue=workplace.uses_catalogue)
    for line in brought.skipped:
        tell(_("left out: {entry}").format(entry=line))
    told = plural("{n} source added", "{n} sources added", count).format(n=count)
    if brought.present:
        told += _(", {n} already there").format(n=brought.present)
    tell(told)
    return DONE if (count or brought.present) and not brought.is_cut else SOME_FAILED


def _read(name: str) -> bytes:
    """The bytes of an OPML file, "-" being stdin; one more than is taken, not all of /dev/zero."""
    from tnews.export.opml import SIZE_LIMIT

    try:
        if name == "-":
            return sys.stdin.buffer.read(SIZE_LIMIT + 1)
        with named(name).open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise ConfigError(
            _("{file}: cannot be read: {reason}").format(file=name, reason=reason(error))
        ) from None


def print_opml(options: Options, workplace: Workplace) -> int:
    """Run `tnews opml`."""
    from tnews.export.opml import write_opml

    write_opml(workplace.config.sources, result_stream())
    return DONE
