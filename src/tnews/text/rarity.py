"""Which characters of a phrase are the rarest: those are looked for first."""

from __future__ import annotations

from tnews.model.record import Record

_COMMON = (
    "，。的、\n一是在不了有和人这中大1202为上个国 我以要他时来用们生到作地于出就分对成会可主发年：“”动同工也能"
    "下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业"
    "本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气"
    "第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员位入常文总次品式活设及管特件长"
    "3456789eaiotnrsl-.《》（）?!"
)
_COMMONNESS = {character: len(_COMMON) - at for at, character in reversed(list(enumerate(_COMMON)))}


class Thinned(Record):
    """What stands in a term before and after the commonest of some characters, or on one side alone.

    What is left out between two others is a character of the table, so one token of the index.
    """

    before: str
    left_out: str
    after: str

    @property
    def commonness(self) -> int:
        """The greater, the commoner what is left."""
        return commonness(self.before + self.after)


def commonness(piece: str) -> int:
    """Return the greater a number, the commoner the characters of the folded `piece`."""
    return sum(_COMMONNESS.get(character, 0) for character in piece)


def thinned(term: str, length: int) -> Thinned:
    """Return the rarest `length` characters in a row of the folded `term`, without the commonest of these."""
    pieces = [term[at : at + length] for at in range(max(1, len(term) - length + 1))]
    return min(map(_without_commonest, pieces), key=lambda piece: piece.commonness)


def _without_commonest(piece: str) -> Thinned:
    at = max(range(len(piece)), key=lambda at: commonness(piece[at]))
    return Thinned(piece[:at], piece[at], piece[at + 1 :])
