"""What is new has its bounds in every file, and they tell of no number that is kept back."""

import io
from typing import Any

import hxl
import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.exchange.exporting.asking import Record, ask, find, on, read_json, read_rows, send
from tests.exchange.exporting.test_tallies_back import read_bounds, take_back
from tests.histories import WHOLE
from tests.recording.drafts import NOW, level, new, noon_of, report, so_far
from tracker.domain.counts import Count, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.exchange.detecting import survey_table
from tracker.exchange.exporting import Audience, Content, Format, Rows
from tracker.exchange.importing import Plan, plan_import
from tracker.exchange.mapping import begin_mapping
from tracker.exchange.meanings import NOT_USED
from tracker.exchange.reading import Limits, open_file
from tracker.recording.knowledge import Knowledge
from tracker.recording.reports import record_report

ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
KILLED, ARRIVALS = Indicator.KILLED, Indicator.ARRIVALS
NEW = ("new", "new_low", "new_high")
SPAN: dict[str, Any] = {"qualifier": Qualifier.BETWEEN, "low": 3, "high": 5}
SEVERAL: dict[str, Any] = {"qualifier": Qualifier.IN_WORDS, "words": "several hundred"}


@pytest.fixture
def ranged(operation: Session) -> Session:
    """Ranges on days 0 and 1, an open end on day 2, an exact total so far on day 3."""
    wide = so_far(KILLED, 10, qualifier=Qualifier.ABOUT, low=8, high=15)
    days: tuple[tuple[Count, ...], ...] = (
        (wide, so_far(ARRIVALS, 100, qualifier=Qualifier.ABOUT, low=90, high=120)),
        (new(KILLED, None, **SPAN), level(Indicator.PRESENT, 40)),
        (new(KILLED, 2, qualifier=Qualifier.AT_LEAST), new(ARRIVALS, 7)),
        (so_far(KILLED, 30), level(Indicator.MISSING, None, **SEVERAL)),
    )
    for at, counts in enumerate(days):
        record_report(operation, report(*counts, on=at), now=noon_of(at))
    return operation


def tell_new(row: Record, names: tuple[str, ...] = NEW) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in names)


@pytest.mark.parametrize("level_of", ["district", "country"])
def test_what_is_new_has_its_bounds_in_the_long_table(ranged: Session, level_of: str) -> None:
    rows = read_rows(ranged, ask())
    told = [find(rows, level=level_of, indicator="killed", day=on(at)) for at in range(4)]
    assert [tell_new(row) for row in told] == [
        (10, 8, 15),
        (None, 3, 5),
        (2, 2, None),
        (18, None, None),
    ]
    present = find(rows, level=level_of, indicator="present", day=on(1))
    assert (tell_new(present), present["low"]) == ((None,) * 3, 40)


@ONE_ENGINE
def test_the_bounds_are_those_of_the_pages_in_both_tables(reported: Session) -> None:
    totals = Knowledge(reported).read_days([WHOLE], on(0), on(3), [KILLED, ARRIVALS])
    long, wide = read_rows(reported, ask()), read_rows(reported, ask(Content.WIDE))
    for indicator in (KILLED, ARRIVALS):
        keys = tuple(f"{indicator}_{name}" for name in NEW)
        for total in totals[indicator]:
            if total.known:
                place = {"level": "district", "district": "Whole", "day": total.day}
                expected = (total.new, total.new_low, total.new_high)
                assert tell_new(find(long, indicator=indicator, **place)) == expected
                assert tell_new(find(wide, **place), keys) == expected


@ONE_ENGINE
def test_the_wide_table_has_them_beside_those_of_the_total(ranged: Session) -> None:
    rows = read_rows(ranged, ask(Content.WIDE))
    row = find(rows, level="region", day=on(1))
    wanted = ("killed_total_low", "killed_total_high", "killed_new_low", "killed_new_high")
    assert [row.get(key) for key in wanted] == [11, 20, 3, 5]
    assert (row["killed_mark"], row["present"], row["present_mark"]) == ("observed", 40, "observed")
    assert not [key for key in row if key.startswith("present_new")]


