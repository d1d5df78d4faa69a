"""tnews tag, tags and note."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tnews.cli.chosen import Chosen, chosen, tell_changed, tell_missing
from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import is_terminal, out, out_fields, out_json, tell
from tnews.locale import _
from tnews.model import NOTE_LIMIT, ConfigError

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace


def tag(options: Options, workplace: Workplace) -> int:
    """Run `tnews tag`: the articles are named by ids or by a selection."""
    library = workplace.library
    act = library.remove_tag if options.remove else library.add_tag
    articles = chosen(options, workplace, "tag")
    return tell_changed(articles, lambda ids: act(ids, options.tag), workplace)


def tags(options: Options, workplace: Workplace) -> int:
    """Run `tnews tags`."""
    found = workplace.library.tags()
    if options.json:
        out_json([{"tag": tag, "articles": articles} for tag, articles in found])
    elif not found:
        tell(_("no tags yet; tnews tag TAG ID gives an article one"))
    width = len(str(found[0].articles)) if found else 0
    for tag, articles in [] if options.json else found:
        if is_terminal():
            out(f"{articles:>{width}}  {tag}")
        else:
            out_fields(tag, articles)
    return DONE if found else SOME_FAILED


def note(options: Options, workplace: Workplace) -> int:
    """Run `tnews note`: print the note, write it, or take it away."""
    if options.remove and options.text is not None:
        raise ConfigError(_("tnews note takes a text or --remove, not both"))
    library = workplace.library
    article = library.open(options.id)
    if article is None:
        tell_missing(options.id)
        return SOME_FAILED
    if options.text is None and not options.remove:
        if not article.status.note:
            tell(_("article {id} has no note").format(id=options.id))
            return SOME_FAILED
        out(article.status.note)
        return DONE
    text = "" if options.remove else _text(options.text)
    if not text.strip() and not options.remove:
        raise ConfigError(_("the note is empty; --remove takes it away"))
    code = tell_changed(Chosen([options.id]), lambda ids: library.set_note(ids[0], text), workplace)
    before = article.status.note
    if before and before != text:  # nothing undoes a command: the terminal still has the words
        for line in (_("the note was:"), *before.split("\n")):
            tell(line)
    return code


def _text(said: str) -> str:
    """The note itself, or what stdin says; of too long a one enough to tell that it is."""
    if said != "-":
        return said
    from tnews.text.charset import decode

    return decode(sys.stdin.buffer.read(4 * NOTE_LIMIT + 4)).rstrip()
