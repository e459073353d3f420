"""An archive that is damaged anywhere is refused in words, however it is packed."""

import io
import zipfile
from contextlib import suppress

import pytest

from tracker.exchange.reading import FileUnreadable, Limits, open_file, weigh_file

PACKED = (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)


def pack(method: int, rows: int = 200) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("a.csv", "Day,Present\n2024-08-07,5\n" * rows)
    return target.getvalue()


def damage(content: bytes, start: int, stop: int) -> bytes:
    return content[:start] + bytes(255 - byte for byte in content[start:stop]) + content[stop:]


@pytest.mark.parametrize("method", PACKED)
@pytest.mark.parametrize("start", [44, 60])
def test_damaged_content_is_refused_and_weighs_something(method: int, start: int) -> None:
    content = damage(pack(method), start, 80)
    assert weigh_file(content) > 0
    with pytest.raises(FileUnreadable, match="damaged or cut off"):
        open_file(content, "a.zip", Limits())


@pytest.mark.parametrize("method", PACKED)
@pytest.mark.parametrize("change", [1, 127, 255])
def test_whatever_byte_is_damaged_it_is_read_or_refused(method: int, change: int) -> None:
    content = pack(method, rows=5)
    for at, byte in enumerate(content):
        damaged = content[:at] + bytes([byte ^ change]) + content[at + 1 :]
        assert weigh_file(damaged) > 0
        with suppress(FileUnreadable):
            open_file(damaged, "a.zip", Limits())
