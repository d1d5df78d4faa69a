import subprocess
import sys
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from zipfile import ZipFile

import tnews

SCRIPT = """
from datetime import UTC, datetime
import tnews
from tnews.catalogue import guide, sources
from tnews.demo.documents import build
from tnews.demo.edition import load
assert ".zip" in tnews.__file__
site = "http://127.0.0.1:1"
print(len(build(load(site, datetime.now(UTC)), site)), len(guide("en")), len(sources()))
"""


def data_files(folder: Traversable) -> list[Traversable]:
    """Every file under `folder` that is not a program."""
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += data_files(entry)
        elif not entry.name.endswith((".py", ".pyc")):
            found.append(entry)
    return found


def test_data_is_read_from_a_package_that_is_no_folder(tmp_path: Path) -> None:
    archive = tmp_path / "tnews.zip"
    root = Path(tnews.__file__).parent
    with ZipFile(archive, "w") as file:
        for path in root.rglob("*"):
            if "__pycache__" not in path.parts:
                file.write(path, path.relative_to(root.parent))
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(archive)!r}){SCRIPT}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    documents, drafts, sources = map(int, done.stdout.split())
    assert documents > 80
    assert (drafts, sources > 17) == (10, True)


def test_the_bundled_data_stays_small() -> None:
    files = [
        *data_files(resources.files("tnews.demo")),
        *data_files(resources.files("tnews.catalogue")),
    ]
    assert len(files) >= 12 + 1 + 3
    assert sum(len(file.read_bytes()) for file in files) < 250_000
