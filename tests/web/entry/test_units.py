"""My units: each unit with today's state, at a constant cost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event
from time_machine import Traveller

from tests.web.entry.conftest import NOW, TODAY, YESTERDAY, Places, Reporter
from tests.web.fixtures import START, PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide
from tracker.registry.people import Person, Role
from tracker.store.database import Database
from tracker.store.places import PlaceRow, ShelterRow, ShelterStatusRow


def cards(page: Page) -> dict[str, str]:
    """The words of each card by the unit's name."""
    return {
        read(card.find(".//h2")): read(card)  # type: ignore[arg-type]
        for card in page.find_all("li[@class='unit-card']")
    }


def test_each_unit_stands_with_its_state(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.whole, TODAY, present=400)
    report(places.foreign, TODAY, present=400)
    found = cards(olga.see("entry.list_units"))
    assert list(found) == ["Whole district", "Hall", "School", "Outside shelters"]
    assert "Reported" in found["Whole district"]
    assert "See the report" in found["Whole district"]
    assert "Late" in found["Hall"]
    assert "Closed" in found["School"]
    assert "no report yet" in found["Hall"]


def test_units_are_grouped_by_what_lies_above(olga: StrictClient) -> None:
    headings = olga.see("entry.list_units").texts("h2")
    assert headings[0] == "Region, Country"
    assert "Sheltering district, Region" in headings


def test_the_page_counts_reported_units_of_those_expected(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.whole, TODAY, present=400)
    assert "1 of 3 units reported for today, 8 Aug 2024." in olga.see("entry.list_units").text


@pytest.fixture
def reported_once(
    client: StrictClient,
    coordinator: Person,
    places: Places,
    report: Reporter,
    noon: Traveller,
) -> StrictClient:
    """The coordinator signed in on the first day, when there was one report about the hall."""
    report(places.hall, START, present=5)
    noon.move_to(datetime(2024, 8, 6, 9, 0, tzinfo=UTC))
    client.sign_in_as(coordinator)
    return client


def test_before_there_is_an_operation_there_is_nothing_to_report_about(
    client: StrictClient, make_person: PersonMaker
) -> None:
    client.sign_in_as(make_person(Role.COORDINATOR))
    client.see("entry.list_units", status=404)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2024, 8, 8, 6, 0, tzinfo=UTC), ("Due", "Nothing for yesterday: report")),
        (datetime(2024, 8, 8, 9, 0, tzinfo=UTC), ("Late", "its deadline has passed")),
        (datetime(2024, 8, 10, 9, 0, tzinfo=UTC), ("Stale", "last report for 6 Aug 2024")),
    ],
)
def test_a_missed_day_is_due_until_its_deadline_then_late_then_stale(
    reported_once: StrictClient, noon: Traveller, moment: datetime, words: tuple[str, ...]
) -> None:
    noon.move_to(moment)
    hall = cards(reported_once.see("entry.list_units"))["Hall"]
    assert all(expected in hall for expected in words)


def test_on_the_first_day_nothing_is_missed(
    client: StrictClient, coordinator: Person, noon: Traveller
) -> None:
    noon.move_to(datetime(2024, 8, 6, 9, 0, tzinfo=UTC))
    client.sign_in_as(coordinator)
    hall = cards(client.see("entry.list_units"))["Hall"]
    assert "Due" in hall
    assert "yesterday" not in hall


def test_a_unit_reported_yesterday_is_due(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, present=5)
    hall = cards(olga.see("entry.list_units"))["Hall"]
    assert "Due" in hall
    assert "Nothing for yesterday" not in hall


def test_a_returned_report_stands_first_with_its_reason(
    olga: StrictClient, places: Places, report: Reporter, writer: Writer, make_person: PersonMaker
) -> None:
    receipt = report(places.outside, YESTERDAY, present=77)
    with writer() as session:
        draft = DecisionDraft(
            report_id=receipt.report_id,
            seq=1,
            kind=DecisionKind.RETURNED,
            person_id=make_person(Role.REVIEWER).id,
            reason="Which villages?",
        )
        decide(session, draft, now=NOW)
    page = olga.see("entry.list_units")
    assert page.texts("h2")[:2] == ["Returned to you", "Outside shelters"]
    card = cards(page)["Outside shelters"]
    assert "Report for 7 Aug 2024 was returned: Which villages?" in card
    assert card.startswith("Outside shelters Due")  # today's report is another matter
    assert "Nothing for yesterday" not in card
    address = page.links()[f"Correct report {receipt.report_id}"]
    assert "Which villages?" in olga.see(address).text


