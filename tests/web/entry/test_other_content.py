"""Other content under an id that was used, of who lost the right to report: nothing is lost."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.web.entry.conftest import TODAY, YESTERDAY, Places, Reporter, Revisions
from tests.web.entry.test_lost_rights import TYPED, Take, give, sent, unassign
from tests.web.fixtures import Writer
from tests.web.strict_client import Page, StrictClient, check_page
from tracker.domain.selection import Grade
from tracker.registry.people import Person, Role, change_person
from tracker.registry.sources import add_source

__all__ = ["give", "sent", "unassign"]

OTHER = {**TYPED, "present-value": "999"}


@pytest.fixture
def transfer(
    writer: Writer, coordinator: Person, unassign: Callable[[], None]
) -> Callable[[], None]:
    """Takes all her places away, and lets her speak for another source."""

    def take() -> None:
        unassign()
        with writer() as session:
            source = add_source(session, name="Another office", grade=Grade.B)
            change_person(
                session,
                coordinator.id,
                email="olga@example.org",
                display_name="Olga",
                active=True,
                source_id=source,
            )

    return take


def check_both(page: Page, report: int = 1) -> None:
    assert page.heading == "Nothing new was recorded"
    assert f"Recorded: report {report}" in page.text
    assert "ask an administrator" in page.text


def test_other_numbers_are_shown_beside_those_recorded(
    olga: StrictClient,
    places: Places,
    sent: Page,
    revisions: Revisions,
    unassign: Callable[[], None],
) -> None:
    unassign()
    page = olga.send_again(sent, "entry.report", OTHER, status=404, place_id=places.whole)
    check_both(page)
    assert "People present: 5" in page.text
    assert "People present: 999" in page.text
    assert "Note: typed long" in page.text
    assert "See report 1" not in page.links()
    assert len(revisions()) == 1


def test_who_may_see_reports_is_not_led_to_the_receipt_of_other_numbers(
    olga: StrictClient, places: Places, sent: Page, revisions: Revisions, give: Take
) -> None:
    give([Role.OFFICIAL])
    page = olga.send_again(sent, "entry.report", OTHER, status=403, place_id=places.whole)
    check_both(page)
    assert "See report 1" in page.links()
    assert len(revisions()) == 1


@pytest.mark.parametrize(
    "other", [{"present-value": "many"}, {"note": "another"}, {"day": "2024-08-07"}]
)
def test_whatever_differs_or_cannot_be_read_is_not_recorded_before(
    olga: StrictClient,
    places: Places,
    sent: Page,
    unassign: Callable[[], None],
    other: dict[str, str],
) -> None:
    unassign()
    typed = TYPED | other
    check_both(olga.send_again(sent, "entry.report", typed, status=404, place_id=places.whole))


def test_a_form_about_another_place_is_not_recorded_before(
    olga: StrictClient, places: Places, sent: Page, unassign: Callable[[], None]
) -> None:
    unassign()
    for place in (places.hall, 999):
        check_both(olga.send_again(sent, "entry.report", TYPED, status=404, place_id=place))


@pytest.mark.parametrize("endpoint", ["correct", "withdraw"])
def test_another_change_is_shown_beside_the_one_recorded(
    olga: StrictClient, sent: Page, unassign: Callable[[], None], endpoint: str
) -> None:
    page = olga.see(f"entry.{endpoint}", report_id=1)
    typed = {"reason": "Counted again."}
    olga.send_again(page, f"entry.{endpoint}", typed, report_id=1)
    unassign()
    typed = {"reason": "Something else."}
    told = olga.send_again(page, f"entry.{endpoint}", typed, status=404, report_id=1)
    check_both(told)
    assert "Reason: Counted again." in told.text
    assert "Something else." in told.text


def test_one_tap_is_the_same_for_another_source_but_not_for_another_day(
    olga: StrictClient, places: Places, report: Reporter, transfer: Callable[[], None]
) -> None:
    report(places.whole, YESTERDAY, present=5)
    tap = {"submission_id": str(uuid4()), "day": TODAY.isoformat()}
    olga.send("entry.unchanged", tap, place_id=places.whole)
    transfer()
    again = olga.send("entry.unchanged", tap, status=200, place_id=places.whole)
    assert check_page(again).heading == "This was recorded before"
    # Of the second of these days nobody can report.
    for day in (YESTERDAY.isoformat(), "2019-01-01"):
        told = olga.send("entry.unchanged", tap | {"day": day}, status=404, place_id=places.whole)
        check_both(check_page(told), report=2)
