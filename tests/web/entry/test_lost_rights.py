"""Who may not report any more is told what became of a form, and loses nothing that was typed."""

from collections.abc import Callable, Collection

import pytest

from tests.web.entry.conftest import NOW, Places, Revisions
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient
from tracker.registry.people import Person, Role, set_assignments, set_roles

TYPED = {"present-value": "5", "note": "typed long"}
Take = Callable[[Collection[Role]], None]


@pytest.fixture
def give(writer: Writer, coordinator: Person) -> Take:
    """Gives Olga other roles."""

    def set_them(roles: Collection[Role]) -> None:
        with writer() as session:
            set_roles(session, coordinator.id, roles)

    return set_them


@pytest.fixture
def unassign(writer: Writer, coordinator: Person) -> Callable[[], None]:
    """Takes all her places away."""

    def take() -> None:
        with writer() as session:
            set_assignments(session, coordinator.id, [], now=NOW)

    return take


@pytest.fixture
def sent(olga: StrictClient, places: Places) -> Page:
    """The page of a form that was sent and recorded."""
    page = olga.see("entry.report", place_id=places.whole)
    olga.send_again(page, "entry.report", TYPED, place_id=places.whole)
    return page


def check_told(page: Page, kind: str = "report") -> None:
    assert page.heading == "This was recorded before"
    assert f"Your {kind} about Whole district, Region for 8 Aug 2024 was recorded" in page.text
    assert "on 8 Aug 2024, 12:00 as report 1" in page.text
    assert "ask an administrator" in page.text


def test_the_same_form_of_who_lost_the_role_is_told_to_be_recorded(
    olga: StrictClient, places: Places, sent: Page, revisions: Revisions, give: Take
) -> None:
    give([])
    check_told(olga.send_again(sent, "entry.report", TYPED, status=200, place_id=places.whole))
    assert len(revisions()) == 1


def test_the_same_form_of_who_lost_the_place_is_told_to_be_recorded(
    olga: StrictClient, places: Places, sent: Page, unassign: Callable[[], None]
) -> None:
    unassign()
    check_told(olga.send_again(sent, "entry.report", TYPED, status=200, place_id=places.whole))


def test_who_may_see_reports_gets_the_receipt(
    olga: StrictClient, places: Places, sent: Page, give: Take
) -> None:
    give([Role.OFFICIAL])
    page = olga.send_again(sent, "entry.report", TYPED, place_id=places.whole)
    assert page.heading == "Report received"


@pytest.mark.parametrize(
    ("endpoint", "kind"), [("correct", "correction"), ("withdraw", "withdrawal")]
)
def test_a_change_that_is_sent_again_is_told_to_be_recorded(
    olga: StrictClient, sent: Page, unassign: Callable[[], None], endpoint: str, kind: str
) -> None:
    page = olga.see(f"entry.{endpoint}", report_id=1)
    typed = {"reason": "Counted again."}
    typed |= {"present-value": "6"} if endpoint == "correct" else {}
    olga.send_again(page, f"entry.{endpoint}", typed, report_id=1)
    unassign()
    check_told(olga.send_again(page, f"entry.{endpoint}", typed, status=200, report_id=1), kind)


def check_not_recorded(page: Page) -> None:
    assert page.heading == "Nothing was recorded"
    assert "typed long" in page.text
    assert "ask an administrator" in page.text


def test_a_new_form_of_who_lost_the_role_is_not_recorded(
    olga: StrictClient, places: Places, revisions: Revisions, give: Take
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    give([])
    told = olga.send_again(page, "entry.report", TYPED, status=403, place_id=places.whole)
    check_not_recorded(told)
    assert not revisions()


def test_a_new_form_of_who_lost_the_place_is_not_recorded(
    olga: StrictClient, places: Places, revisions: Revisions, unassign: Callable[[], None]
) -> None:
    page = olga.see("entry.report", place_id=places.whole)
    unassign()
    told = olga.send_again(page, "entry.report", TYPED, status=404, place_id=places.whole)
    check_not_recorded(told)
    assert not revisions()


def test_what_another_person_sent_is_told_to_nobody_else(
    olga: StrictClient, make_person: PersonMaker, places: Places, sent: Page
) -> None:
    number = dict(sent.form_data())["submission_id"]
    olga.sign_in_as(make_person(Role.COORDINATOR, name="Other", assigned=(places.hall,)))
    page = olga.see("entry.report", place_id=places.hall)
    typed = {**TYPED, "submission_id": number}
    told = olga.send_again(page, "entry.report", typed, status=404, place_id=places.whole)
    check_not_recorded(told)
    assert "report 1" not in told.text


def test_pages_that_are_only_opened_are_refused_as_everywhere(
    olga: StrictClient, places: Places, unassign: Callable[[], None]
) -> None:
    unassign()
    assert olga.see("entry.report", status=404, place_id=places.whole).heading == "Page not found"
