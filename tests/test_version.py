import subprocess
import sys

from tnews import __version__


def test_version_is_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tnews", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"tnews {__version__}\n"
