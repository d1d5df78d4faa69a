"""What --help prints, made from the table of commands."""

from __future__ import annotations

from collections.abc import Sequence

from tnews.cli.commands import COMMANDS, DEMO, EVERYWHERE, READER, SELECTION, Command, Option
from tnews.cli.printing import terminal_width
from tnews.locale import _
from tnews.text.wrap import cells, lines

Rows = Sequence[tuple[str, str]]
"""A left and a right column."""

_LEFT = 19
"""Width of the left column: "--data-dir DIR" and its like fit with two spaces after them."""


def help_of(command: Command) -> str:
    """Return the help of `command`, or the overview when it is the reader."""
    return _overview() if command is READER else _details(command)


def _overview() -> str:
    usage = (
        ("tnews", _("open the reader")),
        ("tnews --demo", _("open it on the bundled demonstration site")),
        ("tnews --export", _("write articles to a file or to stdout")),
        ("tnews COMMAND", _("do one thing and end; see below")),
    )
    return (
        _page(
            _("tnews: Chinese news in the terminal"),
            (_("Usage"), usage),
            (_("Commands"), [(command.name, _(command.help)) for command in COMMANDS]),
            (_("Export"), _rows(READER.options)),
            (_("Which articles (--export, list, search, mark, tag)"), _rows(SELECTION)),
            (_("Everywhere"), _rows((DEMO, *EVERYWHERE))),
            (_("Exit codes"), _exit_codes()),
        )
        + "\n"
        + _paragraph(_("tnews COMMAND --help says more about one command."))
    )


def _details(command: Command) -> str:
    usage = [
        "tnews",
        command.name,
        *(word.shown for word in command.words),
        *(f"[{option.shown}]" for option in command.options),
    ]
    if command.selects:
        usage.append(_("[which articles]"))
    everywhere = (DEMO, *EVERYWHERE) if command.demo else EVERYWHERE
    return _page(
        _(command.help),
        (_("Usage"), [(" ".join(usage), "")]),
        (_("Words"), [(word.shown, _(word.help)) for word in command.words]),
        (_("Options"), _rows(command.options)),
        (_("Which articles"), _rows(SELECTION) if command.selects else ()),
        (_("Everywhere"), _rows(everywhere)),
    )


def _exit_codes() -> Rows:
    return (
        ("0", _("done")),
        ("1", _("some sources failed, something was lost, or nothing matched")),
        ("2", _("usage or configuration")),
        ("3", _("the cache cannot be used, or doctor found damage")),
        ("4", _("no source could be reached")),
        ("70", _("a defect of tnews")),
        ("75", _("another refresh is running")),
        ("130", _("interrupted with Ctrl-C")),
    )


def _rows(options: Sequence[Option]) -> Rows:
    return [(option.shown, _(option.help)) for option in options]


def _page(title: str, *sections: tuple[str, Rows]) -> str:
    parts = [_paragraph(title)]
    for heading, rows in sections:
        if rows:
            parts.append(_paragraph(heading) + "".join(_row(left, right) for left, right in rows))
    return "\n".join(parts)


def _row(left: str, right: str) -> str:
    gap = " " * max(2, _LEFT - cells(left))
    room = max(20, _width() - 2 - cells(left + gap))
    first, *more = (line.rstrip() for line in lines(right, room) or [""])
    rows = [f"  {left}{gap}{first}".rstrip()]
    rows += [" " * (2 + cells(left + gap)) + line for line in more]
    return "".join(f"{row}\n" for row in rows)


def _paragraph(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in lines(text, _width()))


def _width() -> int:
    return min(terminal_width(), 100)
