"""How keys are written by people, and what the terminal's keys are called inside. Pure.

A key is called as Textual calls it: "j", "question_mark", "ctrl+x", "home". Keys pressed one after
the other are their names with a space between: "g g".
"""

from __future__ import annotations

import string
import unicodedata
from contextlib import suppress
from functools import cache

from tnews.locale import _
from tnews.text.nearest import nearest

LONGEST = 3
"""Keys of a sequence at most."""

GLUED = 2
"""Characters up to which a sequence may be written without spaces; longer ones are words."""

NAMED = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete",
    "enter", "escape", "tab", "space", "backspace", *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip

MODIFIERS = ("ctrl", "alt", "shift", "super", "meta", "hyper")

RESERVED = {"ctrl+c": "", "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape"}
"""Keys that cannot be given to an action, and the names of those the terminal takes them for."""

_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "space": "Space", "enter": "Enter",
    "escape": "Esc", "tab": "Tab", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home",
    "end": "End", "insert": "Ins", "delete": "Del", "backspace": "Backspace",
}  # fmt: skip

_SHORT = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at",
          "hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore"}  # fmt: skip

_WIDE = dict(zip("。、《》【】「」", "./<>[][]", strict=True))
"""What input methods make of the keys of a Chinese keyboard, beside the full-width forms."""


def narrow(character: str) -> str:
    """Return the character whose key was pressed while an input method made `character` of it:
    "：" is the key ":", "ｊ" the key "j"; "" if it is no such character."""
    if character in _WIDE:
        return _WIDE[character]
    if "！" <= character <= "～":  # U+FF01 to U+FF5E: ASCII, moved
        return chr(ord(character) - 0xFEE0)
    return ""


def name_of(character: str) -> str:
    """Return the name of the key that types `character`: "?" is question_mark."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _SHORT.get(name, name)


@cache
def _characters() -> dict[str, str]:
    """Return the marks on a keyboard by the names of their keys."""
    return {name_of(mark): mark for mark in string.punctuation}


@cache
def _said() -> dict[str, str]:
    """Return the names of keys by what people write: the name itself, or what help shows."""
    said = {name: name for name in (*NAMED, *_characters())}
    said |= {shown.lower(): name for name, shown in _SHOWN.items()}
    return said


def spelled(text: str) -> str:
    """Return the name of the key or keys that `text` means: "?", "home", "Ctrl+X", "gg", "g u".

    Raises ValueError that says what is wrong, with the nearest right name.
    """
    parts = text.split()
    if len(parts) == 1 and 1 < len(text.strip()) <= GLUED and not _is_name(parts[0]):
        parts = list(parts[0])
    if not parts:
        raise ValueError(_("a key is missing"))
    if len(parts) > LONGEST:
        message = _("{n} keys in a row at most, found {keys}")
        raise ValueError(message.format(n=LONGEST, keys=text.strip()[:40]))
    return " ".join(_spelled(part) for part in parts)


def _is_name(word: str) -> bool:
    return word.lower() in _said() or "+" in word[:-1]


def _spelled(word: str) -> str:
    """Return the name of the one key `word`."""
    if len(word) == 1 and word.isprintable() and word not in _said():
        return name_of(word)
    *modifiers, last = [part for part in word.removesuffix("+").split("+") if part] or ["+"]
    if word.endswith("+") and word != "+":  # "ctrl++"
        modifiers, last = [*modifiers, last], "+"
    found = _said().get(last.lower()) or (name_of(last) if len(last) == 1 else "")
    held = [one.lower() for one in modifiers]
    wrong = [one for one in held if one not in MODIFIERS]
    if not found or wrong or not word.isprintable():
        raise ValueError(_unknown(word))
    if not held:
        return found
    if held == ["shift"] and len(found) == 1 and found.isalpha():
        return found.upper()
    found = found.lower()
    name = "+".join([*(one for one in MODIFIERS if one in held), found])
    written = "+".join(
        [*(one for one in MODIFIERS if one in held), _characters().get(found, found)]
    )
    if written in RESERVED:
        other = RESERVED[written]
        if not other:
            raise ValueError(_("{key} always quits; take another key").format(key=shown(name)))
        message = _("the terminal takes {key} for {other}; write {other}")
        raise ValueError(message.format(key=shown(name), other=f'"{other}"'))
    return name


def _unknown(word: str) -> str:
    """Say that there is no key `word`, and which one is meant."""
    *modifiers, last = word[:40].lower().split("+")
    near = [one if one in MODIFIERS else nearest(one, MODIFIERS) for one in modifiers]
    near.append(last if len(last) == 1 else nearest(last, _said()))
    written = "".join(one if one.isprintable() else "�" for one in word[:40])
    message = _('there is no key "{key}"').format(key=written)
    if all(near) and "+".join(near) != word.lower():
        message += _('; did you mean "{name}"?').format(name="+".join(near))
    return message


def shown(keys: str) -> str:
    """Return `keys` as help and documents write them: "j", "?", "Ctrl+x", "gg", "g Ctrl+x"."""
    parts = [_shown(key) for key in keys.split(" ")]
    return ("" if all(len(part) == 1 for part in parts) else " ").join(parts)


def _shown(key: str) -> str:
    *modifiers, last = key.split("+")
    if last in NAMED:
        last = _SHOWN.get(last) or last.upper()
    elif last in _characters():
        last = _characters()[last]
    elif len(last) > 1:
        with suppress(KeyError):
            last = unicodedata.lookup(last.replace("_", " "))
    return "+".join([*(one.capitalize() for one in modifiers), last])


def collide(one: str, other: str) -> bool:
    """Whether of two keys or sequences only one can be had: equal, or one begins the other."""
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")
