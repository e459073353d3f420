"""Reports with all that was said of them, and the registers, as rows."""

from typing import cast
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.exchange.exporting.asking import ask, find, on, read_rows, say_about
from tests.histories import FIRST, JUDGE, SPLIT, START, WHOLE
from tests.recording.drafts import noon_of
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.selection import Grade
from tracker.exchange.exporting import Content
from tracker.recording import walking
from tracker.recording.decisions import decide
from tracker.recording.grades import change_grade
from tracker.store.places import PlaceRow, ShelterRow, SourceRow


def test_a_report_comes_with_every_version_and_decision(reported: Session) -> None:
    rows = read_rows(reported, ask(Content.REPORTS, place_id=WHOLE))
    number = rows[0]["report"]
    mine = [row for row in rows if row["report"] == number]
    acts = [(row["act"], row.get("indicator"), row.get("sex"), row.get("value")) for row in mine]
    parts = [("f", 3), ("m", 9), ("unknown", 28)]
    assert acts == [
        ("original", "present", None, 40),
        *(("original", "present", sex, value) for sex, value in parts),
        ("original", "killed", None, 2),
        ("correction", "present", None, 42),
        *(("correction", "present", sex, value) for sex, value in parts),
        ("correction", "killed", None, 2),
        ("verified", None, None, None),
    ]
    head = mine[0]
    assert (head["district"], head["day"], head["state"], head["latest_version"]) == (
        "Whole",
        on(0),
        "verified",
        2,
    )
    assert (head["person"], head["channel"], head["recorded_at"]) == ("Someone", "form", noon_of(0))
    assert (mine[-1]["person"], mine[-1]["version"]) == ("Reviewer", 2)
    assert mine[5]["reason"] == "counted again"


def test_a_withdrawn_report_is_there_with_its_reason(reported: Session) -> None:
    rows = read_rows(reported, ask(Content.REPORTS, first=on(2), last=on(2)))
    assert [(row["act"], row["state"]) for row in rows] == [
        ("original", "withdrawn"),
        ("withdrawal", "withdrawn"),
    ]
    assert rows[1]["reason"] == "by mistake"


def test_a_rejected_report_is_left_out_and_the_file_says_so(reported: Session) -> None:
    asked = ask(Content.REPORTS, place_id=WHOLE)
    rows = read_rows(reported, asked)
    number = rows[0]["report"]
    draft = DecisionDraft(
        submission_id=uuid4(),
        report_id=cast("int", number),
        seq=2,
        person_id=JUDGE,
        kind=DecisionKind.REJECTED,
        reason="Nobody can confirm it.",
    )
    decide(reported, draft, now=noon_of(6))
    assert {row["report"] for row in read_rows(reported, asked)} == (
        {row["report"] for row in rows} - {number}
    )
    assert say_about(reported, asked)["Rejected reports"].startswith("Left out.")
    then = ask(Content.REPORTS, place_id=WHOLE, known_at=noon_of(5))
    assert number in {row["report"] for row in read_rows(reported, then)}


def test_words_keep_their_bounds(reported: Session) -> None:
    rows = read_rows(reported, ask(Content.REPORTS, first=on(1), last=on(1)))
    row = find(rows, indicator="killed")
    assert (row["qualifier"], row["low"], row["words"]) == ("more_than", 4, "more than three")
    assert "high" not in row


def test_reports_are_those_known_at_the_moment(reported: Session) -> None:
    then = read_rows(reported, ask(Content.REPORTS, known_at=noon_of(1)))
    assert {row["day"] for row in then} == {on(0), on(1)}
    assert {row["act"] for row in then} == {"original"}
    assert {row["state"] for row in then} == {"unreviewed"}


def test_reports_are_walked_some_at_a_time(
    reported: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = read_rows(reported, ask(Content.REPORTS))
    monkeypatch.setattr(walking, "AT_ONCE", 2)
    assert read_rows(reported, ask(Content.REPORTS)) == every
    assert [row["day"] for row in every] == sorted(row["day"] for row in every)  # type: ignore[type-var]


def test_the_register_of_areas_has_codes_and_validity(reported: Session) -> None:
    reported.execute(update(PlaceRow).where(PlaceRow.id == SPLIT).values(p_code="RU38002"))
    coded = update(PlaceRow).where(PlaceRow.id == WHOLE).values(national_code="38 620")
    reported.execute(coded)
    rows = read_rows(reported, ask(Content.AREAS))
    whole = find(rows, district="Whole")
    assert (whole["district_national_code"], whole["national_code"]) == ("38 620", "38 620")
    assert "district_code" not in whole
    assert [row["level"] for row in rows] == ["country", "region", "district", "district"]
    row = find(rows, district="Split")
    assert (row["p_code"], row["district_code"], row["valid_from"]) == ("RU38002", "RU38002", START)


def test_the_register_of_shelters_has_status_and_position(reported: Session) -> None:
    changed = update(ShelterRow).where(ShelterRow.place_id == FIRST)
    reported.execute(changed.values(latitude=51.2, longitude=35.3, floor_area=120.5))
    rows = read_rows(reported, ask(Content.SHELTERS))
    row = find(rows, shelter="First")
    assert (row["status"], row["statuses"], row["type"]) == ("open", f"{START}: open", "School")
    assert (row["latitude"], row["longitude"], row["floor_area"]) == (51.2, 35.3, 120.5)
    assert "latitude" not in find(rows, shelter="Second")


def test_sources_are_graded_as_at_the_moment(reported: Session) -> None:
    then = read_rows(reported, ask(Content.SOURCES, known_at=noon_of(5)))
    source = reported.execute(select(SourceRow.id).where(SourceRow.name == "Source 1")).scalar_one()
    change_grade(reported, source, Grade.D, reason="Often wrong.", person_id=JUDGE, now=noon_of(6))
    assert read_rows(reported, ask(Content.SOURCES, known_at=noon_of(5))) == then
    assert read_rows(reported, ask(Content.SOURCES))[0]["grade"] == "D"


def test_the_register_of_sources_has_their_grades(reported: Session) -> None:
    rows = read_rows(reported, ask(Content.SOURCES))
    first = rows[0]
    told = (first["source"], first["grade"], first["reliability"])
    assert told == ("Source 1", "B", "usually reliable")
