"""With measuring data: what is read in real and damaged feeds beside feedparser's reading."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = os.environ.get("TNEWS_CORPUS", "")
FEEDS = Path(CORPUS) / "feeds"

pytestmark = pytest.mark.skipif(not CORPUS, reason="TNEWS_CORPUS names no measuring data")


@pytest.fixture(scope="module")
def agreement() -> ModuleType:
    path = Path(__file__).parents[2] / "bench" / "agreement.py"
    spec = importlib.util.spec_from_file_location("agreement", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def latest() -> list[Path]:
    """The newest document of each real feed: all of them take half a minute."""
    every = sorted((FEEDS / "real_zh").rglob("*.xml"))
    return list({path.parent: path for path in every}.values())


def test_real_feeds_say_what_feedparser_reads(agreement: ModuleType) -> None:
    tally, ways = agreement.compare(latest())
    assert tally.items > 100
    shares = {name: count / tally.items for name, count in tally.differing.items()}
    assert max(shares.values(), default=0) <= 0.005
    assert ways["by feedparser"] * 7 < ways.total()


def test_titles_survive_every_defect(agreement: ModuleType) -> None:
    folder = FEEDS / "malformed/derived/mut"
    for defect, total, right, _theirs, ways in agreement.defects(folder, beside=False):
        assert right >= 0.95 * total > 0, defect
        assert ways["by feedparser"] * 7 < ways.total(), defect


def test_titles_survive_a_wrong_declaration(agreement: ModuleType) -> None:
    for declared, total, right in agreement.transcoded(latest()):
        assert right >= 0.95 * total > 0, declared


def test_feedparsers_own_files_agree(agreement: ModuleType) -> None:
    folder = FEEDS / "conformance/feedparser/tests"
    paths = sorted((folder / "wellformed").rglob("*.xml"))[::4]
    tally, _ways = agreement.compare([*paths, *sorted((folder / "encoding").rglob("*.xml"))])
    for field in ("title", "link", "uid", "date", "body", "number"):
        assert tally.differing[field] <= 0.03 * tally.items, field
