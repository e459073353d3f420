"""Words by which tables in many languages call a row the total of others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

Words = tuple[str, ...]

_COMBINING = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f]")
"""Accents of Latin, Greek and Cyrillic, vowels of Arabic: written or not, it is one word."""

_SIGNS = re.compile(r"[,:;()]")
"""What sets a word off from the name of a place."""


_PLAIN_WORD = re.compile(r"[a-z0-9]+")


def _fold(text: str) -> Words:
    if text.isascii():
        return tuple(_PLAIN_WORD.findall(text.casefold()))
    plain = _COMBINING.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return tuple("".join(sign if _is_letter(sign) else " " for sign in plain).split())


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def _fold_all(words: str) -> frozenset[Words]:
    return frozenset(map(_fold, words.split()))


_SURE = _fold_all(
    """
    total totals subtotal subtotals totaux totale subtotale totaal subtotaal totalt gesamt
    gesamtsumme gesamtzahl insgesamt summe zwischensumme ogółem łącznie celkem celkom összesen
    mindösszesen ukupno sveukupno toplam cəmi yekun yhteensä kokku kopā gjithsej jumlah tổng
    итого всего итог итоги подытог усього всього загалом підсумок усяго общо укупно барлығы жиыны
    المجموع مجموع الإجمالي إجمالي σύνολο סה"כ ჯამი ընդամենը कुल মোট 합계 총계 소계
    """
) | {("разом", "по")}
"""A name that begins or ends with one of these is that of a total."""

_OPEN = _fold_all(
    """
    sum all overall altogether everything alle tous todos ensemble suma soma somma summa skupaj
    spolu razem сумма сума вместе разом جمع 計 计
    """
)
"""A total where nothing else stands there: beside a name only where a sign sets them off."""

_ANY = _SURE | _OPEN
_LENGTHS = range(1, max(map(len, _ANY)) + 1)
"""How many words one for a total may be written as."""

_COUNTED = _fold_all("sum suma soma somma summa ensemble сумма сума")
_OF = _fold_all("of for by per по за для de du des della dla")
"""`Sum of the districts` is a total; `Razem dla Ukrainy` is a charity."""

_KINDS = _fold_all(
    """
    grand sub sous overall general générale général generále genel ara итоговый общий общая общее
    промежуточный загальний загальна проміжний الكلي العام
    """
)
"""What goes with words for a total: grand total, المجموع الكلي."""

_UNSPACED = ("合计", "总计", "小计", "共计", "总数", "合計", "總計", "小計", "総計")


@lru_cache(8_192)
def is_total_row(text: str) -> bool:
    """Whether the name in a row says nothing but that the row is the total of others.

    >>> is_total_row("Grand total:")
    True
    """
    return _says_total(_drop_kinds(_fold(text)))


def _says_total(words: Words) -> bool:
    return bool(words) and ("".join(words) in _UNSPACED or _all_in(words, _ANY))


@lru_cache(8_192)
def is_like_total_row(text: str) -> bool:
    """Whether a name begins or ends as that of a total does: `Total Tim district`.

    >>> is_like_total_row("Итого по району"), is_like_total_row("Totalia")
    (True, False)
    """
    folded = _fold(text)
    words = _drop_kinds(folded)
    if not words:
        return False
    if _says_total(words) or _borders(words, _SURE):
        return True
    whole = "".join(words)
    if whole.startswith(_UNSPACED) or whole.endswith(_UNSPACED):
        return True
    if words[:1] in _COUNTED and words[1:2] in _OF:
        return True
    said = _SIGNS.split(unicodedata.normalize("NFKC", text))
    if len(said) == 1:
        return folded in _OPEN
    return any(_fold(part) in _OPEN for part in (said[0], *said[-2:]))


def _borders(words: Words, known: Container[Words]) -> bool:
    return any(words[:n] in known or words[-n:] in known for n in _LENGTHS)


def _all_in(words: Words, known: Container[Words]) -> bool:
    """Whether words are made up of those known."""
    return not words or any(words[:n] in known and _all_in(words[n:], known) for n in _LENGTHS)


def _drop_kinds(words: Words) -> Words:
    while words and words[:1] in _KINDS and len(words) > 1:
        words = words[1:]
    while words and words[-1:] in _KINDS and len(words) > 1:
        words = words[:-1]
    return words
