"""An empty workbook to be filled in without a network, and imported without any mapping.

Its hashtags say what each column is, so that nobody has to: headings are locked, places and sources
are chosen from lists, and numbers are checked where they are typed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracker.domain.counts import Form, default_form
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting.blank_rows import Blank
from tracker.exchange.exporting.hxl_tags import PLACE_TAGS, REPORT_TAGS, tag_count

COUNTS, HELP, LISTS = "Counts", "How to fill it in", "Lists"
FIRST_ROW = 2
"""Below the headings and the hashtags."""

_NAMES = ("Region", "District", "Shelter", "Day", "Source")
_TAGS = (
    PLACE_TAGS["region"],
    PLACE_TAGS["district"],
    PLACE_TAGS["shelter"],
    REPORT_TAGS["day"],
    REPORT_TAGS["source"],
)
_REGION, _DISTRICT, _SHELTER, _DAY, _SOURCE = range(len(_NAMES))
_ENDS = {Form.LEVEL: "", Form.NEW: ", new that day"}
_STEPS = (
    "One row is one day of one shelter, or of the whole district. Days and places are filled in.",
    "Leave blank what is not known. Enter 0 only where it is known that there is nobody.",
    "Enter whole numbers. One that is not sure is written in words: “about 500”, “300-400”.",
    "Choose the source from the list: who says so.",
    "Headings, hashtags and the order of columns are locked and must stay as they are.",
    "An administrator or reviewer imports it under Imports; nothing has to be said of its columns.",
)


def write_blank(blank: Blank, path: Path) -> None:
    """Write the workbook to a file."""
    import xlsxwriter  # noqa: PLC0415 -- forty modules, and only workbooks need them

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        _BlankWriter(book, blank).write()


class _BlankWriter:
    """Writes one workbook; all of it fits into memory."""

    def __init__(self, book: Any, blank: Blank) -> None:
        self._book = book
        self._blank = blank
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7EEF0"}
        )
        self._tag = book.add_format({"font_size": 8, "font_color": "#5A6670"})
        self._open = book.add_format({"locked": False})
        self._number = book.add_format({"locked": False, "num_format": "#,##0"})
        self._day = book.add_format({"locked": False, "num_format": "yyyy-mm-dd"})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> None:
        counts = self._book.add_worksheet(COUNTS)
        self._explain(self._book.add_worksheet(HELP))
        self._list_choices(self._book.add_worksheet(LISTS))
        self._write_heads(counts)
        self._write_rows(counts)
        self._check_cells(counts)
        counts.freeze_panes(FIRST_ROW, _DAY + 1)
        counts.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

    def _write_heads(self, sheet: Any) -> None:
        sheet.set_row(0, 48)
        heads = [*zip(_NAMES, _TAGS, strict=True), *map(_head_count, Indicator)]
        for at, (name, tag) in enumerate(heads):
            sheet.write_string(0, at, name, self._head)
            sheet.write_string(1, at, tag, self._tag)
            sheet.set_column(at, at, 20 if at in (_DISTRICT, _SHELTER, _SOURCE) else 13)

    def _write_rows(self, sheet: Any) -> None:
        blank = self._blank
        for at, row in enumerate(blank.rows, start=FIRST_ROW):
            sheet.write_string(at, _REGION, blank.region)
            sheet.write_string(at, _DISTRICT, blank.district.name)
            self._write_text(sheet, at, _SHELTER, row.shelter)
            sheet.write_datetime(at, _DAY, row.day, self._day)
            self._write_text(sheet, at, _SOURCE, blank.source)
            for column in range(len(_NAMES), len(_NAMES) + len(Indicator)):
                sheet.write_blank(at, column, None, self._number)

    def _write_text(self, sheet: Any, row: int, column: int, text: str | None) -> None:
        if text is None:
            sheet.write_blank(row, column, None, self._open)
        else:
            sheet.write_string(row, column, text, self._open)

    def _check_cells(self, sheet: Any) -> None:
        blank = self._blank
        last = FIRST_ROW + len(blank.rows) - 1
        self._offer(sheet, _SHELTER, last, "A", blank.shelters, "the shelter")
        self._offer(sheet, _SOURCE, last, "B", blank.sources, "the source")
        sheet.data_validation(
            FIRST_ROW,
            _DAY,
            last,
            _DAY,
            {
                "validate": "date",
                "criteria": "between",
                "minimum": blank.first,
                "maximum": blank.last,
                "error_title": "Not in the period",
                "error_message": f"Enter a day from {blank.first} to {blank.last}.",
            },
        )
        for at, indicator in enumerate(Indicator, start=len(_NAMES)):
            self._check_count(sheet, at, last, indicator)

    def _offer(  # noqa: PLR0917 (a column, its rows and its list)
        self, sheet: Any, column: int, last: int, letter: str, choices: tuple[str, ...], noun: str
    ) -> None:
        if choices:
            sheet.data_validation(
                FIRST_ROW,
                column,
                last,
                column,
                {
                    "validate": "list",
                    "source": f"={LISTS}!${letter}$2:${letter}${len(choices) + 1}",
                    "error_title": "Not in the list",
                    "error_message": f"Choose {noun} from the list.",
                },
            )

    def _check_count(self, sheet: Any, column: int, last: int, indicator: Indicator) -> None:
        """A whole number of 0 or more, or words for one that is not sure."""
        letter = chr(ord("A") + column)
        cell = f"{letter}{FIRST_ROW + 1}"
        rule = f"=OR(ISTEXT({cell}),AND(ISNUMBER({cell}),{cell}>=0,{cell}=INT({cell})))"
        label = indicator.definition.label
        sheet.data_validation(
            FIRST_ROW,
            column,
            last,
            column,
            {
                "validate": "custom",
                "value": rule,
                "input_title": label,
                "input_message": f"{indicator.definition.meaning}.",
                "error_title": "Not a count",
                "error_message": "Enter a whole number of 0 or more, or words such as “about 500”.",
            },
        )

    def _list_choices(self, sheet: Any) -> None:
        columns = (("Shelters", self._blank.shelters), ("Sources", self._blank.sources))
        for at, (head, names) in enumerate(columns):
            sheet.write_string(0, at, head, self._head)
            for row, name in enumerate(names, start=1):
                sheet.write_string(row, at, name)
        sheet.protect()
        sheet.hide()

    def _explain(self, sheet: Any) -> None:
        blank = self._blank
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 100)
        lines = [
            ("Operation", blank.operation.name),
            ("District", f"{blank.district.name}, {blank.region}"),
            ("Days", f"{blank.first} to {blank.last}"),
            *((f"Step {number}", step) for number, step in enumerate(_STEPS, start=1)),
        ]
        for at, (label, said) in enumerate(lines):
            sheet.write_string(at, 0, label, self._head)
            sheet.write_string(at, 1, said, self._wrap)
        sheet.protect()


def _head_count(indicator: Indicator) -> tuple[str, str]:
    form = default_form(indicator)
    return f"{indicator.definition.label}{_ENDS[form]}", tag_count(indicator, form)
