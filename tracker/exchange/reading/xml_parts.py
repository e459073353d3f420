"""XML parts of a workbook, read as a stream."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat


class NotWellFormed(ValueError):
    """A part that no spreadsheet program wrote so."""


def make_parser() -> expat.XMLParserType:
    """A parser for parts of workbooks, which declare no entities."""
    # Its own name of the encoding is not asked: the reader takes it for UTF-8, too.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse_entity
    return parser


def parse(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Parse a part to its end; one that is not there has none. Raises NotWellFormed."""
    is_there = False
    try:
        for chunk in chunks:
            is_there = True
            parser.Parse(chunk, False)  # noqa: FBT003
        if is_there:
            parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise NotWellFormed(str(error)) from None


def _refuse_entity(name: str, *_: object) -> None:
    raise NotWellFormed(f"The entity {name} is declared")
