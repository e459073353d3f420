"""How wide a text will be, before anybody knows the type that it is set in."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_NARROW, _WIDE = frozenset("fijlrtI.,:;'|!()[]-/ "), frozenset("mwMWШЩЖЮФшщжюфЫы%@—…")
_WIDTHS = {"narrow": 0.37, "wide": 0.93, "full": 1.0, "capital": 0.68, "figure": 0.6}
_USUAL = 0.58


def measure_text(text: str) -> float:
    """The width in sizes of its type (em), rather too much than too little.

    Meant for the usual sans-serif types in sizes for reading.

    >>> round(measure_text("82%"), 2)
    2.13
    """
    return sum(map(_measure_letter, text))


def wrap_text(text: str, width: float, size: float) -> list[str]:
    """Lines of the text in a type of this size, each as wide as there is room, or one word.

    >>> wrap_text("As known on 5 September 2024.", 100, 12)
    ['As known on 5', 'September', '2024.']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and size * measure_text(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _measure_letter(letter: str) -> float:
    kind = category(letter)
    if letter in _NARROW:
        return _WIDTHS["narrow"]
    if letter in _WIDE:
        return _WIDTHS["wide"]
    if kind in {"Mn", "Me", "Cf"}:
        return 0.0
    if east_asian_width(letter) in "WF":
        return _WIDTHS["full"]
    return _WIDTHS.get({"Lu": "capital", "Nd": "figure"}.get(kind, ""), _USUAL)
