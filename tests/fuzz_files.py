"""Fuzzing of files that a person, a disk or another program wrote: the configuration, what is kept."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fuzz_holds import require_clean
from tnews import config as configuration
from tnews import sources as kinds
from tnews.model import ConfigError, StoreError
from tnews.services.command_history import CommandHistory
from tnews.services.journal import Journal
from tnews.services.layout import LayoutFile
from tnews.services.themes import Themes
from tnews.store import Store


@contextmanager
def scratch() -> Iterator[Path]:
    with TemporaryDirectory(prefix="tnews-fuzz-") as name:
        yield Path(name)


class _Kinds(dict[str, Any]):
    def __missing__(self, kind: str) -> Any:
        if kind not in kinds.KINDS:
            raise KeyError(kind)
        return kinds.load(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(kinds.KINDS)


def config(data: bytes) -> Hashable:
    with scratch() as folder:
        path = folder / "config.toml"
        path.write_bytes(data)
        try:
            loaded = configuration.load(path, kinds=_Kinds(), actions=("quit", "next"))
        except ConfigError as error:
            for message in (error.message, *error.others):
                require_clean(message)
                assert "\n" not in message
            return error.message.split(":")[-1][:20]
        for source in loaded.sources:
            require_clean(source.name + source.category + source.key)
            assert source.key
        assert len({source.key for source in loaded.sources}) == len(loaded.sources)
        return min(len(loaded.sources), 5), loaded.reader.theme


def state(data: bytes) -> Hashable:
    """A state file that was damaged or written by a stranger."""
    with scratch() as folder:
        path = folder / "state-2026-09-20.jsonl"
        path.write_bytes(data)
        store = Store.open(folder / "tnews.db")
        try:
            merged = store.merge_state(path, lambda keys, _known: [None for _key in keys])
            assert store.check() == []
        except StoreError as error:
            require_clean(error.message)
            return error.message[-20:]
        finally:
            store.close()
        return merged.taken, merged.waiting, min(merged.unreadable, 5)


def kept(data: bytes) -> Hashable:
    """What the reader keeps of its looks, of messages and of commands, and a theme."""
    with scratch() as folder:
        for name in ("layout.json", "messages.jsonl", "commands", "odd.toml"):
            (folder / name).write_bytes(data)
        layout = LayoutFile(folder / "layout.json")
        layout.change(is_folded=not layout.layout.is_folded)
        layout.save()
        again = LayoutFile(folder / "layout.json")
        assert again.layout == layout.layout
        entries = Journal(folder).entries()
        for entry in entries:
            require_clean(entry.text + entry.source + entry.name + entry.advice)
            entry.at.astimezone()
        history = CommandHistory(folder / "commands")
        history.add("again")
        assert history.lines[0] == "again"
        for line in history.lines:
            require_clean(line)
        try:
            Themes(folder).load("odd")
            theme = "good"
        except ConfigError as error:
            require_clean(error.message)
            theme = error.message[-12:]
        return bool(layout.problem), min(len(entries), 3), theme
