"""Cutting folded text into the tokens of the search index.

Every character is a token of its own: ideograph, letter, digit, mark, space, line break. So
a piece of text occurs in another exactly where its tokens occur as a phrase, in any script
and inside words too, and nothing found needs to be verified.
"""

CUTTER_VERSION = 1
"""Raised whenever `cut` or the folding table changes; the store then rebuilds its index.

The index must be handed the same tokens again to forget a text, so these do not depend on
what a Python or SQLite version takes for a letter.
"""

_MEMO_LIMIT = 40_000  # different characters remembered: more than any language has


class _Tokens(dict[int, str]):
    """Code point to token and a space, made when first met."""

    def __missing__(self, code: int) -> str:
        is_itself = code < 0x80 and chr(code).isalnum()
        token = f"{chr(code)} " if is_itself else f"{code:02x} "  # two digits: "9" is the digit
        if len(self) < _MEMO_LIMIT:
            self[code] = token
        return token


_TOKENS = _Tokens()


def cut(folded: str) -> str:
    """Return the tokens of `folded` text, parted by spaces.

    Tokens are ASCII, so that every version of SQLite's tokenizers reads them alike: an
    ASCII letter or digit is itself, any other character its code point in hexadecimal.
    More than 10 M characters a second.
    """
    return folded.translate(_TOKENS).rstrip()
