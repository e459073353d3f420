"""Texts of several lines as people type them: notes, reasons, the words of a source."""

from __future__ import annotations

import unicodedata

from tracker.domain.errors import InvalidField

_KEPT = {"\n", "\t"}


def clean_text(typed: str | None, length: int, field: str) -> str | None:
    """The text without space around it or signs that no database keeps; None when blank.

    Raises InvalidField when it is too long.
    """
    if not typed:
        return None
    text = typed.replace("\r\n", "\n").strip()
    if not text.isprintable():
        text = "".join(sign for sign in text if sign in _KEPT or unicodedata.category(sign) != "Cc")
    if len(text) > length:
        raise InvalidField(field, f"Use at most {length:,} characters here; this has {len(text):,}")
    return text or None
