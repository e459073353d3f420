"""Which of the encodings with a byte for each letter Cyrillic words were written in.

The words are read in each of them and held to how often Russian and Ukrainian use each letter, and
to where capitals stand: KOI8 read as Windows-1251 has other letters, and small ones for capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from math import log

USUAL = "cp1251"
"""What Cyrillic files are, where nothing clearly says otherwise."""

ENCODINGS = (USUAL, "koi8-r", "koi8-u", "cp866", "mac-cyrillic")

_WORD = re.compile(rb"[\x80-\xff]{2,}")
_MOST_WORDS = 2_000
"""Of a file's first words: each is weighed once, however often it stands there."""

_PER_MILLE = (
    "о109 е85 а80 и72 н67 т62 с54 р47 в45 л43 к35 м32 д30 п28 у26 я20 ы18 ь17 г17 з16 б16 і15 ч14 "
    "й12 х10 ж9 ш7 ю6 ц5 щ4 є4 ї4 э3 ф3"
)
_WEIGHTS = {part[0]: log(int(part[1:]) / 1_000) for part in _PER_MILLE.split()}
_RARE = log(0.000_4)
"""The weight of the letters that are left, such as ё, ъ and ґ."""

_SIGN = log(0.002)
_SIGNS = frozenset("«»“”„’…–—№°·\xa0")
"""Signs that stand beside words."""

_OTHER = log(0.000_02)
_WRONG_CASE = re.compile(r"(?=[а-џґ][А-ЯЀ-ЏҐ]|[А-ЯЀ-ЏҐ]{2}[а-џґ])")
_BAD_CASE = log(0.004)
"""The weight of a capital after a small letter, or the reverse after two of them."""

CLEAR = 10.0
"""By how much (in powers of e) another encoding has to be likelier than the usual one."""

_LIKELY = -4.0
"""The weight of a letter, on average, below which words are no words."""

_FEWEST = 8
"""Different letters, of capitals and small ones, below which nothing is clear."""


def find_cyrillic(content: bytes, *, is_cyrillic: bool) -> str | None:
    """The encoding of the Cyrillic words of a text; None where there are none for sure.

    Where it `is_cyrillic` for sure, that is Windows-1251 unless another one is clearly likelier.
    """
    words = set(islice((match[0] for match in _WORD.finditer(content)), _MOST_WORDS))
    weights = {encoding: _weigh(words, encoding) for encoding in ENCODINGS}
    best = max(ENCODINGS, key=lambda encoding: weights[encoding])
    letters = b"".join(words)
    is_clear = weights[best] - weights[USUAL] > CLEAR and weights[best] > _LIKELY * len(letters)
    if is_clear and len(set(letters)) >= _FEWEST:
        return best
    return USUAL if is_cyrillic else None


def _weigh(words: Iterable[bytes], encoding: str) -> float:
    return sum(_weigh_word(word.decode(encoding, errors="replace")) for word in words)


def _weigh_word(word: str) -> float:
    return sum(map(_weigh_sign, word)) + len(_WRONG_CASE.findall(word)) * _BAD_CASE


def _weigh_sign(sign: str) -> float:
    if "Ѐ" <= sign <= "ӿ":
        return _WEIGHTS.get(sign.lower(), _RARE)
    return _SIGN if sign in _SIGNS else _OTHER
