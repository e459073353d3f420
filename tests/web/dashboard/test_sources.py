"""The pages of sources."""

from collections.abc import Callable

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import StrictClient, check_page
from tracker.domain.selection import Grade
from tracker.registry.people import Role
from tracker.registry.review_scope import set_reviewed_areas
from tracker.registry.sources import load_source

LIST, SOURCE, GRADE = "dashboard.list_sources", "dashboard.show_source", "dashboard.grade_source"


def test_sources_are_listed_with_their_grade_and_how_much_they_stated(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(17), sheltered=1)
    report(register.hall, day(18), sheltered=2)

    page = official.see(LIST)

    assert page.texts("tbody/tr") == [
        "Governor C: fairly reliable 0 never Active",
        "Office B: usually reliable 2 18 Aug 2024 Active",
        "Rumour E: unreliable 0 never Active",
    ]
    assert official.see(page.links()["Office"]).heading == "Office"


def test_an_empty_register_says_so(official: StrictClient) -> None:
    assert "There are no sources yet" in official.see(LIST).text


def test_what_a_source_stated_comes_newest_first_in_pages(
    official: StrictClient,
    register: Register,
    report: Reporter,
    sources: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tracker.web.dashboard.sources.views.REPORTS_PER_PAGE", 2)
    for at in (16, 17, 18):
        report(register.hall, day(at), sheltered=at)
    report(register.hall, day(18), sheltered=99, source="Rumour")

    page = official.see(SOURCE, source_id=sources["Office"])

    rows = page.texts("tbody/tr")
    assert [row.split(" Aug")[0] for row in rows] == ["18", "17"]
    assert "People sheltered: 18" in rows[0]
    assert "1 to 2 of 3 reports" in page.text
    assert "99" not in page.text
    older = official.see(page.links()["Next page"])
    assert [row.split(" Aug")[0] for row in older.texts("tbody/tr")] == ["16"]
    said = official.see(page.links()["People sheltered"])
    assert said.heading.startswith("Who says what: people sheltered on")


def test_its_reports_are_filtered(
    official: StrictClient, register: Register, report: Reporter, sources: dict[str, int]
) -> None:
    report(register.hall, day(17), sheltered=1)
    query = {"source_id": sources["Office"]}

    assert (
        "No report of this kind"
        in official.see(f"/sources/{query['source_id']}?fate=rejected").text
    )
    assert (
        "No report of this kind"
        in official.see(f"/sources/{query['source_id']}?from=2024-08-18").text
    )
    wrong = official.see(f"/sources/{query['source_id']}?to=nonsense")
    assert wrong.errors() == ["Enter the last day as a day, such as 2024-08-08"]
    assert "17 Aug 2024" in wrong.text
    unheard = official.see(SOURCE, source_id=sources["Governor"])
    assert "It has not stated anything yet" in unheard.text


def test_a_reviewer_changes_the_grade_with_a_reason(
    client_of: Callable[..., StrictClient], writer: Writer, sources: dict[str, int]
) -> None:
    reviewer = client_of(Role.REVIEWER, name="Irina Petrova")
    rumour = sources["Rumour"]

    response = reviewer.send(GRADE, {"grade": "D", "reason": "Right twice."}, source_id=rumour)
    page = reviewer.see(response.location or "")

    assert "Rumour has grade D from now on." in page.text
    assert "From E to D" in page.text
    assert "Reason: Right twice." in page.text
    with writer() as session:
        assert load_source(session, rumour).grade is Grade.D


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"grade": "D"}, "Enter the reason for the new grade"),
        ({"grade": "E", "reason": "x"}, "Select another grade: Rumour has E already"),
        ({"reason": "x"}, "Select how reliable the source is"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    client_of: Callable[..., StrictClient],
    sources: dict[str, int],
    typed: dict[str, str],
    problem: str,
) -> None:
    reviewer = client_of(Role.REVIEWER)
    address = reviewer.address(GRADE, source_id=sources["Rumour"])

    response = reviewer.post(address, data={"csrf_token": reviewer.token(), **typed})
    page = check_page(response)

    assert (response.status_code, page.errors()) == (422, [problem])


