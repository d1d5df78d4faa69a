"""The configuration as records. The docstring under each field is its documentation:
docs/config.md is made from it, and config.example.toml is checked against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tnews.model.source import Source


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """[reader]: the screen."""

    language: str = ""
    """Language of the interface: zh_CN, zh_TW or en; empty follows the system."""
    theme: Literal["ink", "paper"] = "ink"
    """Colours: ink (dark) or paper (light)."""
    measure: int = 80
    """Widest text column in cells, two a Chinese character; 40 to 120, even."""
    indent: bool = True
    """Begin each paragraph with two full-width spaces."""
    paragraph_gap: int = 1
    """Blank lines between paragraphs, 0 to 2."""
    hang: bool = True
    """Let a full stop or comma hang in the right margin."""
    browser: tuple[str, ...] = ()
    """Command that opens a link, {url} being the address; empty uses the system's browser."""


@dataclass(frozen=True, slots=True)
class RefreshSettings:
    """[refresh]: when and how sources are fetched."""

    on_start: bool = True
    """Refresh what is due when the reader opens."""
    interval: int = 30
    """Minutes between two fetches of a source that sets none, 5 to 1440; 0 never by itself."""
    concurrency: int = 16
    """Sources fetched at the same time, 1 to 64."""
    per_host: int = 3
    """Requests to one host at the same time, 1 to 8."""


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """[http]: every request."""

    timeout: float = 20.0
    """Seconds for one whole fetch, redirects included, 1 to 60."""
    max_mebibytes: int = 10
    """Largest document, inflated, in MiB, 1 to 50."""
    proxy: str = ""
    """Proxy address (http://…, socks needs an extra package); empty uses the system's."""
    user_agent: str = ""
    """User-Agent header; empty sends tnews and its version."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """[export]: `tnews --export`."""

    format: Literal["jsonl", "json", "csv", "markdown", "html", "txt"] = "jsonl"
    """Format where neither --format nor the file's suffix says one."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the configuration says. `path` is the file it came from, "" if there is none."""

    reader: ReaderSettings = field(default_factory=ReaderSettings)
    refresh: RefreshSettings = field(default_factory=RefreshSettings)
    http: HttpSettings = field(default_factory=HttpSettings)
    export: ExportSettings = field(default_factory=ExportSettings)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """[keys]: action id = key or list of keys; replaces the action's default keys."""
    categories: tuple[str, ...] = ()
    """Order of the channels in the sidebar; those not named follow as their sources come."""
    catalogue: bool | None = None
    """Use the bundled sources too; default true, false under --config."""
    sources: tuple[Source, ...] = ()
    """[[source]] tables in their order."""
    path: str = ""
