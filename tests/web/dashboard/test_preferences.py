"""Marks of the numbers that count because a reviewer preferred them, in the tables of days."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.test_chart_files import find_action, read_file, save
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.charts.tables.drawn import DrawnPoint
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft, DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.domain.windows import ShelterStatus
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.history import load_report
from tracker.recording.rulings import rule_series
from tracker.registry.people import Role
from tracker.registry.shelter_changes import set_shelter_status
from tracker.store.reports import ReportRow
from tracker.web.dashboard.preferences import mark_points

PAGES = ("dashboard.show_place", "dashboard.show_displaced")
KEY = "A reviewer preferred this number"
Judge = Callable[..., None]
JudgeOf = Callable[..., None]


@pytest.fixture
def judge_of(writer: Writer, make_person: PersonMaker) -> JudgeOf:
    """Decides on a report, some minutes ago."""
    reviewer = make_person(Role.REVIEWER, name="Irina Petrova").id

    def act(report_id: int, kind: DecisionKind, indicator: Indicator | None, ago: int = 0) -> None:
        draft = DecisionDraft(
            report_id=report_id,
            seq=1,
            kind=kind,
            person_id=reviewer,
            reason="Counted bed by bed.",
            indicator=indicator,
        )
        with writer() as session:
            decide(session, draft, now=NOW - timedelta(minutes=ago))

    return act


@pytest.fixture
def judge(register: Register, report: Reporter, judge_of: JudgeOf) -> Judge:
    """Decides on the second of two reports about one day, with noise around."""
    report(register.whole, day(17), present=90)
    report(register.whole, day(18), present=100, sheltered=10)
    chosen = report(register.whole, day(18), present=170, sheltered=20, source="Rumour")
    return partial(judge_of, chosen.report_id)


def list_marked(page: Page) -> list[str]:
    """The lines of tables that have the mark."""
    said = (read(row) for row in page.find_all("tbody/tr"))
    return [line for line in said if "preferred by a reviewer" in line]


def write_local(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo("Europe/Moscow")).strftime("%Y-%m-%dT%H:%M")


def read_page(page: Page) -> str:
    return " ".join(read(main) for main in page.find_all("main"))


def list_hovers(page: Page) -> list[str]:
    """The days of the first chart that say so."""
    source = next(each for each in page.find_all("script") if each.get("data-chart"))
    days = [trace.get("text", ()) for trace in json.loads(source.text or "")["data"]]
    return [text for texts in days for text in texts if "preferred by a" in text]


@pytest.mark.parametrize("page", PAGES)
def test_the_day_of_a_preferred_number_is_marked_with_its_name(
    official: StrictClient, register: Register, judge: Judge, page: str
) -> None:
    assert list_marked(official.see(page, place_id=register.whole)) == []
    judge(DecisionKind.PREFERRED, Indicator.PRESENT)

    (line,) = list_marked(official.see(page, place_id=register.whole))

    assert line.startswith("18 Aug 2024")
    assert "people present preferred by a reviewer" in line
    assert "people sheltered preferred" not in line
    (hover,) = list_hovers(official.see(page, place_id=register.whole))
    assert "People present preferred by a" in hover
    above = list_marked(official.see(page, place_id=register.region))
    assert not [line for line in above if line[0].isdigit()]  # none of a day


def test_a_report_may_be_preferred_as_a_whole(
    official: StrictClient, register: Register, judge: Judge
) -> None:
    judge(DecisionKind.PREFERRED, None)

    (line,) = list_marked(official.see("dashboard.show_place", place_id=register.whole))

    assert "people present preferred by a reviewer" in line
    assert "people sheltered preferred by a reviewer" in line


def test_what_was_rejected_later_is_no_longer_marked(
    official: StrictClient, register: Register, judge: Judge
) -> None:
    judge(DecisionKind.PREFERRED, None)
    judge(DecisionKind.REJECTED, None)

    assert list_marked(official.see("dashboard.show_place", place_id=register.whole)) == []


def test_a_different_thing_is_not_marked(
    *,
    official: StrictClient,
    register: Register,
    judge: Judge,
    writer: Writer,
    make_person: PersonMaker,
    sources: dict[str, int],
) -> None:
    judge(DecisionKind.PREFERRED, Indicator.PRESENT)
    draft = RulingDraft(
        place_id=register.whole,
        indicator=Indicator.PRESENT,
        source_id=sources["Rumour"],
        kind=RulingKind.DIFFERENT,
        person_id=make_person(Role.REVIEWER).id,
        reason="Passers-by.",
    )
    with writer() as session:
        rule_series(session, draft, now=NOW)

    assert list_marked(official.see("dashboard.show_place", place_id=register.whole)) == []


def test_before_the_decision_nothing_was_marked(
    official: StrictClient, register: Register, judge: Judge
) -> None:
    judge(DecisionKind.PREFERRED, None)
    before = write_local(NOW - timedelta(minutes=5))

    page = official.see("dashboard.show_place", place_id=register.whole, known_at=before)

    assert list_marked(page) == []


def test_lists_of_areas_mark_preferred_numbers_and_sums_that_hold_them(
    official: StrictClient, register: Register, report: Reporter, judge: Judge
) -> None:
    report(register.elsewhere, day(18), sheltered=70, capacity=80)
    assert KEY not in read_page(official.see("dashboard.list_areas"))
    judge(DecisionKind.PREFERRED, Indicator.SHELTERED)

    page = official.see("dashboard.list_areas")

    country, region, whole = list_marked(page)
    assert country.startswith("Country")
    assert region.startswith("Region")
    assert "1 number in it preferred by a reviewer: at most 20" in region
    assert whole.startswith("Whole")
    assert " preferred by a reviewer: at most 20" in whole
    assert "number in it" not in whole
    assert KEY in read_page(page)


def test_a_later_number_is_not_the_preferred_one(
    official: StrictClient, register: Register, report: Reporter, judge: Judge
) -> None:
    judge(DecisionKind.PREFERRED, None)
    report(register.whole, day(19), present=150)
    assert list_marked(official.see("dashboard.list_areas"))
    report(register.whole, day(19), sheltered=30)

    assert list_marked(official.see("dashboard.list_areas")) == []
    assert list_marked(official.see("dashboard.list_areas", day="2024-08-18"))


@pytest.mark.parametrize("page", ["dashboard.list_areas", "dashboard.overview"])
def test_lists_of_areas_say_what_was_preferred_at_a_moment(
    official: StrictClient, judge: Judge, page: str
) -> None:
    judge(DecisionKind.PREFERRED, Indicator.SHELTERED, 20)
    judge(DecisionKind.REJECTED, None, 10)
    moments = [write_local(NOW - timedelta(minutes=ago)) for ago in (25, 15, 5)]

    said = [KEY in read_page(official.see(page, known_at=moment)) for moment in moments]

    assert said == [False, True, False]


def test_the_overview_marks_what_is_preferred_in_districts_that_need_a_look(
    official: StrictClient, judge: Judge
) -> None:
    assert KEY not in read_page(official.see("dashboard.overview"))
    judge(DecisionKind.PREFERRED, Indicator.SHELTERED)

    page = official.see("dashboard.overview")

    lines = (read(each) for each in page.find_all("li"))
    (line,) = (each for each in lines if "preferred by a reviewer" in each)
    assert line.startswith("Whole")
    assert "preferred by a reviewer: 20 of" in line
    assert KEY in read_page(page)


def test_a_district_marks_the_shelters_with_preferred_numbers(
    official: StrictClient, register: Register, report: Reporter, judge_of: JudgeOf
) -> None:
    report(register.school, day(18), sheltered=5, capacity=9)
    report(register.hall, day(18), capacity=50)
    chosen = report(register.hall, day(18), capacity=60, source="Rumour").report_id
    judge_of(chosen, DecisionKind.PREFERRED, Indicator.CAPACITY)

    (line,) = list_marked(official.see("dashboard.show_place", place_id=register.by_shelter))

    assert line.startswith("Hall")
    assert " preferred by a reviewer: at most 60" in line


def test_what_counted_already_is_marked_from_the_decision_on(
    official: StrictClient, register: Register, report: Reporter, judge_of: JudgeOf
) -> None:
    alone = report(register.whole, day(18), sheltered=20).report_id
    judge_of(alone, DecisionKind.PREFERRED, None, 20)
    before, after = (write_local(NOW - timedelta(minutes=ago)) for ago in (25, 15))

    assert KEY not in read_page(official.see("dashboard.list_areas", known_at=before))
    assert KEY in read_page(official.see("dashboard.list_areas", known_at=after))


def test_a_number_from_before_a_shelter_was_closed_is_not_marked(
    *,
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    judge_of: JudgeOf,
) -> None:
    chosen = report(register.hall, day(12), capacity=50).report_id
    judge_of(chosen, DecisionKind.PREFERRED, None)
    assert list_marked(official.see("dashboard.list_areas"))
    with writer() as session:
        closed, open_again = ShelterStatus.CLOSED, ShelterStatus.OPEN
        set_shelter_status(session, register.hall, since=day(14), status=closed)
        set_shelter_status(session, register.hall, since=day(16), status=open_again)

    assert list_marked(official.see("dashboard.list_areas")) == []


def test_a_number_that_its_author_changed_was_preferred_before(
    official: StrictClient, register: Register, judge: Judge, writer: Writer
) -> None:
    judge(DecisionKind.PREFERRED, Indicator.PRESENT)
    asked: dict[str, Any] = {"place_id": register.whole, "day": "2024-08-18"}
    asked["indicator"] = "present"
    reviewed = official.see("dashboard.show_day", **asked).text
    assert "before it was corrected" not in reviewed
    with writer() as session:
        chosen = session.execute(select(func.max(ReportRow.id))).scalar_one()
        draft = CorrectionDraft(
            submission_id=uuid4(),
            report_id=chosen,
            based_on=1,
            person_id=load_report(session, chosen).revisions[0].person_id,
            counts=(count(Indicator.PRESENT, 180), count(Indicator.SHELTERED, 20)),
            reason="Counted again.",
            confirmed=frozenset({"late"}),
        )
        correct_report(session, draft, now=NOW)
    page = official.see("dashboard.show_day", **asked).text
    assert "preferred before it was corrected" in page
    assert "before it was corrected from 170: Counted bed by bed." in page
    asked["indicator"] = "sheltered"  # was not preferred
    assert "before it was corrected" not in official.see("dashboard.show_day", **asked).text


@pytest.mark.parametrize(("page", "file"), [(PAGES[0], "capacity"), (PAGES[1], "displaced")])
def test_files_of_charts_mark_preferred_numbers_and_no_claims(  # noqa: PLR0917 (fixtures, a case)
    official: StrictClient,
    register: Register,
    report: Reporter,
    judge: Judge,
    page: str,
    file: str,
) -> None:
    judge(DecisionKind.PREFERRED, Indicator.PRESENT)
    report(register.region, day(18), present=900)  # a claim
    found = official.see(page, place_id=register.whole, to=day(18))
    lines = read_file(save(official, find_action(found, f"/{file}.csv")))
    with_mark = [line for line in lines if "preferred" in line["marks"].split()]
    assert [(line["series"], line["day"]) for line in with_mark] == [("present", "2024-08-18")]
    assert all("preferred by a reviewer" in line["marks_in_words"] for line in with_mark)
    assert not any(line["source"] for line in with_mark)


def test_the_file_of_a_sum_has_no_such_mark(
    official: StrictClient, register: Register, judge: Judge
) -> None:
    judge(DecisionKind.PREFERRED, Indicator.PRESENT)
    found = official.see("/overview/capacity?to=2024-08-18")
    lines = read_file(save(official, find_action(found, "/overview/capacity.csv")))
    assert lines
    assert not any("preferred" in line["marks"] for line in lines)


def test_points_are_marked_by_day_and_number_and_claims_are_not() -> None:
    plain = DrawnPoint(day=day(18), series="killed", label="Killed", value=3, explained="corrected")
    points = [
        plain,
        replace(plain, series="killed_new"),
        replace(plain, source="Governor"),
        replace(plain, series="injured"),
        replace(plain, day=day(17)),
    ]
    marked = [point.marks for point in mark_points(points, {day(18): {"killed"}})]
    assert marked == [("preferred",), ("preferred",), (), (), ()]
    (first, *_) = mark_points(points, {day(18): {"killed"}})
    assert first.explained == "corrected; preferred by a reviewer"
