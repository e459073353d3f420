"""Exports for the public: nothing that must not be published, and nothing that tells of it."""

from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from tests.exchange.exporting.asking import ask, find, on, read_json, read_rows, say_about, send
from tests.histories import FIRST, SECOND, SPLIT, START, WHOLE
from tests.recording.drafts import level, new, noon_of, report
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting import Audience, Content, Format, Rows, check_request
from tracker.exchange.exporting.publishing import find_unpublished
from tracker.recording.reports import record_report
from tracker.store.places import PlaceRow, ShelterRow, ShelterStatusRow

PUBLIC = Audience.PUBLIC
ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
THIRD = 50
VALUES = (Content.LONG, Content.WIDE)
TABLES = [kind for kind in Format if kind is not Format.GEOJSON]


def hide(session: Session, place_id: int) -> None:
    changed = update(ShelterRow).where(ShelterRow.place_id == place_id)
    session.execute(changed.values(do_not_publish=True))


@pytest.fixture
def secret(reported: Session) -> Session:
    """First must not be published; a third shelter stands beside it and Second."""
    place = {"id": THIRD, "name": "Third", "kind": "shelter", "level": 3, "parent_id": SPLIT}
    reported.execute(insert(PlaceRow).values(place | {"valid_from": START, "valid_until": None}))
    kind = {"place_id": THIRD, "shelter_type": "school", "do_not_publish": False}
    reported.execute(insert(ShelterRow).values(kind))
    status = {"place_id": THIRD, "since": START, "status": "open"}
    reported.execute(insert(ShelterStatusRow).values(status))
    hide(reported, FIRST)
    return reported


def name_shelters(session: Session) -> set[object]:
    return {row.get("shelter") for row in read_rows(session, ask(audience=PUBLIC))}


@ONE_ENGINE
def test_where_all_may_be_published_all_is(reported: Session) -> None:
    assert name_shelters(reported) == {None, "First", "Second", "Outside"}


@ONE_ENGINE
def test_a_secret_shelter_is_missing_with_one_beside_it(secret: Session) -> None:
    assert find_unpublished(secret).numberless == {FIRST, SECOND}
    # What the secret shelter never told needs no company that tells it.
    record_report(secret, report(new(Indicator.KILLED, 1), place_id=THIRD, on=1), now=noon_of(1))
    assert find_unpublished(secret).numberless == {FIRST, SECOND}
    assert name_shelters(secret) == {None, "Outside", "Third"}
    rows = read_rows(secret, ask(audience=PUBLIC))
    assert (
        find(rows, district="Split", level="district", indicator="present", day=on(0))["value"]
        == 35
    )


@ONE_ENGINE
def test_without_company_the_district_is_missing_too(reported: Session) -> None:
    """Whole is left out with it: the region minus Whole would be Split."""
    closed = update(ShelterStatusRow).where(ShelterStatusRow.place_id == SECOND)
    reported.execute(closed.values(status="closed"))
    hide(reported, FIRST)
    rows = read_rows(reported, ask(audience=PUBLIC))
    assert {row["level"] for row in rows} == {"country", "region", "outside"}
    with pytest.raises(InvalidField) as refused:
        read_rows(reported, ask(audience=PUBLIC, place_id=WHOLE))
    assert refused.value.field == "place"


@ONE_ENGINE
@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("content", [*VALUES, Content.SHELTERS])
def test_no_file_of_any_kind_names_a_secret_shelter(
    secret: Session, content: Content, kind: Format
) -> None:
    file = send(secret, ask(content, format=Format.CSV if kind is Format.XLSX else kind))
    assert b"First," in file or b'"First"' in file
    for rows in Rows:
        file = send(secret, ask(content, format=kind, audience=PUBLIC, rows=rows))
        if kind is not Format.XLSX:
            assert b"First," not in file
            assert b'"First"' not in file


@ONE_ENGINE
def test_a_workbook_names_no_secret_shelter(secret: Session) -> None:
    told = read_rows(secret, ask(Content.SHELTERS, format=Format.XLSX, audience=PUBLIC))
    assert {row["shelter"] for row in told} == {"Second", "Third"}


@ONE_ENGINE
def test_a_secret_shelter_cannot_be_asked_for(secret: Session) -> None:
    for content in (*VALUES, Content.SHELTERS):
        with pytest.raises(InvalidField):
            read_rows(secret, ask(content, audience=PUBLIC, place_id=FIRST))


@ONE_ENGINE
def test_areas_that_would_tell_of_it_have_boundaries_without_numbers(reported: Session) -> None:
    closed = update(ShelterStatusRow).where(ShelterStatusRow.place_id == SECOND)
    reported.execute(closed.values(status="closed"))
    hide(reported, FIRST)
    request = ask(Content.AREAS, format=Format.GEOJSON, audience=PUBLIC, last=on(0))
    found = read_json(send(reported, request))
    numbers = {f["properties"]["name"]: "present" in f["properties"] for f in found["features"]}
    assert numbers == {"Country": True, "Region": True, "Split": False, "Whole": False}


