"""How names sound, whichever of the Latin and Cyrillic letters and rules they are written in.

What comes out is no way to write a name: it only says which names could be the same one. So it is
coarser than any rule, and has one sign wherever the usual rules (BGN/PCGN, ISO 9, passports,
Ukrainian, German) have several: "Obojan'", "Oboyan" and "Обоянь" sound alike, and so do
"Luhansk", "Lugansk" and "Луганськ". (A library that writes any letter as a Latin one knows one way
for each, and nothing of the others.)
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = str.maketrans(
    dict(zip("абвгґдеёзийіїклмнопрстуўфыэ", "abvggdeeziiiiklmnoprstuufie", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
    | {"ю": "yu", "я": "ya", "є": "ye", "ђ": "dj", "љ": "lj", "њ": "nj", "ћ": "ch", "џ": "dzh"}
)
_ACCENTED = str.maketrans({"ž": "zh", "č": "ch", "š": "sh", "ŝ": "shch", "û": "yu", "â": "ya"})
"""Letters of ISO 9 whose accents say what they are; all other accents go."""

_SILENT = str.maketrans("", "", "'’‘`´ʹʺʼʻ\"”“″′")
"""Signs for the soft and the hard sign, and the Ukrainian apostrophe."""

_SOUNDS = tuple(
    (re.compile(spelled), sound)
    for spelled, sound in (
        ("shch|schtsch", "ш"),
        ("ts?ch", "ч"),
        ("sc?h", "ш"),
        ("ch", "ч"),
        ("zh", "ж"),
        ("kh|gh|g", "h"),
        ("t[sz]", "c"),
        ("x", "ks"),
        ("w", "v"),
        ("[yj]", "i"),
        ("i+o", "e"),
        ("i+(?=[aeiu])", ""),
        (r"(\D)\1+", r"\1"),
    )
)
"""The several spellings of a sound, those of many letters first, and one sign for each."""


def fold_letters(text: str) -> str:
    """A text in small letters, without the signs that only soften or part them.

    >>> fold_letters("Слов’янськ"), fold_letters("L'gov")
    ('словянськ', 'lgov')
    """
    return unicodedata.normalize("NFKC", text.translate(_SILENT)).casefold()


def sound(text: str) -> str:
    """How a text sounds; its words stay apart.

    >>> sound("Суджанский район"), sound("Sudzhanskiy raion"), sound("Sudžanskij rajon")
    ('sudжanski raen', 'sudжanski raen', 'sudжanski raen')
    """
    latin = fold_letters(text).translate(_CYRILLIC).translate(_ACCENTED)
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(sign)
    )
    for spelled, one in _SOUNDS:
        bare = spelled.sub(one, bare)
    return bare
