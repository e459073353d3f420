"""The fonts that documents are set in: those of the machine, else what the typesetter brings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import typst

TEXT_FAMILIES = (
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "DejaVu Sans",
    "Liberation Sans",
    "Arial",
)
"""Sans-serif fonts with Latin, Greek and Cyrillic letters, the best first."""

ARABIC_FAMILIES = (
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
    "Segoe UI",
    "Geeza Pro",
    "DejaVu Sans",
    "Amiri",
    "Arial",
)
"""Fonts with Arabic letters, the best first."""

BUILT_IN = "Libertinus Serif"
MONOSPACED = "DejaVu Sans Mono"
"""The typesetter's own fonts. The second has Arabic letters, all of one width: legible, no more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Typefaces:
    """Font families in the order in which a letter is looked for.

    `has_arabic` says whether one of them is made for reading Arabic.
    """

    families: tuple[str, ...]
    has_arabic: bool


def choose_typefaces(available: frozenset[str]) -> Typefaces:
    """The families to use of those that are there."""
    text = next((name for name in TEXT_FAMILIES if name in available), None)
    arabic = next((name for name in ARABIC_FAMILIES if name in available), None)
    wanted = (text, arabic, BUILT_IN, MONOSPACED)
    return Typefaces(
        families=tuple(dict.fromkeys(name for name in wanted if name)),
        has_arabic=arabic is not None,
    )


@cache
def load_fonts() -> typst.Fonts:
    """The fonts of the machine and the typesetter's own; looked for once in a process."""
    return typst.Fonts()


@cache
def find_typefaces() -> Typefaces:
    """The families that this machine offers."""
    return choose_typefaces(frozenset(load_fonts().families()))
