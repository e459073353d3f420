"""The queue: what waits for whom, its filters and its pages."""

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.test_statements import count_statements
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.review.conftest import lines, reasons
from tests.web.review.pressing import send_many
from tests.web.strict_client import StrictClient, read
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide
from tracker.registry.people import Person, Role, find_by_email, set_roles
from tracker.registry.review_scope import set_reviewed_areas
from tracker.store.database import Database


@pytest.fixture
def known(register: Register, report: Reporter, writer: Writer, ivan: Person) -> None:
    """The reporter is no longer new: three reports that were verified."""
    for number in (7, 8, 9):
        made = report(register.school, day(number), capacity=50)
        judge(writer, ivan, made.report_id, DecisionKind.VERIFIED)


def judge(
    writer: Writer, person: Person, report_id: int, kind: DecisionKind, reason: str = "because"
) -> None:
    draft = DecisionDraft(report_id=report_id, seq=1, kind=kind, person_id=person.id, reason=reason)
    with writer() as session:
        decide(session, draft, now=NOW)


def test_an_empty_queue_says_so(reviewer: StrictClient) -> None:
    page = reviewer.see("review.list_queue")
    assert "Nothing waits for you" in page.text
    assert reasons(page)[0] == "All 0"


def test_the_most_urgent_report_comes_first_then_the_oldest(
    reviewer: StrictClient, register: Register, report: Reporter, known: None
) -> None:
    report(register.whole, day(18), present=100)
    report(register.elsewhere, day(17), present=5)
    report(register.hall, day(18), present=40)
    report(register.hall, day(18), present=50, source="Governor")
    report(register.outside, day(17), present=100)
    report(register.outside, day(18), present=140, arrivals=10)
    page = reviewer.see("review.list_queue")
    assert lines(page) == [
        "Hall, 18 Aug 2024",
        "Hall, 18 Aug 2024",
        "Outside shelters, 18 Aug 2024",
        "Elsewhere, 17 Aug 2024",
        "Outside shelters, 17 Aug 2024",
        "Whole, 18 Aug 2024",
    ]
    assert reasons(page) == [
        "All 6",
        "Sent despite a warning 0",
        "Sources disagree 2",
        "People unaccounted for 1",
        "A total fell 0",
        "Late, changed a published day 0",
        "First reports of a person 0",
    ]


def test_filters_stand_in_the_address(
    reviewer: StrictClient,
    register: Register,
    report: Reporter,
    sources: dict[str, int],
    known: None,
) -> None:
    report(register.whole, day(18), present=100)
    report(register.hall, day(17), present=40)
    report(register.hall, day(18), present=41, source="Governor")
    report(register.elsewhere, day(18), present=5)
    shown = {
        filters: lines(reviewer.see(f"/review?{filters}"))
        for filters in (
            f"area={register.region}",
            f"area={register.by_shelter}&from=2024-08-18",
            f"source={sources['Governor']}",
            "from=2024-08-17&to=2024-08-17",
            "reason=rival",
            "area=9999",
        )
    }
    assert [len(found) for found in shown.values()] == [3, 1, 1, 1, 0, 4]
    assert reviewer.see("/review?area=9999").errors() == ["Select an area from the list"]
    page = reviewer.see("/review?from=2024-08-18&to=2024-08-17")
    assert page.errors() == ["Enter a last day that is not before the first"]
    assert "No report fits these filters" in reviewer.see("/review?reason=gap").text


def test_reports_of_a_person_are_found_also_where_another_corrected_them(
    reviewer: StrictClient, register: Register, report: Reporter, make_person: PersonMaker
) -> None:
    report(register.whole, day(18), present=100)
    other = make_person(Role.COORDINATOR, name="Other")
    options = dict(
        zip(
            reviewer.see("review.list_queue").texts("select[@name='person']/option"),
            (
                o.get("value")
                for o in reviewer.see("review.list_queue").find_all("select[@name='person']/option")
            ),
            strict=True,
        )
    )
    assert lines(reviewer.see(f"/review?person={options['Reporter']}")) == ["Whole, 18 Aug 2024"]
    assert lines(reviewer.see(f"/review?person={other.id}")) == []


def test_states_list_the_newest_decision_first(
    *,
    reviewer: StrictClient,
    register: Register,
    report: Reporter,
    writer: Writer,
    ivan: Person,
    make_person: PersonMaker,
    sources: dict[str, int],
) -> None:
    made = [
        report(register.whole, day(number), present=number).report_id for number in range(10, 16)
    ]
    colleague = make_person(Role.REVIEWER, name="Rita")
    kinds = ("verified", "disputed", "returned", "rejected", "verified")
    for report_id, kind in zip(made, kinds, strict=False):
        judge(writer, ivan, report_id, DecisionKind(kind), reason=f"for {report_id}")
    judge(writer, colleague, made[1], DecisionKind.REJECTED)
    shown = {
        state: [line.split(" Aug")[0] for line in lines(reviewer.see(f"/review?state={state}"))]
        for state in ("verified", "disputed", "returned", "rejected", "mine", "waiting")
    }
    assert shown == {
        "verified": ["Whole, 14", "Whole, 10"],
        "disputed": [],
        "returned": ["Whole, 12"],
        "rejected": ["Whole, 11", "Whole, 13"],
        "mine": ["Whole, 14", "Whole, 13", "Whole, 12", "Whole, 11", "Whole, 10"],
        "waiting": ["Whole, 15"],
    }
    page = reviewer.see(
        f"/review?state=returned&area={register.region}&from=2024-08-01&to=2024-08-20"
    )
    assert f"Returned to be corrected by Ivan: for {made[2]}" in page.text
    options = page.find_all("select[@name='person']/option")
    (reporter,) = (o.get("value") for o in options if read(o) == "Reporter")
    office = sources["Office"]
    for filters, found in (
        (f"person={reporter}&source={office}", 1),
        (f"source={sources['Rumour']}", 0),
    ):
        assert len(lines(reviewer.see(f"/review?state=returned&{filters}"))) == found
    assert lines(reviewer.see(f"/review?state=returned&area={register.elsewhere}")) == []


