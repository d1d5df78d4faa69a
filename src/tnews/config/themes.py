"""A theme of a person's own: a TOML file of a few colours, every mistake named with its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tnews.config import _at, _parse, _read
from tnews.config.lines import line_of
from tnews.config.values import PlacedError, bad_choice, name_of, unknown, wrong_type
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model.errors import ConfigError
from tnews.model.palette import COLOURS, PALETTES, Palette, completed, contrast, luminance

BASES = tuple(name for name, palette in PALETTES.items() if not palette.is_plain)
"""Themes that another can be based on."""

READABLE = 3.0
"""Least contrast of text to its ground that is taken (WCAG 2.2, large text)."""

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


def load(path: Path) -> Palette:
    """Return the theme in the file at `path`, called as the file is. Raises ConfigError, one line."""
    try:
        text = _read(path)
    except OSError as error:
        message = _("{file}: cannot be read: {reason}")
        raise ConfigError(message.format(file=path, reason=reason(error))) from error
    try:
        return _palette(path.stem, _parse(path, text))
    except PlacedError as mistake:
        message = _("{name}: {problem}").format(name=name_of(mistake.place), problem=mistake)
        raise _at(path, line_of(text, mistake.place), message) from None


def _palette(name: str, document: dict[str, Any]) -> Palette:
    said = {}
    for key, value in document.items():
        if key == "base":
            continue
        if key not in COLOURS:
            raise unknown((key,), ["base", *COLOURS], {})
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise wrong_type((key,), _('a colour like "#2f5b4d"'), value)
        digits = value[1:].lower()
        said[key] = "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits)
    made = completed(name, said, PALETTES[_base(document, said)])
    if contrast(made.text, made.background) < READABLE:
        key = "text" if "text" in said else "background"
        raise PlacedError((key,), _("the text cannot be told from its ground"))
    return made


def _base(document: dict[str, Any], said: dict[str, str]) -> str:
    """Return the name of the theme that has what this one leaves out."""
    if "base" in document:
        base = document["base"]
        if base not in BASES:
            raise bad_choice(("base",), BASES, base)
        return str(base)
    is_light = "background" in said and luminance(said["background"]) > 0.18
    return "paper" if is_light else "ink"
