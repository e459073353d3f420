"""All that was said of a number, side by side; and the ruling on what a source counts."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, check_page
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide
from tracker.recording.rulings import list_rulings
from tracker.registry.people import Role, find_by_email, set_roles
from tracker.registry.review_scope import set_reviewed_areas
from tracker.totals.read import read_days

I = Indicator  # noqa: E741 -- the tests are about indicators on every line
SIDES, RULE = "dashboard.show_sides", "dashboard.rule"


def words(page: Page, table: str) -> list[str]:
    """The rows of a table as text."""
    rows = page.find(f"div[@aria-label='{table}']").iter("tr")
    return [" ".join("".join(row.itertext()).split()) for row in rows][1:]


@pytest.fixture
def hall(register: Register, report: Reporter) -> int:
    """Two sources about one hall and day, with noise around."""
    report(register.hall, day(18), sheltered=90)
    vague = count(I.SHELTERED, 120, qualifier=Qualifier.MORE_THAN)
    report(register.hall, day(18), vague, source="Rumour")
    report(register.hall, day(17), sheltered=77)
    report(register.school, day(18), sheltered=33)
    report(register.hall, day(18), capacity=55, source="Governor")
    return register.hall


def test_each_number_stands_with_its_source_and_the_rule_that_decided(
    official: StrictClient, hall: int
) -> None:
    page = official.see(SIDES, place_id=hall, day="2024-08-18", indicator="sheltered")

    assert "Preferred: better source grade (B before E)." in page.text
    best, other = words(page, "What stands in Hall")
    assert best.startswith("90 counts exactly this Office (grade B) 18 Aug 2024, 20:00by Reporter")
    assert other.startswith("more than 120 121 or more Rumour (grade E)")
    assert "unreviewed" in other
    assert "33" not in best + other
    assert "Rule what a source counts" not in page.text


def test_what_is_out_stands_apart_with_the_reason(
    official: StrictClient, writer: Writer, hall: int, report: Reporter, make_person: PersonMaker
) -> None:
    rejected = report(hall, day(18), sheltered=400, source="Governor")
    with writer() as session:
        draft = DecisionDraft(
            report_id=rejected.report_id,
            seq=1,
            kind=DecisionKind.REJECTED,
            person_id=make_person(Role.REVIEWER).id,
            reason="Nobody can confirm it.",
        )
        decide(session, draft, now=NOW)

    page = official.see(SIDES, place_id=hall, day="2024-08-18", indicator="sheltered")

    (out,) = words(page, "Said of Hall, but out of the totals")
    assert out.startswith("400")
    assert "rejected" in out
    assert "Nobody can confirm it." in out
    assert len(words(page, "What stands in Hall")) == 2


def test_an_area_lists_its_units_and_holds_claims_against_their_sum(
    official: StrictClient, register: Register, hall: int, report: Reporter
) -> None:
    report(register.region, day(16), capacity_standby=2_500, source="Governor")
    report(register.hall, day(18), capacity=100)

    page = official.see(SIDES, place_id=register.region, day="2024-08-18", indicator="sheltered")
    assert [link for link in page.links() if link in ("Hall", "School")] == ["Hall", "School"]

    page = official.see(SIDES, place_id=register.region, day="2024-08-18", indicator="capacity")
    (claim,) = words(page, "Claims about larger areas beside the sum of units")
    assert "2,500" in claim
    assert "said for 16 Aug 2024" in claim
    assert "The units add up to 100 (55 to 100) open: at least 2,400 fewer." in claim
    unit = official.see(SIDES, place_id=hall, day="2024-08-18", indicator="capacity")
    assert claim in words(unit, "Claims about larger areas beside the sum of units")


def test_many_units_come_in_pages(
    official: StrictClient, register: Register, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.web.dashboard.sides.views.UNITS_PER_PAGE", 2)
    for unit in (register.hall, register.school, register.whole):
        report(unit, day(18), sheltered=5)

    first = official.see("dashboard.show_operation_sides", day="2024-08-18")
    assert "1 to 2 of 3 units" in first.text
    second = official.get(first.links()["Next page"])
    assert "3 to 3 of 3 units" in second.get_data(as_text=True)
    beyond = official.see("dashboard.show_operation_sides", day="2024-08-18", page=99)
    assert "3 to 3 of 3 units" in beyond.text


def test_nothing_was_said(official: StrictClient, register: Register) -> None:
    page = official.see(SIDES, place_id=register.hall, day="2024-08-18")

    assert "Nobody stated it for this day" in page.text


def test_a_coordinator_sees_their_places_only(
    client_of: Callable[..., StrictClient], register: Register, hall: int, report: Reporter
) -> None:
    report(register.region, day(18), sheltered=999, source="Governor")
    client = client_of(Role.COORDINATOR, assigned=(hall,))

    page = client.see(SIDES, place_id=hall, day="2024-08-18", indicator="sheltered")
    assert "999" not in page.text
    client.see(SIDES, place_id=register.school, day="2024-08-18", status=404)
    client.see("dashboard.show_operation_sides", day="2024-08-18", status=403)


def test_a_reviewer_rules_that_a_source_counts_a_different_thing(
    client_of: Callable[..., StrictClient],
    writer: Writer,
    hall: int,
    report: Reporter,
    sources: dict[str, int],
) -> None:
    report(hall, day(19), sheltered=500, source="Rumour")
    reviewer = client_of(Role.REVIEWER, name="Irina Petrova")
    values = {
        "kind": "different",
        "reason": "Everybody fed, not everybody sleeping there.",
        "source": str(sources["Rumour"]),
    }
    address: dict[str, Any] = {"place_id": hall, "day": "2024-08-18", "indicator": "sheltered"}

    before = reviewer.see(SIDES, **address)
    assert words(before, "What would count after each ruling") == [
        "Office at least 90 at least 121",
        "Rumour at least 90 90",
    ]
    response = reviewer.send(RULE, values, **address)
    page = reviewer.see(response.location or "")

    assert "The ruling is kept." in page.text
    (out,) = words(page, "Said of Hall, but out of the totals")
    assert "a different thing" in out
    assert "Everybody fed" in out
    assert "It is the only number that stands." in page.text
    assert "Rumour: a different thing, beside the totals." in page.text
    with writer() as session:
        days = read_days(session, [hall], day(17), day(19), [I.SHELTERED])[I.SHELTERED]
    assert [one.value for one in days] == [77, 90, 90]
    place = reviewer.see("dashboard.show_place", place_id=hall)
    assert "a different thing" in " ".join(words(place, "Claims beside the totals"))


def test_a_ruling_without_a_reason_is_asked_for_it_and_nothing_typed_is_lost(
    client_of: Callable[..., StrictClient], hall: int, sources: dict[str, int]
) -> None:
    reviewer = client_of(Role.REVIEWER)
    address: dict[str, Any] = {"place_id": hall, "day": "2024-08-18", "indicator": "sheltered"}
    values = {"kind": "different", "source": str(sources["Rumour"])}

    response = reviewer.post(
        reviewer.address(RULE, **address), data={"csrf_token": reviewer.token(), **values}
    )
    page = check_page(response)

    assert response.status_code == 422
    assert page.errors() == ["Enter the reason for the ruling"]
    assert dict(page.form_data(number=1))["source"] == values["source"]


def test_the_form_is_for_reviewers(
    official: StrictClient, client_of: Callable[..., StrictClient], hall: int
) -> None:
    address: dict[str, Any] = {"place_id": hall, "day": "2024-08-18", "indicator": "sheltered"}
    data = {"csrf_token": official.token(), "kind": "rival", "reason": "x", "source": "1"}
    url = f"/places/{hall}/days/2024-08-18/said?indicator=sheltered"

    assert official.post(url, data=data).status_code == 403
    administrator = client_of(Role.ADMINISTRATOR)
    assert "Rule what a source counts" not in administrator.see(SIDES, **address).text


def test_a_reviewer_of_other_areas_is_neither_offered_a_ruling_nor_makes_one(
    *,
    client: StrictClient,
    make_person: PersonMaker,
    writer: Writer,
    register: Register,
    hall: int,
    sources: dict[str, int],
) -> None:
    ivan = make_person(Role.REVIEWER, name="Ivan")
    client.sign_in_as(ivan)
    address: dict[str, Any] = {"place_id": hall, "day": "2024-08-18", "indicator": "sheltered"}
    assert "Rule what a source counts" in client.see(SIDES, **address).text
    with writer() as session:
        set_reviewed_areas(session, ivan.id, [register.elsewhere])

    assert "Rule what a source counts" not in client.see(SIDES, **address).text
    values = {"kind": "different", "reason": "Fed.", "source": str(sources["Rumour"])}
    response = client.send(RULE, values, status=403, **address)
    assert "You do not review this place" in response.get_data(as_text=True)
    with writer() as session:
        assert list_rulings(session, [hall]) == ()


def test_a_reviewer_is_not_offered_a_ruling_on_what_they_wrote_themselves(
    *,
    client: StrictClient,
    writer: Writer,
    hall: int,
    sources: dict[str, int],
) -> None:
    with writer() as session:
        found = find_by_email(session, "Reporter@example.org")
        assert found is not None
        set_roles(session, found.person.id, [Role.REVIEWER])
    client.sign_in_as(found.person)
    address: dict[str, Any] = {"place_id": hall, "day": "2024-08-18", "indicator": "sheltered"}

    assert "Rule what a source counts" not in client.see(SIDES, **address).text
    values = {"kind": "different", "reason": "Fed.", "source": str(sources["Rumour"])}
    client.send(RULE, values, status=422, **address)
    with writer() as session:
        assert list_rulings(session, [hall]) == ()
