"""Ids in addresses: what is larger than any row's id names nothing, and no database is asked."""

from __future__ import annotations

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import IntegerConverter, Map, ValidationError

LARGEST_ID = 2**31 - 1
"""The largest id of places, people and sources: PostgreSQL refuses to look for larger ones."""

LARGEST_REPORT_ID = 2**63 - 1
"""Reports and their revisions grow in wider columns."""


def read_number(typed: str, largest: int = LARGEST_ID) -> int | None:
    """The number that plain digits are; None for anything else, and for larger ones.

    Python refuses to read numbers of thousands of digits, with an error of its own.

    >>> read_number("12"), read_number("-1"), read_number("9" * 5000)
    (12, None, None)
    """
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(largest))):
        return None
    return int(typed) if int(typed) <= largest else None


class IdConverter(IntegerConverter):
    """`<id:place_id>`, or `<id(max=...):report_id>` for ids with another limit."""

    # No longer than what `read_number` reads.
    regex = r"\d{1,19}"

    def __init__(self, url_map: Map, max: int = LARGEST_ID) -> None:  # noqa: A002 (as in Werkzeug)
        super().__init__(url_map, max=max)

    def to_python(self, value: str) -> int:
        """The id. Too large a one is not found.

        Werkzeug would take the address for one of other methods where another call has them.
        """
        try:
            return int(super().to_python(value))
        except ValidationError:
            raise NotFound from None


def init_app(app: Flask) -> None:
    """Let addresses name ids; to be called before any blueprint is registered."""
    app.url_map.converters["id"] = IdConverter