@ONE_ENGINE
@pytest.mark.parametrize(
    ("content", "heading", "key"),
    [
        (Content.LONG, "New, highest", "new_high"),
        (Content.WIDE, "Killed new, highest", "killed_new_high"),
    ],
)
def test_a_workbook_has_them_as_numbers_and_says_what_they_mean(
    ranged: Session, content: Content, heading: str, key: str
) -> None:
    book = load_workbook(io.BytesIO(send(ranged, ask(content, format=Format.XLSX))))
    meanings = {row[1].value: row for row in book["Columns"].iter_rows(min_row=2)}
    assert meanings[key][0].value == heading
    assert meanings[key][2].value == "number"
    assert meanings[key][3].value.startswith("The most that it can have been; blank is open")
    heads = [cell.value for cell in book["Data"][1]]
    cells = [row[heads.index(heading)] for row in book["Data"].iter_rows(min_row=2)]
    assert {cell.number_format for cell in cells if cell.value == 15} == {"#,##0"}


@ONE_ENGINE
def test_records_for_programs_leave_open_bounds_out(ranged: Session) -> None:
    records = read_json(send(ranged, ask(format=Format.JSON)))["records"]
    row = find(records, level="district", district="Whole", indicator="killed", day="2024-08-08")
    assert (row["new_low"], "new_high" in row) == (2, False)


@ONE_ENGINE
def test_the_library_of_hashtags_finds_them_in_sums_too(ranged: Session) -> None:
    content = send(ranged, ask(format=Format.HXL_CSV, rows=Rows.AREAS))
    told = {
        (row.get("#date+occurred"), row.get("#adm1+name")): (
            row.get("#affected+killed+new+min"),
            row.get("#affected+killed+new+max"),
        )
        for row in hxl.data(io.BytesIO(content))
        if not row.get("#adm2+name") and row.get("#affected+killed+cumulative+min")
    }
    assert told["2024-08-06", "Region"] == ("8", "15")
    assert told["2024-08-07", "Region"] == ("3", "5")
    assert told["2024-08-08", "Region"] == ("2", None)


@ONE_ENGINE
@pytest.mark.parametrize("content", [Content.LONG, Content.WIDE])
def test_taken_in_again_they_are_no_counts(ranged: Session, content: Content) -> None:
    file = send(ranged, ask(content, rows=Rows.UNITS))
    survey = survey_table(open_file(file, "export.csv", Limits()).tables[0])
    meanings = begin_mapping(survey).columns
    names = [column.name for column in survey.head.columns]
    bounds = [name for name in names if name.endswith(("new_low", "new_high"))]
    assert bounds
    assert {meanings.get(name, NOT_USED) for name in bounds} == {NOT_USED}


@ONE_ENGINE
def test_a_file_with_them_still_offers_what_was_observed_alone(ranged: Session) -> None:
    for kind in (Format.CSV, Format.HXL_CSV):
        found = plan_again(ranged, send(ranged, ask(format=kind, rows=Rows.UNITS, last=on(9))))
        told = {count.indicator for planned in found.planned for count in planned.counts}
        assert [planned.stated.day for planned in found.planned] == [on(at) for at in range(4)]
        assert told <= {KILLED, ARRIVALS, Indicator.PRESENT, Indicator.MISSING}


def plan_again(session: Session, content: bytes) -> Plan:
    survey = survey_table(open_file(content, "export.csv", Limits()).tables[0])
    return plan_import(session, survey, begin_mapping(survey), now=NOW)


def read_features(session: Session, offset: int, **more: Any) -> dict[str, dict[str, Any]]:
    request = ask(Content.AREAS, format=Format.GEOJSON, last=on(offset), **more)
    features = read_json(send(session, request))["features"]
    return {feature["properties"]["name"]: feature["properties"] for feature in features}


