"""The parts of a packed workbook, as they name each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tracker.exchange.reading.xml_parts import NotWellFormed, make_parser, parse

ROOT = "xl/"
MOST_PARTS = 20_000
"""Parts, or sheets, of a workbook."""

_TRUE = ("1", "true")

Read = Callable[[str], Iterable[bytes]]
"""Gives what is in a part, and nothing for one that is not there."""

Element = tuple[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """Names and parts of the sheets in their order, and what the workbook says of its cells.

    `is_calculated_anew`: formulas have yet to be calculated. `from_1904`: it counts days since
    1904, as those of old Macs do.
    """

    sheets: tuple[tuple[str, str], ...]
    strings: str
    is_calculated_anew: bool
    from_1904: bool


def read_package(read: Read) -> Package:
    """Read what the parts are from those that say so. Raises NotWellFormed."""
    root = _find_root(_list_elements(read("_rels/.rels"), "Relationship"))
    targets = find_targets(read(f"{root}_rels/workbook.xml.rels"))
    book = _list_elements(read(f"{root}workbook.xml"), "sheet", "workbookPr", "calcPr")
    return Package(
        sheets=tuple(
            (said.get("name", ""), _find_part(root, targets.get(_find_id(said), "")))
            for kind, said in book
            if kind == "sheet"
        ),
        strings=f"{root}sharedStrings.xml",
        is_calculated_anew=any(said.get("fullCalcOnLoad") in _TRUE for _, said in book),
        from_1904=any(said.get("date1904") in _TRUE for _, said in book),
    )


def _list_elements(chunks: Iterable[bytes], *kinds: str) -> list[Element]:
    """The elements of these kinds in a part."""
    found: list[Element] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind in kinds:
            found.append((kind, attributes))
            if len(found) > MOST_PARTS:
                raise NotWellFormed

    parser = make_parser()
    parser.StartElementHandler = start
    parse(parser, chunks)
    return found


def find_targets(chunks: Iterable[bytes]) -> Mapping[str, str]:
    """What a part means by the ids of others."""
    return {
        said.get("Id", ""): said.get("Target", "")
        for _, said in _list_elements(chunks, "Relationship")
    }


def _find_root(relations: Iterable[Element]) -> str:
    """The folder of the workbook."""
    root = ROOT
    for _, said in relations:
        if said.get("Type", "").endswith("/relationships/officeDocument"):
            folder, slash, _ = said.get("Target", "").rpartition("/")
            root = (folder + slash).removeprefix("/")
    return root


def _find_id(said: Mapping[str, str]) -> str:
    return next((value for name, value in said.items() if name.rpartition(":")[2] == "id"), "")


def _find_part(root: str, target: str) -> str:
    """The part that a workbook means, which it names from its own folder or from the root."""
    return target[1:] if target.startswith("/") else root + target
