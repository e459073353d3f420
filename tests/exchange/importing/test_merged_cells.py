"""Merged cells hold for all their rows; elsewhere a blank cell is what the file does not say."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, mapped, plan, refusals
from tests.exchange.workbooks import Rows, xlsx
from tracker.exchange.detecting import survey_table
from tracker.exchange.importing import Plan, plan_import
from tracker.exchange.mapping import Constants, ImportMapping
from tracker.exchange.reading import Limits, open_file

DAY = date(2024, 8, 7)
HEAD = ["Date", "District", "By", "Present"]
COLUMNS = {"Date": "day", "District": "area", "By": "source", "Present": "present"}


def plan_sheet(
    session: Session, rows: Rows, merges: list[str], mapping: ImportMapping | None = None
) -> Plan:
    table = open_file(xlsx({"S": rows}, merges=merges), "made.xlsx", Limits()).tables[0]
    return plan_import(session, survey_table(table), mapping or mapped(COLUMNS), now=NOW)


def list_told(made: Plan) -> list[tuple[int, int, int, int | None]]:
    return [
        (
            planned.stated.place_id,
            planned.stated.day.day,
            planned.stated.source_id,
            planned.stated.counts[0].value,
        )
        for planned in made.planned
    ]


def test_places_days_and_sources_hold_for_all_rows_of_their_merged_cells(
    operation: Session,
) -> None:
    rows: Rows = [
        HEAD,
        [DAY, "Whole", "Source 1", 5.0],
        [None, None, "Source 2", 6.0],
        [None, "Split", None, 7.0],
        [None, None, None, None],
        [date(2024, 8, 8), None, "Source 1", 8.0],
    ]
    apart = plan_sheet(operation, rows, [])
    assert len(apart.refused) == 3
    made = plan_sheet(operation, rows, ["A2:A5", "B2:B3", "B4:B6", "C3:C5"])
    assert made.refused == ()
    one, two, three, four = sorted(list_told(made), key=lambda told: told[3] or 0)
    assert [told[1] for told in (one, two, three, four)] == [7, 7, 7, 8]
    assert one[0] == two[0] != three[0] == four[0]
    assert one[2] == four[2] != two[2] == three[2]


def test_numbers_hold_for_their_own_row(operation: Session) -> None:
    rows: Rows = [
        HEAD,
        [DAY, "Whole", "Source 1", 5.0],
        [date(2024, 8, 8), None, None, None],
    ]
    made = plan_sheet(operation, rows, ["B2:B3", "C2:C3", "D2:D3"])
    assert [told[3] for told in list_told(made)] == [5]
    assert (made.blank, made.refused) == (1, ())


def test_cells_that_are_merged_across_or_in_the_head_fill_nothing_down(
    operation: Session,
) -> None:
    rows: Rows = [HEAD, [DAY, "Whole", "Source 1", 5.0], [None, "Whole", "Source 1", 6.0]]
    made = plan_sheet(operation, rows, ["A1:A3", "A2:B2"])
    assert refusals(made) == [("row 3, column A", "Enter the day")]
    below: Rows = [*rows, [None, "Split", "Source 1", 7.0]]
    made = plan_sheet(operation, below, ["A2:A3"])
    assert [where for where, _ in refusals(made)][-1] == "row 4, column A"


def test_rows_deep_down_and_filtered_ones_are_filled_too(operation: Session) -> None:
    rows: list[list[str | float | date | None]] = [[*HEAD, "Level"]]
    rows += [[DAY, "Whole", "Source 1", 5.0, "x"] for _ in range(200)]
    rows += [[date(2024, 8, 9), "Split", "Source 1", 7.0, "y"], [DAY, None, "Source 1", 8.0]]
    mapping = replace(mapped(COLUMNS), only={"Level": ("y",)})
    made = plan_sheet(operation, rows, ["B202:B203", "E202:E203"], mapping)
    assert sorted(told[3] or 0 for told in list_told(made)) == [7, 8]


def test_rows_that_are_refused_come_back_with_what_was_filled_down(operation: Session) -> None:
    rows: Rows = [HEAD, [DAY, "Whole", "Source 1", 5.0], [None, None, None, 6.0]]
    made = plan_sheet(operation, rows, ["A2:A3", "B2:B3", "C2:C3"])
    assert [row.cells[1:] for row in made.refused] == [
        ("Whole", "Source 1", "5"),
        ("Whole", "Source 1", "6"),
    ]


@pytest.mark.parametrize("what", ["place", "day", "source"])
def test_cells_that_look_merged_are_refused_with_what_to_do(operation: Session, what: str) -> None:
    columns = {"place": "District", "day": "Date", "source": "By"}
    at = list(columns.values()).index(columns[what])
    rows = [["Whole", "2024-08-07", "Source 1"], *(["Split", "2024-08-08", "Source 1"],) * 2]
    for row in rows[1:]:
        row[at] = ""
    lines = [f"{','.join(row)},{number}" for number, row in enumerate(rows)]
    file = "\n".join(["District,Date,By,Present", *lines])
    made = plan(operation, file, mapped(COLUMNS))
    reason = f"Enter the {what}. If its cells were merged, fill the column down"
    assert [why for _, why in refusals(made)] == [reason, reason]


def test_what_is_said_for_all_rows_does_not_fill_blank_cells(operation: Session) -> None:
    for_all = Constants(area="Split", source="Source 2")
    file = "District,Date,By,Present\nWhole,2024-08-07,Source 1,5\n,2024-08-08,Source 1,6\n"
    file += "Whole,2024-08-09,,7\n"
    made = plan(operation, file, mapped(COLUMNS, constants=for_all))
    assert [why for _, why in refusals(made)] == ["Enter the place", "Enter the source"]
    both = mapped({"Date": "day", "Present": "present"}, constants=for_all)
    assert len(plan(operation, file, both).planned) == 3
