"""Line breaking for Chinese text."""

from rich.cells import cell_len


def cells(text: str) -> int:
    """Return the width of `text` in terminal cells."""
    return cell_len(text)
