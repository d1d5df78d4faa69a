"""Where a line of Chinese may end: classes of marks, and the rule for two neighbours (避头尾).

Sources: W3C CLREQ 行首行尾禁则 and 符号分离禁则, GB/T 15834—2011 section 5.1. Text is seen as a
sequence of units: characters, or whole graphemes where some characters have no width of
their own. The first rule that fits decides whether a line may end between a and b:

1. b is a space: no. Spaces belong to the line they end, where they take no room.
2. a is a space: yes, unless an opening mark stands before the spaces, b may not begin a
   line, or the spaces are the paragraph's indent. After more than 40 spaces always yes.
3. b is "never first" or a is "never last": no.
4. Both belong to words (letters, digits and signs of any narrow script, full-width letters
   and digits, every ASCII mark): no. `15.7%`, `-3.5`, `Beyoncé`, `５Ｇ` and URLs stay whole.
5. Otherwise yes: Han | Han, Han | Latin, 15 | 亿元.

Decisions where the sources leave room:
- 破折号 and 省略号 never begin a line (CLREQ "strict") and are never split; a line may end
  with them. The slash neither begins nor ends a line (CLREQ "GB style"): 月/日 is whole.
- Hyphen and minus (- ‐ – − －) never begin a line: 降至-3.5 keeps 至. After a space and
  before a digit they are a sign and may begin one. The same holds for ~ and ～.
- Between two digits `—` and `：` hold: 2021—2025, 12：30. The full-width comma is always a
  pause. Between two letters or digits ’ and · hold: don’t, A·B; 约翰·|史密斯 may break.
- Straight double quotes and # come in pairs: the first opens, the next closes; after a
  space they open. A straight single quote holds on both sides (as in Unicode UAX #14).
- Units (% ‰ ℃ °, ㎡, ², ™) never begin a line; signs of money and № # @ never end one.
- • holds on both sides, as 间隔号 in names; after a space it begins an item.
- List numbers (①) and arrows are free on both sides.
- The number of a reference or a link behind a word never begins a line: 公告[1]. Between
  brackets with Chinese in them a line may end: [赞]|[鼓掌].
- Hanging: one point or comma (CLREQ: 行尾只可悬挂一个点号), never a quote or a bracket.
"""

import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

NOT_FIRST = 1
NOT_LAST = 2
OPENING = 4
"""Never last, not even with spaces after it."""
WORD = 8
DIGIT = 16
SPACE = 32
AFTER_NUMBERS = DIGIT | SPACE
"""What a number ends with, a space behind it included."""
PAIRED = 64
HANGING = 128

_SPACES = frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
_GLUE = frozenset("\u00a0\u2007\u202f\u2011\u2060\u200d")
_HANGING = frozenset("，。、；：！？,.;:!?")
_SIGNS = frozenset("-‐–−－~～")
_NOT_FIRST = (
    _GLUE
    | _HANGING
    | _SIGNS
    | frozenset("．｡､﹐﹑﹒﹔﹕﹖﹗‼⁇⁈⁉︐︑︒︓︔︕︖"  # points and commas
    "…‥⋯—―─⸺⸻·‧・･•/／'＇"  # 省略号, 破折号, 间隔号, 分隔号
    "%‰‱％℃℉°′″㏄™®²³¹⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋"  # after a number
    "〜々〻ゝゞヽヾーｰぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯ゛゜ﾞﾟ")
)  # fmt: skip
_MONEY = frozenset("$¢£¥₩€₫₹₽＄￠￡￥￦")
_OPENING = _MONEY | frozenset("№@＠§•")
_NOT_LAST = _OPENING | _GLUE | frozenset("/／'＇")
_PAIRED = frozenset('"#＂＃')
_BULLET = "•"
_WORD_MARKS = _MONEY | _SIGNS | frozenset("°′″＋±∓×÷∶＝．＆")
_IN_WORDS = frozenset("’·‧")
_IN_NUMBERS = frozenset("—：")

_WIDEST_GAP = 40
"""Spaces in a row looked over for an opening mark; hostile text has hundreds of thousands."""

_TITLE = 16
"""Characters of a title that is worth keeping together: longer ones are broken anyway."""

_SEAMS = frozenset("/-_&?=+")
_LAST_SEAMS = _SEAMS | frozenset(",.:")


class _Kinds(dict[str, int]):
    """The class bits of a unit, worked out once per character; graphemes are not kept."""

    def __missing__(self, unit: str) -> int:
        kind = _kind(unit)
        if len(unit) == 1:
            self[unit] = kind
        return kind


def _kind(unit: str) -> int:
    """Return the class bits of a unit: those of its first character, plus glue at its end."""
    char = unit[0]
    if char in _SPACES:
        return SPACE if len(unit) == 1 else 0  # with a mark on it it is drawn, and not stripped
    category = unicodedata.category(char)
    kind = 0
    if char in _NOT_FIRST or category in ("Pe", "Pf") or "\u3380" <= char <= "\u33df":
        kind |= NOT_FIRST
    if char in _NOT_LAST or category in ("Ps", "Pi") or unit[-1] in _GLUE:
        kind |= NOT_LAST
    if char in _OPENING or category in ("Ps", "Pi"):
        kind |= OPENING
    if _in_word(char):
        kind |= WORD
    if char.isdecimal():
        kind |= DIGIT
    if char in _PAIRED:
        kind |= PAIRED
    if char in _HANGING:
        kind |= HANGING
    return kind