def test_pages_go_on_where_the_last_ended(
    *,
    reviewer: StrictClient,
    register: Register,
    report: Reporter,
    monkeypatch: pytest.MonkeyPatch,
    writer: Writer,
    ivan: Person,
) -> None:
    monkeypatch.setattr("tracker.web.review.queue.LINES", 2)
    made = [
        report(register.whole, day(number), present=number).report_id for number in range(10, 15)
    ]
    seen = []
    address: str | None = "/review"
    while address:
        page = reviewer.see(address)
        seen += lines(page)
        address = page.links().get("Next page")
    assert [line.split()[1] for line in seen] == ["10", "11", "12", "13", "14"]
    for report_id in made[:3]:
        judge(writer, ivan, report_id, DecisionKind.VERIFIED)
    page = reviewer.see("/review?state=verified")
    assert [line.split()[1] for line in lines(page)] == ["12", "11"]
    page = reviewer.see(page.links()["Next page"])
    assert [line.split()[1] for line in lines(page)] == ["10"]
    for damaged in (
        "7",
        "x_y_z",
        "99_2024-08-20T09:00:00+00:00_1",
        "1_2024-08-20T09:00:00_1",
        "1_2024-08-20T09:00:00+00:00_-1",
    ):
        reviewer.see(f"/review?after={damaged.replace('+', '%2B')}", status=404)
    reviewer.see("/review?state=verified&after=x", status=404)


def test_ones_own_reports_do_not_wait_for_oneself(
    client: StrictClient, register: Register, report: Reporter, writer: Writer, ivan: Person
) -> None:
    report(register.whole, day(18), present=100)
    with writer() as session:
        reporter = find_by_email(session, "Reporter@example.org")
        assert reporter is not None
        set_roles(session, reporter.person.id, [Role.REVIEWER, Role.COORDINATOR])
    client.sign_in_as(reporter.person)
    page = client.see("review.list_queue")
    assert lines(page) == []
    assert "Review" in page.texts("nav[@aria-label='Main']//a")
    client.sign_in_as(ivan)
    assert lines(client.see("review.list_queue")) == ["Whole, 18 Aug 2024"]


def test_a_reviewer_of_some_areas_sees_and_counts_only_those(
    reviewer: StrictClient, register: Register, report: Reporter, writer: Writer, ivan: Person
) -> None:
    report(register.hall, day(18), present=40)
    elsewhere = report(register.elsewhere, day(18), present=5)
    assert "Review 2 waiting" in reviewer.see("review.list_queue").texts(
        "nav[@aria-label='Main']//a"
    )
    with writer() as session:
        set_reviewed_areas(session, ivan.id, [register.region])
    page = reviewer.see("review.list_queue")
    assert "Review 1 waiting" in page.texts("nav[@aria-label='Main']//a")
    assert lines(page) == ["Hall, 18 Aug 2024"]
    reviewer.see("review.review_report", report_id=elsewhere.report_id, status=404)
    send_many(reviewer, [f"{elsewhere.report_id}:1"], "verified")
    assert "Nothing was decided on report" in reviewer.see("review.list_queue").text


def test_statements_do_not_grow_with_the_reports_that_wait(
    reviewer: StrictClient, register: Register, report: Reporter, web_database: Database
) -> None:
    first = report(register.whole, day(10), present=10).report_id
    report(register.whole, day(10), present=12, source="Governor")
    pages = ["/review", f"/review?area={register.region}&reason=rival", f"/review/{first}"]
    count_each(reviewer, web_database, pages)  # what the registers say is remembered from now on
    few = count_each(reviewer, web_database, pages)
    for number in range(11, 19):
        for unit in (register.whole, register.hall, register.elsewhere):
            report(unit, day(number), present=number)
            report(unit, day(number), present=number + 5, source="Rumour")
    report(register.whole, day(10), present=14, source="Rumour")
    assert count_each(reviewer, web_database, pages) == few


def count_each(client: StrictClient, database: Database, pages: list[str]) -> dict[str, int]:
    """Statements by page, once the registers are remembered."""
    client.see(pages[0])
    return {page: count_statements(client, database, page) for page in pages}


def test_beyond_a_limit_the_navigation_stops_counting(
    reviewer: StrictClient, register: Register, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.web.shared.navigation.MOST_COUNTED", 1)
    for number in (10, 11):
        report(register.whole, day(number), present=number)
    links = reviewer.see("accounts.change_password").texts("nav[@aria-label='Main']//a")
    assert links[0] == "Review 1+ waiting"
