"""How much there is to read in a file, told before it is opened."""

from __future__ import annotations

import io
import zipfile

from tracker.exchange.reading.archives import DAMAGED

_ZIP = b"PK"
_MOST_PACKED = 20
"""Times that a workbook, which is packed itself, may grow when it is unpacked."""


def weigh_file(content: bytes) -> int:
    """About how many bytes have to be read once a file is unpacked, as it says itself."""
    if not content.startswith(_ZIP):
        return len(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            return size * _MOST_PACKED if _holds_archive(archive, entries) else size
    # Whatever is wrong with it is told by whoever opens it.
    except DAMAGED:
        return len(content)


def _holds_archive(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """Whether the one file in it is packed once more, as a workbook is."""
    files = [entry for entry in entries if not entry.is_dir()]
    if len(files) != 1:
        return False
    with archive.open(files[0]) as inner:
        return inner.read(len(_ZIP)) == _ZIP