@ONE_ENGINE
def test_small_numbers_by_sex_and_age_are_hidden(reported: Session) -> None:
    rows = read_rows(reported, ask(audience=PUBLIC, first=on(0), last=on(0)))
    parts = {row["sex"]: (row.get("value"), row["mark"]) for row in rows if "sex" in row}
    assert parts == {"f": (None, "hidden"), "m": (9, "observed"), "unknown": (28, "observed")}
    lines = read_json(send(reported, ask(format=Format.HXL_JSON, audience=PUBLIC)))
    at = next(i for i, line in enumerate(lines) if line and str(line[0]).startswith("#"))
    girls = lines[at].index("#affected+idps+f+children+age_5_11")
    assert {line[girls] for line in lines[at + 1 :]} == {None}


@ONE_ENGINE
def test_how_small_is_a_setting(reported: Session) -> None:
    rows = read_rows(reported, ask(audience=PUBLIC, smallest=3))
    assert {row["mark"] for row in rows if "sex" in row} == {"observed"}
    every = read_rows(reported, ask(audience=PUBLIC, smallest=50))
    assert {row["mark"] for row in every if "sex" in row} == {"hidden"}


@ONE_ENGINE
def test_internal_exports_hold_it_all_and_say_so(secret: Session) -> None:
    rows = read_rows(secret, ask())
    assert find(rows, shelter="First", indicator="present", day=on(0))["value"] == 10
    assert say_about(secret, ask())["Meant for"].startswith("Internal: not to be published")
    told = say_about(secret, ask(audience=PUBLIC))
    assert told["Meant for"].startswith("Public: safe to publish")
    assert "from 1 to 4" in told["Small numbers"]


def test_reports_are_never_for_the_public() -> None:
    with pytest.raises(InvalidField) as refused:
        check_request(ask(Content.REPORTS, audience=PUBLIC))
    assert refused.value.field == "audience"


@pytest.fixture
def alone(secret: Session) -> Session:
    """Of all shelters only the one that must not be published has said how many places it has."""
    draft = report(level(Indicator.CAPACITY, 113), place_id=FIRST, on=1)
    record_report(secret, draft, now=noon_of(1))
    return secret


def marks(session: Session, **more: Any) -> dict[object, tuple[object, object]]:
    """The mark and value of usable capacity on the day by level, as the public has it."""
    rows = read_rows(session, ask(audience=PUBLIC, first=on(1), last=on(1), **more))
    return {
        row["level"]: (row["mark"], row.get("value"))
        for row in rows
        if row["indicator"] == "capacity"
    }


def test_totals_are_hidden_on_days_on_which_only_a_secret_shelter_has_a_number(
    alone: Session,
) -> None:
    hidden = dict.fromkeys(("country", "region", "district"), ("hidden", None))
    assert marks(alone) == hidden
    assert marks(alone, place_id=SPLIT) == {"district": ("hidden", None)}
    (row,) = (
        row
        for row in read_rows(alone, ask(audience=PUBLIC, first=on(1), last=on(1)))
        if (row["level"], row["indicator"]) == ("region", "capacity")
    )
    assert set(row) == {
        *("level", "country", "region", "day", "indicator", "label", "counted_in", "mark")
    }
    record_report(
        alone, report(level(Indicator.CAPACITY, 40), place_id=SECOND, on=1), now=noon_of(1)
    )
    shown = dict.fromkeys(("country", "region", "district"), ("observed", 153))
    assert marks(alone) == shown


@ONE_ENGINE
@pytest.mark.parametrize("kind", Format)
def test_no_file_of_any_kind_tells_a_number_of_a_secret_shelter(
    alone: Session, kind: Format
) -> None:
    geojson = kind is Format.GEOJSON
    for content in [Content.AREAS] if geojson else VALUES:
        request = ask(content, format=kind, audience=PUBLIC, first=on(1), last=on(1))
        if kind is Format.XLSX:
            rows = read_rows(alone, request)
            assert 113 not in {cell for row in rows for cell in row.values()}
        else:
            assert b"113" not in send(alone, request)
    if geojson:
        areas = ask(Content.AREAS, format=kind, audience=PUBLIC, last=on(1))
        found = read_json(send(alone, areas))["features"]
        names = {one["properties"]["name"]: one["properties"] for one in found}
        assert names["Region"]["capacity_mark"] == "hidden"
        assert "capacity" not in names["Region"]


def test_company_is_who_had_numbers_first(secret: Session) -> None:
    """Third has places of its own before Second, though Second stands before it."""
    for place, value in ((THIRD, 9), (FIRST, 10), (SECOND, 11)):
        draft = report(level(Indicator.CAPACITY, value), place_id=place, on=1)
        record_report(secret, draft, now=noon_of(1))
    # Second for people present, which it had before Third, and Third for places.
    assert find_unpublished(secret).numberless == {FIRST, SECOND, THIRD}
    hidden = {level: mark for level, (mark, _) in marks(secret).items()}
    assert hidden == dict.fromkeys(("country", "region", "district"), "observed")
