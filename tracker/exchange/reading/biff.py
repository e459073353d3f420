"""An XLS workbook looked through, record by record: how large its sheets become, and its errors."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.exchange.reading.biff_cells import CELLS, Damaged, SheetCells
from tracker.exchange.reading.limits import ENCRYPTED, FileUnreadable, Limits
from tracker.exchange.reading.shared_strings import measure_strings
from tracker.exchange.reading.unread_cells import SaidCells, UnreadCells

_EOF, _NAME, _DATES, _PASSWORD, _CONTINUE, _SHEET = 0x0A, 0x18, 0x22, 0x2F, 0x3C, 0x85
_MERGED, _STRINGS, _CALCULATED, _DIMENSIONS, _BLANK = 0xE5, 0xFC, 0x1C1, 0x200, 0x201
_BEGIN, _BIFF8 = 0x809, 0x600

_MOST_CONTINUED = 20_000
"""Records that may go on with one: a text or picture of 160 MB has as many."""

_HEAD = struct.Struct("<HH")


@dataclass(frozen=True, kw_only=True, slots=True)
class LookedThrough:
    """A workbook's stream for its reader, and by sheet in their order what that gives as blank."""

    stream: bytes
    unread: Sequence[SaidCells]
    from_1904: bool


def look_through(stream: bytes, limits: Limits) -> LookedThrough:
    """Look for errors and uncalculated formulas. Raises FileUnreadable or Damaged.

    The reader makes room for as many cells as the records say that there are, fills the whole area
    between the first and the last one, and works out every formula. So the area is measured first,
    and what nobody needs is taken out of the records: formulas become their results.
    """
    try:
        return _Workbook(bytearray(stream), limits).look_through()
    except (struct.error, IndexError):
        raise Damaged from None


@dataclass(slots=True)
class _Workbook:
    _records: bytearray
    _limits: Limits
    _unread: UnreadCells = field(default_factory=UnreadCells)
    _starts: list[int] = field(default_factory=list)
    _lengths: Sequence[int] = ()
    _is_new: bool = True
    _is_calculated: bool = False
    _from_1904: bool = False
    _merged: int = 0

    def look_through(self) -> LookedThrough:
        self._look_through_globals()
        sheets = list(self._look_through_sheets())
        # Excel calculates those anew that no program says to have calculated.
        if self._is_new and not self._is_calculated and not any(s.has_results for s in sheets):
            for sheet in sheets:
                sheet.say_nothing()
        return LookedThrough(
            stream=bytes(self._records),
            unread=[self._unread.found.get(str(n), {}) for n in range(len(sheets))],
            from_1904=self._from_1904,
        )

    def _look_through_globals(self) -> None:
        for kind, at, length in self._list_records(0):
            if kind == _PASSWORD:
                raise FileUnreadable(ENCRYPTED)
            if kind == _STRINGS:
                self._lengths = measure_strings(self._list_pieces(at, length))
            elif kind == _NAME:
                # Only formulas need it, and may repeat it as often as they like.
                struct.pack_into("<H", self._records, at - _HEAD.size, _BLANK)
            elif kind == _EOF:
                break
            else:
                self._note(kind, at)

    def _note(self, kind: int, at: int) -> None:
        if kind == _BEGIN:
            self._is_new = self._read("<H", at) == _BIFF8
        elif kind == _DATES:
            self._from_1904 = self._read("<H", at) == 1
        elif kind == _CALCULATED:
            self._is_calculated = self._read("<I", at + 4) > 0
        elif kind == _SHEET:
            self._starts.append(self._read("<I", at))

    def _look_through_sheets(self) -> Iterator[SheetCells]:
        cells = text = walked = 0
        for number, start in enumerate(self._starts):
            sheet = SheetCells(str(number), self._records, self._lengths, self._unread)
            walked += self._look_through_sheet(start, sheet) - start
            cells += sheet.height * sheet.width
            text += sheet.text
            self._limits.check_cells(cells)
            self._limits.check_unpacked(text)
            self._limits.check_merged(self._merged)
            # Sheets that lie in each other are read as often as they are named.
            if walked > 2 * len(self._records):
                raise Damaged
            yield sheet

    def _look_through_sheet(self, start: int, sheet: SheetCells) -> int:
        """Look through one sheet, and tell where it ends."""
        depth = 0
        for kind, at, length in self._list_records(start):
            # Charts within a sheet have cells of their own, which nobody reads.
            if kind in CELLS and depth <= 1:
                sheet.take(kind, at, length)
            elif kind == _BEGIN:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return at
            elif kind == _DIMENSIONS:
                self._records[at : at + length] = bytes(length)
            elif kind == _MERGED:
                self._merged += self._read("<H", at)
        raise Damaged

    def _read(self, form: str, at: int) -> int:
        number: int = struct.unpack_from(form, self._records, at)[0]
        return number

    def _list_pieces(self, at: int, length: int) -> list[bytes]:
        """What is in a record and in those that go on with it."""
        pieces = [bytes(self._records[at : at + length])]
        for kind, begin, more in self._list_records(at + length):
            if kind != _CONTINUE:
                break
            pieces.append(bytes(self._records[begin : begin + more]))
        return pieces

    def _list_records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """The kinds of the records from here on, where their contents begin, and how long."""
        end = len(self._records)
        continued = 0
        while at + _HEAD.size <= end:
            kind, length = _HEAD.unpack_from(self._records, at)
            at += _HEAD.size
            if at + length > end:
                raise Damaged
            continued = continued + 1 if kind == _CONTINUE else 0
            if continued > _MOST_CONTINUED:
                raise Damaged
            yield kind, at, length
            at += length
