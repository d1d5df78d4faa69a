"""Write src/tnews/text/pinyin_table.py: how the common characters are read.

    python scripts/make_pinyin_table.py          needs the package `pypinyin` (never a dependency)

The characters are those of GB 2312; traditional ones are folded to them before they are looked up.
Tones are left out, ü is written v, and a character stands with each of its readings.
"""

from importlib.metadata import version
from pathlib import Path
from unicodedata import normalize

from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).parents[1] / "src" / "tnews" / "text" / "pinyin_table.py"
WIDTH = 80

HEADER = '''"""The readings of characters, made by scripts/make_pinyin_table.py. Do not edit.

Data of pypinyin {version} (MIT, see NOTICE): a syllable, then the characters that are read so.
"""

'''


def main() -> None:
    """Make the table and write the module."""
    table: dict[str, str] = {}
    for character in common():
        for syllable in readings(character):
            table[syllable] = table.get(syllable, "") + character
    words = [f"{syllable}{table[syllable]}" for syllable in sorted(table)]
    text = " ".join(words)
    pieces = [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]
    body = "\n".join(f'    "{piece}"' for piece in pieces)
    made = HEADER.format(version=version("pypinyin")) + f"READINGS = (\n{body}\n)\n"
    TARGET.write_text(made, encoding="utf-8")
    print(f"{len(table)} syllables, {len(text)} characters -> {TARGET}")


def common() -> list[str]:
    """Return the Han characters of GB 2312: rows 16 to 87."""
    found = []
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def readings(character: str) -> list[str]:
    """Return the syllables of a character, each once."""
    found = []
    for reading in pinyin_dict.get(ord(character), "").split(","):
        letters = normalize("NFD", reading).replace("u\u0308", "v")
        syllable = "".join(letter for letter in letters if "a" <= letter <= "z")
        if syllable and syllable not in found:
            found.append(syllable)
    return found


if __name__ == "__main__":
    main()
