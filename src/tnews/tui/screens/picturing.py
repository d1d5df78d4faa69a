"""The pictures of the article in hand: when they are fetched, shown, painted over and taken down."""

from __future__ import annotations

import os
import random
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.timer import Timer

from tnews.locale import _
from tnews.model.settings import Config
from tnews.tui.actions import key_of, told
from tnews.tui.gallery import Gallery
from tnews.tui.screens.moving import Moving
from tnews.tui.sheet import Sheet
from tnews.tui.theme import style_of
from tnews.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from rich.color import ColorSystem

    from tnews.services.pictures import Frame
    from tnews.tui.app import ReaderApp
    from tnews.tui.drawing import Drawn
    from tnews.tui.picture_desk import PictureCame, PictureDesk, PicturesStopped, Wish

SHARE = 0.6
"""How much of the screen's height a picture takes at most."""

NARROWEST = 12
"""Columns of text below which no picture is worth its lines."""

REST = 0.1
"""Seconds between two looks for what has come near while one scrolls."""

SETTLED = 0.08
"""Seconds without another painting after which sixels are painted over the rows: 80 KB each."""

PART = 8
"""Escape sequences of 4 KB that are sent to kitty at once: keys show between two parts."""

PAUSE = 0.02
"""Seconds between two of them: 1.6 MB a second."""


