"""Which published totals changed, by how much and why: as a page."""

from collections.abc import Callable

import pytest

from tests.exchange.importing.acts import mapped, take_in
from tests.web.corrections.conftest import Corrector
from tests.web.dashboard.test_statements import count_statements
from tests.web.entry.conftest import NOW, YESTERDAY, Places, Reporter
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient
from tracker.domain.audit import Author
from tracker.domain.windows import ShelterStatus
from tracker.exchange.importing import undo_import
from tracker.exchange.mapping import Constants
from tracker.registry.people import Person, Role
from tracker.registry.shelter_changes import set_shelter_status
from tracker.registry.shelter_moves import put_shelter_right
from tracker.store.database import Database

KILLED_BY_DAY = mapped(
    {"Date": "day", "District": "area", "Killed": "killed new"},
    constants=Constants(source="District office"),
)


def headings(page: Page) -> list[str]:
    return page.texts("p[@class='event__heading']")


def test_it_says_which_total_changed_by_how_much_and_why(
    official: StrictClient, corrected: int, places: Places
) -> None:
    page = official.see("corrections.show_corrections", place=places.region)
    assert headings(page) == [
        f"Report {corrected} about Whole district was corrected",
        f"Report {corrected} about Whole district came late",
    ]
    first = page.texts("li[@class='event']")[0]
    said = "from 7 Aug 2024 on: killed so far \N{MINUS SIGN}1 on each day (on 7 Aug 4 → 3)"
    assert f"Region, {said}" in first
    assert f"Whole district, {said}" in first
    assert "Reason: Listed twice." in first
    assert "Olga" in first
    row = page.texts("tbody/tr")[0]
    assert row.startswith("Region Killed so far from 7 Aug 2024 on 4 3 \N{MINUS SIGN}1 Report")
    assert "killed so far reported now (on 7 Aug not reported → 4)" in page.text


def test_the_whole_operation_holds_all_and_an_open_day_is_in_none(
    official: StrictClient, corrected: int
) -> None:
    page = official.see("corrections.show_corrections")
    assert len(headings(page)) == 3
    assert "people present" not in page.text
    assert "totals of the whole operation" in page.text


@pytest.mark.parametrize(
    ("filters", "acts"),
    [
        ({"kind": "correction"}, 1),
        ({"kind": "withdrawal"}, 0),
        ({"indicator": "killed"}, 3),
        ({"indicator": "injured"}, 0),
        ({"to": "2024-08-06"}, 0),
        ({"from": "2024-08-07", "to": "2024-08-07"}, 3),
        ({"from": "2024-08-30"}, 3),  # a running total differs on all days after
    ],
)
def test_filters_stand_in_the_address(
    official: StrictClient, corrected: int, filters: dict[str, str], acts: int
) -> None:
    page = official.see(official.address("corrections.show_corrections", **filters))
    assert len(headings(page)) == acts
    for name, value in filters.items():
        assert page.value(name) == value
    assert ("No published total changed" in page.text) == (not acts)


def test_filters_that_make_no_sense_are_said_and_left_out(
    official: StrictClient, corrected: int
) -> None:
    typed = {"from": "2024-08-09", "to": "2024-08-01", "indicator": "cats", "place": "x"}
    page = official.see(official.address("corrections.show_corrections", **typed))
    assert "Enter a last day that is not before the first" in page.errors()
    assert len(headings(page)) == 3
    assert len(headings(official.see("corrections.show_corrections", before="x"))) == 3


@pytest.mark.parametrize("name", ["before", "place"])
def test_a_number_of_thousands_of_digits_counts_as_not_given(
    official: StrictClient, corrected: int, name: str
) -> None:
    page = official.see(official.address("corrections.show_corrections", **{name: "9" * 5000}))
    assert len(headings(page)) == 3


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_the_calendar_is_said_at_its_field(
    official: StrictClient, corrected: int, day: str
) -> None:
    page = official.see(official.address("corrections.show_corrections", to=day))
    assert page.errors() == ["Enter the last day as a day, such as 2024-08-08"]
    assert len(headings(page)) == 3


def test_older_acts_follow_page_by_page(
    official: StrictClient, corrected: int, correct: Corrector
) -> None:
    for seq in range(2, 26):
        correct(corrected, seq + 5, based_on=seq)
    first = official.see("corrections.show_corrections", kind="correction")
    assert len(headings(first)) == 20
    older = official.see(first.links()["Older"])
    assert len(headings(older)) == 5
    assert "Older" not in older.links()
    assert headings(official.see(older.links()["Newest"])) == headings(first)
    assert set(older.texts("li[@class='event']")).isdisjoint(first.texts("li[@class='event']"))