@pytest.fixture
def sent_back(
    places: Places, report: Reporter, writer: Writer, make_person: PersonMaker
) -> DecisionDraft:
    """A report of Olga's that a reviewer returned."""
    draft = DecisionDraft(
        report_id=report(places.outside, YESTERDAY, present=77).report_id,
        seq=1,
        kind=DecisionKind.RETURNED,
        person_id=make_person(Role.REVIEWER).id,
        reason="Which villages?",
    )
    with writer() as session:
        decide(session, draft, now=NOW)
    return draft


@pytest.mark.usefixtures("sent_back")
def test_what_others_wrote_is_returned_to_them_and_seen_in_the_area(
    client: StrictClient, places: Places, make_person: PersonMaker, source: int
) -> None:
    assigned = (places.by_shelter,)
    pavel = make_person(Role.COORDINATOR, name="Pavel", source_id=source, assigned=assigned)
    client.sign_in_as(pavel)
    page = client.see("entry.list_units")
    assert page.texts("h2")[:2] == ["Returned to others in your areas", "Outside shelters"]
    assert "Which villages?" in cards(page)["Outside shelters"]
    assert "Returned to you" not in page.text


def test_an_old_returned_report_does_not_hide_where_the_unit_stands_today(
    olga: StrictClient, places: Places, report: Reporter, writer: Writer, make_person: PersonMaker
) -> None:
    old = report(places.outside, YESTERDAY, present=77)
    report(places.outside, TODAY, present=78)
    with writer() as session:
        draft = DecisionDraft(
            report_id=old.report_id,
            seq=1,
            kind=DecisionKind.RETURNED,
            person_id=make_person(Role.REVIEWER).id,
            reason="Which villages?",
        )
        decide(session, draft, now=NOW)
    card = cards(olga.see("entry.list_units"))["Outside shelters"]
    assert card.startswith("Outside shelters Reported")
    assert "Report for 7 Aug 2024 was returned" in card
    assert "See the report" in card


def test_confirming_takes_one_tap(olga: StrictClient, places: Places, report: Reporter) -> None:
    report(places.hall, YESTERDAY, present=100)
    page = olga.see("entry.list_units")
    (form,) = page.find("main").findall(".//form")
    data = dict(page.form_data())
    response = olga.post(form.get("action") or "", data=data)
    assert response.status_code == 303
    assert "100" in olga.see(response.location or "").text
    assert "Reported" in cards(olga.see("entry.list_units"))["Hall"]


def test_areas_that_are_no_units_can_be_chosen_for_a_claim(
    client: StrictClient, make_person: PersonMaker, places: Places
) -> None:
    client.sign_in_as(make_person(Role.COORDINATOR, name="Nina", assigned=(places.region,)))
    page = client.see("entry.list_units")
    assert "never added to it" in page.text
    links = page.links()
    assert links["Region"].endswith(f"/units/{places.region}/report")
    assert "Sheltering district" in links
    assert "Foreign district" not in links
    assert "Country" not in links


def test_without_an_assignment_the_page_says_what_to_do(
    client: StrictClient, make_person: PersonMaker, places: Places
) -> None:
    client.sign_in_as(make_person(Role.COORDINATOR, name="Nina"))
    page = client.see("entry.list_units")
    assert "No unit is assigned to you" in page.text
    assert "units reported" not in page.text


def add_shelters(writer: Writer, district: int, count: int) -> None:
    with writer() as session:
        for number in range(count):
            row = PlaceRow(
                kind="shelter",
                level=3,
                parent_id=district,
                name=f"Shelter {number}",
                p_code=None,
                national_code=None,
                valid_from=START,
                valid_until=None,
            )
            session.add(row)
            session.flush()
            session.add(ShelterRow(place_id=row.id, shelter_type="school", do_not_publish=False))
            session.add(ShelterStatusRow(place_id=row.id, since=START, status="open"))


def test_statements_do_not_grow_with_the_units(
    olga: StrictClient, places: Places, writer: Writer, web_database: Database, report: Reporter
) -> None:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    report(places.hall, YESTERDAY, present=1)
    event.listen(web_database.read, "before_cursor_execute", note)
    try:
        olga.see("entry.list_units")
        few = len(statements)
        add_shelters(writer, places.by_shelter, 20)
        statements.clear()
        assert len(cards(olga.see("entry.list_units"))) == 24
        assert len(statements) == few
    finally:
        event.remove(web_database.read, "before_cursor_execute", note)


def test_a_report_for_a_date_is_reached_from_a_missed_day(olga: StrictClient) -> None:
    page = olga.see("entry.list_units")
    address = page.links()["report for 7 Aug 2024"]
    assert olga.see(address).heading.startswith("Past report")
