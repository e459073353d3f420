"""The page of a shelter says why what was reported about it is in no total."""

from datetime import timedelta

from tests.exchange.importing.acts import take_in
from tests.web.comparing.test_register_of_imports import ROWS, SITES
from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.strict_client import StrictClient
from tracker.domain.windows import ReportingMode
from tracker.exchange.importing import undo_import
from tracker.registry.people import Role
from tracker.registry.places import list_children
from tracker.registry.reporting_modes import set_reporting_mode

REVIEWED = "A reviewer found"


def test_a_shelter_of_an_undone_import_says_that_it_counts_on_no_day(
    official: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    make_person: PersonMaker,
) -> None:
    report(register.whole, day(10), present=31)
    before = NOW - timedelta(minutes=30)
    maker = make_person(Role.ADMINISTRATOR, name="Maria")
    with writer() as session:
        number = take_in(session, ROWS, SITES, now=before, person_id=maker.id)
        barn = next(p.id for p in list_children(session, register.whole) if p.name == "Barn")
    here = {"place_id": barn}
    assert "on no day" not in official.see("dashboard.show_place", **here).text
    with writer() as session:
        undo_import(session, number, reason="wrong", person_id=maker.id, now=NOW)
    page = official.see("dashboard.show_place", **here)
    assert "Retired from its first day on: it counts on no day" in page.text
    assert "what was reported about it is shown here and in no total" in page.text
    assert "withdrawn" in page.text
    assert REVIEWED not in page.text
    of_day = official.see("dashboard.show_day", day=day(17).isoformat(), **here)
    assert "so that it counts on no day" in of_day.text


def test_a_report_about_a_day_when_it_is_no_unit_was_not_ruled_on(
    official: StrictClient, register: Register, report: Reporter, writer: Writer
) -> None:
    report(register.hall, day(18), sheltered=4)
    with writer() as session:
        whole = ReportingMode.WHOLE
        set_reporting_mode(session, register.by_shelter, since=day(15), mode=whole)
    page = official.see("dashboard.show_place", place_id=register.hall)
    assert (
        "on which it is no reporting unit, since it is retired then or its district reports"
        in page.text
    )
    assert REVIEWED not in page.text
    assert "on no day" not in page.text
