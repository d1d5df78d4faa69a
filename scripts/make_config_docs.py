"""Write docs/config.md from the settings and the kinds: `python scripts/make_config_docs.py`."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from tnews import locale, sources
from tnews.config import is_record
from tnews.config.values import range_text
from tnews.model.settings import (
    Address,
    Config,
    Headers,
    Holding,
    Matching,
    Range,
    SourceSettings,
    ViewSettings,
)

PATH = Path(__file__).parent.parent / "docs" / "config.md"

HEAD = """\
# Configuration

Made from `src/tnews/model/settings.py` and the kinds in `src/tnews/sources` by `make docs`.

The file is `config.toml` in the user's configuration folder (`~/.config/tnews` on Linux), or what
`--config` or `TNEWS_CONFIG` names. It is TOML in UTF-8. Every key may be left out. A mistake is
reported with its line and the nearest right key, and nothing starts until it is corrected.
[config.example.toml](../config.example.toml) has every key with a comment in Chinese and English.
"""

_RECORDS: list[Any] = [hint for hint in get_type_hints(Config).values() if is_record(hint)]
TABLES = (*_RECORDS, ViewSettings, SourceSettings)


def document() -> str:
    """Return docs/config.md."""
    locale.choose("en")
    tables = (line for table in TABLES for line in _table(table))
    return "\n".join([HEAD, *_top(), *tables, *_options()]).rstrip() + "\n"


def _top() -> Iterator[str]:
    """Yield what stands outside the tables, and [keys]: the fields of Config that are no records."""
    docs = docstrings(Config)
    yield "## Above all tables\n"
    yield f"- `categories`: list of strings. {docs['categories']}"
    yield f"- `catalogue`: true, false or a list of channels. {docs['catalogue']}"
    yield f"- `relays`: true or false, default `true`. {docs['relays']}\n"
    yield "## [keys]\n"
    yield f"{_sentence(docs['keys'].removeprefix('[keys]: '))} [keys.md](keys.md) lists the actions.\n"


def _table(record: type[Any]) -> Iterator[str]:
    name, _colon, about = (inspect.getdoc(record) or "").partition(": ")
    docs = docstrings(record)
    hints = get_type_hints(record, include_extras=True)
    yield f"## {name}\n"
    yield f"{_sentence(about)}\n"
    yield "| key | value | default | meaning |"
    yield "| --- | --- | --- | --- |"
    usual = record()
    for name in record.__match_args__:
        default = _default(getattr(usual, name))
        yield f"| `{name}` | {value_text(hints[name])} | {default} | {docs[name]} |"
    yield ""


def _options() -> Iterator[str]:
    for kind in sources.KINDS:
        options = sources.load(kind).OPTIONS
        if options:
            yield f'### Options of kind = "{kind}"\n'
            yield from (f"- `{name}`: {about}" for name, about in options.items())
            yield ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def value_text(hint: Any) -> str:
    """Return in words what a field takes."""
    if NoneType in get_args(hint):
        return value_text(get_args(hint)[0])
    if get_origin(hint) is Annotated:
        kind, limit = get_args(hint)
        each = "each " if get_origin(kind) is tuple and isinstance(limit, Address) else ""
        return f"{value_text(kind)}, {each}{_limit_text(limit)}"
    if get_origin(hint) is Literal:
        return " or ".join(f"`{json.dumps(choice)}`" for choice in get_args(hint))
    if get_origin(hint) is tuple:
        return "list of strings"
    if get_origin(hint) is Mapping:
        return "table of strings"
    return {bool: "true or false", int: "whole number", float: "number", str: "string"}[hint]


def _limit_text(limit: object) -> str:
    match limit:
        case Range():
            return range_text(limit)
        case Address(schemes, word=word):
            said = "an address with " + " or ".join(schemes)
            return f'{said}, or `"{word}"`' if word else said
        case Headers():
            return "names and values"
        case Matching(_pattern, allowed):
            return f"of {allowed}"
        case Holding(item):
            return f"one of them `{json.dumps(item)}`"
    raise TypeError(f"how is {limit!r} said?")


def _default(value: object) -> str:
    if value is None:
        return ""
    shown = list(value) if isinstance(value, tuple) else value
    return f"`{json.dumps(shown, ensure_ascii=False)}`"


def docstrings(record: type[Any]) -> dict[str, str]:
    """Return the string under each field of the class `record`, on one line."""
    body = ast.parse(inspect.getsource(record)).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for statement, following in zip(body.body, body.body[1:], strict=False):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            match following:
                case ast.Expr(ast.Constant(str(text))):
                    found[statement.target.id] = " ".join(text.split())
    return found


if __name__ == "__main__":
    PATH.write_text(document(), "utf-8")
