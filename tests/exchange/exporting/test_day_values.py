"""Day values as they are exported: the numbers, their doubts, marks and sources."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.exchange.exporting.asking import ask, find, on, read_rows, say_about
from tests.histories import REGION, SPLIT, START
from tests.recording.drafts import NOW, noon_of
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting import Content, Format, Rows, check_request, day_values
from tracker.exchange.exporting.places import list_place_lines
from tracker.recording.knowledge import Knowledge

MOST_A_BATCH = 12
"""Statements for five places on a year: their totals, the reports that count, what these said."""


def test_a_number_keeps_its_bounds_its_words_and_its_source(reported: Session) -> None:
    row = find(read_rows(reported, ask()), district="Whole", indicator="killed", day=on(1))
    assert {key: row[key] for key in ("value", "low", "new", "mark", "qualifier", "words")} == {
        "value": 5,
        "low": 6,
        "new": 3,
        "mark": "observed",
        "qualifier": "more_than",
        "words": "more than three",
    }
    assert "high" not in row
    assert (row["source"], row["grade"], row["recorded_at"]) == ("Source 1", "B", noon_of(1))


def test_new_and_total_so_far_stand_side_by_side(reported: Session) -> None:
    rows = read_rows(reported, ask())
    told = [find(rows, level="region", indicator="killed", day=on(at)) for at in range(4)]
    assert [(row.get("new"), row["value"]) for row in told] == [(2, 2), (3, 5), (None, 5), (4, 9)]


def test_marks_say_what_a_number_rests_on(reported: Session) -> None:
    rows = read_rows(reported, ask())

    def mark(place: dict[str, str], offset: int) -> object:
        return find(rows, indicator="present", day=on(offset), **place)["mark"]

    whole, country = {"level": "district", "district": "Whole"}, {"level": "country"}
    shelter = {"shelter": "First"}
    assert [mark(whole, at) for at in (0, 1)] == ["observed", "derived"]
    assert [mark(shelter, at) for at in (0, 1, 3)] == ["observed", "carried", "carried"]
    assert mark(country, 1) == "partly"
    later = read_rows(reported, ask(first=on(4), last=on(4)))
    assert find(later, shelter="First", indicator="present")["mark"] == "stale"


def test_parts_stand_beneath_their_number(reported: Session) -> None:
    rows = read_rows(reported, ask())
    at = next(i for i, row in enumerate(rows) if row.get("sex") == "f")
    head, girls, boys, grown = rows[at - 1 : at + 3]
    assert (head["district"], head["value"]) == ("Whole", 42)
    assert [(p["sex"], p.get("age_from"), p.get("age_to"), p["value"]) for p in (girls, boys)] == [
        ("f", 5, 11, 3),
        ("m", 5, 11, 9),
    ]
    assert (grown["age_from"], "age_to" in grown) == (18, False)


def test_known_at_a_moment_tells_what_was_known_then(reported: Session) -> None:
    then = read_rows(reported, ask(known_at=noon_of(2)))
    row = find(then, district="Whole", indicator="present", day=on(0))
    assert (row["value"], row["unreviewed"]) == (40, 40)
    assert find(then, district="Whole", indicator="missing", day=on(2))["value"] == 4
    assert not [row for row in read_rows(reported, ask()) if row["indicator"] == "missing"]
    assert say_about(reported, ask(known_at=noon_of(2)))["Known at"].startswith("2024-08-08 18:00")


def test_the_same_numbers_stand_on_the_pages(reported: Session) -> None:
    rows = read_rows(reported, ask())
    for place in (REGION, SPLIT):
        totals = Knowledge(reported).read_days([place], on(0), on(3))
        level = "region" if place == REGION else "district"
        name = {} if place == REGION else {"district": "Split"}
        for total in totals[Indicator.PRESENT]:
            row = find(rows, level=level, indicator="present", day=total.day, **name)
            assert (row["value"], row["units_known"]) == (total.value, total.known)


def test_rows_of_reporting_units_may_be_added(reported: Session) -> None:
    units = read_rows(reported, ask(rows=Rows.UNITS))
    assert {(row["level"], row["district"]) for row in units} == {
        ("district", "Whole"),
        ("shelter", "Split"),
        ("outside", "Split"),
    }
    country = find(read_rows(reported, ask()), level="country", indicator="present", day=on(0))
    told = [
        row["value"]
        for row in units
        if (row["indicator"], row["day"]) == ("present", on(0)) and "sex" not in row
    ]
    assert sum(told) == country["value"] == 77  # type: ignore[arg-type]


def test_rows_of_areas_are_sums_only(reported: Session) -> None:
    rows = read_rows(reported, ask(rows=Rows.AREAS))
    assert {row["level"] for row in rows} == {"country", "region", "district"}
    assert find(rows, district="Split", indicator="present", day=on(0)).get("source") is None


def test_an_export_of_a_place_holds_what_lies_in_it(reported: Session) -> None:
    rows = read_rows(reported, ask(place_id=SPLIT, indicators=(Indicator.PRESENT,)))
    assert {row.get("shelter") for row in rows} == {None, "First", "Second", "Outside"}
    assert {row["district"] for row in rows} == {"Split"}
    assert {row["indicator"] for row in rows} == {"present"}


def test_a_wide_row_holds_all_numbers_of_a_place_and_day(reported: Session) -> None:
    rows = read_rows(reported, ask(Content.WIDE))
    row = find(rows, level="district", district="Whole", day=on(1))
    wanted = ("killed_total", "killed_new", "killed_total_low", "killed_mark", "present")
    assert [row.get(key) for key in wanted] == [5, 3, 6, "observed", 49]
    assert (row["units_expected"], row["units_reporting"]) == (1, 1)
    assert (row["present_mark"], row["present_unreviewed"]) == ("derived", 49)
    assert "missing" not in row


def test_it_is_walked_in_small_steps_with_the_same_result(
    reported: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = read_rows(reported, ask())
    monkeypatch.setattr(day_values, "DAYS_AT_ONCE", 1)
    monkeypatch.setattr(day_values, "PLACES_AT_ONCE", 1)
    assert sorted(read_rows(reported, ask()), key=repr) == sorted(every, key=repr)


def test_statements_do_not_grow_with_days(reported: Session) -> None:
    statements: list[str] = []
    read_rows(reported, ask())  # what is remembered is read once
    event.listen(
        reported.connection(), "before_cursor_execute", lambda *args: statements.append(args[2])
    )
    read_rows(reported, ask(last=on(10)))
    few = len(statements)
    statements.clear()
    read_rows(reported, ask(last=on(50)))
    assert len(statements) == few


def test_statements_do_not_grow_with_places(reported: Session) -> None:
    statements: list[str] = []
    request = ask(place_id=SPLIT)
    read_rows(reported, request)  # what is remembered is read once
    event.listen(
        reported.connection(), "before_cursor_execute", lambda *args: statements.append(args[2])
    )
    assert read_rows(reported, request)
    few = len(statements)
    statements.clear()
    assert len(read_rows(reported, ask())) > len(read_rows(reported, request))
    assert len(statements) <= 2 * few


def test_each_batch_of_places_takes_as_many_statements_as_the_first(reported: Session) -> None:
    statements: list[str] = []
    batch = list_place_lines(reported, SPLIT)
    assert batch
    batch = (batch * day_values.PLACES_AT_ONCE)[: day_values.PLACES_AT_ONCE]

    def count(batches: int) -> int:
        statements.clear()
        found = day_values.iterate_place_days(
            reported, batch * batches, on(0), on(365), list(Indicator), known_at=None
        )
        assert list(found)
        return len(statements)

    count(1)  # what is remembered is read once
    event.listen(
        reported.connection(), "before_cursor_execute", lambda *args: statements.append(args[2])
    )
    one = count(1)
    assert [count(2), count(5)] == [2 * one, 5 * one]
    assert one <= MOST_A_BATCH


def test_days_long_after_the_last_report_tell_the_same_as_those_from_the_first(
    reported: Session,
) -> None:
    every = read_rows(reported, ask(last=on(40)))
    late = read_rows(reported, ask(first=on(30), last=on(40)))
    assert late == [row for row in every if row["day"] >= on(30)]  # type: ignore[operator]
    assert {row["mark"] for row in late} == {"stale", "derived"}


def test_it_says_what_it_holds(reported: Session) -> None:
    told = say_about(reported, ask(indicators=(Indicator.PRESENT,), last=on(0)))
    assert told["Operation"] == "Test operation"
    assert told["Days"] == f"{START} to {START}"
    assert told["Place"] == "Whole operation"
    assert told["Numbers"] == "People present"
    assert told["Known at"] == "The moment it was made"
    assert told["Made"] == "2024-08-20 12:00, Europe/Moscow"
    assert told["Meant for"].startswith("Internal: not to be published")
    assert told["Provisional"] == (
        "Not verified by a reviewer, of the totals on 2024-08-06: People present 45 %"
    )
    assert "Source 1; Source 2; Source 3" in told["Sources"]
    assert "exactly one counts" in told["Method"]
    nothing = say_about(reported, ask(indicators=(Indicator.MISSING,)))
    assert nothing["Provisional"].endswith("nothing is known of that day")
    assert NOW.year == 2024


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"last": on(0), "first": on(1)}, "last"),
        ({"format": Format.GEOJSON}, "format"),
        ({"content": Content.REPORTS, "format": Format.HXL_CSV}, "format"),
        ({"content": Content.AREAS, "format": Format.HXL_JSON}, "format"),
        ({"indicators": ()}, "indicators"),
    ],
)
def test_what_does_not_go_together_is_refused(more: dict, field: str) -> None:
    with pytest.raises(InvalidField) as refused:
        check_request(ask(**more))
    assert refused.value.field == field
