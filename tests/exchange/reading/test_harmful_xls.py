"""XLS workbooks made to do harm are refused in one sentence, and take no memory to speak of."""

import struct
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from tests.exchange.workbooks import biff, compound, record, xls
from tracker.exchange.reading import Book, FileUnreadable, Limits, open_file
from tracker.exchange.reading.biff import look_through
from tracker.exchange.reading.compound import NoWorkbook, put_stream, take_stream

DAMAGED = "damaged or cut off"
FAR = "more than 20,000,000 cells"
TABLE, DIRECTORY = 512, 1024
"""Where the allocation table and the directory of a small compound file begin."""


@pytest.fixture(autouse=True)
def _little_memory() -> Iterator[None]:
    """The reader would end the whole process where it does not get its memory."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def number(row: int, column: int) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, 1.0))


def read(content: bytes) -> Book:
    return open_file(content, "file.xls", Limits())


def opened(*sheets: bytes, settings: bytes = b"") -> Book:
    return read(compound(biff(sheets, settings)))


def with_number(content: bytes, at: int, value: int) -> bytes:
    changed = bytearray(content)
    struct.pack_into("<I", changed, at, value)
    return bytes(changed)


@pytest.mark.parametrize(
    "said", [(0, 0xFFFFFFFF, 0, 0xFFFF), (0xFFFFFFFF, 1, 9, 3), (0, 0x10000, 0, 256)]
)
def test_what_a_sheet_says_of_its_size_is_no_matter(said: tuple[int, int, int, int]) -> None:
    dimensions = record(0x200, struct.pack("<IIHHH", *said, 0))
    (table,) = opened(dimensions + number(0, 0)).tables
    assert [list(cells) for _, cells in table.read()] == [[1.0]]


@pytest.mark.parametrize(
    "far",
    [
        number(65_535, 65_535),
        record(0x06, struct.pack("<HHHd", 65_535, 65_535, 0, 1.0) + bytes(9)),
        record(0xBD, struct.pack("<HH", 65_535, 0) + bytes(6) + struct.pack("<H", 65_535)),
        record(0xFD, struct.pack("<HHHI", 65_535, 65_535, 0, 0)),
    ],
)
def test_a_cell_far_away_is_refused(far: bytes) -> None:
    with pytest.raises(FileUnreadable, match=FAR):
        opened(number(0, 0) + far)


def test_the_sheets_of_a_workbook_count_together() -> None:
    sheet = number(0, 0) + number(39_999, 254)
    assert len(opened(sheet).tables) == 1
    with pytest.raises(FileUnreadable, match=FAR):
        opened(sheet, sheet)


def test_a_shared_text_that_is_repeated_is_refused() -> None:
    shared = record(0xFC, struct.pack("<IIHB", 1, 1, 8_000, 0) + bytes(8_000))
    cells = b"".join(record(0xFD, struct.pack("<HHHI", row, 0, 0, 0)) for row in range(3_000))
    assert open_file(compound(biff([cells], shared)), "f", Limits(unpacked=24_000_000)).tables
    with pytest.raises(FileUnreadable, match="Choose a smaller file: unpacked"):
        open_file(compound(biff([cells], shared)), "f", Limits(unpacked=23_999_999))


def test_one_sheet_under_many_names_is_refused() -> None:
    cells = b"".join(number(0, 0) for _ in range(500))
    nowhere = 0xABCDEF
    listed = b"".join(
        record(0x85, struct.pack("<IH", nowhere, 0) + b"\x03\x00%03d" % count)
        for count in range(20)
    )
    records = biff([cells], listed)
    begins = records.index(cells) - len(record(0x809, bytes(16)))
    records = records.replace(struct.pack("<I", nowhere), struct.pack("<I", begins))
    with pytest.raises(FileUnreadable, match=DAMAGED):
        read(compound(records))


def test_too_many_merged_cells_are_refused() -> None:
    # As many as a record says, whatever it has room for.
    merged = record(0xE5, struct.pack("<H", 60_000) + bytes(8))
    with pytest.raises(FileUnreadable, match="more than 1,000,000 merged cells"):
        opened(number(0, 0) + merged * 17)


def test_names_that_formulas_repeat_are_not_written_out() -> None:
    tokens = struct.pack("<BI", 0x23, 1)
    name = record(0x18, struct.pack("<HBBHHHBBBB", 0, 0, 200, 0, 0, 0, 0, 0, 0, 0) + bytes(201))
    cell = record(
        0x06,
        struct.pack("<HHH", 0, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6)
        + struct.pack("<H", 5 * 1_600) + tokens * 1_600,
    )  # fmt: skip
    text = record(0x207, b"\x01\x00\x00x")
    (table,) = opened(cell + text, settings=name).tables
    assert [list(cells) for _, cells in table.read()] == [["x"]]


def test_formulas_become_their_results_before_they_are_read() -> None:
    cells = b"".join(
        record(0x06, struct.pack("<HHH", 0, place, 0) + result + bytes(9))
        for place, result in enumerate(
            (struct.pack("<d", 7), b"\x01\0\x01\0\0\0\xff\xff", b"\x03\0\0\0\0\0\xff\xff")
        )
    )
    kinds = [0x203, 0x205, 0x204]
    found = look_through(biff([cells]), Limits()).stream
    first = len(biff([cells])) - len(cells) - 4
    size = len(cells) // 3
    assert [struct.unpack_from("<H", found, first + n * size)[0] for n in range(3)] == kinds


def test_a_record_that_goes_on_for_ever_is_refused_soon() -> None:
    begun = time.process_time()
    with pytest.raises(FileUnreadable, match=DAMAGED):
        read(put_stream(biff([number(0, 0)], record(0xFC, bytes(8)) + record(0x3C, b"") * 500_000)))
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "sheet",
    [
        record(0x203, b"\0"),
        record(0x06, bytes(20)),
        record(0xFD, bytes(6)),
        struct.pack("<HH", 0x203, 60_000),
        record(0x809, bytes(4)),
    ],
)
def test_records_that_are_too_short_or_do_not_end_are_damage(sheet: bytes) -> None:
    with pytest.raises(FileUnreadable, match=DAMAGED):
        opened(sheet)


@pytest.mark.parametrize(
    "shared", [b"\5\0\0abc", b"\5\0", b"\1\0\x08a", b"\1\0\x04\xff\xff\xff\xffa"]
)
def test_shared_texts_that_end_too_soon_are_damage(shared: bytes) -> None:
    with pytest.raises(FileUnreadable, match=DAMAGED):
        opened(number(0, 0), settings=record(0xFC, bytes(8) + shared))


def test_a_sheet_that_begins_behind_the_end_is_damage() -> None:
    with pytest.raises(FileUnreadable, match=DAMAGED):
        read(compound(biff([number(0, 0)], shift=1_000_000)))


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (TABLE + 4, 1),
        (TABLE + 8, 90_000),
        (TABLE + 8, 0xFFFFFFFF),
        (48, 90_000),
        (48, 0xFFFFFFFE),
        (68, 0),
        (68, 90_000),
        (80, 0),
        (30, 0x0006000A),
        (DIRECTORY + 128, 0),
        (DIRECTORY + 128 + 120, 90_000_000),
    ],
)
def test_a_compound_file_that_leads_astray_is_refused(at: int, value: int) -> None:
    content = xls([["a", 1.0]])
    assert take_stream(content)
    with pytest.raises(NoWorkbook):
        take_stream(with_number(content, at, value))
    with pytest.raises(FileUnreadable, match=DAMAGED):
        read(with_number(content, at, value))


def test_a_stream_that_goes_round_is_refused_soon() -> None:
    round_and_round = with_number(xls([["a"]]), TABLE + 8, 2)
    with pytest.raises(NoWorkbook):
        take_stream(with_number(round_and_round, DIRECTORY + 128 + 120, 0xFFFFFFFF))


def test_a_small_stream_lies_in_one_with_others() -> None:
    stream = biff([number(2, 1)])
    pieces = -(-len(stream) // 64)
    content = bytearray(compound(bytes(64) + stream))
    struct.pack_into("<II", content, 60, 10, 1)
    struct.pack_into("<I", content, TABLE + 4 * 10, 0xFFFFFFFE)
    # The stream begins with the second of the small sectors.
    small = [0xFFFFFFFE, *range(2, pieces + 1), 0xFFFFFFFE]
    content += struct.pack(f"<{len(small)}I", *small).ljust(512, b"\xff")
    struct.pack_into("<IQ", content, DIRECTORY + 116, 2, 4_096)
    struct.pack_into("<IQ", content, DIRECTORY + 128 + 116, 1, len(stream))
    assert take_stream(bytes(content)) == stream
    (table,) = read(bytes(content)).tables
    assert [list(cells) for _, cells in table.read()][2] == [None, 1.0]
    with pytest.raises(NoWorkbook):
        take_stream(with_number(bytes(content), 11 * 512 + 4, 90_000))


@pytest.mark.parametrize("at", [44, 64, 72])
def test_counts_in_the_head_of_a_compound_file_are_no_matter(at: int) -> None:
    assert read(with_number(xls([["a"]]), at, 0xFFFF if at == 64 else 0xFFFFFFFF)).tables


@pytest.mark.parametrize("size", [0, 1, 4_096, 4_097, 4_190_208, 4_190_209, 5_000_000])
def test_a_stream_comes_out_of_a_compound_file_as_it_was_put_in(size: int) -> None:
    stream = (b"%07d\n" * (size // 8 + 1))[:size]
    assert take_stream(put_stream(stream)) == stream.ljust(4_096, b"\0")