def test_a_coordinator_sees_their_own_places(
    olga: StrictClient, corrected: int, places: Places, report: Reporter
) -> None:
    report(places.hall, YESTERDAY, killed=1)
    page = olga.see("corrections.show_corrections")
    assert len(headings(page)) == 3
    assert "Foreign" not in page.text
    options = {option.get("value") for option in page.find("select[@name='place']")}
    assert str(places.hall) in options
    assert str(places.region) not in options
    assert len(headings(olga.see("corrections.show_corrections", place=places.hall))) == 1
    for other in (places.foreign, places.region, 99999):
        olga.see("corrections.show_corrections", place=other, status=404)


def test_numbers_of_a_shelter_that_is_others_today_are_not_told(
    client_of: Callable[..., StrictClient],
    official: StrictClient,
    report: Reporter,
    places: Places,
    writer: Writer,
) -> None:
    report(places.school, YESTERDAY, killed=40)
    report(places.hall, YESTERDAY, killed=1)
    with writer() as session:
        put_shelter_right(session, places.hall, places.whole)
    own = client_of(Role.COORDINATOR, name="Own", assigned=[places.by_shelter])
    other = client_of(Role.COORDINATOR, name="Other", assigned=[places.by_shelter, places.whole])
    for client, is_told in ((own, False), (other, True), (official, True)):
        page = client.see("corrections.show_corrections", place=places.by_shelter)
        said = [line for line in page.texts("li[@class='quiet']") if line.startswith("Hall")]
        assert bool(said) is is_told
        assert "Sheltering district, " in page.text


def test_somebody_without_places_sees_nothing(
    client_of: Callable[..., StrictClient], corrected: int
) -> None:
    nobody = client_of(Role.COORDINATOR, name="Nobody")
    assert headings(nobody.see("corrections.show_corrections")) == []


def test_a_change_of_the_register_stands_in_the_feed(
    official: StrictClient, report: Reporter, places: Places, writer: Writer, coordinator: Person
) -> None:
    report(places.hall, YESTERDAY, present=40)
    by = Author(person_id=coordinator.id, at=NOW)
    with writer() as session:
        set_shelter_status(
            session, places.hall, since=YESTERDAY, status=ShelterStatus.CLOSED, by=by
        )
    page = official.see("corrections.show_corrections", kind="register")
    assert headings(page) == ["The register of Hall was changed"]
    assert "Reason: The shelter is closed from 7 Aug 2024 on" in page.text
    assert "people present no longer reported (on 7 Aug 40 → not reported)" in page.text


@pytest.mark.usefixtures("source")
def test_an_import_and_its_undoing_are_acts_of_their_own(
    official: StrictClient, places: Places, writer: Writer, coordinator: Person
) -> None:
    with writer() as session:
        rows = f"Date,District,Killed\n{YESTERDAY},Whole district,4\n"
        number = take_in(session, rows, KILLED_BY_DAY, now=NOW, person_id=coordinator.id)
        undo_import(session, number, reason="Another year.", person_id=coordinator.id, now=NOW)
    page = official.see("corrections.show_corrections", place=places.whole)
    assert headings(page) == [f"Import {number} was undone", f"Import {number} was recorded"]
    first, second = page.texts("li[@class='event']")
    assert "Reason: Another year." in first
    assert "killed so far no longer reported (on 7 Aug 4 → not reported)" in first
    assert "Reason: Import of made.csv" in second
    kinds = official.see("corrections.show_corrections", kind="undoing")
    assert len(headings(kinds)) == 1


def test_the_pages_of_days_lead_to_what_changed(
    official: StrictClient, corrected: int, places: Places
) -> None:
    day = official.see(
        "dashboard.show_day", place_id=places.whole, day="2024-08-07", indicator="killed"
    )
    page = official.see(day.links()["What changed here after it was published"])
    assert len(headings(page)) == 2
    place = official.see("dashboard.show_place", place_id=places.whole)
    assert "What changed in published totals of these days" in place.links()


def test_the_history_of_a_report_says_what_each_act_changed_above(
    official: StrictClient, corrected: int
) -> None:
    history = official.see("entry.history", report_id=corrected)
    newest = history.texts("li[@class='event']")[0]
    for place, step in (("Whole district", "4 → 3"), ("Region", "4 → 3"), ("Country", "13 → 12")):
        said = f"killed so far \N{MINUS SIGN}1 on each day (on 7 Aug {step})"
        assert f"{place}, from 7 Aug 2024 on: {said}" in newest


def test_statements_do_not_grow_with_acts(
    official: StrictClient,
    web_database: Database,
    corrected: int,
    correct: Corrector,
) -> None:
    page = official.address("corrections.show_corrections")
    official.see(page)  # the first reader opens the connection
    few = count_statements(official, web_database, page)
    for seq in range(2, 20):
        correct(corrected, seq % 2 + 5, based_on=seq)
    assert count_statements(official, web_database, page) == few
