"""Workbooks as small as they can be, written part by part: XLSX, ODS and XLS."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from tracker.exchange.reading import name_column

Value = str | float | date | None
Rows = Sequence[Sequence[Value]]

_EXCEL_DAY_0 = date(1899, 12, 30)
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx(
    sheets: Mapping[str, Rows],
    *,
    hidden: Sequence[str] = (),
    first_row: int = 1,
    merges: Sequence[str] = (),
    properties: str = "",
) -> bytes:
    listed, related, parts = "", "", {}
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        listed += f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"{state}/>'
        related += (
            f'<Relationship Id="rId{number}" Type="{_REL}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(rows, first_row, merges)
    related += f'<Relationship Id="rId99" Type="{_REL}/styles" Target="styles.xml"/>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_NS}" xmlns:r="{_REL}">{properties}<sheets>{listed}</sheets></workbook>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
    )
    # Style 1 is a date.
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{_NS}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>"
    )
    parts["[Content_Types].xml"] = f'<Types xmlns="{_PACKAGE}/content-types"/>'
    return pack(parts)


def sheet_xml(rows: Rows, first_row: int = 1, merges: Sequence[str] = ()) -> str:
    body = ""
    for number, row in enumerate(rows, start=first_row):
        cells = "".join(_cell(value, f"{name_column(i)}{number}") for i, value in enumerate(row))
        body += f'<row r="{number}">{cells}</row>'
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    merged = merged and f"<mergeCells>{merged}</mergeCells>"
    return f'<worksheet xmlns="{_NS}"><sheetData>{body}</sheetData>{merged}</worksheet>'


def _cell(value: Value, at: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f'<c r="{at}" s="1"><v>{(value - _EXCEL_DAY_0).days}</v></c>'
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{at}"><v>{value}</v></c>'


def ods(sheets: Mapping[str, Rows]) -> bytes:
    tables = ""
    for name, rows in sheets.items():
        body = "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
        )
        tables += f'<table:table table:name="{name}">{body}</table:table>'
    return pack_ods(tables)


def pack_ods(tables: str, manifest: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": (
                f"<office:document-content {names}><office:body><office:spreadsheet>{tables}"
                "</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, str):
        return (
            f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p>'
            "</table:table-cell>"
        )
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def xls(
    rows: Rows, *, password: bool = False, merges: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """One sheet of a BIFF8 workbook in a compound file."""
    body = b"".join(_xls_cell(r, c, v) for r, row in enumerate(rows) for c, v in enumerate(row))
    if merges:
        # Each: first and last row, first and last column, counted from 0.
        ranges = b"".join(struct.pack("<HHHH", *merge) for merge in merges)
        body += record(0xE5, struct.pack("<H", len(merges)) + ranges)
    return compound(biff([body], record(0x2F, bytes([1, 0, 1, 0, 0, 0])) if password else b""))


def biff(
    sheets: Sequence[bytes], settings: bytes = b"", *, shift: int = 0, version: int = 0x600
) -> bytes:
    """The records of a workbook. With `shift` each sheet is said to begin so many bytes later."""
    begin = record(0x809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 6)) + settings
    end = record(0x0A, b"")
    names = [b"\x06\x00Sheet%d" % number for number in range(1, len(sheets) + 1)]
    bodies = [
        record(0x809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 6)) + sheet + end
        for sheet in sheets
    ]
    at = len(begin) + sum(10 + len(name) for name in names) + len(end)
    listed = b""
    for name, body in zip(names, bodies, strict=True):
        listed += record(0x85, struct.pack("<IH", at + shift, 0) + name)
        at += len(body)
    return begin + listed + end + b"".join(bodies)


def _xls_cell(row: int, column: int, value: Value) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if value is None:
        return b""
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return record(0x204, at + struct.pack("<HB", len(value), 1) + text)
    assert not isinstance(value, date)
    return record(0x203, at + struct.pack("<d", value))


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xlsb(
    sheets: Mapping[str, bytes],
    *,
    anew: bool = False,
    from_1904: bool = False,
    strings: Sequence[str] = (),
    names: bytes = b"",
) -> bytes:
    """An XLSB workbook; each sheet is what stands between the beginning and the end of its data."""
    listed, related = b"", ""
    parts: dict[str, str | bytes] = {}
    for number, (name, body) in enumerate(sheets.items(), start=1):
        listed += binary(0x9C, struct.pack("<II", 0, number) + wide(f"r{number}") + wide(name))
        related += f'<Relationship Id="r{number}" Target="worksheets/sheet{number}.bin"/>'
        begin = binary(0x81) + binary(0x94, bytes(16)) + binary(0x91)
        parts[f"xl/worksheets/sheet{number}.bin"] = begin + body + binary(0x92) + binary(0x82)
    texts = b"".join(binary(0x13, b"\0" + wide(text)) for text in strings)
    parts["xl/sharedStrings.bin"] = (
        binary(0x9F, struct.pack("<II", len(strings), len(strings))) + texts + binary(0xA0)
    )
    parts["xl/_rels/workbook.bin.rels"] = f"<Relationships>{related}</Relationships>"
    parts["xl/workbook.bin"] = (
        binary(0x83)
        + binary(0x99, struct.pack("<II", from_1904, 0) + wide(""))
        + binary(0x8F)
        + listed
        + binary(0x90)
        + names
        + binary(0x9D, bytes(24) + struct.pack("<H", anew))
        + binary(0x84)
    )
    return pack({**parts, "[Content_Types].xml": "<Types/>"})


def binary(kind: int, inside: bytes = b"") -> bytes:
    """A record of an XLSB workbook."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(inside)
    while length > 0x7F:
        head += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + bytes([length]) + inside


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def compound(stream: bytes) -> bytes:
    """A compound file of 512-byte sectors: allocation table, directory, the stream Workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    free, last, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [table, last, *range(3, 2 + sectors), last]
    chain += [free] * (128 - len(chain))
    assert len(chain) == 128, "more than one sector of allocation"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    entries = _entry("Root Entry", 5, 1, last, 0) + _entry("Workbook", 2, free, 2, len(stream))
    return head + struct.pack("<128I", *chain) + entries.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