def _in_word(char: str) -> bool:
    if char in _WORD_MARKS or "!" <= char <= "~" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ":
        return True
    if "０" <= char <= "９":
        return True
    if "①" <= char <= "⓿" or "❶" <= char <= "➓":
        return False
    return char.isalnum() and unicodedata.east_asian_width(char) not in "WF"


KINDS = _Kinds()
"""Class bits by unit; bounded by the number of characters in Unicode."""


def closing_marks(units: Sequence[str]) -> frozenset[int]:
    """Return the places of the straight double quotes and # that close, in one paragraph."""
    closing = []
    for mark in _PAIRED:
        if mark not in units:
            continue
        is_open = False
        for place, unit in enumerate(units):
            if unit != mark:
                continue
            if is_open and not KINDS[units[place - 1]] & SPACE:
                closing.append(place)
                is_open = False
            else:
                is_open = True
    return frozenset(closing)


def may_break(units: Sequence[str], at: int, closing: AbstractSet[int]) -> bool:
    """Tell whether a line may end before `units[at]`, 0 < at < len(units)."""
    before, after = KINDS[units[at - 1]], KINDS[units[at]]
    if not (before or after):
        return True
    return may_cut(units, at, closing) and not (after & WORD and _is_inside_word(units, at))


def may_cut(units: Sequence[str], at: int, closing: AbstractSet[int]) -> bool:
    """Tell whether a word may be cut before `units[at]`: no forbidden mark first or last."""
    before, after = KINDS[units[at - 1]], KINDS[units[at]]
    if after & SPACE:
        return False
    if before & SPACE:
        return _may_begin_after_space(units, at)
    if after & NOT_FIRST or (after & PAIRED and at in closing):
        return False
    if units[at] == "[" and _is_reference(units, at):
        return False
    return not (before & NOT_LAST or (before & PAIRED and at - 1 not in closing))


def _may_begin_after_space(units: Sequence[str], at: int) -> bool:
    last = at - 1
    while last >= 0 and KINDS[units[last]] & SPACE:
        last -= 1
        if at - last > _WIDEST_GAP:
            return True
    if last < 0 or KINDS[units[last]] & OPENING:
        return False
    if KINDS[units[at]] & NOT_FIRST:
        is_sign = units[at] in _SIGNS and at + 1 < len(units) and KINDS[units[at + 1]] & DIGIT
        return bool(is_sign) or units[at] == _BULLET
    return True


def _is_between_brackets(units: Sequence[str], at: int) -> bool:
    """Tell whether one bracket ends and another begins here, around Chinese: [赞]|[鼓掌]."""
    return units[at] in "[(" and units[at - 1] in "])" and at > 1 and _is_han(units[at - 2])


def _is_reference(units: Sequence[str], at: int) -> bool:
    """Tell whether [1] begins at `at`: up to four digits in square brackets."""
    end = at + 1
    while end < len(units) and end - at <= 4 and KINDS[units[end]] & DIGIT:
        end += 1
    return at + 1 < end < len(units) and units[end] == "]"


def keeps(units: Sequence[str], at: int) -> bool:
    """Tell whether what a break before `units[at]` parts is better kept together.

    A number and the Chinese unit behind it (15亿元), the opening 《 and the first two
    characters of a title that ends within `_TITLE` characters.
    """
    before = KINDS[units[at - 1]]
    if before & AFTER_NUMBERS:
        last = at - 2 if before & SPACE and at > 1 else at - 1
        return bool(KINDS[units[last]] & DIGIT) and _is_han(units[at])
    for start in range(at - 2, max(-1, at - 4), -1):
        if units[start] == "《":
            return "》" in units[at : at + _TITLE]
    return False


def is_lonely(units: Sequence[str], start: int) -> bool:
    """Tell whether the paragraph's last line, from `start`, is one Chinese character with or
    without a mark behind it."""
    end = len(units)
    while end > start and KINDS[units[end - 1]] & SPACE:
        end -= 1
    if not 0 < end - start <= 2 or not _is_han(units[start]):
        return False
    return end - start == 1 or bool(KINDS[units[start + 1]] & NOT_FIRST)


def _is_han(unit: str) -> bool:
    return "\u3400" <= unit[0] <= "\u9fff" or unit[0] >= "\U00020000"


def _is_inside_word(units: Sequence[str], at: int) -> bool:
    """Tell whether the letter, digit or sign `units[at]` belongs to what stands before it."""
    mark = units[at - 1]
    if KINDS[mark] & WORD:
        return not _is_between_brackets(units, at)
    if at < 2:
        return False
    first = KINDS[units[at - 2]]
    if mark in _IN_WORDS:
        return bool(first & WORD)
    return mark in _IN_NUMBERS and bool(first & KINDS[units[at]] & DIGIT)


def is_seam(units: Sequence[str], at: int, is_last_resort: bool = False) -> bool:
    """Tell whether a URL or a chain of words may be cut before `units[at]`, after a mark in it.

    Numbers, dates and the sign before a number stay whole. As a last resort, for a word
    longer than the line, ranges and dates may part, and `,` `.` `:` between letters too.
    """
    if at < 2:
        return False
    first, mark, after = units[at - 2], units[at - 1], units[at]
    if mark not in (_LAST_SEAMS if is_last_resort else _SEAMS):
        return False
    if not (first.isascii() and after.isascii() and after.isalnum()):
        return False
    if mark in "-+":
        return first.isalpha() or (is_last_resort and first.isdecimal())
    is_number = first.isdecimal() and after.isdecimal()
    return not is_number or (is_last_resort and mark not in ",.:")
