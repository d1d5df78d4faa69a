"""The demonstration's articles, fetched once: whoever reads them need not fetch them again."""

from __future__ import annotations

from pathlib import Path

from tnews.cli import main
from tnews.demo import DemoSite
from tnews.services.subscriptions import add_sources

FIRST = "三十六个春天"
"""Of the title of the newest article."""


def make(folder: Path, site: DemoSite) -> None:
    """Write a configuration with the site's sources into `folder`, and fill a cache there."""
    config = folder / "config.toml"
    config.write_text("# mine\n[refresh]\non_start = false\n", encoding="utf-8")
    add_sources(config, site.sources(), catalogue=False)
    assert main(["refresh", "--json", *options(folder)]) == 0


def options(folder: Path) -> list[str]:
    """The options of a command for what `make` has made in `folder`, or for a copy of it."""
    return ["--config", str(folder / "config.toml"), "--data-dir", str(folder / "data")]
