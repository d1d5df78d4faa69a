"""Write src/tnews/text/fold_table.py: the characters that search takes for the same.

    python scripts/make_fold_table.py          needs the package `opencc` (never a dependency)

Traditional to simplified is OpenCC's t2s conversion of single characters; the rest is
Unicode's own lower case and width. Every character maps to exactly one. A changed table
means another `CUTTER_VERSION` in tnews/text/tokens.py.
"""

from importlib.metadata import version
from pathlib import Path

import opencc

TARGET = Path(__file__).parents[1] / "src" / "tnews" / "text" / "fold_table.py"
WIDTH = 80
HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2EBF0))
FULL_WIDTH = range(0xFF01, 0xFF5F)
IDEOGRAPHIC_SPACE = "\u3000"

HEADER = '''"""The folding table, made by scripts/make_fold_table.py. Do not edit.

Traditional to simplified: data of OpenCC {version} (Apache-2.0, see NOTICE).
"""

'''


def main() -> None:
    """Make the table and write the module."""
    table = simplified() | lower_case() | narrow()
    pairs = sorted((key, fixed_point(key, table)) for key in table)
    text = HEADER.format(version=version("opencc"))
    text += constant("FROM", "".join(key for key, _ in pairs))
    text += "\n" + constant("TO", "".join(value for _, value in pairs))
    TARGET.write_text(text, encoding="utf-8")
    print(f"{len(pairs)} characters -> {TARGET}")


def simplified() -> dict[str, str]:
    """Traditional Han characters and the one simplified character OpenCC gives."""
    convert = opencc.OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for low, high in HAN for code in range(low, high))
    return {old: new for old, new in pairs if new != old and len(new) == 1}


def lower_case() -> dict[str, str]:
    """Capital letters of every script whose lower case is one character (so not İ)."""
    pairs = ((chr(code), chr(code).lower()) for code in range(0x110000))
    return {old: new for old, new in pairs if new != old and len(new) == 1}


def narrow() -> dict[str, str]:
    """Full-width ASCII and the ideographic space."""
    table = {chr(code): chr(code - 0xFEE0).lower() for code in FULL_WIDTH}
    return table | {IDEOGRAPHIC_SPACE: " "}


def fixed_point(character: str, table: dict[str, str]) -> str:
    """Follow chains, so that folding twice changes nothing more."""
    while character in table:
        character = table[character]
    return character


def constant(name: str, text: str) -> str:
    """Return the assignment of `text` to `name`, in lines of `WIDTH` characters."""
    lines = [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]
    body = "".join(f"    {quoted(line)}\n" for line in lines)
    return f"{name} = (\n{body})\n"


def quoted(line: str) -> str:
    """Return `line` as a string literal with double quotes, as the formatter writes it."""
    escaped = "".join(
        c if c.isprintable() and c not in '"\\' else ascii(c)[1:-1] if c != '"' else '\\"'
        for c in line
    )
    return f'"{escaped}"'


if __name__ == "__main__":
    main()
