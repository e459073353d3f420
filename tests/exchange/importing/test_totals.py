"""Totals in a file are left out where they are sure, and warned of where they are likely."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan
from tests.exchange.tables import survey
from tests.properties import holds_for
from tracker.exchange.detecting import Asked, Layout, examine, suggest
from tracker.exchange.importing import (
    Plan,
    PlanWarning,
    WarningKind,
    list_left_out,
    list_warnings,
    sum_by_day,
)
from tracker.exchange.importing.left_totals import MOST_KEPT, Called
from tracker.exchange.importing.likely_totals import LikelyTotal
from tracker.exchange.mapping import Constants, ImportMapping
from tracker.exchange.meanings import MEASURES

TENTS = (("Tent A", "100"), ("Tent B", "50"), ("Tent C", ""))
CONSTANTS = Constants(area="Split", source="Source 1")
WORDS = mapped({"there": "present"}).columns
MAPPINGS = {
    Layout.COLUMNS: mapped({"Date": "day", "Shelter": "shelter", "Present": "present"}),
    Layout.ROWS: mapped(
        {"Date": "day", "Shelter": "shelter", "What": "indicator", "Value": "number"},
        layout=Layout.ROWS,
        words=WORDS,
    ),
    Layout.DAYS: mapped({"Shelter": "shelter"}, layout=Layout.DAYS),
}
DAYS = ("2024-08-07", "2024-08-08", "2024-08-09")
Table = list[tuple[str, list[str]]]
"""Names with a number for each day."""


def lay_out(layout: Layout, table: Table) -> str:
    if layout is Layout.DAYS:
        rows = [f"{name},{','.join(told)}" for name, told in table]
        return "\n".join((f"Shelter,{','.join(DAYS)}", *rows, ""))
    rows = [
        f"{day},{name},there,{told[at]}" if layout is Layout.ROWS else f"{day},{name},{told[at]}"
        for at, day in enumerate(DAYS)
        for name, told in table
    ]
    head = "Date,Shelter,What,Value" if layout is Layout.ROWS else "Date,Shelter,Present"
    return "\n".join((head, *rows, ""))


def map_to(layout: Layout, **more: object) -> ImportMapping:
    constants = replace(CONSTANTS, indicator=MEASURES["present"])
    constants = constants if layout is Layout.DAYS else CONSTANTS
    return replace(
        MAPPINGS[layout],
        **{"constants": constants, "other_places": "new shelter", **more},  # type: ignore[arg-type]
    )


def one_day(session: Session, table: list[tuple[str, str]], **more: object) -> Plan:
    rows = "".join(f"2024-08-07,{name},{told}\n" for name, told in table)
    return plan(session, "Date,Shelter,Present\n" + rows, map_to(Layout.COLUMNS, **more))


def find(session: Session, made: Plan, kind: WarningKind) -> list[PlanWarning]:
    return [one for one in list_warnings(session, made) if one.kind is kind]


def sums(made: Plan) -> dict[date, int | None]:
    return {found.day: found.value for found in sum_by_day(made.planned)}


@pytest.mark.parametrize(
    "name",
    [
        *("Разом", "Усього", "المجموع", "Total général", "GESAMT", "Итого по району"),
        *("Всего по области:", "Total Tim district"),
    ],
)
def test_a_total_in_other_words_is_left_out_or_warned_of(operation: Session, name: str) -> None:
    table = [*TENTS, (name, "151")]
    left_out = one_day(operation, table, skip_totals=True)
    assert (sums(left_out), left_out.left_out) == ({date(2024, 8, 7): 150}, 1)
    assert find(operation, left_out, WarningKind.TOTALS) == []
    taken = one_day(operation, table)
    (warning,) = find(operation, taken, WarningKind.TOTALS)
    assert warning.lines == [f"“Split / {name}” (row 5): it is called so"]
    assert warning.remedy


def test_rows_that_are_left_out_for_the_beginning_of_their_names_are_named(
    operation: Session,
) -> None:
    made = one_day(operation, [*TENTS, ("Total Tim", "1"), ("Total Lgov", "2")], skip_totals=True)
    assert list_left_out(made.left_out_for) == [
        "2 rows: the name begins or ends as that of a total"
    ]
    (warning,) = find(operation, made, WarningKind.SUMS)
    assert warning.words.startswith("2 rows are left out, since their names begin or end as")
    assert warning.lines == ["row 5 (“Total Tim”)", "row 6 (“Total Lgov”)"]
    one = one_day(operation, [*TENTS, ("Total Tim", "1")], skip_totals=True)
    assert find(operation, one, WarningKind.SUMS)[0].words.startswith("1 row is left out, since it")


def test_of_many_rows_that_are_left_out_the_first_are_named() -> None:
    called = Called()
    for number in range(2 * MOST_KEPT):
        called.add(f"row {number}")
    assert (called.number, len(called.first)) == (2 * MOST_KEPT, MOST_KEPT)


def test_a_place_that_was_chosen_is_no_total(operation: Session) -> None:
    table = [*TENTS, ("Total Wellness Hall", "7")]
    chosen = {"Split / Total Wellness Hall": "new shelter"}
    made = one_day(operation, table, skip_totals=True, places=chosen)
    assert (sums(made), made.left_out) == ({date(2024, 8, 7): 157}, 0)
    registered = {"Split / Total Wellness Hall": "Country / Region / Split / First"}
    assert one_day(operation, table, skip_totals=True, places=registered).left_out == 0
    skipped = {"Split / Total Wellness Hall": "skip"}
    assert one_day(operation, table, skip_totals=True, places=skipped).left_out == 1


def test_a_registered_place_is_no_total(operation: Session) -> None:
    rows = "Date,District,Present\n2024-08-07,Whole,100\n2024-08-07,Total Whole,7\n"
    mapping = mapped({"Date": "day", "District": "area", "Present": "present"}, skip_totals=True)
    assert plan(operation, rows, mapping).left_out == 1
    operation.execute(text("UPDATE place SET name = 'Total Whole' WHERE name = 'Split'"))
    assert plan(operation, rows, mapping).left_out == 0


def test_a_total_that_is_called_so_in_a_column_that_is_not_used_is_left_out(
    operation: Session,
) -> None:
    rows = "No,Date,Shelter,Present\n" + "".join(
        f"{n} a,2024-08-07,Tent {n},5\n" for n in range(1, 9)
    )
    rows += "Итого,2024-08-07,,40\nTotal,2024-08-08,Tent 1,7\n"
    made = plan(operation, rows, map_to(Layout.COLUMNS, skip_totals=True))
    assert list(sums(made).values()) == [40, 7]
    found = survey(rows)
    (asked,) = examine(found, suggest(found)).questions
    assert "“Итого”" in asked.words


def test_where_most_names_begin_alike_none_of_them_is_a_total(operation: Session) -> None:
    made = one_day(operation, [("Total A", "1"), ("Total B", "2"), ("C", "9")], skip_totals=True)
    assert (made.left_out, sums(made)) == (0, {date(2024, 8, 7): 12})
    assert len(find(operation, made, WarningKind.TOTALS)) == 1


def test_a_word_for_a_total_in_the_column_of_days_is_no_day(operation: Session) -> None:
    rows = "Date,Shelter,Present\n2024-08-07,Tent A,5\n2024-08-08,Tent A,6\nTotal August,,11\n"
    made = plan(operation, rows, map_to(Layout.COLUMNS, skip_totals=True))
    assert (made.left_out, made.refused) == (1, ())


@pytest.mark.parametrize("layout", Layout)
def test_sums_that_nothing_is_called_by_are_left_out_in_every_layout(
    operation: Session, layout: Layout
) -> None:
    table: Table = [("Tent A", ["100", "1", "9"]), ("Tent B", ["50", "", "0"])]
    table += [("Tent C", ["70", "2", "3"]), ("Oblast", ["220", "3", "12"])]
    rows = lay_out(layout, table)
    made = plan(operation, rows, map_to(layout, skip_totals=True))
    assert list(sums(made).values()) == [220, 3, 12]
    assert {why for why, _ in made.left_out_for} == {"the sum of all others of the day"}
    assert len(find(operation, made, WarningKind.SUMS)[0].lines) == made.left_out
    taken = plan(operation, rows, map_to(layout))
    (warning,) = find(operation, taken, WarningKind.TOTALS)
    assert "“Split / Oblast” (row" in warning.lines[0]
    assert "220 people present on 7 Aug 2024, all others together 220" in warning.lines[0]


def test_an_indicator_that_is_not_used_hides_no_sum(operation: Session) -> None:
    rows = lay_out(Layout.ROWS, [("A", ["1"] * 3), ("B", ["2"] * 3), ("Oblast", ["3"] * 3)])
    rows += "2024-08-07,A,rain,1\n2024-08-07,B,rain,1\n2024-08-07,Oblast,rain,5\n"
    made = plan(operation, rows, map_to(Layout.ROWS, skip_totals=True))
    assert list(sums(made).values()) == [3, 3, 3]


def test_rows_of_another_level_hide_no_sum(operation: Session) -> None:
    rows = "Date,Shelter,Level,Present\n2024-08-07,A,2,1\n2024-08-07,B,2,2\n2024-08-07,C,2,3\n"
    rows += "2024-08-07,D,1,9\n"
    mapping = map_to(Layout.COLUMNS, skip_totals=True, only={"Level": ("2",)})
    assert plan(operation, rows, mapping).sums == (4,)


@pytest.mark.parametrize("total", ["149", "150", "152"])
def test_a_sum_that_is_off_by_a_little_is_warned_of(operation: Session, total: str) -> None:
    for skip in (True, False):
        made = one_day(operation, [*TENTS[:2], ("Oblast", total), TENTS[2]], skip_totals=skip)
        exact = skip and total == "150"
        assert sums(made) == {date(2024, 8, 7): 150 if exact else 150 + int(total)}
        assert len(find(operation, made, WarningKind.TOTALS)) == (not exact)


@pytest.mark.parametrize(
    "table",
    [
        [*TENTS, ("Big hall", "170")],
        [*TENTS[:2], ("Big hall", "151")],
        [("A", "1"), ("B", "1"), ("C", "1"), ("D", "5")],
        [("A", "150"), ("B", "0"), ("C", "0"), ("D", "150")],
        [("A", "1"), ("B", "3"), ("C", "2"), ("D", "6"), ("E", "40")],
    ],
)
def test_a_large_shelter_is_no_sum(operation: Session, table: list[tuple[str, str]]) -> None:
    assert find(operation, one_day(operation, table), WarningKind.TOTALS) == []


def test_a_shelter_that_is_a_sum_on_one_day_of_many_is_none(operation: Session) -> None:
    table: Table = [("A", ["10", "20", "30"]), ("B", ["20", "30", "40"]), ("C", ["30"] * 3)]
    table.append(("D", ["60", "60", "60"]))
    made = plan(operation, lay_out(Layout.COLUMNS, table), map_to(Layout.COLUMNS))
    assert find(operation, made, WarningKind.TOTALS) == []


def test_sums_of_the_rows_above_them_are_warned_of(operation: Session) -> None:
    table = [("A", "10"), ("B", "20"), ("C", "30"), ("North", "60")]
    table += [("D", "1"), ("E", "25"), ("F", "3"), ("South", "29"), ("Everybody", "89")]
    (warning,) = find(operation, one_day(operation, table), WarningKind.TOTALS)
    assert warning.words.startswith("3 places to be registered look like totals")
    assert warning.lines == [
        "“Split / North” (row 5): 60 people present on 7 Aug 2024, those above it together 60",
        "“Split / South” (row 9): 29 people present on 7 Aug 2024, those above it together 29",
        "“Split / Everybody” (row 10): 89 people present on 7 Aug 2024, all others together 89",
    ]


def test_a_district_beside_its_shelters_is_no_total_and_hides_none(operation: Session) -> None:
    table = [("Split", "A", "10"), ("Split", "B", "20"), ("Split", "C", "31"), ("Split", "", "61")]
    columns = {"Date": "day", "District": "area", "Shelter": "shelter", "Present": "present"}
    mapping = mapped(columns, other_places="new shelter")

    def warn(*rows: tuple[str, str, str]) -> list[PlanWarning]:
        lines = [f"2024-08-07,{','.join(row)}" for row in rows]
        made = plan(operation, "\n".join((",".join(columns), *lines, "")), mapping)
        assert len(made.planned) == len(rows)
        return find(operation, made, WarningKind.TOTALS)

    assert warn(*table) == []
    (warning,) = warn(("Split", "Oblast", "161"), *table, ("Whole", "", "100"))
    assert warning.lines[0].startswith("“Split / Oblast” (row 2): 161 people present")


def test_the_first_rows_of_a_likely_total_are_named(operation: Session) -> None:
    table: Table = [("A", ["1"] * 3), ("B", ["2"] * 3), ("C", ["4"] * 3), ("Oblast", ["7"] * 3)]
    made = plan(operation, lay_out(Layout.COLUMNS, table), map_to(Layout.COLUMNS))
    (warning,) = find(operation, made, WarningKind.TOTALS)
    assert warning.lines[0].startswith("“Split / Oblast” (rows 5, 9 and 13): 7 people present")
    assert LikelyTotal(words="X", why="so", rows=(1, 2, 3), number=4).say("row") == (
        "“X” (rows 1, 2, 3 and 1 other): so"
    )
    assert LikelyTotal(words="X", why="so", rows=(1, 2, 3), number=9).say("record") == (
        "“X” (records 1, 2, 3 and 6 others): so"
    )


@holds_for(
    30,
    table=st.lists(st.lists(st.integers(1, 300), min_size=3, max_size=3), min_size=3, max_size=8),
    name=st.sampled_from(["Total", "Разом", "Усього:", "Total Tim", "Tim total", "合计", "Oblast"]),
    at=st.integers(0, 8),
    layout=st.sampled_from(list(Layout)),
)
def test_a_total_in_any_words_place_and_layout_counts_nobody_twice(
    operation: Session, table: list[list[int]], name: str, at: int, layout: Layout
) -> None:
    plain: Table = [(f"Tent {n}", [str(v) for v in told]) for n, told in enumerate(table)]
    every = [str(sum(told)) for told in zip(*table, strict=True)]
    rows = lay_out(layout, [*plain[:at], (name, every), *plain[at:]])
    made = plan(operation, rows, map_to(layout, skip_totals=True))
    assert sums(made) == sums(plan(operation, lay_out(layout, plain), map_to(layout)))
    taken = plan(operation, rows, map_to(layout))
    (warning,) = find(operation, taken, WarningKind.TOTALS)
    assert any(name in line for line in warning.lines)
    found = survey(rows)
    suggestion = replace(suggest(found), layout=layout, meanings=dict(map_to(layout).columns))
    assert Asked.TOTALS in {question.asked for question in examine(found, suggestion).questions}
