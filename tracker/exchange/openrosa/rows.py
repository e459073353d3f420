"""Rows of an XLSForm: how screens begin and end, and what must be answered."""

from __future__ import annotations

Row = dict[str, str]
"""A row by its columns."""

ONE_SCREEN = "field-list"


def begin(name: str, label: str, appearance: str = "") -> Row:
    """The begin of a section or screen."""
    row = {"type": "begin_group", "name": name, "label": label}
    return row | {"appearance": appearance} if appearance else row


def end() -> Row:
    """Its end."""
    return {"type": "end_group"}


def require(message: str) -> Row:
    """An answer that cannot be left out."""
    return {"required": "yes", "required_message": message}
