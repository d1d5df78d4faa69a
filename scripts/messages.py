"""Collect the messages of the source into the catalogues and compile them: `make messages`."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "tnews"
LANGUAGES = ("zh_CN", "zh_TW")
_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Git knows the dates; one in the file would change it with every run."""

KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}


def path_of(language: str) -> Path:
    """Return where the catalogue of `language` is written; its .mo stands beside it."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "tnews.po"


def collected() -> Catalog:
    """Return every message of the source, with the files it is used in."""
    catalog = Catalog(project="tnews", fuzzy=False)
    found = extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    for filename, _line, message, _comments, context in found:
        catalog.add(message, locations=[(Path(filename).as_posix(), 0)], context=context)
    return catalog


def read(language: str) -> Catalog:
    """Return the catalogue of `language`, an empty one if there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="tnews")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def is_translated(message: Message) -> bool:
    """Whether every form of `message` has a translation."""
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings)


def main() -> None:
    """Renew every catalogue; messages that are no longer used are dropped."""
    template = collected()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.creation_date = catalog.revision_date = _UNDATED
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file, catalog, sort_output=True, omit_header=False, include_lineno=False, width=100
            )
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        missing = [message.id for message in catalog if message.id and not is_translated(message)]
        print(f"{language}: {len(catalog)} messages, {len(missing)} without translation")


if __name__ == "__main__":
    main()
