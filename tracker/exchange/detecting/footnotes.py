"""Marks of footnotes beside a text: stars, daggers, raised signs, a sign in brackets."""

from __future__ import annotations

import re

_SIGNS = r"[*†‡]+|[¹²³⁰ⁱ⁴-⁹ⁿªºᵃ-ᶻ]+"
_IN_BRACKETS = r"\[(?:\d{1,2}|[a-epr]|[*†‡]+)\]|\((?:\d|[a-epr]|[*†‡]+)\)"
_BEHIND = re.compile(rf"(.*?)\s*((?:(?:{_SIGNS}|{_IN_BRACKETS})\s*)+)")
_BEFORE = re.compile(rf"((?:{_SIGNS})\s*)(.*)")


def split_mark(text: str) -> tuple[str, str]:
    """A text without the mark of a footnote, and the mark.

    Letters in brackets are those of notes, and of provisional, revised and estimated numbers; (m)
    and (F) would be of a sex.

    >>> split_mark("21 Aug 2024*"), split_mark("21 Aug 2024 (revised)")
    (('21 Aug 2024', '*'), ('21 Aug 2024 (revised)', ''))
    """
    if match := _BEHIND.fullmatch(text):
        return match[1], match[2].strip()
    if match := _BEFORE.fullmatch(text):
        return match[2], match[1].strip()
    return text, ""
