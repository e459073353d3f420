"""How long the texts are that the cells of an XLS workbook share."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence

_COUNTS = 8
_HEAD = 3
_WIDE, _MORE, _RICH = 0x1, 0x4, 0x8


def measure_strings(pieces: Sequence[bytes]) -> Sequence[int]:
    """The number of characters of each. Raises IndexError or struct.error for what is damaged."""
    strings = _Strings(pieces)
    lengths = array("I")
    while strings.go_on():
        lengths.append(strings.read_length())
    return lengths


class _Strings:
    """Walks through a record, and those that go on with it."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._number = 0
        self._at = _COUNTS

    def go_on(self) -> bool:
        """Whether there is another text."""
        if self._left() > 0:
            return True
        return self._turn()

    def read_length(self) -> int:
        """Pass by one text, and tell its characters."""
        if self._left() == 0:
            return 0
        piece, at = self._pieces[self._number], self._at
        length, flags = struct.unpack_from("<HB", piece, at)
        at += _HEAD
        runs = extra = 0
        if flags & _RICH:
            (runs,) = struct.unpack_from("<H", piece, at)
            at += 2
        if flags & _MORE:
            (extra,) = struct.unpack_from("<I", piece, at)
            at += 4
        self._at = at
        self._pass_text(length, 2 if flags & _WIDE else 1)
        self._pass_by(runs * 4)
        self._pass_by(extra)
        return int(length)

    def _pass_text(self, length: int, width: int) -> None:
        """Pass by characters; each piece says anew how wide they are."""
        while True:
            here = min(self._left() // width, length)
            self._at += here * width
            length -= here
            if not length:
                return
            if not self._turn():
                raise IndexError
            width = 2 if self._pieces[self._number][0] & _WIDE else 1
            self._at = 1

    def _pass_by(self, size: int) -> None:
        while size:
            if self._left() == 0 and not self._turn():
                raise IndexError
            here = min(size, self._left())
            self._at += here
            size -= here

    def _left(self) -> int:
        return len(self._pieces[self._number]) - self._at

    def _turn(self) -> bool:
        """Begin the next piece, if there is one."""
        if self._number + 1 == len(self._pieces):
            return False
        self._number += 1
        self._at = 0
        return True
