"""Write src/tnews/text/to_traditional.txt and to_simplified.txt: how a text looks in the other script.

    python scripts/make_script_tables.py       needs the package `opencc` (never a dependency)

From OpenCC's s2tw (the characters of Taiwan, words as they are) and tw2s with hk2s. Whatever
changes the length of a text is left out. Of OpenCC's 49,792 phrases for traditional those are
kept that characters alone get wrong, and those which keep one of these from a wrong place
(符合|中国, not 符|合中|国).
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import opencc

PACKAGE = Path(opencc.__file__).parent / "clib"
TARGET = Path(__file__).parents[1] / "src" / "tnews" / "text"

Table = dict[str, str]


def main() -> None:
    """Make both tables and write them."""
    write("to_traditional.txt", *to_traditional(), in_both("STCharacters"))
    write("to_simplified.txt", *to_simplified(), in_both("TSCharacters"))


def to_traditional() -> tuple[Table, Table]:
    """Return characters and phrases for simplified to traditional."""
    variants = read("TWVariants")
    variant_phrases = read("TWVariantsPhrases")
    simple = read("STCharacters")

    def of_taiwan(text: str) -> str:
        return convert(text, variants, variant_phrases)

    chars = {char: of_taiwan(new) for char, new in simple.items()}
    chars = {char: new for char, new in {**variants, **chars}.items() if char != new}
    found = {**read("STPhrases_GeneratedFromRegionalPhrases"), **read("STPhrases")}
    phrases = {old: of_taiwan(new) for old, new in found.items() if 1 < len(old) == len(new)}
    kept = needed(phrases, chars)
    return chars, kept | guards(phrases, kept, chars)


def to_simplified() -> tuple[Table, Table]:
    """Return characters and phrases for traditional, of Taiwan or Hong Kong, to simplified."""
    back, back_phrases = read("TWVariantsRev"), read("TWVariantsRevPhrases")
    hong_kong = read("HKVariantsRev")
    simple, simple_phrases = read("TSCharacters"), read("TSPhrases")

    def simplified(text: str) -> str:
        return convert(convert(text, back, back_phrases), simple, simple_phrases)

    chars = {char: simplified(hong_kong[char]) for char in hong_kong}
    chars |= {char: simplified(char) for char in {**simple, **back}}
    chars = {char: new for char, new in chars.items() if char != new and len(new) == 1}
    forms = [*back_phrases, *simple_phrases]
    variants = read("TWVariants")
    forms += [convert(old, variants, {}) for old in simple_phrases]
    phrases = {old: simplified(old) for old in forms}
    phrases = {old: new for old, new in phrases.items() if len(old) == len(new)}
    return chars, needed(phrases, chars)


def read(name: str, until: str = " ") -> Table:
    """Return one of OpenCC's dictionaries, of several meanings the first, or all with `until` "\\n"."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / name
        command = [PACKAGE / "bin" / "opencc_dict", "-f", "ocd2", "-t", "text"]
        source = PACKAGE / "share" / "opencc" / f"{name}.ocd2"
        subprocess.run([*command, "-i", source, "-o", text], check=True, capture_output=True)
        lines = text.read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {old: new.split(until)[0] for old, new in pairs}


def in_both(name: str) -> Callable[[str], bool]:
    """Return what tells of a character whether it belongs to texts of the other script, too: one
    of its own meanings is itself, or only the variants of Taiwan have it."""
    meanings = read(name, "\n")
    return lambda char: char not in meanings or char in meanings[char]


def convert(text: str, chars: Table, phrases: Table) -> str:
    """Return `text` with the longest phrase at each place, else the character, put into it."""
    longest = max(map(len, phrases), default=1)
    result, at = "", 0
    while at < len(text):
        for size in range(min(longest, len(text) - at), 1, -1):
            if (new := phrases.get(text[at : at + size])) is not None:
                result, at = result + new, at + size
                break
        else:
            result, at = result + chars.get(text[at], text[at]), at + 1
    return result


def needed(phrases: Table, chars: Table) -> Table:
    """Return those of `phrases` that neither characters nor shorter phrases get right."""
    kept: Table = {}
    for old in sorted(phrases, key=len):
        if convert(old, chars, kept) != phrases[old]:
            kept[old] = phrases[old]
    while wrong := [old for old in phrases if convert(old, chars, kept) != phrases[old]]:
        kept |= {old: phrases[old] for old in wrong}
    return kept


def guards(phrases: Table, kept: Table, chars: Table) -> Table:
    """Return the phrases whose end begins one of `kept`, which would be taken in its place."""
    tails: dict[str, list[str]] = defaultdict(list)
    for old in kept:
        for size in range(1, len(old)):
            tails[old[:size]].append(old[size:])
    found = {}
    for old, new in phrases.items():
        ends = (old[-size:] for size in range(1, len(old)))
        longer = (old + tail for end in ends for tail in tails.get(end, ()))
        if old not in kept and any(convert(one, chars, kept)[: len(old)] != new for one in longer):
            found[old] = new
    return found


def write(name: str, chars: Table, phrases: Table, is_in_both: Callable[[str], bool]) -> None:
    """Write a table: the characters, what becomes of them, those of them that say nothing about
    the script of a text, then phrases, each with what becomes of it if characters do not say so."""
    ordered = sorted(chars)
    lines = [
        f"# Made by scripts/make_script_tables.py. Data of OpenCC {version('opencc')} (Apache-2.0, see NOTICE).",
        "".join(ordered),
        "".join(chars[char] for char in ordered),
        "".join(filter(is_in_both, ordered)),
    ]
    for old in sorted(phrases):
        by_chars = convert(old, chars, {})
        lines.append(old if phrases[old] == by_chars else f"{old}\t{phrases[old]}")
    (TARGET / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(chars):,} characters, {len(phrases):,} phrases")


if __name__ == "__main__":
    main()
