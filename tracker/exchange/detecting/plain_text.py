"""Text with plain digits, spaces and hyphens, whatever a keyboard or a program made of them."""

from __future__ import annotations

import unicodedata

_HYPHENS = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_UNSEEN = frozenset("\u200b\u200e\u200f\u2060\u061c\u2066\u2067\u2068\u2069\ufeff")
"""Marks of direction and width: nobody sees them, or could take them out of a cell."""
_OTHER_WIDTHS = ("<wide>", "<narrow>")


class _PlainSigns(dict[int, str]):
    """What stands for each sign, found out when it comes first."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _make_plain_sign(chr(code))
        return plain


def make_plain(text: str) -> str:
    """The text with plain digits, single plain spaces and one kind of hyphen.

    Digits are those of any script, and nothing else becomes one: a raised or circled number is a
    mark at a number, and a half is none.

    >>> make_plain("٣٤٥²  people")
    '345² people'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_SIGNS)
    return " ".join(text.split())


def _make_plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign in _HYPHENS:
        return "-"
    if sign in _UNSEEN:
        return ""
    if unicodedata.decomposition(sign).startswith(_OTHER_WIDTHS):
        return unicodedata.normalize("NFKC", sign)
    return sign


_SIGNS = _PlainSigns()
