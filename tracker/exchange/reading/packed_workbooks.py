"""XLSX and XLSB workbooks looked through before their reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tracker.exchange.reading.limits import Limits
from tracker.exchange.reading.packages import Package, Read, read_package
from tracker.exchange.reading.sheet_xml import SheetXml, measure_texts
from tracker.exchange.reading.unread_cells import SaidCells, UnreadCells
from tracker.exchange.reading.xlsb import BinarySheet, measure_binary_texts, read_binary_package

_SHEET = b"sheetData"
"""Whatever has it, may be read as a sheet."""


@dataclass(kw_only=True, slots=True)
class Sizes:
    """How large the sheets of a workbook are together. Refuses those that are too large."""

    limits: Limits
    cells: int = 0
    text: int = 0
    merged: int = 0

    def add(self, height: int, width: int, text: int = 0, merged: int = 0) -> None:
        """Add a sheet, as often as the workbook names it."""
        self.cells += height * width
        self.text += text
        self.merged += merged
        self.limits.check_cells(self.cells)
        self.limits.check_unpacked(self.text)
        self.limits.check_merged(self.merged)


@dataclass(slots=True)
class PackedWorkbook:
    """What the parts of a workbook say of its cells."""

    from_1904: bool = False
    unread: dict[str, SaidCells] = field(default_factory=dict)
    """By sheet, the cells that its reader gives as blank."""


def is_sheet(chunks: Iterator[bytes]) -> bool:
    """Whether a part may be read as a sheet; if not, it is read to its end."""
    tail = b""
    for chunk in chunks:
        seen = tail + chunk
        if _SHEET in seen:
            return True
        tail = seen[-len(_SHEET) :]
    return False


def look_through_sheets(read: Read, parts: Iterable[str], limits: Limits) -> PackedWorkbook:
    """Look through an XLSX workbook with these parts for sheets.

    The reader fills the whole area between the first and the last cell of a sheet, and writes out
    what cells share. Raises FileUnreadable or NotWellFormed.
    """
    package = read_package(read)
    lengths = measure_texts(read(package.strings), limits)
    unread = UnreadCells()
    sheets: dict[str, SheetXml] = {}
    sizes = Sizes(limits=limits)
    for part in parts:
        sheet = SheetXml(part, lengths, unread, anew=package.is_calculated_anew)
        sheet.look_through(read(part))
        sheets[name_part(part)] = sheet
        sizes.add(sheet.height, sheet.width, sheet.text, sheet.merged)
    _check_named(package, sheets, limits)
    return _say_by_name(package, unread)


def look_through_binary(read: Read, limits: Limits) -> PackedWorkbook:
    """Look through an XLSB workbook. Raises FileUnreadable or NotWellFormed."""
    package = read_binary_package(read)
    lengths = measure_binary_texts(read(package.strings))
    unread = UnreadCells()
    sheets: dict[str, BinarySheet] = {}
    for _, part in package.sheets:
        name = name_part(part)
        if name not in sheets:
            sheet = BinarySheet(part, lengths, unread, anew=package.is_calculated_anew)
            sheet.look_through(read(part))
            sheets[name] = sheet
    _check_named(package, sheets, limits)
    return _say_by_name(package, unread)


def name_part(part: str) -> str:
    """The name of a part as its reader looks for it."""
    return part.replace("\\", "/").lower()


def _say_by_name(package: Package, unread: UnreadCells) -> PackedWorkbook:
    found = {name_part(part): cells for part, cells in unread.found.items()}
    return PackedWorkbook(
        from_1904=package.from_1904,
        unread={name: found.get(name_part(part), {}) for name, part in package.sheets},
    )


def _check_named(
    package: Package, sheets: Mapping[str, SheetXml | BinarySheet], limits: Limits
) -> None:
    """Refuse sheets that are too large as often as they are named."""
    sizes = Sizes(limits=limits)
    for _, part in package.sheets:
        sheet = sheets.get(name_part(part))
        if sheet is not None:
            sizes.add(sheet.height, sheet.width, max(sheet.text, sheet.size), sheet.merged)
