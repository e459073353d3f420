"""The page behind a point of the chart."""

from typing import Any
from uuid import uuid4

import pytest

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.charts.wording import phrase_day
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import DecisionDraft, WithdrawalDraft
from tracker.domain.review import DecisionKind
from tracker.domain.windows import ReportingMode
from tracker.recording.corrections import withdraw_report
from tracker.recording.decisions import decide
from tracker.registry.people import Role
from tracker.registry.reporting_modes import set_reporting_mode


def lines(page: Page, table: str = "What the number is made of") -> list[list[str]]:
    """All lines of the table with this label."""
    found = page.find(f"div[@aria-label='{table}']")
    return [[read(cell) for cell in line] for line in found.findall(".//tbody/tr")]


def test_each_unit_says_who_said_it_in_which_words_and_when(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    about = count(Indicator.SHELTERED, 100, qualifier=Qualifier.AT_LEAST)
    report(register.whole, day(18), about)
    newest = report(register.hall, day(17), sheltered=40)
    report(register.elsewhere, day(10), sheltered=7)
    report(register.region, day(18), sheltered=900, source="Governor")  # a claim about Region only
    page = official.see("dashboard.show_operation_day", day="2024-08-18")
    assert page.heading == "People sheltered on 18 Aug 2024"
    assert [line[:5] for line in lines(page)] == [
        ["Elsewhere", "7", "7", "Office (grade B)", "10 Aug 2024"],
        ["Hall By shelter", "40", "40", "Office (grade B)", "17 Aug 2024"],
        ["Whole", "at least 100", "at least 100", "Office (grade B)", "18 Aug 2024"],
    ]
    assert [line[5:] for line in lines(page)] == [
        ["stale, 8 days old unreviewed", "Report 3"],
        ["1 day old unreviewed", "Report 2"],
        ["unreviewed", "Report 1"],
    ]
    assert page.links()["Report 2"] == f"/reports/{newest.report_id}"
    assert "Whole operation: at least 147 people." in page.text
    assert "Never reported by: School (By shelter), Outside shelters (By shelter)." in page.text
    region = official.see("dashboard.show_day", place_id=register.region, day="2024-08-18")
    assert len(lines(region)) == 2
    assert "900" in lines(region, "Claims beside the totals")[0][2]


def test_rival_reports_are_named_beside_the_one_that_counts(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100)
    report(register.whole, day(18), sheltered=170, source="Rumour")
    report(register.whole, day(18), capacity=200, source="Governor")  # says nothing about it
    page = official.see("dashboard.show_day", place_id=register.region, day="2024-08-18")
    counted, other = lines(page)
    assert counted[1:3] == ["100 100 to 170", "100"]
    assert "rival reports" in counted[5]
    assert other[0] == "also said, not counted"
    assert other[2:4] == ["170", "Rumour (grade E)"]


def test_reports_that_can_all_be_true_are_named_without_the_mark_of_rivals(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100)
    report(register.whole, day(18), sheltered=105, source="Rumour")  # within ten per cent
    vague = count(Indicator.SHELTERED, 50, qualifier=Qualifier.AT_LEAST)
    report(register.elsewhere, day(18), sheltered=80)
    report(register.elsewhere, day(18), vague, source="Rumour")
    page = official.see("dashboard.show_operation_day", day="2024-08-18")
    assert [line[0] for line in lines(page)].count("also said, not counted") == 2
    assert "rival reports" not in page.text


def test_words_beside_a_range_leave_it_the_number(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    between = count(Indicator.SHELTERED, None, qualifier=Qualifier.BETWEEN, low=150, high=260)
    words = count(Indicator.SHELTERED, None, qualifier=Qualifier.IN_WORDS, words="hundreds")
    report(register.whole, day(18), between)
    report(register.whole, day(18), words, source="Rumour")
    page = official.see("dashboard.show_day", place_id=register.region, day="2024-08-18")
    counted, other = lines(page)
    assert counted[1] == "150 to 260"
    assert other[2] == "“hundreds”"
    assert "in words only" not in page.text
    assert "Region: 150 to 260 people." in page.text


def test_the_rule_that_decided_stands_beside_the_number_that_counts(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100)
    report(register.whole, day(18), sheltered=170, source="Rumour")
    report(register.elsewhere, day(18), sheltered=33)  # alone: there is nothing to explain
    page = official.see("dashboard.show_operation_day", day="2024-08-18")
    alone, counted, _ = lines(page)
    assert "Preferred: better source grade (B before E)." in counted[5]
    assert "preferred by a reviewer" not in counted[5]
    assert alone[5] == "unreviewed"


def test_a_number_that_a_reviewer_preferred_says_so_with_the_reason(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    make_person: PersonMaker,
) -> None:
    report(register.whole, day(18), sheltered=100)
    chosen = report(register.whole, day(18), sheltered=170, source="Rumour")
    with writer() as session:
        decision = DecisionDraft(
            report_id=chosen.report_id,
            seq=1,
            kind=DecisionKind.PREFERRED,
            person_id=make_person(Role.REVIEWER, name="Irina Petrova").id,
            reason="Counted bed by bed.",
            indicator=Indicator.SHELTERED,
        )
        decide(session, decision, now=NOW)
    asked: dict[str, Any] = {"place_id": register.whole, "indicator": "sheltered"}
    counted, other = lines(official.see("dashboard.show_day", day="2024-08-18", **asked))
    assert counted[3] == "Rumour (grade E)"
    assert "preferred by a reviewer" in counted[5]
    assert (
        f"Preferred by Irina Petrova on {phrase_day(NOW.date())}: Counted bed by bed." in counted[5]
    )
    assert other[2] == "100"
    later = lines(official.see("dashboard.show_day", day="2024-08-19", **asked))
    assert "Counted bed by bed." in later[0][5]  # carried forward with its reason


def test_a_source_that_says_two_things_is_no_rival_of_itself(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(18), sheltered=100)
    report(register.whole, day(18), sheltered=120)
    page = official.see("dashboard.show_day", place_id=register.whole, day="2024-08-18")
    state = lines(page)[0][5]
    assert "said twice by the same source" in state
    assert "rival reports" not in state
    assert "Preferred: recorded later." in state


def test_households_are_said_beside_the_people(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    families = count(Indicator.SHELTERED, 26, households=10, household_size=2.6)
    report(register.whole, day(18), families)
    report(register.whole, day(18), sheltered=30, source="Rumour")
    report(register.whole, day(18), families, source="Governor")
    page = official.see("dashboard.show_day", place_id=register.whole, day="2024-08-18")
    assert [line[2] for line in lines(page)] == [
        "26 (10 households of 2.6 people)",
        "30",
        "26 (10 households of 2.6 people)",
    ]
    said = official.see("dashboard.show_sides", place_id=register.whole, day="2024-08-18")
    first = lines(said, "What stands in Whole")[0]
    assert first[:2] == ["26 (10 households of 2.6 people) counts", "converted from households"]


def test_a_derived_level_is_nobodys_word(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), present=50)
    report(register.whole, day(18), arrivals=10)
    page = official.see("/overview/days/2024-08-18?indicator=present")
    (line,) = lines(page)
    assert line[1:4] == ["60", "nothing: derived from arrivals and departures", "nobody"]
    assert "derived" in line[5]


def test_running_totals_of_other_days_stand_apart(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(16), arrivals=30)
    report(register.elsewhere, day(12), arrivals=5)
    report(register.elsewhere, day(18), count(Indicator.ARRIVALS, 80, Form.TOTAL))
    page = official.see("/overview/days/2024-08-18?indicator=arrivals")
    (line,) = lines(page)
    assert line[:3] == ["Elsewhere", "80", "total so far 80"]
    assert "covers 6 days" in line[5]
    assert [one[0] for one in lines(page, "Last reported on an earlier day")] == ["Whole"]
    assert "Whole operation: 75 new, 110 people so far." in page.text


def test_a_unit_shows_all_its_reports_also_those_that_do_not_count(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    make_person: PersonMaker,
) -> None:
    report(register.hall, day(18), sheltered=40)
    returned = report(register.hall, day(18), sheltered=50, source="Governor")
    taken_back = report(register.hall, day(18), sheltered=60, source="Rumour")
    report(register.hall, day(17), sheltered=39)
    report(register.school, day(18), sheltered=70)
    with writer() as session:
        decision = DecisionDraft(
            report_id=returned.report_id,
            seq=1,
            kind=DecisionKind.RETURNED,
            person_id=make_person(Role.REVIEWER).id,
            reason="Which hall?",
        )
        decide(session, decision, now=NOW)
        draft = WithdrawalDraft(
            submission_id=uuid4(),
            report_id=taken_back.report_id,
            based_on=1,
            person_id=1,
            reason="Wrong hall",
        )
        withdraw_report(session, draft, now=NOW)
    page = official.see("dashboard.show_day", place_id=register.hall, day="2024-08-18")
    found = {line[0]: line[3:] for line in lines(page, "All reports about this day")}
    entered = {line[0]: line[2] for line in lines(page, "All reports about this day")}
    assert entered["Report 1"] == "18 Aug 2024, 20:00by Reporter"
    assert entered["Report 3"].startswith("18 Aug 2024, 20:00by Reporterwithdrawn ")
    assert found == {
        "Report 3": ["60", "withdrawn not counted"],
        "Report 2": ["50", "returned not counted"],
        "Report 1": ["40", "unreviewed"],
    }
    assert len(lines(page)) == 1


def test_what_no_longer_counts_is_set_apart(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    report(register.whole, day(12), sheltered=100)
    with writer() as session:
        set_reporting_mode(session, register.whole, since=day(15), mode=ReportingMode.BY_SHELTER)
    page = official.see("dashboard.show_day", place_id=register.whole, day="2024-08-18")
    assert "No report says it" in page.text
    assert lines(page, "No longer counted")[0][:2] == ["Whole", "100"]
    assert "Whole: not reported up to this day." in page.text


@pytest.mark.parametrize("indicator", Indicator)
def test_every_number_has_its_page(
    official: StrictClient, register: Register, report: Reporter, indicator: Indicator
) -> None:
    report(
        register.whole, day(18), count(indicator, None, qualifier=Qualifier.IN_WORDS, words="few")
    )
    page = official.see(f"/overview/days/2024-08-18?indicator={indicator}")
    assert lines(page)[0][2].endswith("“few”")
    assert "in words only" in page.text
    assert page.value("indicator") == indicator


def test_an_unknown_number_says_so(official: StrictClient, register: Register) -> None:
    page = official.see("/overview/days/2024-08-18?indicator=nonsense")
    assert page.heading == "People sheltered on 18 Aug 2024"
    assert page.errors()


def test_days_lead_to_their_neighbours_within_the_operation(
    official: StrictClient, register: Register
) -> None:
    first = official.see("/overview/days/2024-08-06?indicator=killed")
    assert "The day before" not in first.links()
    assert first.links()["The day after"] == "/overview/days/2024-08-07?indicator=killed"
    assert "The day after" not in official.see("/overview/days/2024-08-20").links()


@pytest.mark.parametrize("wrong", ["2024-08-05", "2024-08-21", "yesterday", "2024-02-31"])
def test_days_that_are_none_of_the_operation_are_not_found(
    official: StrictClient, register: Register, wrong: str
) -> None:
    official.see(f"/overview/days/{wrong}", status=404)
    official.see(f"/places/{register.whole}/days/{wrong}", status=404)


@pytest.mark.parametrize("outside", ["2024-08-05", "2024-08-21"])
def test_a_day_outside_the_operation_is_told_where_it_begins_and_ends(
    official: StrictClient, register: Register, outside: str
) -> None:
    text = official.see(f"/overview/days/{outside}", status=404).text
    assert "The operation began on 6 August 2024, and the last day is 20 August 2024." in text