class Picturing(Moving):
    """The reading room with pictures. They are fetched for the article in hand alone, when they
    come near, and let go when it is left."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._picture_desk: PictureDesk | None = None
        self._picture_look: Timer | None = None
        self._picture_paint: Timer | None = None
        self._outbox: deque[str | Callable[[], None]] = deque()
        self._sending: Timer | None = None
        self._are_hidden = False
        self._hint_at_pictures()

    def on_mount(self) -> None:
        """Where another program had the terminal, it holds no pictures any more."""
        self.app.app_resume_signal.subscribe(self, self._paint_anew)

    @property
    def gallery(self) -> Gallery:
        """The pictures of the article on show."""
        return self.reader.gallery

    def _hint_at_pictures(self) -> None:
        self.gallery.hint = self._hint if self.config.reader.images != "off" else None

    def _hint(self) -> str:
        """Return the label of the first picture while none is shown: how it can be, "" if that
        needs no word."""
        from tnews.services.pillow import can_decode

        key = key_of("pictures", self.config.keys)
        if not can_decode():
            return told(_("[picture, Pillow shows it: {key} says how]"), {"key": key})
        is_asked = self.config.reader.images == "ask"
        return told(_("[picture, {key} shows it]"), {"key": key}) if is_asked else ""

    # -- keys and settings ---------------------------------------------------------------------

    def action_pictures(self) -> None:
        """Show the pictures of the article, or take them down."""
        self._are_hidden = self.gallery.is_on
        if self.gallery.is_on:
            self._take_down()
        elif not self._urls():
            self.status.say(_("No pictures here."))
        elif why := self._why_none():
            self.status.say(why, is_error=True)
        else:
            self._put_up()

    def _why_none(self) -> str:
        """Return why no picture can be shown here, "" if they can."""
        from tnews.services.pillow import can_decode, how_to_install

        if not can_decode():
            return _("Pictures need Pillow: {command}").format(command=how_to_install())
        if self._colours() is None:
            return _(
                "Pictures need 256 colours or more, without NO_COLOR and with another theme than mono."
            )
        if self.reader.columns < NARROWEST:
            return _("Too narrow for pictures.")
        return ""

    def _colours(self) -> ColorSystem | None:
        """Return how many colours are written, None where they are too few for pictures."""
        from rich.color import ColorSystem

        systems = {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT}
        app = cast("ReaderApp", self.app)
        is_plain = app.only or app.theme == "mono"
        return None if is_plain else systems.get(app.console.color_system or "")

    def apply(self, config: Config) -> None:
        """Take the settings: pictures come or go with them."""
        before = self.config.reader
        super().apply(config)
        after = config.reader
        if (before.images, before.image_protocol) != (after.images, after.image_protocol):
            self._take_down()
            self._hint_at_pictures()
            self.reader.renew_pictures(self._urls())
            self._begin_by_itself()
        self._look_soon()

    # -- the article on show -------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet | None, is_bookmarked: bool = False) -> None:
        """Show `sheet`; the pictures of the one before are let go."""
        shown = self.reader.sheet
        if shown is None or sheet is None or not shown.is_of(sheet):
            self._let_go(self.gallery.empty())
            self._want(())
            self._are_hidden = False
        super().show_sheet(sheet, is_bookmarked)
        self._begin_by_itself()  # the whole text has come, and has pictures
        self._look_soon()

    def show_article(self, article_id: int, is_bookmarked: bool, *, opening: bool = False) -> bool:
        """Show an article; with images = auto its pictures come when it is opened."""
        is_there = super().show_article(article_id, is_bookmarked, opening=opening)
        if opening:
            self._begin_by_itself()
        return is_there

    def _begin_by_itself(self) -> None:
        sheet = self.reader.sheet
        is_open = sheet is not None and sheet.article is not None and sheet.article == self.opened
        is_wanted = self.config.reader.images == "auto" and not self._are_hidden
        if (
            is_wanted
            and is_open
            and not self.gallery.is_on
            and self._urls()
            and not self._why_none()
        ):
            self._put_up()

    def _urls(self) -> set[str]:
        sheet = self.reader.sheet
        blocks = sheet.blocks if sheet is not None else ()
        return {block.href for block in blocks if block.kind == "img" and block.href}

    def _put_up(self) -> None:
        self.gallery.empty(is_on=True)
        self.reader.renew_pictures(self._urls())
        self._look()

    def _paint_anew(self, _app: object) -> None:
        frame = self.gallery.frame
        if self.gallery.is_on and frame is not None and frame.protocol == "kitty":
            self._let_go(self.gallery.empty(is_on=True))
            self.reader.renew_pictures(self._urls())
            self._look_soon()

    def _take_down(self) -> None:
        self._want(())
        self._let_go(self.gallery.empty())
        self.reader.renew_pictures(self._urls())

    def prepare_to_leave(self) -> None:
        """The next start begins without pictures."""
        self._take_down()
        super().prepare_to_leave()

    def on_unmount(self) -> None:
        """Let the thread end, and the terminal forget what it holds."""
        self.forget_pictures()
        if self._picture_desk is not None:
            self._picture_desk.close()

    def forget_pictures(self) -> None:
        """Have the terminal forget every picture at once: the reader is left."""
        held = self.gallery.empty()
        rest = [due for due in self._outbox if isinstance(due, str)]
        self._outbox.clear()
        self._tell_terminal("".join([*rest, *(drawn.after for drawn in held)]))

    # -- which are wanted ----------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        """A dialog was left: another theme may be worn."""
        self._look_soon()

    @on(Reader.Scrolled)
    @on(Reader.Sized)
    def _look_soon(self) -> None:
        """See what has come near, but not at each line of a held key."""
        if self.gallery.is_on and self._picture_look is None:
            self._picture_look = self.set_timer(REST, self._look)

    def _look(self) -> None:
        self._picture_look = None
        gallery, frame, colours = self.gallery, self._frame(), self._colours()
        if not gallery.is_on or frame is None or colours is None:
            return
        if frame != gallery.frame:
            had = gallery.frame is not None
            gallery.frame = frame
            if had:  # another size, theme or protocol: they are painted again
                self._let_go(gallery.empty(is_on=True))
                self.reader.renew_pictures(self._urls())
        near = self.reader.pictures_near(reach=self.reader.size.height)
        self._let_go(gallery.thin_out(near))
        from tnews.tui.picture_desk import Wish

        source = self._source_on_show()
        shown = self.reader.sheet
        page = shown.url if shown is not None else ""
        wishes = [Wish(url, source, frame, colours, page) for url in near if gallery.wants(url)]
        self._want(wishes)
        self.reader.renew_pictures(gallery.await_([wish.url for wish in wishes]))

    def _frame(self) -> Frame | None:
        """Return what there is room for in the reader, None while there is none."""
        reader = self.reader
        rows = min(int(self.app.size.height * SHARE), reader.size.height - 2)
        if rows < 2 or reader.columns < NARROWEST:
            return None
        from tnews.services.pictures import Frame
        from tnews.text.wrap import cells
        from tnews.tui import protocols, terminal
        from tnews.tui.drawing import UPPER_HALF

        ground = style_of(self.app.current_theme, "reader").bgcolor
        triplet = ground.triplet if ground is not None else None
        answers = terminal.known()
        return Frame(
            protocols.protocol(self.config.reader.image_protocol, answers, os.environ),
            reader.columns,
            rows,
            protocols.cell(answers),
            1 if cells(UPPER_HALF) > 1 else 2,
            (triplet.red, triplet.green, triplet.blue) if triplet is not None else (0, 0, 0),
        )

    def _want(self, wishes: Sequence[Wish]) -> None:
        if self._picture_desk is None:
            if not wishes or self.errands.pictures is None:
                return
            from tnews.tui.picture_desk import PictureDesk

            # Others may have sent pictures to this terminal: not from 1.
            first = random.randrange(1 << 24)
            self._picture_desk = PictureDesk(self.errands.pictures, self.jobs, self.hear, first)
        self._picture_desk.want(wishes)

    # -- what has come -------------------------------------------------------------------------

    def on_picture_came(self, message: PictureCame) -> None:
        """Show a picture, or say in its line why it cannot be shown."""
        wish = message.wish
        if wish.frame != self.gallery.frame or not self.gallery.is_coming(wish.url):
            return  # it was let go meanwhile
        if message.drawn is None:
            self.gallery.refuse(wish.url, message.reason)
            self.reader.renew_pictures([wish.url])
            self.status.remember(
                _("No picture from {url}: {reason}").format(url=wish.url, reason=message.reason)
            )
        else:
            self._outbox += message.drawn.before
            self._outbox.append(partial(self._hang, wish, message.drawn))
            self._send()

    def on_pictures_stopped(self, _message: PicturesStopped) -> None:
        """Those that are here stay; the key asks for the others again."""
        urls = {url for url in self._urls() if self.gallery.wants(url)}
        for url in urls:
            self.gallery.refuse(url, _("stopped"))
        self.reader.renew_pictures(urls)

    def _hang(self, wish: Wish, drawn: Drawn) -> None:
        if wish.frame != self.gallery.frame or not self.gallery.is_coming(wish.url):
            self._let_go([drawn])
            return
        self.gallery.hang(wish.url, drawn)
        self.reader.renew_pictures([wish.url])

    def _let_go(self, held: Iterable[Drawn]) -> None:
        """Have the terminal forget what it holds of these."""
        self._outbox += [drawn.after for drawn in held if drawn.after]
        self._send()

    # -- what the terminal is told -------------------------------------------------------------

    def _send(self) -> None:
        """Write what is due, so much at a time that keys show in between."""
        if self._sending is None:
            self._send_part()

    def _send_part(self) -> None:
        self._sending = None
        part: list[str] = []
        while self._outbox and len(part) < PART:
            due = self._outbox.popleft()
            if isinstance(due, str):
                part.append(due)
                continue
            self._tell_terminal("".join(part))
            part = []
            due()
        self._tell_terminal("".join(part))
        if self._outbox:
            self._sending = self.set_timer(PAUSE, self._send_part)

    def _tell_terminal(self, text: str) -> None:
        if text:
            cast("ReaderApp", self.app).tell_terminal(text)

    @on(Reader.Painted)
    def _paint_soon(self) -> None:
        """Paint the sixels once nothing moves: scrolling shows the blocks below them."""
        if self._picture_paint is not None:
            self._picture_paint.stop()
        self._picture_paint = self.set_timer(SETTLED, self._paint_over)

    def _paint_over(self) -> None:
        self._picture_paint = None
        if self.app.screen is not self:  # a dialog is over the text
            return
        where = self.reader.region
        for hung in self.reader.pictures_in_sight():
            if sixels := self.gallery.over(hung.url):
                row, column = where.y + hung.line + 1, where.x + hung.inset + 1
                self._tell_terminal(f"\x1b7\x1b[{row};{column}H{sixels}\x1b8")