@ONE_ENGINE
def test_features_have_both_the_total_and_what_is_new_with_bounds(ranged: Session) -> None:
    for place in ("Whole", "Region"):
        told = read_features(ranged, 1)[place]
        assert [told[f"killed{end}"] for end in ("", "_low", "_high", "_mark")] == [
            10,
            11,
            20,
            "observed",
        ]
        assert [told[f"killed_{name}"] for name in NEW] == [None, 3, 5]
        assert (told["killed_without_value"], told["killed_qualifier"]) == (1, "between")
        assert "present_new_low" not in told


@ONE_ENGINE
def test_where_there_are_only_words_a_feature_says_so(ranged: Session) -> None:
    """The words stand with the area that reported them; a sum says how many units gave no more."""
    features = read_features(ranged, 3)
    for place in ("Whole", "Region", "Country"):
        told = features[place]
        assert (told["missing"], told["missing_qualifier"]) == (None, "in_words")
        assert (told["missing_low"], told["missing_high"]) == (0, None)
        assert told["missing_without_value"] == 1
    assert features["Whole"]["missing_words"] == "several hundred"
    assert "missing_words" not in features["Region"]
    later = read_features(ranged, 4)["Whole"]
    assert (later["missing_mark"], later["missing_qualifier"]) == ("carried", "in_words")
    assert "missing_words" not in later


@ONE_ENGINE
def test_a_range_without_a_number_is_called_one(operation: Session) -> None:
    told = level(Indicator.MISSING, None, **SPAN)
    dozens = level(Indicator.SHELTERED, None, **SEVERAL | {"low": 24})
    record_report(operation, report(told, dozens), now=noon_of(0))
    for row in read_features(operation, 0)["Region"], read_features(operation, 1)["Whole"]:
        assert (row["missing"], row["missing_low"], row["missing_high"]) == (None, 3, 5)
        assert (row["missing_qualifier"], row["sheltered_qualifier"]) == ("between", "at_least")


GIRLS = Part(sex=Sex.FEMALE, age_from=5, age_to=11, value=3)
BOYS = Part(sex=Sex.MALE, age_from=5, age_to=11, value=9)


@ONE_ENGINE
@pytest.mark.parametrize(
    "told",
    [
        new(ARRIVALS, 12, parts=(GIRLS, BOYS)),
        new(ARRIVALS, None, qualifier=Qualifier.BETWEEN, low=12, high=12, parts=(GIRLS, BOYS)),
    ],
    ids=["a number", "bounds that leave one number"],
)
def test_the_bounds_do_not_give_a_small_number_back(operation: Session, told: Count) -> None:
    """All 12 less the 9 that are shown would be the 3 that are not."""
    record_report(operation, report(told), now=noon_of(0))
    rows = read_rows(operation, ask(audience=Audience.PUBLIC, last=on(0)))
    whole = find(rows, level="district", district="Whole", indicator="arrivals")
    assert (whole["new_low"], whole["new_high"]) == (12, 12)
    parts = [row for row in rows if "sex" in row]
    assert not any({"value", "low", "high", *NEW} & row.keys() for row in parts)
    lines = read_json(send(operation, ask(format=Format.HXL_JSON, audience=Audience.PUBLIC)))
    cells = {str(cell) for line in lines if isinstance(line, list) for cell in line}
    assert not {"3", "9"} & cells


@ONE_ENGINE
def test_parts_have_no_bounds_of_what_is_new(reported: Session) -> None:
    for audience in Audience:
        parts = [row for row in read_rows(reported, ask(audience=audience)) if "sex" in row]
        assert parts
        assert not any({*NEW, "fallen"} & row.keys() for row in parts)


@ONE_ENGINE
def test_doubt_about_totals_so_far_of_arrivals_comes_back(
    ranged: Session, databases: Databases
) -> None:
    with databases.own() as other, other.writer() as empty:
        take_back(ranged, empty)
        totals = read_bounds(empty, ARRIVALS, 3)
        assert totals == read_bounds(ranged, ARRIVALS, 3)
        assert totals[0] == (100, 90, 120)
