"""The situation report as a page: what it says, of when, and how sure that is."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.dashboard.test_statements import add_units, count_statements
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft, DecisionDraft, Receipt
from tracker.domain.review import DecisionKind
from tracker.domain.windows import ShelterStatus
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.registry.people import Role
from tracker.registry.shelter_changes import (
    ShelterDetails,
    change_shelter,
    set_shelter_status,
)
from tracker.registry.shelters import load_shelter
from tracker.store.database import Database


def facts(page: Page) -> dict[str, str]:
    """The words of each head number by its label, without the number of its note."""
    found = {}
    for tile in page.find_all("dl[@class='tiles']/div"):
        label, *rest = list(tile)
        words = read(label).partition(", who says so")[0]
        found[words] = " ".join(read(one) for one in rest)
    return found


def section(page: Page, name: str) -> str:
    return read(page.find(f"section[@aria-labelledby='{name}']"))


def area_rows(page: Page) -> dict[str, list[str]]:
    table = page.find("section[@aria-labelledby='areas']").find(".//table")
    assert table is not None
    return {
        read(line[0]): [read(cell) for cell in line[1:]] for line in table.findall("./tbody/tr")
    }


def test_the_report_of_a_day_says_its_numbers_and_who_says_so(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), sheltered=30, capacity=40, killed=2)
    report(register.hall, day(17), sheltered=50, capacity=45)
    report(register.whole, day(18), sheltered=999)  # the day after
    page = official.see("situation.show_report", day=day(17))
    assert page.heading == "Situation report, 17 August 2024"
    said = facts(page)
    assert said["Sheltered"].startswith("80 ")
    assert said["Free places"] == "5"
    assert said["Killed"].startswith("2 ")
    assert "People sheltered: Office (grade B, 2 units)." in section(page, "sources")
    rows = area_rows(page)
    assert list(rows)[:2] == ["By shelter, Region", "Whole, Region"]
    assert rows["By shelter, Region"][:3] == ["45", "50", "5 over"]
    assert "999" not in page.text


def test_what_nobody_verified_is_said_to_be_provisional(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    first = report(register.whole, day(17), sheltered=30)
    report(register.hall, day(17), sheltered=10)
    notice = "Provisional: nobody has verified yet 100% of people sheltered."
    assert notice in official.see("situation.show_report", day=day(17)).text
    with writer() as session:
        draft = DecisionDraft(
            report_id=first.report_id, seq=1, kind=DecisionKind.VERIFIED, person_id=1
        )
        decide(session, draft, now=datetime(2024, 8, 19, 9, tzinfo=UTC))
    assert "25% of people sheltered" in official.see("situation.show_report", day=day(17)).text


def test_a_day_whose_reports_are_not_due_yet_is_provisional(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(20), sheltered=30)
    page = official.see("situation.show_report", day=day(20))
    assert "reports about this day are on time until 21 Aug 2024, 10:00" in page.text
    assert "are on time" not in official.see("situation.show_report", day=day(18)).text


def test_without_a_day_the_newest_whose_reports_are_due_is_shown(
    official: StrictClient, register: Register
) -> None:
    response = official.get("/situation")
    assert response.location == "/situation/2024-08-19"
    assert official.get("/situation?day=2024-08-12").location == "/situation/2024-08-12"
    assert official.get("/situation?day=2030-01-01").location == "/situation/2024-08-19"
    assert official.get("/situation?day=x").location == "/situation/2024-08-19"


@pytest.mark.parametrize("said", ["2024-08-05", "2024-08-21", "yesterday"])
def test_there_is_no_report_of_other_days(
    official: StrictClient, register: Register, said: str
) -> None:
    official.see("situation.show_report", day=said, status=404)


def test_nothing_is_said_before_there_is_an_operation(
    client: StrictClient, make_person: PersonMaker
) -> None:
    client.sign_in_as(make_person(Role.OFFICIAL))
    assert "not set up" in client.see("situation.show_newest").text
    client.see("situation.show_report", day=day(18), status=404)


def test_an_empty_day_says_so_and_is_no_zero(official: StrictClient, register: Register) -> None:
    page = official.see("situation.show_report", day=day(18))
    assert "Nobody has reported any casualties. That is not known to be none." in page.text
    assert "Nobody has reported yet." in page.text
    unknown = page.find_all("dl[@class='tiles']/div/dd/span[@class='tile__none']")
    assert {read(words) for words in unknown} == {"not reported", "not known", "places not known"}
    assert "No claim about a whole area contradicts" in page.text
    assert set(area_rows(page)["Whole, Region"][:4]) == {"–not reported"}  # noqa: RUF001


def test_silent_areas_are_named_the_longest_silence_first(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(15), sheltered=3)
    report(register.hall, day(18), sheltered=3)
    said = section(official.see("situation.show_report", day=day(18)), "completeness")
    assert "1 of 5 units reported on 18 August." in said
    never = "silent for 13 days, no report since the first was due for 6 Aug 2024"
    assert f"Elsewhere: {never}" in said
    assert f"School, By shelter: {never}" in said
    assert said.index("Whole: silent for 3 days") > said.index("Elsewhere:")
    assert "Whole: silent for 3 days, last report 15 Aug 2024" in said
    assert "Hall" not in said


def test_claims_that_contradict_the_sum_are_told_and_others_are_not(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(17), killed=5, present=100)
    killed = count(Indicator.KILLED, 3, Form.TOTAL)
    report(register.country, day(17), killed, present=100, source="Governor")
    said = section(official.see("situation.show_report", day=day(17)), "claims")
    assert "Killed: 3 so far" in said
    assert "The units add up to 5: 2 more." in said
    assert "Governor (grade C), for 17 Aug 2024" in said
    assert "People present" not in said


def correct(writer: Writer, receipt: Receipt) -> None:
    """Correct people sheltered, at noon of 18 August."""
    draft = CorrectionDraft(
        submission_id=uuid4(),
        report_id=receipt.report_id,
        based_on=1,
        person_id=1,
        counts=(count(Indicator.SHELTERED, 33),),
        reason="Counted again.",
        confirmed=frozenset({"late"}),
    )
    with writer() as session:
        correct_report(session, draft, now=datetime(2024, 8, 18, 12, tzinfo=UTC))


def test_corrections_since_the_day_before_are_told_with_their_reasons(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    correct(writer, report(register.whole, day(16), sheltered=30))
    said = section(official.see("situation.show_report", day=day(17)), "changes")
    assert "since 17 August 2024, 10:00" in said
    assert "was corrected" in said
    assert "Counted again." in said
    later = section(official.see("situation.show_report", day=day(19)), "changes")
    assert "Counted again." not in later
    earlier = section(official.see("situation.show_report", day=day(15)), "changes")
    assert "Counted again." not in earlier


def test_the_report_can_be_looked_at_as_it_was_known(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.whole, day(16), sheltered=30)
    report(register.whole, day(17), sheltered=50)
    page = official.see("/situation/2024-08-17?known_at=2024-08-17T12:00")
    assert facts(page)["Sheltered"].startswith("30 ")
    assert "As known on 17 August 2024, 12:00, made on 20 August 2024, 12:00" in page.text
    assert "known_at=2024-08-17T12:00" in page.links()["The day before"]
    newest = official.get("/situation?known_at=2024-08-17T12:00").location or ""
    assert newest.startswith("/situation/2024-08-16?known_at=")
    capped = official.see("/situation/2024-08-19?known_at=2024-08-17T12:00")
    assert capped.heading == "Situation report, 17 August 2024"


def test_an_example_says_so(
    official: StrictClient, register: Register, web_database: Database
) -> None:
    assert "Example operation" not in official.see("situation.show_report", day=day(18)).text
    with web_database.writer() as session:
        session.execute(text("UPDATE operation SET is_example = true"))
        session.commit()
    page = official.see("situation.show_report", day=day(18))
    assert "daily counts invented" in read(page.find("p[@class='example-banner']"))
    assert "daily counts invented" not in page.text


def test_shelters_that_are_not_to_be_published_are_not_named(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    with writer() as session:
        shelter = load_shelter(session, register.hall)
        details = ShelterDetails(
            name="Hidden hall", shelter_type=shelter.shelter_type, do_not_publish=True
        )
        change_shelter(session, register.hall, details=details)
        set_shelter_status(session, register.hall, since=day(21), status=ShelterStatus.CLOSED)
    for number in range(10, 19):
        report(register.hall, day(number), sheltered=10 + number, capacity=40)
    correct(writer, report(register.school, day(16), sheltered=31))
    correct(writer, report(register.hall, day(16), sheltered=31, source="Governor"))
    page = official.see("situation.show_report", day=day(18))
    assert "A shelter that is not to be published closes on 21 August" in page.text
    assert "about a shelter that is not to be published was corrected" in page.text
    assert "about School was corrected" in page.text
    assert "Hidden hall" not in page.text
    silent = official.see("situation.show_report", day=day(20))
    assert "A shelter that is not to be published, By shelter: silent for" in silent.text
    assert "Hidden hall" not in silent.text


def test_statements_do_not_grow_with_units(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    web_database: Database,
) -> None:
    report(register.country, day(18), sheltered=3, source="Governor")
    add_units(writer, register, report, 2)
    few = count_statements(official, web_database, "/situation/2024-08-18")
    add_units(writer, register, report, 20)
    assert count_statements(official, web_database, "/situation/2024-08-18") == few


def test_an_old_total_is_held_against_the_sum_of_its_own_day(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    """A total so far was not wrong because more happened since; a level is held against now."""
    report(register.whole, day(12), count(Indicator.KILLED, 3, Form.TOTAL), present=40)
    report(register.whole, day(14), count(Indicator.INJURED, 2, Form.TOTAL))
    report(register.whole, day(16), count(Indicator.KILLED, 6, Form.TOTAL), present=90)
    claims = [count(Indicator.KILLED, 3, Form.TOTAL), count(Indicator.INJURED, 1, Form.TOTAL)]
    report(register.country, day(13), *claims, present=40, source="Governor")
    said = section(official.see("situation.show_report", day=day(17)), "claims")
    assert "Killed" not in said
    assert "Injured: 1 so farNo unit had reported it by 13 August." in said
    assert "The units add up to 90: 50 more." in said
    report(register.country, day(14), count(Indicator.KILLED, 5, Form.TOTAL), source="Rumour")
    said = section(official.see("situation.show_report", day=day(17)), "claims")
    assert "Killed: 5 so farOn 14 August the units added up to 3: 2 fewer." in said
