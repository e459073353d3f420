"""What was published stands as claims, word for word, and adds to nothing."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.example.reading import find_place, list_reports
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.selection import Grade
from tracker.example.calendar import END, START
from tracker.example.places import REGION
from tracker.recording.claims import list_claims
from tracker.recording.history import ReportHistory
from tracker.registry.sources import list_sources
from tracker.totals.read import read_days

SEVENTH = date(2024, 8, 7)


@pytest.fixture
def claims(reading: Session) -> dict[str, ReportHistory]:
    return {report.source_name: report for report in list_reports(reading, REGION)}


def find(report: ReportHistory, indicator: Indicator) -> Count:
    return next(count for count in report.counts if count.indicator is indicator)


def test_three_sources_speak_of_the_region(claims: dict[str, ReportHistory]) -> None:
    assert set(claims) == {"Regional governor", "Regional authorities", "Russian officials"}
    assert {claim.day for claim in claims.values()} == {SEVENTH}
    assert not any(claim.is_late for claim in claims.values())


def test_the_governor_said_several_thousand_in_words(claims: dict[str, ReportHistory]) -> None:
    evacuated = find(claims["Regional governor"], Indicator.EVACUATED)
    assert evacuated.qualifier is Qualifier.IN_WORDS
    assert evacuated.words == "several thousand"
    assert (evacuated.value, evacuated.low, evacuated.high) == (None, None, None)
    assert claims["Regional governor"].grade is Grade.C


def test_shelters_prepared_for_2500_are_standby_places(claims: dict[str, ReportHistory]) -> None:
    governor = claims["Regional governor"]
    prepared = find(governor, Indicator.CAPACITY_STANDBY)
    assert (prepared.value, prepared.qualifier) == (2_500, Qualifier.EXACT)
    assert prepared.words == "shelters prepared for 2,500 displaced people"
    assert len(governor.counts) == 2
    note = governor.revisions[0].note or ""
    assert "“under control”" in note
    assert "all public events cancelled" in note


def test_more_than_300_were_relocated_121_of_them_children(
    claims: dict[str, ReportHistory],
) -> None:
    (relocated,) = claims["Regional authorities"].counts
    assert relocated.indicator is Indicator.EVACUATED
    assert (relocated.qualifier, relocated.value) == (Qualifier.MORE_THAN, 300)
    assert (relocated.bounds.low, relocated.bounds.high) == (301, None)
    assert relocated.parts == (Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121),)


def test_3_killed_24_injured_13_in_hospital_since_it_began(
    claims: dict[str, ReportHistory],
) -> None:
    counts = claims["Russian officials"].counts
    assert {count.indicator: count.value for count in counts} == {
        Indicator.KILLED: 3,
        Indicator.INJURED: 24,
        Indicator.HOSPITALISED: 13,
    }
    assert {count.form for count in counts} == {Form.TOTAL}
    assert {count.qualifier for count in counts} == {Qualifier.EXACT}


def test_military_losses_are_only_told(reading: Session) -> None:
    described = {source.name: source.description or "" for source in list_sources(reading)}
    for fact in ("260 soldiers", "50 armoured vehicles (7 of them tanks)", "300 attackers"):
        assert fact in described["Russian military"]
    told = described["Institute for the Study of War"]
    assert "neither confirm nor deny" in told
    assert "could not verify the images" in told


def test_every_grade_is_called_the_examples_own(reading: Session) -> None:
    for source in list_sources(reading):
        assert "The grade is this example's" in (source.description or "")


def test_what_stands_of_the_region_are_claims(reading: Session) -> None:
    region = find_place(reading, REGION)
    assert len(list_claims(reading, [region.id], START, END)) == 3


def test_claims_add_to_no_total(reading: Session) -> None:
    region = find_place(reading, REGION)
    for place_ids in ([region.id], None):
        days = read_days(reading, place_ids, SEVENTH, SEVENTH)
        assert days[Indicator.CAPACITY_STANDBY][0].value == 500
        # The exercise's own reports of two districts; the claim is of the same size on purpose.
        assert days[Indicator.KILLED][0].reporting == 2
        assert days[Indicator.EVACUATED][0].reporting == 2
        assert days[Indicator.EVACUATED][0].value == 180 + 650 + 240