def test_officials_look_and_do_not_grade(official: StrictClient, sources: dict[str, int]) -> None:
    page = official.see(SOURCE, source_id=sources["Office"])

    assert "It has had grade B from the beginning." in page.text
    assert "Give it another grade" not in page.text
    official.see(SOURCE, source_id=99, status=404)


def test_a_reviewer_of_some_areas_is_neither_offered_another_grade_nor_gives_one(
    *,
    client: StrictClient,
    make_person: PersonMaker,
    register: Register,
    writer: Writer,
    sources: dict[str, int],
) -> None:
    ivan, rumour = make_person(Role.REVIEWER, name="Ivan"), sources["Rumour"]
    client.sign_in_as(ivan)
    assert "Give it another grade" in client.see(SOURCE, source_id=rumour).text
    with writer() as session:
        set_reviewed_areas(session, ivan.id, [register.region])

    assert "Give it another grade" not in client.see(SOURCE, source_id=rumour).text
    values = {"grade": "D", "reason": "Right twice."}
    response = client.send(GRADE, values, status=403, source_id=rumour)
    assert "Ask a reviewer of the whole operation" in response.get_data(as_text=True)
    with writer() as session:
        assert load_source(session, rumour).grade is Grade.E


def test_only_who_may_look_at_sources_is_led_to_them(
    client_of: Callable[..., StrictClient],
    official: StrictClient,
    register: Register,
    report: Reporter,
    sources: dict[str, int],
) -> None:
    report(register.hall, day(18), sheltered=5)
    coordinator = client_of(Role.COORDINATOR, assigned=(register.hall,))
    place = {"place_id": register.hall, "day": "2024-08-18", "indicator": "sheltered"}
    said = f"/places/{place['place_id']}/days/2024-08-18/said?indicator=sheltered"

    assert official.see(said).links()["Office"] == f"/sources/{sources['Office']}"
    assert "Office" not in coordinator.see(said).links()


def test_a_source_is_shown_as_known_at_a_moment(
    client_of: Callable[..., StrictClient],
    register: Register,
    report: Reporter,
    sources: dict[str, int],
) -> None:
    report(register.hall, day(17), sheltered=1)
    report(register.hall, day(18), sheltered=2)
    reviewer = client_of(Role.REVIEWER)
    address = f"/sources/{sources['Office']}?known_at=2024-08-17T21:00"

    page = reviewer.see(address)

    assert "As known on 17 August 2024, 21:00" in page.text
    assert [row.split(" Aug")[0] for row in page.texts("tbody/tr")] == ["17"]
    assert "Reports 1" in page.text
    assert "Give it another grade" not in page.text
    assert "known_at=2024-08-17T21" in page.links()["Sources"]
    assert any(dict(form).get("known_at") for form in page.all_form_data())
    rows = reviewer.see("/sources?known_at=2024-08-17T21:00").texts("tbody/tr")
    assert rows[1] == "Office B: usually reliable 1 17 Aug 2024 Active"
    unheard = reviewer.see(f"/sources/{sources['Office']}?known_at=2024-08-10T21:00")
    assert "It had not stated anything by then" in unheard.text
    now = reviewer.see(page.links()["Back to now"])
    assert "Give it another grade" in now.text
    assert "Reports 2" in now.text


def test_looking_back_a_source_has_the_grade_of_then(
    client_of: Callable[..., StrictClient], register: Register, sources: dict[str, int]
) -> None:
    reviewer, rumour = client_of(Role.REVIEWER), sources["Rumour"]
    reviewer.send(GRADE, {"grade": "D", "reason": "Right twice."}, source_id=rumour)
    then = f"/sources/{rumour}?known_at=2024-08-17T21:00"

    assert "E: unreliable" in reviewer.see(then).text
    assert "It has had grade E from the beginning." in reviewer.see(then).text
    rows = reviewer.see("/sources?known_at=2024-08-17T21:00").texts("tbody/tr")
    assert any(row.startswith("Rumour E: unreliable") for row in rows)
    assert "D: " in reviewer.see(SOURCE, source_id=rumour).text
